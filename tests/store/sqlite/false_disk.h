#ifndef TESTS_STORE_SQLITE_FALSE_DISK_H
#define TESTS_STORE_SQLITE_FALSE_DISK_H

/*
 * A disk for SQLite that can't be trusted, beneath every database that is
 * opened after false_disk_begin().
 *
 * It knows what a loss of power could leave of each file: it keeps the bytes as
 * of the last sync and every write since.  When the power fails, each sector of
 * 512 bytes of those writes is kept or lost, by chance.
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

/* Plan a fault for the n-th time from now, from 1; 0 for none. */
void false_disk_plan(enum false_disk_fault fault, uint64_t n);

/* True once the planned fault has happened. */
bool false_disk_struck(void);

/* How often a file was synced so far. */
uint64_t false_disk_syncs(void);

/* Have syncs succeed without syncing. */
void false_disk_lie(bool lies);

/*
 * After FALSE_DISK_LOSES_POWER, when everything is closed: make the files what
 * is left of them.  *state is the state of chance.
 */
void false_disk_power_on(uint64_t *state);

#endif
