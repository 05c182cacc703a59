#ifndef STORE_SQLITE_SQLITE_H
#define STORE_SQLITE_SQLITE_H

/*
 * The store on one host: an SQLite database, DATA/lineup.db, and a lock file,
 * DATA/lineup.lock, which keeps out a second server.
 *
 * With the write-ahead log and synchronous=FULL, what a verb has done is on
 * disk when it returns.  Writes of several threads share a commit.  Other
 * processes (the command line) may read and write beside the server.
 *
 * The functions that open return NULL on failure; *error, one line in the
 * arena, says why.
 */

#include <stdbool.h>
#include <stdint.h>

#include "store/store.h"

struct arena;
struct store;

/*
 * Open the database for the server.  It must exist, and no other server may
 * use it.  Samples for metrics are kept for retention seconds; 0: forever.
 * reserve bytes of disk are set aside in DATA/lineup.reserve, for what adds
 * nothing: that goes on when the disk is full; 0: none.
 */
struct store *store_sqlite_open(struct arena *arena, const char *data,
    int64_t retention, int64_t reserve, const char **error);

/* Limit the scrolls of each company; to be called before there are any. */
void store_sqlite_limit_scrolls(struct store *store, int64_t each);

/* Stop tasks that run, but were not heard of for some seconds; 0: don't. */
void store_sqlite_watch_tasks(struct store *store, int64_t seconds);

/* Which events of tasks are kept; the oldest are deleted first. */
struct store_sqlite_event_limits {
	int64_t retention; /* ms since they were added */
	int64_t of_task;   /* bytes */
	int64_t in_all;    /* bytes */
};

/* Limit the events that a server's store keeps, from now on. */
void store_sqlite_limit_events(
    struct store *store, const struct store_sqlite_event_limits *limits);

/* Keep changes of queues for so many ms, from now on; 0: note none. */
void store_sqlite_keep_history(struct store *store, int64_t retention);

/* Open the database for a command, maybe beside a server; keep old samples
 * and events. */
struct store *store_sqlite_open_beside(
    struct arena *arena, const char *data, const char **error);

/* The same, but create the database if there is none. */
struct store *store_sqlite_open_or_create(
    struct arena *arena, const char *data, const char **error);

/*
 * Copy a snapshot of the database to a new file, while calls go on.  The file
 * is private, and appears complete or not at all.  Returns NULL, or an error
 * message.
 */
const char *store_sqlite_backup(
    struct store *store, struct arena *arena, const char *path);

/*
 * Check a backup, and install a copy of it as the database of a directory that
 * no server uses.  An existing database is replaced only with force; a crash
 * leaves the old one or the new one.  Returns NULL, or an error message.
 */
const char *store_sqlite_restore(
    struct arena *arena, const char *data, const char *path, bool force);

/*
 * The part of store_check() that repairs nothing: check the integrity of the
 * file and the consistency of its contents.  True if no fault was found.
 */
bool store_sqlite_check(
    struct store *store, store_report *report, void *context);

#endif
