#include <sqlite3.h>

#include "base/random.h"
#include "base/timefmt.h"
#include "store/sqlite/verbs.h"

#define CHUNK 64 /* entries between two looks at the clock */

/* A long queue that is being added. */
struct addition {
	const struct queue *queue;
	struct store_sqlite_step step;
	struct store_sqlite_state state; /* as committed */
	size_t n_done;                   /* entries committed */
	struct store_sqlite_state next;  /* both after the current step, */
	size_t n_next;                   /* which may be repeated */
};

/* STORE_DUPLICATE if the id or the name is taken. */
static enum store_result
look_for_another(struct db *db, const struct queue *queue)
{
	sqlite3_stmt *row = db_prepare(db,
	    "SELECT 1 FROM queues WHERE id = ?1 OR (company = ?2 AND"
	    " name = ?3)");
	enum store_result result;

	if (row == NULL)
		return STORE_FAILED;
	db_bind_text(row, 1, queue->id);
	db_bind_text(row, 2, queue->company);
	db_bind_text(row, 3, queue->name);
	result = db_found(db_step(db, row));
	db_leave(row);
	if (result == STORE_OK)
		return STORE_DUPLICATE;
	return result == STORE_NOT_FOUND ? STORE_OK : result;
}

/* Add the queue, hidden and without its entries. */
static enum store_result
begin_queue(struct db *db, void *arguments)
{
	struct addition *addition = arguments;
	struct queue hidden = *addition->queue;
	enum store_result result;
	char id[RANDOM_ID_SIZE];

	random_id(id);
	hidden.id = hidden.name = id;
	hidden.company = "";
	hidden.last_update = timefmt_now();
	result = look_for_another(db, addition->queue);
	if (result == STORE_OK)
		result = store_sqlite_insert_row(db, &hidden);
	addition->state = (struct store_sqlite_state){.created = hidden.created,
	    .number = sqlite3_last_insert_rowid(db->handle)};
	return result;
}

/* Add some entries; setting last_update keeps the sweeper off. */
static enum store_result
add_entries(struct db *db, void *arguments)
{
	struct addition *addition = arguments;
	const struct queue *queue = addition->queue;
	enum store_result result = STORE_OK;
	size_t n;

	store_sqlite_step_begin(&addition->step);
	addition->next = addition->state;
	addition->n_next = addition->n_done;
	while (result == STORE_OK && addition->n_next < queue->n_entries &&
	       store_sqlite_step_goes_on(&addition->step)) {
		n = queue->n_entries - addition->n_next;
		n = n < CHUNK ? n : CHUNK;
		result = store_sqlite_append(
		    db, &addition->next, n, &queue->entries[addition->n_next]);
		addition->n_next += n;
	}
	return result == STORE_OK ? store_sqlite_write_state(
					db, &addition->next, timefmt_now())
				  : result;
}

/* Make the queue visible, with its own id, company and name. */
static enum store_result
show_queue(struct db *db, void *arguments)
{
	const struct addition *addition = arguments;
	const struct queue *queue = addition->queue;
	sqlite3_stmt *row;
	int code;

	row = db_prepare(db,
	    "UPDATE queues SET id = ?2, company = ?3, name = ?4,"
	    " last_update = ?5 WHERE number = ?1 AND company = ''");
	if (row == NULL)
		return STORE_FAILED;
	db_bind_int(row, 1, addition->state.number);
	db_bind_text(row, 2, queue->id);
	db_bind_text(row, 3, queue->company);
	db_bind_text(row, 4, queue->name);
	if (queue->last_update != QUEUE_NEVER)
		db_bind_int(row, 5, queue->last_update);
	code = db_step(db, row);
	db_leave(row);
	/* swept already, as it took too long */
	if (code == SQLITE_DONE && sqlite3_changes(db->handle) == 0)
		return STORE_UNAVAILABLE;
	return db_written(code);
}

static enum store_result
give_up(struct db *db, void *arguments)
{
	return store_sqlite_hide(
	    db, ((const struct addition *)arguments)->state.number);
}

enum store_result
store_sqlite_add_long(struct store_sqlite *store, const struct queue *queue)
{
	struct addition addition = {
	    .queue = queue, .step = {.is_alone = store->is_alone}};
	struct db_writer *writer = &store->writer;
	enum store_result result;

	result = db_submit(writer, DB_GROWS, begin_queue, &addition);
	if (result != STORE_OK)
		return result;
	while (result == STORE_OK && addition.n_done < queue->n_entries) {
		result = db_submit(writer, DB_GROWS, add_entries, &addition);
		addition.state = addition.next;
		addition.n_done = addition.n_next;
		store_sqlite_step_pause(&addition.step);
	}
	if (result == STORE_OK)
		result = db_submit(writer, DB_GROWS, show_queue, &addition);
	if (result != STORE_OK &&
	    db_submit(writer, DB_STAYS, give_up, &addition) == STORE_OK)
		store_sqlite_sweep(store);
	return result;
}
