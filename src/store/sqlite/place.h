#ifndef STORE_SQLITE_PLACE_H
#define STORE_SQLITE_PLACE_H

/*
 * Checks that the files of a connection are still at their paths: the database,
 * its write-ahead log, and the log's index.  SQLite goes on writing to files
 * that were removed or replaced, and what it writes is lost with them.  See
 * db_is_in_place().
 */

#include <sys/types.h>

struct db;

/* The files beside an open database. */
struct place {
	struct place_file {
		const char *path; /* NULL: there was none */
		dev_t device;
		ino_t inode;
	} log, index;
	char *index_path;
};

/* Note which files a connection uses; called when it is opened. */
void place_note(struct db *db);

/*
 * Forget them; called before it is closed.  If they are not in place, closing
 * won't checkpoint the log, nor remove the file that now has its name.
 */
void place_forget(struct db *db);

/* Have SIGBUS logged, which reading the mapped index after a cut raises. */
void place_guard(void);

#endif
