#include <sqlite3.h>

#include "base/group.h"
#include "base/log.h"
#include "base/steady.h"
#include "store/sqlite/db.h"
#include "store/sqlite/reserve.h"

#define WRITER_CACHE 768 /* KiB */

/* A write, and its place in a group. */
struct ticket {
	struct group_ticket place; /* first */
	enum db_growth growth;
	db_write *write;
	void *arguments;
	enum store_result result;
};

static struct ticket *
next_of(struct ticket *ticket)
{
	return (struct ticket *)ticket->place.next;
}

static void
set_results(struct ticket *group, enum store_result result)
{
	for (; group != NULL; group = next_of(group))
		group->result = result;
}

/* How far a group got. */
enum outcome {
	WRITTEN, /* all of it; each ticket has its result */
	MIXED,   /* a write failed after it had changed something */
	LOST,    /* the transaction was rolled back */
	NO_ROOM, /* the same, as the disk is full */
};

/* How a group is written. */
struct manner {
	bool may_grow;      /* allow DB_GROWS */
	bool in_savepoints; /* one for each write, so that it can be undone */
};

/* Run one write, unless it would grow and must not. */
static void
write_one(struct db *db, struct ticket *ticket, const struct manner *manner)
{
	if (ticket->growth == DB_GROWS && !manner->may_grow)
		ticket->result = STORE_NO_ROOM;
	else
		ticket->result = ticket->write(db, ticket->arguments);
	if (ticket->result == STORE_FAILED)
		ticket->result = db->failure;
}

/* One write of a group, in a savepoint. */
static enum outcome
write_in_savepoint(struct db_writer *writer, struct ticket *ticket,
    const struct manner *manner)
{
	struct db *db = &writer->db;

	if (writer->settle(db, writer->context) != STORE_OK ||
	    !db_run(db, "SAVEPOINT one"))
		return LOST;
	write_one(db, ticket, manner);
	if (sqlite3_get_autocommit(db->handle))
		return LOST; /* SQLite has rolled the transaction back */
	if (ticket->result != STORE_OK && !db_run(db, "ROLLBACK TO one"))
		return LOST;
	return db_run(db, "RELEASE one") ? WRITTEN : LOST;
}

/*
 * One write of a group, without a savepoint: that would cost a copy of each
 * changed page, and a write hardly ever fails after it has changed something.
 */
static enum outcome
write_plainly(struct db *db, struct ticket *ticket, const struct manner *manner)
{
	int before = sqlite3_total_changes(db->handle);

	write_one(db, ticket, manner);
	if (sqlite3_get_autocommit(db->handle))
		return LOST;
	return ticket->result == STORE_OK ||
		       sqlite3_total_changes(db->handle) == before
		   ? WRITTEN
		   : MIXED;
}

/* Run a group's writes in the open transaction; *n_kept have succeeded. */
static enum outcome
write_all(struct db_writer *writer, struct ticket *ticket,
    const struct manner *manner, size_t *n_kept)
{
	enum outcome outcome = WRITTEN;

	*n_kept = 0;
	for (; ticket != NULL && outcome == WRITTEN; ticket = next_of(ticket)) {
		outcome = manner->in_savepoints
			      ? write_in_savepoint(writer, ticket, manner)
			      : write_plainly(&writer->db, ticket, manner);
		*n_kept += ticket->result == STORE_OK;
	}
	return outcome;
}

/* Commit a group of so many writes, and measure that. */
static bool
commit(struct db_writer *writer, size_t n)
{
	int64_t begun = steady_now_us();

	if (!db_run(&writer->db, "COMMIT"))
		return false;
	metric_add(&writer->commits, steady_now_us() - begun);
	atomic_fetch_add(&writer->n_writes, n);
	return true;
}

/*
 * Run a group's writes and commit; sets the result of each.  If the outcome is
 * MIXED or NO_ROOM, nothing has changed.
 */
static enum outcome
try_group(
    struct db_writer *writer, struct ticket *group, const struct manner *manner)
{
	struct db *db = &writer->db;
	enum outcome outcome;
	size_t n_kept;
	bool kept;

	db->failure = STORE_FAILED;
	if (!db_run(db, "BEGIN IMMEDIATE")) {
		set_results(group, STORE_UNAVAILABLE);
		return db->failure == STORE_NO_ROOM ? NO_ROOM : LOST;
	}
	outcome = write_all(writer, group, manner, &n_kept);
	if (outcome == WRITTEN && n_kept > 0 &&
	    writer->settle(db, writer->context) != STORE_OK)
		outcome = LOST;
	kept = outcome == WRITTEN && n_kept > 0;
	writer->end_group(db, writer->context, kept && manner->may_grow);
	/* refusals fail too: they may depend on a write that was undone */
	if (outcome == LOST || db->failure == STORE_NO_ROOM ||
	    (kept && !commit(writer, n_kept)))
		set_results(group, db->failure);
	else if (kept && !db_is_in_place(db))
		set_results(group, STORE_FAILED); /* maybe to a removed file */
	if (!sqlite3_get_autocommit(db->handle))
		db_run(db, "ROLLBACK");
	return db->failure == STORE_NO_ROOM ? NO_ROOM : outcome;
}

/*
 * Write a group.  If the disk is full, only DB_STAYS, using up the reserve part
 * by part.
 */
static void
write_group(void *context, struct group_ticket *first)
{
	struct db_writer *writer = context;
	struct ticket *group = (struct ticket *)first;
	struct manner manner = {0};
	enum outcome outcome;

	if (!db_is_in_place(&writer->db)) {
		set_results(group, STORE_UNAVAILABLE);
		return;
	}
	manner.may_grow = reserve_has_room(writer->reserve, &writer->db);
	db_keep_log_short(&writer->db, !reserve_is_whole(writer->reserve));
	outcome = try_group(writer, group, &manner);
	while ((outcome == MIXED && next_of(group) != NULL) ||
	       (outcome == NO_ROOM && reserve_give(writer->reserve))) {
		manner.in_savepoints |= outcome == MIXED;
		manner.may_grow &= outcome == MIXED;
		outcome = try_group(writer, group, &manner);
	}
}

enum store_result
db_submit(struct db_writer *writer, enum db_growth growth, db_write *write,
    void *arguments)
{
	struct ticket ticket = {
	    .growth = growth, .write = write, .arguments = arguments};

	group_submit(&writer->group, &ticket.place);
	return ticket.result;
}

bool
db_writer_open(struct db_writer *writer, const char *path,
    struct reserve *reserve, db_settle *settle, db_end_group *end_group,
    void *context)
{
	*writer = (struct db_writer){.settle = settle,
	    .end_group = end_group,
	    .context = context,
	    .reserve = reserve};
	metric_init(&writer->commits, &metric_short);
	group_init(&writer->group, DB_MAX_GROUP, write_group, NULL, writer);
	return db_open(&writer->db, path, WRITER_CACHE);
}

void
db_writer_close(struct db_writer *writer)
{
	db_close(&writer->db);
	group_fini(&writer->group);
}
