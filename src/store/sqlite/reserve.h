#ifndef STORE_SQLITE_RESERVE_H
#define STORE_SQLITE_RESERVE_H

/*
 * Room on disk that is set aside: an unused file, which is shortened when the
 * disk is full.  One thread at a time may use it.
 */

#include <stdbool.h>
#include <stdint.h>

/* To be logged when the reserve is whole no longer. */
#define RESERVE_GONE                                                           \
	"the disk is full: nothing is added to queues until there is room"

struct arena;

struct reserve {
	int fd;        /* or -1 */
	int64_t whole; /* bytes that it should have */
	int64_t size;  /* bytes that it has */
	int64_t tried; /* ms of a steady clock: last attempt to fill it */
};

/*
 * Open or create the file, and make it take so many bytes of disk, or fewer if
 * the disk is full.  Returns NULL, or an error message.
 */
const char *reserve_open(struct reserve *reserve, struct arena *arena,
    const char *path, int64_t whole);
void reserve_close(struct reserve *reserve);

/* True at most once a second: time for reserve_fill(). */
bool reserve_is_due(struct reserve *reserve);

/* Take back what is missing, if the disk has room.  True: it is whole. */
bool reserve_fill(struct reserve *reserve);

/* Give a quarter of it back to the disk; false if nothing is left. */
bool reserve_give(struct reserve *reserve);

#endif
