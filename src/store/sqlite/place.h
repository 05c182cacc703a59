#ifndef STORE_SQLITE_PLACE_H
#define STORE_SQLITE_PLACE_H

/*
 * Whether the files of a connection are where others look for them: the
 * database, its write-ahead log, and the index of that.  SQLite goes on with
 * files that were removed or replaced, and what it writes is gone with them.
 * db_is_in_place() tells.
 */

#include <sys/types.h>

struct db;

/* The files beside a database that is open. */
struct place {
	struct place_file {
		const char *path; /* NULL: there was none */
		dev_t device;
		ino_t inode;
	} log, index;
	char *index_path;
};

/* Note which files a connection uses, when it is opened. */
void place_note(struct db *db);

/*
 * Forget them, before it is closed.  If they are no longer in place, closing
 * does not put its log into the database and remove what is there by that name.
 */
void place_forget(struct db *db);

/* Have this process say why it ends, should the index be cut while it is read:
 * it is mapped. */
void place_guard(void);

#endif
