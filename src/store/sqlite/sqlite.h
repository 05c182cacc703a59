#ifndef STORE_SQLITE_SQLITE_H
#define STORE_SQLITE_SQLITE_H

/*
 * The store on one host: an SQLite database, DATA/lineup.db, and the lock file
 * of the one server that works on it, DATA/lineup.lock.
 *
 * Write-ahead log and synchronous=FULL: what a verb acknowledged is on disk.
 * Writes of several threads share a commit.  Other processes (the command
 * line) may read and write beside the server.
 *
 * The functions that open say what is wrong in one line, in *error.
 */

#include <stdbool.h>
#include <stdint.h>

#include "store/store.h"

struct arena;
struct store;

/*
 * Open the database for the server.  It is never made here, and a second
 * server is refused.  Samples for metrics are kept for retention seconds.
 * reserve bytes of disk are set aside, in DATA/lineup.reserve: once it is full,
 * what adds something is refused and the rest goes on; 0: none.
 * NULL: see *error.
 */
struct store *store_sqlite_open(struct arena *arena, const char *data,
    int64_t retention, int64_t reserve, const char **error);

/* Let each company have so many scrolls, before there are any. */
void store_sqlite_limit_scrolls(struct store *store, int64_t each);

/* Open the database beside a server, which need not run; no sample is
 * forgotten. */
struct store *store_sqlite_open_beside(
    struct arena *arena, const char *data, const char **error);

/* The same, but make the database where there is none. */
struct store *store_sqlite_open_or_create(
    struct arena *arena, const char *data, const char **error);

/*
 * Copy the database, as it is at one moment, to a file that is not there yet;
 * calls go on meanwhile.  The file is private and appears whole, or not at all.
 * NULL, or what is wrong.
 */
const char *store_sqlite_backup(
    struct store *store, struct arena *arena, const char *path);

/*
 * Make a copy the database of a directory on which no server works.  One that
 * is there is replaced only by force; a crash leaves the old one or the new.
 * NULL, or what is wrong: with the copy, too, which is checked first.
 */
const char *store_sqlite_restore(
    struct arena *arena, const char *data, const char *path, bool force);

/*
 * Check the file's integrity and what must hold in it, as store_check(), which
 * repairs nothing here.  True if all is well.
 */
bool store_sqlite_check(
    struct store *store, store_report *report, void *context);

#endif
