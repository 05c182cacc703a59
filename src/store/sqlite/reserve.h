#ifndef STORE_SQLITE_RESERVE_H
#define STORE_SQLITE_RESERVE_H

/*
 * Room on disk that is kept for bad times: a file that holds nothing, and is
 * made shorter when the disk is full.  Whoever owns it needs no lock as long as
 * one thread at a time uses it.
 */

#include <stdbool.h>
#include <stdint.h>

/* What to log when a part of it is given away, and it was whole. */
#define RESERVE_GONE                                                           \
	"the disk is full: nothing is added to queues until there is room"

struct arena;

struct reserve {
	int fd;        /* or -1 */
	int64_t whole; /* bytes that there should be */
	int64_t size;  /* that there are */
	int64_t tried; /* ms of a steady clock: when more was last asked for */
};

/*
 * Open or make the file, and have it hold so many bytes of disk; fewer, if no
 * more are left.  NULL, or what is wrong with the file.
 */
const char *reserve_open(struct reserve *reserve, struct arena *arena,
    const char *path, int64_t whole);
void reserve_close(struct reserve *reserve);

/* True once a second: time to ask for what is missing. */
bool reserve_is_due(struct reserve *reserve);

/* Take what is missing, as far as there is room.  True if it is whole. */
bool reserve_fill(struct reserve *reserve);

/* Give a part of it back to the disk; false if nothing is left. */
bool reserve_give(struct reserve *reserve);

#endif
