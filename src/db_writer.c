#include <sched.h>
#include <semaphore.h>

#include <sqlite3.h>

#include "db.h"

#define WRITER_CACHE 1024 /* KiB */

struct ticket {
	struct ticket *next;
	db_write *write;
	void *arguments;
	enum store_result result;
	bool leads; /* when its turn comes, it is still to be written */
	sem_t turn; /* it is written, or its thread is to lead */
};

/* Take what waits, up to a group's size; returns the first. */
static struct ticket *
take_group(struct db_writer *writer)
{
	struct ticket *first = writer->first, *last = first;
	size_t n;

	for (n = 1; n < DB_MAX_GROUP && last->next != NULL; n++)
		last = last->next;
	writer->first = last->next;
	if (writer->first == NULL)
		writer->last = NULL;
	last->next = NULL;
	return first;
}

static void
set_results(struct ticket *group, enum store_result result)
{
	for (; group != NULL; group = group->next)
		group->result = result;
}

/* How far a group got. */
enum outcome {
	WRITTEN, /* all of it; each ticket has its result */
	MIXED,   /* what a write that failed did is among the rest */
	LOST,    /* the transaction is gone */
};

/* One write of a group, in a savepoint. */
static enum outcome
write_in_savepoint(struct db *db, struct ticket *ticket)
{
	if (!db_run(db, "SAVEPOINT one"))
		return LOST;
	ticket->result = ticket->write(db, ticket->arguments);
	if (sqlite3_get_autocommit(db->handle))
		return LOST; /* SQLite has given the transaction up */
	if (ticket->result != STORE_OK && !db_run(db, "ROLLBACK TO one"))
		return LOST;
	return db_run(db, "RELEASE one") ? WRITTEN : LOST;
}

/*
 * One write of a group, without one: a savepoint has SQLite keep a copy of each
 * page that is changed, and hardly any write fails after it changed something.
 */
static enum outcome
write_plainly(struct db *db, struct ticket *ticket)
{
	int before = sqlite3_total_changes(db->handle);

	ticket->result = ticket->write(db, ticket->arguments);
	if (sqlite3_get_autocommit(db->handle))
		return LOST;
	return ticket->result == STORE_OK ||
		       sqlite3_total_changes(db->handle) == before
		   ? WRITTEN
		   : MIXED;
}

/* Write a group in the open transaction; *n_kept of its writes are to stay. */
static enum outcome
write_all(
    struct db *db, struct ticket *ticket, bool in_savepoints, size_t *n_kept)
{
	enum outcome outcome = WRITTEN;

	*n_kept = 0;
	for (; ticket != NULL && outcome == WRITTEN; ticket = ticket->next) {
		outcome = in_savepoints ? write_in_savepoint(db, ticket)
					: write_plainly(db, ticket);
		*n_kept += ticket->result == STORE_OK;
	}
	return outcome;
}

/*
 * Write a group and put it on disk; sets each result.  False if nothing was
 * done, because it takes savepoints.
 */
static bool
try_group(struct db_writer *writer, struct ticket *group, bool in_savepoints)
{
	struct db *db = &writer->db;
	enum outcome outcome;
	size_t n_kept;
	bool kept;

	if (!db_run(db, "BEGIN IMMEDIATE")) {
		set_results(group, STORE_UNAVAILABLE);
		return true;
	}
	outcome = write_all(db, group, in_savepoints, &n_kept);
	kept = outcome == WRITTEN && n_kept > 0;
	writer->end_group(db, writer->context, kept);
	/* a refusal may rest on a write of the group that failed to last */
	if (outcome == LOST || (kept && !db_run(db, "COMMIT")))
		set_results(group, STORE_FAILED);
	if (!sqlite3_get_autocommit(db->handle))
		db_run(db, "ROLLBACK");
	return outcome != MIXED || group->next == NULL;
}

static void
write_group(struct db_writer *writer, struct ticket *group)
{
	if (!try_group(writer, group, false))
		try_group(writer, group, true);
}

static void
enqueue(struct db_writer *writer, struct ticket *ticket)
{
	if (writer->last == NULL)
		writer->first = ticket;
	else
		writer->last->next = ticket;
	writer->last = ticket;
}

/* Pass the lead on to the first that waits, if any. */
static void
pass_lead(struct db_writer *writer)
{
	pthread_mutex_lock(&writer->mutex);
	writer->leading = writer->first != NULL;
	if (writer->leading) {
		writer->first->leads = true;
		sem_post(&writer->first->turn);
	}
	pthread_mutex_unlock(&writer->mutex);
}

/* Write a group, of which the leader's own is the first. */
static void
lead(struct db_writer *writer)
{
	struct ticket *group, *ticket, *next;

	/* whoever can run and is about to write comes along; with nobody there,
	 * it costs nothing */
	sched_yield();
	pthread_mutex_lock(&writer->mutex);
	group = take_group(writer);
	pthread_mutex_unlock(&writer->mutex);
	write_group(writer, group);
	/* the next group is on its way while this one is answered */
	pass_lead(writer);
	for (ticket = group->next; ticket != NULL; ticket = next) {
		next = ticket->next;
		sem_post(&ticket->turn); /* and it may be gone */
	}
}

enum store_result
db_submit(struct db_writer *writer, db_write *write, void *arguments)
{
	struct ticket ticket = {.write = write, .arguments = arguments};

	sem_init(&ticket.turn, 0, 0);
	pthread_mutex_lock(&writer->mutex);
	enqueue(writer, &ticket);
	if (!writer->leading) {
		writer->leading = true;
		ticket.leads = true;
		sem_post(&ticket.turn);
	}
	pthread_mutex_unlock(&writer->mutex);
	while (sem_wait(&ticket.turn) != 0)
		continue; /* a signal came */
	if (ticket.leads)
		lead(writer);
	sem_destroy(&ticket.turn);
	return ticket.result;
}

bool
db_writer_open(struct db_writer *writer, const char *path,
    db_end_group *end_group, void *context)
{
	*writer =
	    (struct db_writer){.end_group = end_group, .context = context};
	pthread_mutex_init(&writer->mutex, NULL);
	return db_open(&writer->db, path, WRITER_CACHE);
}

void
db_writer_close(struct db_writer *writer)
{
	db_close(&writer->db);
	pthread_mutex_destroy(&writer->mutex);
}
