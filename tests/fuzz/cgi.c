/*
 * A whole call, as a web server passes it on: parameters, one on each line, as
 * "REQUEST_URI=/queues.get_all"; an empty line; the body.  If no length of the
 * body is given, the right one is added.  Requests can reach all of the server,
 * and the answer must be complete.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "http/cgi.h"
#include "http/current.h"
#include "store/queues.h"
#include "store/users.h"
#include "tests/api/sample_server.h"
#include "tests/fuzz/fuzz.h"
#include "tests/store/sample_store.h"

#define MAX_PARAMS 32
#define CALLS 100 /* until the store is filled anew */

static const struct json_limits limits = {.values = 1000, .depth = 16};

/* A call and its answer. */
struct exchange {
	struct arena *arena;
	size_t n_params;
	char *params[MAX_PARAMS + 1]; /* the last one is NULL */
	const char *body;
	size_t n_body;
	size_t at; /* bytes of it that were read */
	size_t n_answer;
	size_t room;
	char *answer;
};

/*
 * True if a parameter, given with its "=", has this value; the first one
 * counts.
 */
static bool
says(const struct exchange *exchange, const char *name, const char *value)
{
	size_t i, n = strlen(name);

	for (i = 0; i < exchange->n_params; i++) {
		if (strncmp(exchange->params[i], name, n) == 0)
			return strcmp(exchange->params[i] + n, value) == 0;
	}
	return false;
}

static size_t
read_body(void *context, char *data, size_t n)
{
	struct exchange *exchange = context;
	size_t left = exchange->n_body - exchange->at;

	n = n < left ? n : left;
	memcpy(data, exchange->body + exchange->at, n);
	exchange->at += n;
	return n;
}

static bool
write_answer(void *context, const char *data, size_t n)
{
	struct exchange *exchange = context;
	char *more;

	if (exchange->n_answer + n + 1 > exchange->room) {
		exchange->room = 2 * exchange->room + n + 1;
		more = arena_alloc(exchange->arena, exchange->room);
		if (exchange->n_answer > 0)
			memcpy(more, exchange->answer, exchange->n_answer);
		exchange->answer = more;
	}
	memcpy(exchange->answer + exchange->n_answer, data, n);
	exchange->n_answer += n;
	exchange->answer[exchange->n_answer] = '\0';
	return true;
}

/* Users of two companies, and queues of the first one. */
static struct store *
fill_store(void)
{
	static const char *tags[] = {"a", "b"};
	struct queue_metadata metadata = {"m", "key", "type", "1"};
	struct store_user ann = {
	    .id = "u1", .name = "Ann", .role = "admin", .company = "c1"};
	struct store_user sue = {
	    .id = "u2", .name = "Sue", .role = "user", .company = "c2"};
	struct store_key key = {.key = "k", .user = "u1", .label = ""};
	struct queue queue = {.id = "q1", .name = "default", .company = "c1"};
	struct queue_entry entry = {.task = "t1"};
	struct store *store = sample_store_new();

	store_add_company(store, "c1", "Acme");
	store_add_company(store, "c2", "Other");
	store_add_user(store, &ann);
	store_add_user(store, &sue);
	store_add_key(store, &key, "s");
	store_create(store, &queue);
	queue = (struct queue){.id = "q2",
	    .name = "other",
	    .company = "c1",
	    .n_tags = 2,
	    .tags = tags,
	    .n_metadata = 1,
	    .metadata = &metadata};
	store_create(store, &queue);
	store_add_task(store, "c1", "q1", &entry, NULL, false);
	entry.task = "t2";
	store_add_task(store, "c1", "q1", &entry, NULL, false);
	return store;
}

/*
 * The store is used for several calls, as filling one takes longer than they
 * do.
 */
static struct store *
store_at_hand(void)
{
	static struct store *store;
	static unsigned n;

	if (n++ % CALLS == 0) {
		store_close(store);
		store = fill_store();
	}
	return store;
}

static void
answer(struct exchange *exchange, struct store *store)
{
	static struct cgi_worker worker;
	static struct authn authn;
	static struct router router;
	static struct http_app app = {.answer = router_answer,
	    .context = &router,
	    .max_body = 65536,
	    .max_waiting = 1 << 20};
	const struct cgi_channel channel = {
	    exchange->params, read_body, write_answer, exchange};

	if (worker.current == NULL) {
		log_configure(LOG_LEVEL_ERROR, false);
		authn = sample_server_authn();
		router = sample_server_router(&authn);
		cgi_worker_init(&worker, current_new(&app));
	}
	router.store = store;
	cgi_answer(&worker, &channel);
}

/* The head must end and give the length of the body; JSON must be valid. */
static void
check_answer(const struct exchange *exchange)
{
	const char *head = exchange->answer, *body, *length;
	struct json_fault fault;
	size_t n;

	fuzz_must(head != NULL && strncmp(head, "Status: ", 8) == 0);
	body = strstr(head, "\r\n\r\n");
	length = strstr(head, "Content-Length: ");
	fuzz_must(body != NULL && length != NULL && length < body);
	body += 4;
	n = exchange->n_answer - (size_t)(body - head);
	if (says(exchange, "REQUEST_METHOD=", "HEAD")) {
		fuzz_must(n == 0);
		return;
	}
	fuzz_must(strtoul(length + 16, NULL, 10) == n);
	if (strstr(head, "Content-Type: application/json\r\n") != NULL)
		fuzz_must(json_check(body, n, &limits, &fault));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct fuzz_input input = fuzz_begin(data, n);
	struct exchange exchange = {.arena = arena_new()};
	char *line;

	while (exchange.n_params < MAX_PARAMS - 1 &&
	       *(line = fuzz_line(exchange.arena, &input)) != '\0')
		exchange.params[exchange.n_params++] = line;
	exchange.body = fuzz_rest(exchange.arena, &input, &exchange.n_body);
	exchange.params[exchange.n_params++] =
	    arena_printf(exchange.arena, "CONTENT_LENGTH=%zu", exchange.n_body);
	answer(&exchange, store_at_hand());
	fuzz_must(exchange.at == exchange.n_body);
	check_answer(&exchange);
	arena_free(exchange.arena);
	return 0;
}
