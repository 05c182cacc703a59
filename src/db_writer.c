#include <sqlite3.h>

#include "db.h"

#define WRITER_CACHE 1024 /* KiB */

struct ticket {
	struct ticket *next;
	db_write *write;
	void *arguments;
	enum store_result result;
	bool done;
	bool leads; /* its thread is to do the next group */
	pthread_cond_t changed;
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

/* One write of a group; false if the whole transaction is lost. */
static bool
write_in_savepoint(struct db *db, struct ticket *ticket)
{
	if (!db_run(db, "SAVEPOINT one"))
		return false;
	ticket->result = ticket->write(db, ticket->arguments);
	if (sqlite3_get_autocommit(db->handle))
		return false; /* SQLite has given the transaction up */
	if (ticket->result != STORE_OK && !db_run(db, "ROLLBACK TO one"))
		return false;
	return db_run(db, "RELEASE one");
}

/* Write a group in the open transaction; *n_kept of its writes are to stay. */
static bool
write_all(struct db *db, struct ticket *group, size_t *n_kept)
{
	struct ticket *ticket;

	*n_kept = 0;
	if (group->next == NULL) {
		group->result = group->write(db, group->arguments);
		*n_kept = group->result == STORE_OK;
		return !sqlite3_get_autocommit(db->handle);
	}
	for (ticket = group; ticket != NULL; ticket = ticket->next) {
		if (!write_in_savepoint(db, ticket))
			return false;
		*n_kept += ticket->result == STORE_OK;
	}
	return true;
}

/* Write a group and put it on disk; sets each result. */
static void
write_group(struct db_writer *writer, struct ticket *group)
{
	struct db *db = &writer->db;
	size_t n_kept;
	bool lost;

	if (!db_run(db, "BEGIN IMMEDIATE")) {
		set_results(group, STORE_UNAVAILABLE);
		return;
	}
	lost = !write_all(db, group, &n_kept);
	writer->end_group(db, writer->context, n_kept > 0 && !lost);
	/* a refusal may rest on a write of the group that failed to last */
	if (lost || (n_kept > 0 && !db_run(db, "COMMIT")))
		set_results(group, STORE_FAILED);
	if (!sqlite3_get_autocommit(db->handle))
		db_run(db, "ROLLBACK");
}

/* Answer a group, but for the leader's own; and pass the lead on. */
static void
release_group(
    struct db_writer *writer, struct ticket *group, const struct ticket *own)
{
	struct ticket *next;

	for (; group != NULL; group = next) {
		next = group->next;
		group->done = true;
		if (group != own)
			pthread_cond_signal(&group->changed);
	}
	writer->leading = writer->first != NULL;
	if (writer->leading) {
		writer->first->leads = true;
		pthread_cond_signal(&writer->first->changed);
	}
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

enum store_result
db_submit(struct db_writer *writer, db_write *write, void *arguments)
{
	struct ticket ticket = {.write = write, .arguments = arguments};
	struct ticket *group;

	pthread_cond_init(&ticket.changed, NULL);
	pthread_mutex_lock(&writer->mutex);
	enqueue(writer, &ticket);
	if (writer->leading) {
		while (!ticket.done && !ticket.leads)
			pthread_cond_wait(&ticket.changed, &writer->mutex);
	}
	if (!ticket.done) {
		writer->leading = true;
		group = take_group(writer);
		pthread_mutex_unlock(&writer->mutex);
		write_group(writer, group);
		pthread_mutex_lock(&writer->mutex);
		release_group(writer, group, &ticket);
	}
	pthread_mutex_unlock(&writer->mutex);
	pthread_cond_destroy(&ticket.changed);
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
