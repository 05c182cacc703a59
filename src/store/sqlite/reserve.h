#ifndef STORE_SQLITE_RESERVE_H
#define STORE_SQLITE_RESERVE_H

/*
 * Room on disk that is set aside: an unused file, which is shortened when the
 * disk is full.  One thread at a time may use it.
 */

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct db;

struct reserve {
	int fd;        /* or -1 */
	int64_t whole; /* bytes that it should have */
	int64_t size;  /* bytes that it has */
	int64_t tried; /* ms of a steady clock: last attempt to fill it */
};

/*
 * Open or create the file, and make it take so many bytes of disk, or fewer if
 * the disk is full; then it leaves some to the database.  Returns NULL, or an
 * error message.
 */
const char *reserve_open(struct reserve *reserve, struct arena *arena,
    const char *path, int64_t whole);
void reserve_close(struct reserve *reserve);

/* False while the disk is full and some of the reserve is given; true if NULL.
 */
bool reserve_is_whole(const struct reserve *reserve);

/*
 * True if something may be added to the database: the reserve is whole, or the
 * database has as much room inside.  What is missing is taken back first, if
 * the disk has room again; this is tried once a second.  NULL is whole.
 */
bool reserve_has_room(struct reserve *reserve, struct db *db);

/*
 * The disk is full: give a quarter of the reserve back to it.  False if nothing
 * is left.  NULL is fine.
 */
bool reserve_give(struct reserve *reserve);

#endif
