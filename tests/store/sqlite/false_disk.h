#ifndef TESTS_STORE_SQLITE_FALSE_DISK_H
#define TESTS_STORE_SQLITE_FALSE_DISK_H

/*
 * A disk for SQLite that can't be trusted, beneath every database that is
 * opened after false_disk_begin().
 *
 * It knows what each file would be like if power went off: the bytes as of its
 * last sync, and apart from them every write since.  When it loses power, each
 * sector of 512 bytes of those is there or not, by chance.
 */

#include <stdbool.h>
#include <stdint.h>

enum false_disk_fault {
	FALSE_DISK_LOSES_POWER,  /* at the n-th change; then nothing works */
	FALSE_DISK_FAILS_ONCE,   /* the n-th call fails, of any kind */
	FALSE_DISK_FAILS,        /* and so do all that follow */
	FALSE_DISK_IS_READ_ONLY, /* from the n-th change on */
};

void false_disk_begin(void);

/* A fault that is to come, at the n-th time from now, from 1; 0: none. */
void false_disk_plan(enum false_disk_fault fault, uint64_t n);

/* True once it has come. */
bool false_disk_struck(void);

/* How often a file was synced so far. */
uint64_t false_disk_syncs(void);

/* Have it say that it has synced when it has not. */
void false_disk_lie(bool lies);

/*
 * After FALSE_DISK_LOSES_POWER, when everything is closed: make the files what
 * is left of them.  Chance comes from *state.
 */
void false_disk_power_on(uint64_t *state);

#endif
