#include <string.h>

#include <bson/bson.h>

#include "base/arena.h"
#include "base/log.h"
#include "store/mongo/verbs.h"

#define FOLLOWING 4 /* tries to find the queue of a task that is moved */

/*
 * The effects of calls on tasks.  Callers that arrive at the same time share a
 * read, which mostly shows that nothing has to be changed, and a write for the
 * rest.
 */

enum effect_kind {
	SET_QUEUE,
	REQUEUE, /* if it is stopped */
};

struct effect {
	struct group_ticket ticket; /* first */
	enum effect_kind kind;
	const char *company;
	const char *task;
	const char *queue; /* to set */
	bool is_due;       /* the task exists and has to be changed */
};

static struct effect *
next_of(const struct effect *effect)
{
	return (struct effect *)effect->ticket.next;
}

/* True if a document has this text at a path like "a.b". */
static bool
has_text(const bson_t *document, const char *path, const char *text)
{
	bson_iter_t iter, at;

	return bson_iter_init(&iter, document) &&
	       bson_iter_find_descendant(&iter, path, &at) &&
	       BSON_ITER_HOLDS_UTF8(&at) &&
	       strcmp(bson_iter_utf8(&at, NULL), text) == 0;
}

/* Note which effects have to change a task. */
static bool
compare(void *context, const bson_t *task)
{
	struct effect *effect = context;

	for (; effect != NULL; effect = next_of(effect)) {
		if (!has_text(task, "_id", effect->task) ||
		    !has_text(task, "company", effect->company))
			continue;
		effect->is_due =
		    effect->kind == REQUEUE
			? has_text(task, "status", "stopped")
			: !has_text(task, "execution.queue", effect->queue);
	}
	return true;
}

/* Read the tasks, and set is_due. */
static enum store_result
look(struct mongo *mongo, struct effect *first)
{
	static const char *const fields[] = {
	    "company", "status", "execution.queue"};
	bson_t selector = BSON_INITIALIZER, options = BSON_INITIALIZER, in;
	const char *ids[STORE_MONGO_BATCH];
	const struct effect *effect;
	enum store_result result;
	size_t n = 0;

	for (effect = first; effect != NULL; effect = next_of(effect))
		ids[n++] = effect->task;
	BSON_APPEND_DOCUMENT_BEGIN(&selector, "_id", &in);
	store_mongo_put_texts(&in, "$in", n, ids);
	bson_append_document_end(&selector, &in);
	store_mongo_put_ones(&options, "projection", 3, fields);
	result =
	    mongo_find(mongo, MONGO_TASKS, &selector, &options, compare, first);
	bson_destroy(&selector);
	bson_destroy(&options);
	return result;
}

/* {_id, company[, status: "stopped"]} */
static bson_t *
write_selector(const struct effect *effect)
{
	bson_t *selector = BCON_NEW("_id", BCON_UTF8(effect->task), "company",
	    BCON_UTF8(effect->company));

	if (effect->kind == REQUEUE)
		BSON_APPEND_UTF8(selector, "status", "stopped");
	return selector;
}

static bson_t *
write_change(const struct effect *effect)
{
	if (effect->kind == REQUEUE)
		return BCON_NEW("$set", "{", "status", "queued", "}");
	return BCON_NEW(
	    "$set", "{", "execution.queue", BCON_UTF8(effect->queue), "}");
}

static void
complain(const struct effect *effect)
{
	if (effect->kind == REQUEUE)
		log_error("task %s was popped, but its status can't be set to "
			  "queued: it may still be stopped",
		    effect->task);
	else
		log_error("task %s was added to queue %s, but its "
			  "execution.queue can't be set",
		    effect->task, effect->queue);
}

/* Write the changes that are due, and log those that fail. */
static void
change(struct mongo *mongo, struct effect *first)
{
	struct mongo_update updates[STORE_MONGO_BATCH] = {0};
	struct effect *effects[STORE_MONGO_BATCH], *effect;
	size_t i, n = 0;

	for (effect = first; effect != NULL; effect = next_of(effect)) {
		if (!effect->is_due)
			continue;
		effects[n] = effect;
		updates[n].selector = write_selector(effect);
		updates[n++].change = write_change(effect);
	}
	if (n > 0)
		mongo_update_each(mongo, MONGO_TASKS, n, updates);
	for (i = 0; i < n; i++) {
		if (updates[i].has_failed)
			complain(effects[i]);
		bson_destroy(updates[i].selector);
		bson_destroy(updates[i].change);
	}
}

void
store_mongo_run_effects(void *context, struct group_ticket *ticket)
{
	struct mongo *mongo = ((struct store_mongo *)context)->mongo;
	struct effect *first = (struct effect *)ticket, *effect;

	if (look(mongo, first) == STORE_OK) {
		change(mongo, first);
		return;
	}
	for (effect = first; effect != NULL; effect = next_of(effect))
		complain(effect);
}

static void
submit(struct store *base, struct effect *effect)
{
	struct store_mongo *store = mongo_of(base);

	if (strlen(effect->task) > STORE_MONGO_LONGEST_TASK)
		return;
	if (mongo_share(store->mongo, &store->effects, &effect->ticket) !=
	    STORE_OK)
		complain(effect);
}

void
store_mongo_set_task_queue(struct store *store, const char *company,
    const char *task, const char *queue)
{
	struct effect effect = {.kind = SET_QUEUE,
	    .company = company,
	    .task = task,
	    .queue = queue};

	submit(store, &effect);
}

void
store_mongo_requeue_task(
    struct store *store, const char *company, const char *task)
{
	struct effect effect = {
	    .kind = REQUEUE, .company = company, .task = task};

	submit(store, &effect);
}

enum store_result
store_mongo_set_moved(struct store_mongo *store, const char *company,
    const char *task, const char *from, const char *to)
{
	bson_t *selector =
	    BCON_NEW("_id", BCON_UTF8(task), "company", BCON_UTF8(company));
	bson_t *change =
	    BCON_NEW("$set", "{", "execution.queue", BCON_UTF8(to), "}");
	enum store_result result;

	if (from != NULL)
		BSON_APPEND_UTF8(selector, "execution.queue", from);
	result = mongo_update(store->mongo, MONGO_TASKS, selector, change);
	bson_destroy(selector);
	bson_destroy(change);
	return result;
}

/* The queue that holds a task; NULL: none, or it can't be read. */
static const char *
find_queue(struct store *store, struct arena *arena, const char *company,
    const char *task)
{
	const struct queue_need need = {0};
	struct queue queue;

	return store_mongo_get_by_task_id(
		   store, arena, company, task, need, &queue) == STORE_OK
		   ? queue.id
		   : NULL;
}

/*
 * After two moves of a task, these calls may come in the wrong order, so each
 * checks afterwards that the task is in the queue that it has written.
 */
void
store_mongo_follow_task(struct store *base, const char *company,
    const char *task, const char *queue)
{
	struct store_mongo *store = mongo_of(base);
	struct arena *arena = arena_new();
	enum store_result result = STORE_OK;
	int tries;

	for (tries = 0; tries < FOLLOWING && result == STORE_OK; tries++) {
		result =
		    store_mongo_set_moved(store, company, task, NULL, queue);
		if (result != STORE_OK || store_mongo_holds(store, company,
					      queue, task) != STORE_NOT_FOUND)
			break;
		queue = find_queue(base, arena, company, task);
		if (queue == NULL)
			break;
	}
	if (result != STORE_OK && result != STORE_NOT_FOUND)
		log_error("task %s was moved to queue %s, but its "
			  "execution.queue can't be set",
		    task, queue);
	arena_free(arena);
}
