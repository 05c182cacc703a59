#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>

#include <sqlite3.h>

#include "base/log.h"
#include "store/sqlite/db.h"
#include "store/sqlite/place.h"

#define INDEX_PIECE 32768 /* bytes of the smallest index */
#define LOG_HEAD 32       /* bytes before the first frame of a log */
#define FRAME_HEAD 24     /* bytes of a frame before its page */
#define SALTS 16          /* offset of the salts in the head of a log */
#define TRIES 4           /* while the header keeps changing */

/* Words of the header of an index, as in "WAL-mode File Format" of SQLite's
 * documentation, 2.1. */
enum {
	WORD_PAGE = 3, /* the page size is its second half */
	WORD_FRAMES = 4,
	WORD_SALTS = 8, /* two words, as in the log */
};

static void
on_cut(int signal)
{
	(void)signal; /* the access is repeated, and the default kills us */
	log_fatal("a mapped file was truncated, probably lineup.db-shm: "
		  "stopping; no change that was answered is lost");
}

void
place_guard(void)
{
	const struct sigaction action = {
	    .sa_handler = on_cut, .sa_flags = (int)SA_RESETHAND};

	sigaction(SIGBUS, &action, NULL);
}

static void
note(struct place_file *file, const char *path)
{
	struct stat status;

	if (path == NULL || stat(path, &status) != 0)
		return;
	file->path = path;
	file->device = status.st_dev;
	file->inode = status.st_ino;
}

void
place_note(struct db *db)
{
	const char *path = sqlite3_db_filename(db->handle, "main");

	db->place.index_path = sqlite3_mprintf("%s-shm", path);
	note(&db->place.log, sqlite3_filename_wal(path));
	note(&db->place.index, db->place.index_path);
}

void
place_forget(struct db *db)
{
	if (db->place.index_path != NULL && !db_is_in_place(db))
		sqlite3_db_config(
		    db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	sqlite3_free(db->place.index_path);
}

/* True if a file is still at its path, or there was none; *size is its size. */
static bool
is_there(const struct place_file *file, off_t *size)
{
	struct stat status;

	*size = 0;
	if (file->path == NULL)
		return true;
	if (stat(file->path, &status) != 0 || status.st_dev != file->device ||
	    status.st_ino != file->inode)
		return false;
	*size = status.st_size;
	return true;
}

/* The length of a log in bytes, according to its index. */
static off_t
length_of_log(const struct db_stamp *stamp)
{
	off_t n = stamp->words[WORD_FRAMES], page;
	uint16_t half;

	memcpy(&half, (const char *)&stamp->words[WORD_PAGE] + sizeof(half),
	    sizeof(half));
	page = half == 1 ? 65536 : half;
	return n == 0 ? 0 : LOG_HEAD + n * (FRAME_HEAD + page);
}

/* Another process may restart and truncate the log while we check it. */
static bool
is_log_there(const struct db *db)
{
	struct db_stamp before, after;
	off_t size;
	int i;

	for (i = 0; i < TRIES; i++) {
		if (!db_stamp(db, &before))
			return is_there(&db->place.log, &size);
		if (!is_there(&db->place.log, &size))
			return false;
		if (size >= length_of_log(&before))
			return true;
		if (db_stamp(db, &after) &&
		    memcmp(&before, &after, sizeof(before)) == 0)
			return false;
	}
	return true;
}

/* Which files are no longer in place. */
struct losses {
	bool database;
	bool index;
	bool index_is_cut; /* truncated: reading it would raise SIGBUS */
	bool log;
};

static struct losses
find_losses(struct db *db)
{
	struct losses lost = {0};
	int has_moved = 0;
	off_t size;

	sqlite3_file_control(
	    db->handle, NULL, SQLITE_FCNTL_HAS_MOVED, &has_moved);
	lost.database = has_moved != 0;
	lost.index = !is_there(&db->place.index, &size);
	lost.index_is_cut =
	    !lost.index && db->place.index.path != NULL && size < INDEX_PIECE;
	lost.index |= lost.index_is_cut;
	lost.log = lost.index_is_cut ? !is_there(&db->place.log, &size)
				     : !is_log_there(db);
	return lost;
}

/* True if the open log, even if moved, is complete and matches its index. */
static bool
is_log_whole(struct db *db, const struct db_stamp *stamp)
{
	sqlite3_file *log = NULL;
	char head[LOG_HEAD];
	sqlite3_int64 size;

	sqlite3_file_control(
	    db->handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
	return log != NULL && log->pMethods != NULL &&
	       log->pMethods->xFileSize(log, &size) == SQLITE_OK &&
	       size >= length_of_log(stamp) &&
	       log->pMethods->xRead(log, head, sizeof(head), 0) == SQLITE_OK &&
	       memcmp(head + SALTS, &stamp->words[WORD_SALTS],
		   2 * sizeof(*stamp->words)) == 0;
}

/*
 * Checkpoint a log that other processes no longer find; false: it can't be
 * done.  Without the shared index, others may have started a log of their own.
 */
static bool
save_log(struct db *db, const struct losses *lost)
{
	int n_frames = 0, n_saved = -1;
	struct db_stamp stamp;
	struct stat status;

	if (lost->index_is_cut || !db_stamp(db, &stamp) ||
	    (lost->index && stat(db->place.log.path, &status) == 0))
		return false;
	if (stamp.words[WORD_FRAMES] == 0)
		return true;
	return is_log_whole(db, &stamp) &&
	       sqlite3_wal_checkpoint_v2(db->handle, NULL,
		   SQLITE_CHECKPOINT_FULL, &n_frames, &n_saved) == SQLITE_OK &&
	       n_saved == n_frames;
}

static void
tell_loss_of_database(const char *path)
{
	struct stat status;

	if (stat(path, &status) != 0 && errno != ENOENT)
		log_error("%s: %s", path, strerror(errno));
	else
		log_error(
		    "%s was moved or replaced: put it back, or restart lineupd",
		    path);
}

static void
tell_losses(struct db *db, const struct losses *lost)
{
	if (lost->database) {
		tell_loss_of_database(sqlite3_db_filename(db->handle, "main"));
		return;
	}
	if (lost->index)
		log_error(
		    "%s was moved, removed, replaced or cut: restart lineupd",
		    db->place.index.path);
	if (lost->log && save_log(db, lost))
		log_error("%s was moved, removed or replaced, but what was "
			  "answered is in the database: restart lineupd",
		    db->place.log.path);
	else if (lost->log)
		log_error("%s was moved, removed, replaced or cut, and what it "
			  "held may be gone: put it back, or restart lineupd",
		    db->place.log.path);
}

bool
db_is_in_place(struct db *db)
{
	struct losses lost = find_losses(db);
	bool is_lost = lost.database || lost.index || lost.log;

	if (is_lost && !db->is_lost)
		tell_losses(db, &lost);
	db->is_lost = is_lost;
	return !is_lost;
}
