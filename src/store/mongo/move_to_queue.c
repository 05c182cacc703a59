#include <string.h>

#include <bson/bson.h>

#include "base/arena.h"
#include "store/mongo/verbs.h"

/* The two changes of a move, as calls. */
struct changes {
	struct store_mongo *store;
	struct store_mongo_call removal;
	struct store_mongo_call addition;
};

/* A mongo_write_all. */
static enum store_result
write_both(void *context)
{
	struct changes *changes = context;
	enum store_result result;

	result = store_mongo_remove_alone(changes->store, &changes->removal);
	if (result == STORE_OK)
		result =
		    store_mongo_add_alone(changes->store, &changes->addition);
	return result;
}

static enum store_result
transact(struct store_mongo *store, struct store_mongo_move *move)
{
	struct changes changes = {.store = store,
	    .removal = {.company = move->company,
		.queue = move->queue,
		.now = move->entry->added,
		.arena = arena_new(),
		.entry = {.task = move->entry->task}},
	    .addition = {.company = move->company,
		.queue = move->target,
		.entry = *move->entry}};
	enum store_result result =
	    mongo_transact(store->mongo, write_both, &changes);

	move->added = changes.removal.entry.added;
	arena_free(changes.removal.arena);
	return result == STORE_NOT_FOUND
		   ? store_mongo_if_there(
			 store, move->company, move->target, STORE_DUPLICATE)
		   : result;
}

void
store_mongo_run_move(void *context, struct group_ticket *ticket)
{
	struct store_mongo_move *move = (struct store_mongo_move *)ticket;

	move->result = transact(context, move);
}

bool
store_mongo_is_same_company(
    const struct group_ticket *one, const struct group_ticket *other)
{
	return strcmp(((const struct store_mongo_move *)one)->company,
		   ((const struct store_mongo_move *)other)->company) == 0;
}

/* Moves of a company run one after the other, as they would conflict. */
static enum store_result
submit(struct store_mongo *store, struct store_mongo_move *move)
{
	enum store_result result =
	    mongo_share(store->mongo, &store->moves, &move->ticket);

	if (result != STORE_OK)
		return result;
	mongo_note_shared(store->mongo, move->result);
	return move->result;
}

/* A move to the same queue: the task is a duplicate, or not there at all. */
static enum store_result
stay(struct store_mongo *store, const struct store_mongo_move *move)
{
	enum store_result result = store_mongo_holds(
	    store, move->company, move->queue, move->entry->task);

	if (result == STORE_OK)
		return STORE_DUPLICATE;
	return result == STORE_NOT_FOUND ? STORE_NO_TASK : result;
}

static enum store_result
move_task(struct store_mongo *store, struct store_mongo_move *move)
{
	enum store_result result = store_mongo_prepare(store);
	bool has_transactions = false;

	if (result == STORE_OK)
		result =
		    mongo_has_transactions(store->mongo, &has_transactions);
	if (result != STORE_OK)
		return result;
	if (strcmp(move->queue, move->target) == 0)
		return stay(store, move);
	return has_transactions ? submit(store, move)
				: store_mongo_move_by_steps(store, move);
}

enum store_result
store_mongo_move_task_to_queue(struct store *base, const char *company,
    const char *queue, const char *target, const struct queue_entry *entry,
    const struct store_actor *who)
{
	struct store_mongo *store = mongo_of(base);
	struct store_mongo_move move = {.company = company,
	    .queue = queue,
	    .target = target,
	    .entry = entry};
	struct store_change change = {.at = entry->added,
	    .action = STORE_MOVED,
	    .queue = queue,
	    .target = target,
	    .task = entry->task,
	    .before = -1,
	    .after = -1};
	enum store_result result = move_task(store, &move);

	if (result != STORE_OK)
		return result;
	store_mongo_note_empty(store, target, false);
	store_mongo_sample(store, company, queue, -1, move.added, entry->added);
	store_mongo_sample(
	    store, company, target, 1, entry->added, entry->added);
	store_mongo_count(store, company, queue, FLOW_REMOVED, 1, entry->added);
	store_mongo_count(store, company, target, FLOW_ADDED, 1, entry->added);
	if (who != NULL)
		change.who = *who;
	store_mongo_note_change(store, company, &change);
	return STORE_OK;
}
