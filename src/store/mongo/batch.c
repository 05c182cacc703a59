#include <string.h>

#include <bson/bson.h>

#include "base/arena.h"
#include "store/mongo/pauses.h"
#include "store/mongo/verbs.h"

#define TRIES 4 /* of pops while a pause changes */

/* Calls that share a command, and its arguments. */
struct batch {
	struct arena *arena;
	size_t n;
	struct store_mongo_call *const *calls;
	const char *pause; /* that the queue must have for pops; NULL: none */
	int64_t now;
	bson_t tasks;   /* array: tasks to add or remove */
	bson_t adds;    /* tasks to add */
	bson_t entries; /* the same, as entries */
	bson_t removes; /* tasks to remove */
	int32_t n_tasks, n_adds, n_removes, n_pops;
};

static void
put_text(bson_t *array, int32_t *n, const char *text)
{
	const char *key;
	char buffer[16];

	bson_uint32_to_string((uint32_t)*n, &key, buffer, sizeof(buffer));
	bson_append_utf8(array, key, -1, text, -1);
	++*n;
}

static void
put_add(struct batch *batch, const struct store_mongo_call *call)
{
	const char *key;
	char buffer[16];

	bson_uint32_to_string(
	    (uint32_t)batch->n_adds, &key, buffer, sizeof(buffer));
	store_mongo_put_entry(&batch->entries, key, &call->entry);
	put_text(&batch->adds, &batch->n_adds, call->entry.task);
}

/* True if a call before the i-th is for the same. */
static bool
is_repeated(const struct batch *batch, size_t i)
{
	const struct store_mongo_call *call = batch->calls[i], *other;

	while (i-- > 0) {
		other = batch->calls[i];
		if (other->kind == call->kind &&
		    strcmp(other->entry.task, call->entry.task) == 0)
			return true;
	}
	return false;
}

static void
gather(struct batch *batch)
{
	const struct store_mongo_call *call;
	size_t i;

	bson_init(&batch->tasks);
	bson_init(&batch->adds);
	bson_init(&batch->entries);
	bson_init(&batch->removes);
	for (i = 0; i < batch->n; i++) {
		call = batch->calls[i];
		if (batch->now < call->now)
			batch->now = call->now;
		if (call->kind == STORE_MONGO_GET_NEXT_TASK) {
			batch->n_pops++;
			continue;
		}
		if (is_repeated(batch, i))
			continue;
		put_text(&batch->tasks, &batch->n_tasks, call->entry.task);
		if (call->kind == STORE_MONGO_ADD_TASK)
			put_add(batch, call);
		else
			put_text(&batch->removes, &batch->n_removes,
			    call->entry.task);
	}
}

static void
let_go(struct batch *batch)
{
	bson_destroy(&batch->tasks);
	bson_destroy(&batch->adds);
	bson_destroy(&batch->entries);
	bson_destroy(&batch->removes);
}

/* Parts of expressions, for BCON; texts from callers must be literals. */
#define ENTRIES STORE_MONGO_OR_NONE("$entries")
#define LITERAL(array) "{", "$literal", BCON_ARRAY(array), "}"
#define SIZE(array) "{", "$size", array, "}"
#define FIRST(array, n) "{", "$slice", "[", array, BCON_INT32(n), "]", "}"
#define WHOSE_TASK(condition)                                                  \
	"{", "$filter", "{", "input", ENTRIES, "as", "entry", "cond",          \
	    condition, "}", "}"
#define IS_AMONG(task, array) "{", "$in", "[", task, array, "]", "}"
#define NOT(condition) "{", "$not", "[", condition, "]", "}"

/* {value: <the entries without those to remove>} */
static bson_t *
write_rest(const struct batch *batch)
{
	if (batch->n_removes == 0)
		return BCON_NEW("value", ENTRIES);
	return BCON_NEW("value", WHOSE_TASK(NOT(IS_AMONG("$$entry.task",
				     LITERAL(&batch->removes)))));
}

/* {value: <$$rest and those to add, unless they are there>} */
static bson_t *
write_all(const struct batch *batch)
{
	if (batch->n_adds == 0)
		return BCON_NEW("value", "$$rest");
	return BCON_NEW("value", "{", "$let", "{", "vars", "{", "there", "{",
	    "$setIntersection", "[", LITERAL(&batch->adds), "$$rest.task", "]",
	    "}", "}", "in", "{", "$concatArrays", "[", "$$rest", "{", "$filter",
	    "{", "input", LITERAL(&batch->entries), "as", "new", "cond",
	    NOT(IS_AMONG("$$new.task", "$$there")), "}", "}", "]", "}", "}",
	    "}");
}

/* {value: <whether the batch changes anything>} */
static bson_t *
write_changes(const struct batch *batch)
{
	return BCON_NEW("value", "{", "$or", "[", "{", "$ne", "[",
	    SIZE("$$rest"), SIZE(ENTRIES), "]", "}", "{", "$gt", "[",
	    SIZE("$$all"), SIZE("$$rest"), "]", "}", "{", "$and", "[",
	    BCON_BOOL(batch->n_pops > 0), "$$open", "{", "$gt", "[",
	    SIZE("$$all"), BCON_INT32(0), "]", "}", "]", "}", "]", "}");
}

/* {value: <$$all without those to pop>} */
static bson_t *
write_left(const struct batch *batch)
{
	if (batch->n_pops == 0)
		return BCON_NEW("value", "$$all");
	return BCON_NEW("value", "{", "$cond", "[", "$$open", "{", "$slice",
	    "[", "$$all", BCON_INT32(batch->n_pops),
	    BCON_INT32(STORE_MONGO_FARTHEST), "]", "}", "$$all", "]", "}");
}

/* An element of a document, for BCON. */
static bson_iter_t *
value_of(const bson_t *document, bson_iter_t *iter)
{
	bson_iter_init_find(iter, document, "value");
	return iter;
}

/*
 * A pipeline of one stage: removes, then adds, then pops.  If that changes
 * nothing, the document stays as it is.
 */
static bson_t *
write_pipeline(const struct batch *batch)
{
	bson_t *rest = write_rest(batch), *all = write_all(batch);
	bson_t *changes = write_changes(batch), *left = write_left(batch);
	bson_t *open = store_mongo_write_open(batch->pause);
	bson_iter_t at_rest, at_all, at_changes, at_left, at_open;
	bson_t *pipeline = BCON_NEW("0", "{", "$replaceWith", "{", "$let", "{",
	    "vars", "{", "rest", BCON_ITER(value_of(rest, &at_rest)), "open",
	    BCON_ITER(value_of(open, &at_open)), "}", "in", "{", "$let", "{",
	    "vars", "{", "all", BCON_ITER(value_of(all, &at_all)), "}", "in",
	    "{", "$mergeObjects", "[", "$$ROOT", "{", "$cond", "[",
	    BCON_ITER(value_of(changes, &at_changes)), "{", "entries",
	    BCON_ITER(value_of(left, &at_left)), "last_update",
	    BCON_DATE_TIME(batch->now), "}", "{", "}", "]", "}", "]", "}", "}",
	    "}", "}", "}", "}");

	bson_destroy(rest);
	bson_destroy(all);
	bson_destroy(changes);
	bson_destroy(left);
	bson_destroy(open);
	return pipeline;
}

/*
 * The fields to return of the document as it was: the first entries that are
 * not removed, those of our tasks that were there, and the removed entries.
 */
static bson_t *
write_fields(const struct batch *batch)
{
	bson_t *fields = BCON_NEW("_id", BCON_INT32(1));
	bson_t *rest = write_rest(batch);
	bson_iter_t at_rest;

	if (batch->n_pops > 0)
		BCON_APPEND(fields, STORE_MONGO_PAUSE, BCON_INT32(1), "first",
		    FIRST(BCON_ITER(value_of(rest, &at_rest)), batch->n_pops));
	if (batch->n_tasks > 0)
		BCON_APPEND(fields, "there", "{", "$setIntersection", "[",
		    LITERAL(&batch->tasks),
		    STORE_MONGO_OR_NONE("$entries.task"), "]", "}");
	if (batch->n_removes > 0)
		BCON_APPEND(fields, "removed",
		    WHOSE_TASK(
			IS_AMONG("$$entry.task", LITERAL(&batch->removes))));
	bson_destroy(rest);
	return fields;
}

static bool
has_text(const bson_t *answer, const char *name, const char *text)
{
	bson_iter_t iter;
	bson_t array;

	if (!mongo_child(answer, name, &array))
		return false;
	bson_iter_init(&iter, &array);
	while (bson_iter_next(&iter)) {
		if (BSON_ITER_HOLDS_UTF8(&iter) &&
		    strcmp(bson_iter_utf8(&iter, NULL), text) == 0)
			return true;
	}
	return false;
}

static bool
has_entry(size_t n, const struct queue_entry *entries, const char *task)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (entries[i].task != NULL &&
		    strcmp(entries[i].task, task) == 0)
			return true;
	}
	return false;
}

static bool
is_removed(const struct batch *batch, const char *task)
{
	size_t i;

	for (i = 0; i < batch->n; i++) {
		if (batch->calls[i]->kind == STORE_MONGO_REMOVE_TASK &&
		    strcmp(batch->calls[i]->entry.task, task) == 0)
			return true;
	}
	return false;
}

/*
 * If the command was repeated, the answer is the whole document as it was, so
 * look for entries in it (see mongo_modify()).
 */
static const char *
name_in(const bson_t *answer, const char *name)
{
	return bson_has_field(answer, "entries") ? "entries" : name;
}

void
store_mongo_count_removed(
    struct store_mongo_call *call, size_t n, const struct queue_entry *entries)
{
	size_t i;

	call->n_removed = 0;
	for (i = 0; i < n; i++) {
		if (entries[i].task == NULL ||
		    strcmp(entries[i].task, call->entry.task) != 0)
			continue;
		if (call->n_removed++ == 0)
			call->entry.added = entries[i].added;
	}
}

/* Set the results of removals, which come first. */
static void
tell_removals(struct batch *batch, const bson_t *answer)
{
	struct store_mongo_call *call;
	struct queue_entry *removed;
	size_t i, n = store_mongo_read_entries(batch->arena, answer,
		      name_in(answer, "removed"), &removed);

	for (i = 0; i < batch->n; i++) {
		call = batch->calls[i];
		if (call->kind != STORE_MONGO_REMOVE_TASK)
			continue;
		store_mongo_count_removed(call, n, removed);
		call->result = is_repeated(batch, i) || call->n_removed == 0
				   ? STORE_NO_TASK
				   : STORE_OK;
	}
}

/* Set the results of additions. */
static void
tell_additions(struct batch *batch, const bson_t *answer)
{
	struct store_mongo_call *call;
	struct queue_entry *entries; /* if the answer is the whole document */
	size_t i, n = store_mongo_read_entries(
		      batch->arena, answer, "entries", &entries);
	bool is_there;

	for (i = 0; i < batch->n; i++) {
		call = batch->calls[i];
		if (call->kind != STORE_MONGO_ADD_TASK)
			continue;
		is_there = (has_text(answer, "there", call->entry.task) ||
			       has_entry(n, entries, call->entry.task)) &&
			   !is_removed(batch, call->entry.task);
		call->result = is_there || is_repeated(batch, i)
				   ? STORE_DUPLICATE
				   : STORE_OK;
	}
}

/* The first addition at or after the i-th call, or n. */
static size_t
find_added(const struct batch *batch, size_t i)
{
	while (i < batch->n && (batch->calls[i]->kind != STORE_MONGO_ADD_TASK ||
				   batch->calls[i]->result != STORE_OK))
		i++;
	return i;
}

static void
give(struct store_mongo_call *pop, const struct queue_entry *entry)
{
	pop->result = STORE_FAILED;
	if (entry->task == NULL)
		return; /* the popped element was not an entry */
	pop->entry.task = arena_strdup(pop->arena, entry->task);
	pop->entry.added = entry->added;
	pop->result = STORE_OK;
}

/* Set the results of pops: entries that were there, then those added. */
static void
tell_pops(struct batch *batch, const bson_t *answer)
{
	struct queue_entry *first;
	size_t n = store_mongo_read_entries(
	    batch->arena, answer, name_in(answer, "first"), &first);
	size_t i, at = 0, added = find_added(batch, 0);

	for (i = 0; i < batch->n; i++) {
		if (batch->calls[i]->kind != STORE_MONGO_GET_NEXT_TASK)
			continue;
		batch->calls[i]->result = STORE_EMPTY;
		while (at < n && first[at].task != NULL &&
		       is_removed(batch, first[at].task))
			at++;
		if (at < n) {
			give(batch->calls[i], &first[at++]);
		} else if (added < batch->n) {
			give(batch->calls[i], &batch->calls[added]->entry);
			added = find_added(batch, added + 1);
		}
	}
}

/* Set the same result for all; without a queue, removals have no task. */
static void
tell_all(struct batch *batch, enum store_result result)
{
	size_t i;

	for (i = 0; i < batch->n; i++) {
		batch->calls[i]->result = result;
		if (result == STORE_NOT_FOUND &&
		    batch->calls[i]->kind == STORE_MONGO_REMOVE_TASK)
			batch->calls[i]->result = STORE_NO_TASK;
	}
}

static bool
are_same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/*
 * Set the results of pops that a pause holds; the others, which it does not
 * hold, are left for another try.
 */
static void
tell_held(struct batch *batch, const char *pause,
    struct store_mongo_call **others, size_t *n)
{
	struct store_mongo_call *call;
	struct pause_poller poller;
	size_t i;

	for (i = 0; i < batch->n; i++) {
		call = batch->calls[i];
		if (call->kind != STORE_MONGO_GET_NEXT_TASK)
			continue;
		poller = store_poller(call->who);
		call->result = STORE_EMPTY;
		if (pause_holds(pause, &poller))
			continue;
		call->result = STORE_UNAVAILABLE;
		others[(*n)++] = call;
	}
}

/* Set the results, apart from pops that need another pause and another try. */
static void
tell(struct batch *batch, const bson_t *answer,
    struct store_mongo_call **others, size_t *n)
{
	const char *pause = store_mongo_read_pause(batch->arena, answer);

	tell_removals(batch, answer);
	tell_additions(batch, answer);
	if (batch->n_pops == 0)
		return;
	if (are_same(pause, batch->pause))
		tell_pops(batch, answer);
	else
		tell_held(batch, pause, others, n);
	batch->pause = pause;
}

/*
 * Run one command for all calls of a batch.  Pops that found the queue paused,
 * but not for them, are left in others, and the pause in the batch.
 */
static enum store_result
run_batch(struct store_mongo *store, struct batch *batch,
    struct store_mongo_call **others, size_t *n_others)
{
	bson_t selector, *pipeline, *fields, answer;
	struct mongo_change command;
	enum store_result result;

	*n_others = 0;
	gather(batch);
	pipeline = write_pipeline(batch);
	fields = write_fields(batch);
	store_mongo_select(
	    &selector, batch->calls[0]->company, batch->calls[0]->queue);
	command = (struct mongo_change){.where = MONGO_QUEUES,
	    .selector = &selector,
	    .change = pipeline,
	    .fields = fields};
	result = mongo_modify(store->mongo, &command, &answer);
	if (result == STORE_OK)
		tell(batch, &answer, others, n_others);
	else
		tell_all(batch, result);
	bson_destroy(&answer);
	bson_destroy(&selector);
	bson_destroy(pipeline);
	bson_destroy(fields);
	let_go(batch);
	return result;
}

enum store_result
store_mongo_do_together(
    struct store_mongo *store, size_t n, struct store_mongo_call *const *calls)
{
	struct store_mongo_call *others[STORE_MONGO_BATCH];
	struct arena *arena = arena_new();
	struct batch batch = {.arena = arena, .n = n, .calls = calls};
	enum store_result result;
	size_t n_others;
	int i;

	result = run_batch(store, &batch, others, &n_others);
	/* others may change the pause meanwhile, but not all the time */
	for (i = 0; i < TRIES && n_others > 0; i++) {
		batch = (struct batch){.arena = arena,
		    .n = n_others,
		    .calls = others,
		    .pause = batch.pause};
		run_batch(store, &batch, others, &n_others);
	}
	arena_free(arena);
	return result;
}
