#include <string.h>

#include <bson/bson.h>

#include "base/arena.h"
#include "base/digest.h"
#include "store/mongo/verbs.h"

#define LONGEST_ID 128 /* bytes; queues have no longer ids */

/* A caller that asks whether a queue has entries. */
struct poll {
	struct group_ticket ticket; /* first */
	const char *company;
	const char *queue;
	const struct store_actor *who; /* or NULL */
	enum store_result result;
};

static struct poll *
next_of(const struct poll *poll)
{
	return (struct poll *)poll->ticket.next;
}

static bool
has_text(const bson_t *document, const char *name, const char *text)
{
	bson_iter_t iter;

	return bson_iter_init_find(&iter, document, name) &&
	       BSON_ITER_HOLDS_UTF8(&iter) &&
	       strcmp(bson_iter_utf8(&iter, NULL), text) == 0;
}

static bool
is_held(const struct poll *poll, const char *pause)
{
	const struct pause_poller poller = store_poller(poll->who);

	return pause_holds(pause, &poller);
}

/* Set the results of all polls for this document. */
static bool
answer(void *context, const bson_t *document)
{
	struct arena *arena = arena_new();
	struct poll *poll = context;
	const char *pause = store_mongo_read_pause(arena, document);
	bson_t entries;
	bool is_empty =
	    !mongo_child(document, "entries", &entries) || bson_empty(&entries);

	for (; poll != NULL; poll = next_of(poll)) {
		if (has_text(document, "_id", poll->queue) &&
		    has_text(document, "company", poll->company))
			poll->result = is_empty || is_held(poll, pause)
					   ? STORE_EMPTY
					   : STORE_OK;
	}
	arena_free(arena);
	return true;
}

/* {_id: {$in: [<ids>]}} */
static void
select_all(bson_t *selector, const struct poll *poll)
{
	const char *ids[STORE_MONGO_BATCH];
	bson_t choice;
	size_t n;

	for (n = 0; poll != NULL; poll = next_of(poll))
		ids[n++] = poll->queue;
	bson_init(selector);
	BSON_APPEND_DOCUMENT_BEGIN(selector, "_id", &choice);
	store_mongo_put_texts(&choice, "$in", n, ids);
	bson_append_document_end(selector, &choice);
}

/* {projection: {company: 1, <pause>: 1, entries: {$slice: 1}}} */
static void
write_options(bson_t *options)
{
	bson_t fields, first;

	bson_init(options);
	BSON_APPEND_DOCUMENT_BEGIN(options, "projection", &fields);
	BSON_APPEND_INT32(&fields, "company", 1);
	BSON_APPEND_INT32(&fields, STORE_MONGO_PAUSE, 1);
	BSON_APPEND_DOCUMENT_BEGIN(&fields, "entries", &first);
	BSON_APPEND_INT32(&first, "$slice", 1);
	bson_append_document_end(&fields, &first);
	bson_append_document_end(options, &fields);
}

void
store_mongo_run_polls(void *context, struct group_ticket *first)
{
	struct store_mongo *store = context;
	struct poll *polls = (struct poll *)first, *poll;
	bson_t selector, options;
	enum store_result result;

	for (poll = polls; poll != NULL; poll = next_of(poll))
		poll->result = STORE_NOT_FOUND;
	select_all(&selector, polls);
	write_options(&options);
	result = mongo_find(
	    store->mongo, MONGO_QUEUES, &selector, &options, answer, polls);
	bson_destroy(&selector);
	bson_destroy(&options);
	for (poll = polls; poll != NULL && result != STORE_OK;
	     poll = next_of(poll))
		poll->result = result;
}

enum store_result
store_mongo_poll(struct store_mongo *store, const char *company,
    const char *queue, const struct store_actor *who)
{
	struct poll poll = {.company = company, .queue = queue, .who = who};
	enum store_result result =
	    mongo_share(store->mongo, &store->polls, &poll.ticket);

	if (result != STORE_OK)
		return result;
	mongo_note_shared(store->mongo, poll.result);
	return poll.result;
}

/* The slot of a queue, and the mark that says that it is empty. */
static atomic_uint *
note_of(struct store_mongo *store, const char *queue, unsigned *mark)
{
	*mark = digest_hash(queue) | 1;
	return &store->empties[*mark / 2 % STORE_MONGO_EMPTIES];
}

bool
store_mongo_seems_empty(struct store_mongo *store, const char *queue)
{
	unsigned mark;

	return strlen(queue) <= LONGEST_ID &&
	       atomic_load(note_of(store, queue, &mark)) == mark;
}

void
store_mongo_note_empty(
    struct store_mongo *store, const char *queue, bool is_empty)
{
	unsigned mark;
	atomic_uint *note = note_of(store, queue, &mark);

	if (is_empty)
		atomic_store(note, mark);
	else
		atomic_compare_exchange_strong(note, &mark, 0);
}
