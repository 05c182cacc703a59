#include <string.h>

#include <bson/bson.h>

#include "base/arena.h"
#include "store/mongo/pauses.h"
#include "store/mongo/verbs.h"

#define LONG_TASK 1024 /* bytes: longer ones don't share a command */

static void
append_last_update(bson_t *change, int64_t now)
{
	bson_t set;

	BSON_APPEND_DOCUMENT_BEGIN(change, "$set", &set);
	BSON_APPEND_DATE_TIME(&set, "last_update", now);
	bson_append_document_end(change, &set);
}

/* {$push: {entries: {task, added}}, $set: {last_update}} */
static void
write_push(bson_t *change, const struct queue_entry *entry)
{
	bson_t push;

	bson_init(change);
	BSON_APPEND_DOCUMENT_BEGIN(change, "$push", &push);
	store_mongo_put_entry(&push, "entries", entry);
	bson_append_document_end(change, &push);
	append_last_update(change, entry->added);
}

/* The selector leaves out a queue that holds the task. */
enum store_result
store_mongo_add_alone(
    struct store_mongo *store, const struct store_mongo_call *call)
{
	bson_t selector, others, change;
	enum store_result result;

	store_mongo_select(&selector, call->company, call->queue);
	BSON_APPEND_DOCUMENT_BEGIN(&selector, "entries.task", &others);
	BSON_APPEND_UTF8(&others, "$ne", call->entry.task);
	bson_append_document_end(&selector, &others);
	write_push(&change, &call->entry);
	result = mongo_update(store->mongo, MONGO_QUEUES, &selector, &change);
	bson_destroy(&selector);
	bson_destroy(&change);
	return result;
}

/* {$pop: {entries: -1}, $set: {last_update}} */
static void
write_pop(bson_t *change, int64_t now)
{
	bson_t pop;

	bson_init(change);
	BSON_APPEND_DOCUMENT_BEGIN(change, "$pop", &pop);
	BSON_APPEND_INT32(&pop, "entries", -1);
	bson_append_document_end(change, &pop);
	append_last_update(change, now);
}

/* Change a queue and read the entries that the answer has, at least one. */
static enum store_result
modify(struct store_mongo *store, const struct mongo_change *command,
    struct arena *arena, struct queue *queue)
{
	bson_t answer;
	enum store_result result = mongo_modify(store->mongo, command, &answer);

	store_mongo_read_queue(arena, &answer, queue);
	bson_destroy(&answer);
	if (result == STORE_OK && queue->n_entries == 0)
		return STORE_FAILED; /* the element was not an entry */
	return result;
}

/*
 * The selector requires the pause as it is expected to be, and the wanted task
 * as the first entry or, for any task, an entry: else an empty queue's
 * last_update would change.  A pipeline could check that too, but takes MongoDB
 * twice the work.
 */
static enum store_result
pop_alone(
    struct store_mongo *store, struct store_mongo_call *call, const char *pause)
{
	bson_t selector, some, change;
	bson_t *fields = BCON_NEW(
	    "_id", BCON_INT32(1), "entries", "{", "$slice", BCON_INT32(1), "}");
	const struct mongo_change command = {.where = MONGO_QUEUES,
	    .selector = &selector,
	    .change = &change,
	    .fields = fields};
	enum store_result result;
	struct queue queue;

	store_mongo_select(&selector, call->company, call->queue);
	store_mongo_require_pause(&selector, pause);
	if (call->entry.task != NULL) {
		BSON_APPEND_UTF8(&selector, "entries.0.task", call->entry.task);
	} else {
		BSON_APPEND_DOCUMENT_BEGIN(&selector, "entries.0", &some);
		BSON_APPEND_BOOL(&some, "$exists", true);
		bson_append_document_end(&selector, &some);
	}
	write_pop(&change, call->now);
	result = modify(store, &command, call->arena, &queue);
	if (result == STORE_OK)
		call->entry = queue.entries[0];
	bson_destroy(&selector);
	bson_destroy(&change);
	bson_destroy(fields);
	return result;
}

/* {$pull: {entries: {task}}, $set: {last_update}} */
static void
write_pull(bson_t *change, const char *task, int64_t now)
{
	bson_t pull, which;

	bson_init(change);
	BSON_APPEND_DOCUMENT_BEGIN(change, "$pull", &pull);
	BSON_APPEND_DOCUMENT_BEGIN(&pull, "entries", &which);
	BSON_APPEND_UTF8(&which, "task", task);
	bson_append_document_end(&pull, &which);
	bson_append_document_end(change, &pull);
	append_last_update(change, now);
}

/* {_id: 1, position: <of the first one>, entries: <those with the task>} */
static bson_t *
write_entries_of(const char *task)
{
	return BCON_NEW("_id", BCON_INT32(1), "position", "{", "$indexOfArray",
	    "[", "$entries.task", STORE_MONGO_LITERAL(task), "]", "}",
	    "entries", "{", "$filter", "{", "input", "$entries", "cond", "{",
	    "$eq", "[", "$$this.task", "{", "$literal", BCON_UTF8(task), "}",
	    "]", "}", "}", "}");
}

/* The selector requires a queue that holds the task. */
enum store_result
store_mongo_remove_alone(
    struct store_mongo *store, struct store_mongo_call *call)
{
	bson_t selector, change, *fields = write_entries_of(call->entry.task);
	const struct mongo_change command = {.where = MONGO_QUEUES,
	    .selector = &selector,
	    .change = &change,
	    .fields = fields};
	struct queue_entry *removed;
	enum store_result result;
	bson_t answer;
	size_t n;

	store_mongo_select(&selector, call->company, call->queue);
	BSON_APPEND_UTF8(&selector, "entries.task", call->entry.task);
	write_pull(&change, call->entry.task, call->now);
	result = mongo_modify(store->mongo, &command, &answer);
	if (result == STORE_OK) {
		call->position = mongo_int(&answer, "position", -1);
		n = store_mongo_read_entries(
		    call->arena, &answer, "entries", &removed);
		store_mongo_count_removed(call, n, removed);
	}
	bson_destroy(&answer);
	bson_destroy(&selector);
	bson_destroy(&change);
	bson_destroy(fields);
	return result == STORE_NOT_FOUND ? STORE_NO_TASK : result;
}

/*
 * Do one call by the cheapest command; if that selects nothing, the command for
 * many finds out why.
 */
static void
do_alone(struct store_mongo *store, struct store_mongo_call *call)
{
	switch (call->kind) {
	case STORE_MONGO_ADD_TASK:
		call->result = store_mongo_add_alone(store, call);
		break;
	case STORE_MONGO_REMOVE_TASK:
		call->result = store_mongo_remove_alone(store, call);
		break;
	case STORE_MONGO_GET_NEXT_TASK:
		call->result = pop_alone(store, call, NULL);
		break;
	}
	if (call->result == STORE_NOT_FOUND)
		store_mongo_do_together(store, 1, &call);
}

/*
 * All together were too much for the queue: remove and pop first, then add one
 * by one.  If a task is too long, so are others of that length.
 */
static void
do_separately(
    struct store_mongo *store, size_t n, struct store_mongo_call *const *calls)
{
	struct store_mongo_call *others[STORE_MONGO_BATCH];
	size_t i, n_others = 0, length, too_long = SIZE_MAX;

	for (i = 0; i < n; i++) {
		if (calls[i]->kind != STORE_MONGO_ADD_TASK)
			others[n_others++] = calls[i];
	}
	if (n_others > 0)
		store_mongo_do_together(store, n_others, others);
	for (i = 0; i < n; i++) {
		if (calls[i]->kind != STORE_MONGO_ADD_TASK)
			continue;
		length = strlen(calls[i]->entry.task);
		calls[i]->result = STORE_FULL;
		if (length < too_long)
			do_alone(store, calls[i]);
		if (calls[i]->result == STORE_FULL && length < too_long)
			too_long = length;
	}
}

/* What a call did, as a kind of flow. */
static int
kind_of(const struct store_mongo_call *call)
{
	if (call->kind == STORE_MONGO_GET_NEXT_TASK)
		return flow_wait(call->now - call->entry.added);
	return call->kind == STORE_MONGO_ADD_TASK ? FLOW_ADDED : FLOW_REMOVED;
}

/* Note in the history what a call did. */
static void
note_change(struct store_mongo *store, const struct store_mongo_call *call)
{
	static const enum store_action actions[] = {
	    [STORE_MONGO_ADD_TASK] = STORE_ADDED,
	    [STORE_MONGO_REMOVE_TASK] = STORE_REMOVED,
	    [STORE_MONGO_GET_NEXT_TASK] = STORE_POPPED};
	struct store_change change = {.at = call->now,
	    .action = actions[call->kind],
	    .queue = call->queue,
	    .task = call->entry.task,
	    .before = call->position,
	    .after = -1};

	if (call->who != NULL)
		change.who = *call->who;
	store_mongo_note_change(store, call->company, &change);
}

/* Sample the changes by calls of one kind, count and note them. */
static void
take_samples(struct store_mongo *store, size_t n,
    struct store_mongo_call *const *calls, enum store_mongo_kind kind)
{
	const struct store_mongo_call *call;
	size_t i;
	int change;

	for (i = 0; i < n; i++) {
		call = calls[i];
		if (call->kind != kind || call->result != STORE_OK)
			continue;
		change = kind == STORE_MONGO_ADD_TASK ? 1 : -1;
		if (kind == STORE_MONGO_REMOVE_TASK)
			change = -(int)call->n_removed;
		store_mongo_sample(store, call->company, call->queue, change,
		    call->entry.added, call->now);
		store_mongo_count(store, call->company, call->queue,
		    kind_of(call), change > 0 ? change : -change, call->now);
		note_change(store, call);
	}
}

void
store_mongo_do_calls(
    struct store_mongo *store, size_t n, struct store_mongo_call *const *calls)
{
	if (n == 1)
		do_alone(store, calls[0]);
	else if (store_mongo_do_together(store, n, calls) == STORE_FULL)
		do_separately(store, n, calls);
	take_samples(store, n, calls, STORE_MONGO_REMOVE_TASK);
	take_samples(store, n, calls, STORE_MONGO_ADD_TASK);
	take_samples(store, n, calls, STORE_MONGO_GET_NEXT_TASK);
}

void
store_mongo_run_calls(void *context, struct group_ticket *ticket)
{
	struct store_mongo_call *calls[STORE_MONGO_BATCH], *call;
	struct store_mongo *store = context;
	size_t n = 0;

	for (; ticket != NULL; ticket = ticket->next) {
		call = (struct store_mongo_call *)ticket;
		if (call->kind != STORE_MONGO_GET_NEXT_TASK &&
		    strlen(call->entry.task) > LONG_TASK)
			store_mongo_do_calls(store, 1, &call);
		else
			calls[n++] = call;
	}
	if (n > 0)
		store_mongo_do_calls(store, n, calls);
}

bool
store_mongo_is_same_queue(
    const struct group_ticket *one, const struct group_ticket *other)
{
	const struct store_mongo_call *a = (const struct store_mongo_call *)one;
	const struct store_mongo_call *b =
	    (const struct store_mongo_call *)other;

	return strcmp(a->queue, b->queue) == 0 &&
	       strcmp(a->company, b->company) == 0;
}

static enum store_result
submit(struct store_mongo *store, struct store_mongo_call *call)
{
	enum store_result result = store_mongo_prepare(store);

	if (result == STORE_OK)
		result =
		    mongo_share(store->mongo, &store->calls, &call->ticket);
	if (result != STORE_OK)
		return result;
	mongo_note_shared(store->mongo, call->result);
	return call->result;
}

enum store_result
store_mongo_add_task(struct store *base, const char *company, const char *queue,
    const struct queue_entry *entry, const struct store_actor *who,
    bool sets_queue)
{
	struct store_mongo *store = mongo_of(base);
	struct store_mongo_call call = {.kind = STORE_MONGO_ADD_TASK,
	    .position = -1,
	    .company = company,
	    .queue = queue,
	    .who = who,
	    .now = entry->added,
	    .entry = *entry};
	enum store_result result = submit(store, &call);

	if (result != STORE_OK)
		return result;
	store_mongo_note_empty(store, queue, false);
	if (sets_queue)
		store_mongo_set_task_queue(base, company, entry->task, queue);
	return STORE_OK;
}

/* If the queue seems empty, poll first: that is a read, shared with others. */
static enum store_result
pop_any(struct store_mongo *store, struct store_mongo_call *call)
{
	enum store_result result;

	if (store_mongo_seems_empty(store, call->queue)) {
		result = store_mongo_poll(
		    store, call->company, call->queue, call->who);
		if (result != STORE_OK)
			return result;
	}
	result = submit(store, call);
	store_mongo_note_empty(store, call->queue, result == STORE_EMPTY);
	return result;
}

/* Pop the wanted task if the queue is paused, but not for who asks. */
static enum store_result
pop_despite(struct store_mongo *store, struct store_mongo_call *call)
{
	const struct pause_poller poller = store_poller(call->who);
	const struct queue_need need = {.parts = QUEUE_PAUSE};
	enum store_result result;
	struct queue queue;

	result = store_mongo_get_by_id(&store->store, call->arena,
	    call->company, call->queue, need, &queue);
	if (result != STORE_OK)
		return result;
	result = STORE_NO_TASK;
	if (queue.pause != NULL && !pause_holds(queue.pause, &poller))
		result = pop_alone(store, call, queue.pause);
	return result == STORE_NOT_FOUND ? STORE_NO_TASK : result;
}

/* This has a command of its own, as it is rarely used. */
static enum store_result
pop_task(struct store_mongo *store, struct store_mongo_call *call)
{
	enum store_result result = store_mongo_prepare(store);

	if (result == STORE_OK)
		result = pop_alone(store, call, NULL);
	if (result == STORE_NOT_FOUND)
		result = pop_despite(store, call);
	if (result != STORE_OK)
		return result;
	store_mongo_sample(store, call->company, call->queue, -1,
	    call->entry.added, call->now);
	store_mongo_count(
	    store, call->company, call->queue, kind_of(call), 1, call->now);
	note_change(store, call);
	return result;
}

enum store_result
store_mongo_get_next_task(struct store *base, struct arena *arena,
    const char *company, const char *queue, const char *task,
    const struct store_actor *who, int64_t now, struct queue_entry *entry)
{
	struct store_mongo *store = mongo_of(base);
	struct store_mongo_call call = {.kind = STORE_MONGO_GET_NEXT_TASK,
	    .company = company,
	    .queue = queue,
	    .who = who,
	    .now = now,
	    .arena = arena,
	    .entry = {.task = task}};
	enum store_result result =
	    task == NULL ? pop_any(store, &call) : pop_task(store, &call);

	if (result == STORE_OK)
		*entry = call.entry;
	return result;
}

enum store_result
store_mongo_remove_task(struct store *base, const char *company,
    const char *queue, const char *task, int64_t now,
    const struct store_actor *who, size_t *removed)
{
	struct arena *arena = arena_new();
	struct store_mongo_call call = {.kind = STORE_MONGO_REMOVE_TASK,
	    .position = -1,
	    .company = company,
	    .queue = queue,
	    .who = who,
	    .now = now,
	    .arena = arena,
	    .entry = {.task = task}};
	enum store_result result = submit(mongo_of(base), &call);

	if (result == STORE_OK)
		*removed = call.n_removed;
	arena_free(arena);
	return result;
}
