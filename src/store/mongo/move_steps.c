#include <bson/bson.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/random.h"
#include "base/steady.h"
#include "store/mongo/verbs.h"

/*
 * A move on a standalone server, which changes one document at a time.  The
 * move is noted in a document of its own, then the task is taken out of the one
 * queue and put into the other.  Each of these two steps also leaves a trace in
 * the document of its queue, by the same command.  The entries don't show which
 * steps were taken, as others pop from them; the traces do, to anyone who has
 * to finish the move.  Once the task has arrived, the traces are removed, then
 * the note.
 *
 * For a while, only the thread that began a move works on it; then others may
 * take it over, one at a time.  A step is not done if the server gets to it too
 * late, by the server's clock.
 */
#define OURS_FOR 8000     /* ms in which steps are done */
#define TAKEN_AFTER 10000 /* ms after which others take the move over */
#define LATE 1000         /* ms after which cleaning up is left to others */
#define TRACES STORE_MONGO_TRACES

struct steps {
	struct mongo *mongo;
	const char *id; /* of the move */
	const char *company;
	const char *queue;
	const char *target;
	struct queue_entry entry; /* in the target */
	int64_t until;            /* end of our time, by the server's clock */
	int64_t begun; /* steady clock: start of the call; 0: no caller waits */
};

static bool
is_late(const struct steps *steps)
{
	return steps->begun != 0 && steady_now() > steps->begun + LATE;
}

/* Parts of expressions, for BCON; texts from callers must be literals. */
#define TRACES_OR_NONE STORE_MONGO_OR_NONE("$" TRACES)
#define TRACES_WHERE(comparison, id)                                           \
	"{", "$filter", "{", "input", TRACES_OR_NONE, "as", "trace", "cond",   \
	    "{", comparison, "[", "$$trace.id", BCON_UTF8(id), "]", "}", "}",  \
	    "}"

static void
select_traced(bson_t *selector, const struct steps *steps, const char *queue)
{
	store_mongo_select(selector, steps->company, queue);
	BSON_APPEND_UTF8(selector, TRACES ".id", steps->id);
}

/* STORE_OK if a queue has the trace, else STORE_NOT_FOUND. */
static enum store_result
find_trace(const struct steps *steps, const char *queue)
{
	enum store_result result;
	bson_t selector;

	select_traced(&selector, steps, queue);
	result = mongo_has(steps->mongo, MONGO_QUEUES, &selector);
	bson_destroy(&selector);
	return result;
}

/* Select only while there is time: {$expr: {$lt: [$$NOW, until]}} */
static void
append_time(bson_t *selector, int64_t until)
{
	BCON_APPEND(selector, "$expr", "{", "$lt", "[", "$$NOW",
	    BCON_DATE_TIME(until), "]", "}");
}

/* Find out why the target refuses the task; STORE_OK: no reason was found. */
static enum store_result
find_refusal(struct store_mongo *store, const struct steps *steps)
{
	enum store_result result = store_mongo_holds(
	    store, steps->company, steps->target, steps->entry.task);

	if (result == STORE_OK)
		return STORE_DUPLICATE;
	return result == STORE_NOT_FOUND
		   ? store_mongo_if_there(
			 store, steps->company, steps->target, STORE_OK)
		   : result;
}

/* Note the move; the server's answer says until when it is ours. */
static enum store_result
note(struct steps *steps)
{
	bson_t selector, answer;
	bson_t *change = BCON_NEW("0", "{", "$set", "{", "company",
	    STORE_MONGO_LITERAL(steps->company), "queue",
	    STORE_MONGO_LITERAL(steps->queue), "target",
	    STORE_MONGO_LITERAL(steps->target), "task",
	    STORE_MONGO_LITERAL(steps->entry.task), "added",
	    BCON_DATE_TIME(steps->entry.added), "taken", "$$NOW", "}", "}");
	bson_t *fields = BCON_NEW("taken", BCON_INT32(1));
	const struct mongo_change command = {.where = MONGO_MOVES,
	    .selector = &selector,
	    .change = change,
	    .fields = fields,
	    .after = true,
	    .is_upsert = true};
	enum store_result result;

	store_mongo_select_id(&selector, steps->id);
	result = mongo_modify(steps->mongo, &command, &answer);
	steps->until = mongo_time(&answer, "taken", 0) + OURS_FOR;
	bson_destroy(&selector);
	bson_destroy(change);
	bson_destroy(fields);
	bson_destroy(&answer);
	return result;
}

static enum store_result
forget(const struct steps *steps)
{
	enum store_result result;
	bson_t selector;

	store_mongo_select_id(&selector, steps->id);
	result = mongo_delete(steps->mongo, MONGO_MOVES, &selector);
	bson_destroy(&selector);
	return result;
}

/* The task's index: {$indexOfArray: [$entries.task, task]} */
#define PLACE(task)                                                            \
	"{", "$indexOfArray", "[", "$entries.task", STORE_MONGO_LITERAL(task), \
	    "]", "}"

/* A pipeline that takes the task out, and keeps its entry in the trace. */
static bson_t *
write_removal(const struct steps *steps)
{
	const char *task = steps->entry.task;

	return BCON_NEW("0", "{", "$set", "{", TRACES, "{", "$concatArrays",
	    "[", TRACES_OR_NONE, "[", "{", "id", BCON_UTF8(steps->id), "place",
	    PLACE(task), "entry", "{", "$arrayElemAt", "[", "$entries",
	    PLACE(task), "]", "}", "}", "]", "]", "}", "entries", "{",
	    "$filter", "{", "input", "$entries", "as", "entry", "cond", "{",
	    "$ne", "[", "$$entry.task", STORE_MONGO_LITERAL(task), "]", "}",
	    "}", "}", "last_update", BCON_DATE_TIME(steps->entry.added), "}",
	    "}");
}

/* Take the task out.  STORE_NOT_FOUND: it is not there, or it is too late. */
static enum store_result
take_out(const struct steps *steps, int64_t *added)
{
	bson_t selector, answer, *change = write_removal(steps);
	bson_t *fields = BCON_NEW("added", "{", "$arrayElemAt", "[",
	    "$entries.added", PLACE(steps->entry.task), "]", "}");
	const struct mongo_change command = {.where = MONGO_QUEUES,
	    .selector = &selector,
	    .change = change,
	    .fields = fields};
	enum store_result result;

	store_mongo_select(&selector, steps->company, steps->queue);
	BSON_APPEND_UTF8(&selector, "entries.task", steps->entry.task);
	append_time(&selector, steps->until);
	result = mongo_modify(steps->mongo, &command, &answer);
	*added = mongo_time(&answer, "added", steps->entry.added);
	bson_destroy(&selector);
	bson_destroy(change);
	bson_destroy(fields);
	bson_destroy(&answer);
	return result;
}

/* {$push: {entries: {task, added}, <traces>: {id}}, $set: {last_update}} */
static bson_t *
write_addition(const struct steps *steps)
{
	return BCON_NEW("$push", "{", "entries", "{", "task",
	    BCON_UTF8(steps->entry.task), "added",
	    BCON_DATE_TIME(steps->entry.added), "}", TRACES, "{", "id",
	    BCON_UTF8(steps->id), "}", "}", "$set", "{", "last_update",
	    BCON_DATE_TIME(steps->entry.added), "}");
}

/*
 * Put the task into the target.  STORE_NOT_FOUND: the target is gone, has the
 * task or the trace already, or it is too late.
 */
static enum store_result
put_in(const struct steps *steps)
{
	bson_t selector, *change = write_addition(steps);
	enum store_result result;

	store_mongo_select(&selector, steps->company, steps->target);
	BCON_APPEND(&selector, "entries.task", "{", "$ne",
	    BCON_UTF8(steps->entry.task), "}", TRACES ".id", "{", "$ne",
	    BCON_UTF8(steps->id), "}");
	append_time(&selector, steps->until);
	result = mongo_update(steps->mongo, MONGO_QUEUES, &selector, change);
	bson_destroy(&selector);
	bson_destroy(change);
	return result;
}

/* {value: <the traces without ours; no member if none are left>} */
static bson_t *
write_other_traces(const struct steps *steps)
{
	return BCON_NEW("value", "{", "$let", "{", "vars", "{", "others",
	    TRACES_WHERE("$ne", steps->id), "}", "in", "{", "$cond", "[", "{",
	    "$eq", "[", "$$others", "[", "]", "]", "}", "$$REMOVE", "$$others",
	    "]", "}", "}", "}");
}

static enum store_result
erase_trace(const struct steps *steps, const char *queue)
{
	bson_t *others = write_other_traces(steps), *change, selector;
	enum store_result result;
	bson_iter_t at;

	bson_iter_init_find(&at, others, "value");
	change =
	    BCON_NEW("0", "{", "$set", "{", TRACES, BCON_ITER(&at), "}", "}");
	select_traced(&selector, steps, queue);
	result = mongo_update(steps->mongo, MONGO_QUEUES, &selector, change);
	bson_destroy(&selector);
	bson_destroy(change);
	bson_destroy(others);
	return result == STORE_NOT_FOUND ? STORE_OK : result;
}

/* {value: <the entries, with the one in our trace back at its place>} */
static bson_t *
write_former_entries(const struct steps *steps)
{
	return BCON_NEW("value", "{", "$let", "{", "vars", "{", "ours", "{",
	    "$arrayElemAt", "[", TRACES_WHERE("$eq", steps->id), BCON_INT32(0),
	    "]", "}", "}", "in", "{", "$cond", "[", "{", "$in", "[",
	    "$$ours.entry.task", "$entries.task", "]", "}", "$entries", "{",
	    "$concatArrays", "[", "{", "$slice", "[", "$entries",
	    "$$ours.place", "]", "}", "[", "$$ours.entry", "]", "{", "$slice",
	    "[", "$entries", "$$ours.place", BCON_INT32(STORE_MONGO_FARTHEST),
	    "]", "}", "]", "}", "]", "}", "}", "}");
}

/* Undo take_out().  STORE_NOT_FOUND: it is too late, or was done already. */
static enum store_result
put_back(const struct steps *steps)
{
	bson_t *others = write_other_traces(steps), selector, *change;
	bson_t *entries = write_former_entries(steps);
	bson_iter_t at_others, at_entries;
	enum store_result result;

	bson_iter_init_find(&at_others, others, "value");
	bson_iter_init_find(&at_entries, entries, "value");
	change = BCON_NEW("0", "{", "$set", "{", "entries",
	    BCON_ITER(&at_entries), TRACES, BCON_ITER(&at_others), "}", "}");
	select_traced(&selector, steps, steps->queue);
	append_time(&selector, steps->until);
	result = mongo_update(steps->mongo, MONGO_QUEUES, &selector, change);
	bson_destroy(&selector);
	bson_destroy(change);
	bson_destroy(others);
	bson_destroy(entries);
	return result;
}

/* Clean up after the task has arrived; what is left here, others clean up. */
static void
end(const struct steps *steps)
{
	if (!is_late(steps) && erase_trace(steps, steps->queue) == STORE_OK &&
	    erase_trace(steps, steps->target) == STORE_OK)
		forget(steps);
}

/* Put the task back, as the target refuses it. */
static enum store_result
turn_back(const struct steps *steps, enum store_result refusal)
{
	if (put_back(steps) != STORE_OK)
		return STORE_FAILED;
	forget(steps);
	return refusal;
}

/* Put a task that was taken out into the target, or else back. */
static enum store_result
arrive(struct store_mongo *store, const struct steps *steps)
{
	enum store_result result = put_in(steps);

	if (result == STORE_NOT_FOUND)
		result = find_trace(steps, steps->target);
	if (result == STORE_OK)
		return STORE_OK;
	if (result == STORE_NOT_FOUND)
		result = find_refusal(store, steps);
	if (result == STORE_NOT_FOUND || result == STORE_DUPLICATE ||
	    result == STORE_FULL)
		return turn_back(steps, result);
	return STORE_FAILED; /* others take it over */
}

enum store_result
store_mongo_move_by_steps(
    struct store_mongo *store, struct store_mongo_move *move)
{
	char id[RANDOM_ID_SIZE];
	struct steps steps = {.mongo = store->mongo,
	    .id = id,
	    .company = move->company,
	    .queue = move->queue,
	    .target = move->target,
	    .entry = *move->entry,
	    .begun = steady_now()};
	enum store_result result = store_mongo_holds(
	    store, steps.company, steps.queue, steps.entry.task);

	if (result != STORE_OK)
		return result == STORE_NOT_FOUND ? STORE_NO_TASK : result;
	random_id(id);
	if ((result = find_refusal(store, &steps)) != STORE_OK ||
	    (result = note(&steps)) != STORE_OK)
		return result;
	result = is_late(&steps) ? STORE_UNAVAILABLE
				 : take_out(&steps, &move->added);
	if (result == STORE_OK) {
		result = arrive(store, &steps);
		if (result == STORE_OK)
			end(&steps);
		return result;
	}
	if (result == STORE_NOT_FOUND)
		result = store_mongo_holds(store, steps.company, steps.queue,
			     steps.entry.task) == STORE_OK
			     ? STORE_UNAVAILABLE
			     : STORE_NO_TASK;
	if (result != STORE_FAILED)
		forget(&steps);
	return result;
}

/* Finish a move that others began, and that is ours now. */
static void
take_over(struct store_mongo *store, const struct steps *steps)
{
	enum store_result result = find_trace(steps, steps->target);
	bool has_arrived = result == STORE_OK;

	if (result == STORE_NOT_FOUND)
		result = find_trace(steps, steps->queue);
	if (!has_arrived && result == STORE_OK)
		has_arrived = arrive(store, steps) == STORE_OK;
	else if (result == STORE_NOT_FOUND)
		has_arrived = store_mongo_holds(store, steps->company,
				  steps->target, steps->entry.task) == STORE_OK;
	if (!has_arrived && result == STORE_NOT_FOUND)
		forget(steps); /* never taken out, or popped since */
	if (!has_arrived)
		return;
	store_mongo_set_moved(store, steps->company, steps->entry.task,
	    steps->queue, steps->target);
	end(steps);
}

static bool
read_steps(struct arena *arena, const bson_t *answer, struct steps *steps)
{
	steps->id = mongo_text(arena, answer, "_id");
	steps->company = mongo_text(arena, answer, "company");
	steps->queue = mongo_text(arena, answer, "queue");
	steps->target = mongo_text(arena, answer, "target");
	steps->entry.task = mongo_text(arena, answer, "task");
	steps->entry.added = mongo_time(answer, "added", 0);
	steps->until = mongo_time(answer, "taken", 0) + OURS_FOR;
	return steps->id != NULL && steps->company != NULL &&
	       steps->queue != NULL && steps->target != NULL &&
	       steps->entry.task != NULL;
}

/* {$expr: {$lt: [$taken, {$subtract: [$$NOW, <ms>]}]}} */
static bson_t *
select_old(void)
{
	return BCON_NEW("$expr", "{", "$lt", "[", "$taken", "{", "$subtract",
	    "[", "$$NOW", BCON_INT32(TAKEN_AFTER), "]", "}", "]", "}");
}

/* Take over an old move; false: there is none. */
static bool
take(struct mongo *mongo, struct arena *arena, struct steps *steps)
{
	bson_t *selector = select_old(), fields = BSON_INITIALIZER, answer;
	bson_t *change =
	    BCON_NEW("0", "{", "$set", "{", "taken", "$$NOW", "}", "}");
	const struct mongo_change command = {.where = MONGO_MOVES,
	    .selector = selector,
	    .change = change,
	    .fields = &fields,
	    .after = true};
	bool is_ours;

	steps->mongo = mongo;
	is_ours = mongo_modify(mongo, &command, &answer) == STORE_OK &&
		  read_steps(arena, &answer, steps);
	bson_destroy(selector);
	bson_destroy(&fields);
	bson_destroy(change);
	bson_destroy(&answer);
	return is_ours;
}

static bool
note_it(void *context, const bson_t *document)
{
	(void)document;
	*(bool *)context = true;
	return false;
}

/* True if there is an old move: a cheap check, as there hardly ever is. */
static bool
has_old(struct mongo *mongo)
{
	bson_t *selector = select_old();
	bson_t *pipeline = BCON_NEW("0", "{", "$match", BCON_DOCUMENT(selector),
	    "}", "1", "{", "$limit", BCON_INT32(1), "}");
	bool found = false;

	mongo_aggregate(mongo, MONGO_MOVES, pipeline, note_it, &found);
	bson_destroy(selector);
	bson_destroy(pipeline);
	return found;
}

void
store_mongo_finish_moves(struct store_mongo *store, const atomic_bool *stop)
{
	struct steps steps = {0};
	struct arena *arena;

	if (!has_old(store->mongo))
		return;
	arena = arena_new();
	while (!atomic_load(stop) && take(store->mongo, arena, &steps)) {
		log_info("mongodb: finishing an interrupted move between "
			 "queues");
		take_over(store, &steps);
	}
	arena_free(arena);
}
