/*
 * Whole requests, one after the other, on a store in SQLite that is as good as
 * new: it has two empty queues, q1 and q2.  A line is a request: its path and
 * query, and after a blank its body.  The server may never answer 500, or
 * anything but JSON of the length that it announces.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/router.h"
#include "base/arena.h"
#include "base/buf.h"
#include "http/http.h"
#include "json/json.h"
#include "model/filter.h"
#include "model/queue.h"
#include "store/queues.h"
#include "store/sqlite/sqlite.h"
#include "store/users.h"
#include "tests/api/sample_server.h"
#include "tests/fuzz/fuzz.h"

#define COMPANY "c1"
#define MAX_CALLS 16

static char folder[128], answer[1 << 21];
static size_t n_answer;
static struct authn authn;
static struct router router;

static void
remove_store(void)
{
	static const char *const names[] = {"-wal", "-shm", ""};
	char path[256];
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(*names); i++) {
		snprintf(
		    path, sizeof(path), "%s/lineup.db%s", folder, names[i]);
		unlink(path);
	}
	rmdir(folder);
}

/* In memory, if possible: that is faster than a disk. */
static void
make_folder(void)
{
	const char *place = getenv("TMPDIR");

	if (place == NULL)
		place = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : ".";
	snprintf(folder, sizeof(folder), "%s/lineup-fuzz-XXXXXX", place);
	fuzz_must(mkdtemp(folder) != NULL);
	atexit(remove_store);
}

/* A server whose only user has the key "key", and the secret "secret". */
static void
begin(void)
{
	const struct store_user user = {
	    .id = "u1", .name = "u", .role = "admin", .company = COMPANY};
	const struct store_key key = {.key = "key", .user = "u1", .label = ""};
	struct arena *arena = arena_new();
	const char *error;
	struct store *store;

	make_folder();
	store = store_sqlite_open_or_create(arena, folder, &error);
	fuzz_must(store != NULL);
	fuzz_must(store_add_company(store, COMPANY, "one") == STORE_OK);
	fuzz_must(store_add_user(store, &user) == STORE_OK);
	fuzz_must(store_add_key(store, &key, "secret") == STORE_OK);
	authn = sample_server_authn();
	router = sample_server_router(&authn);
	router.store = store;
	arena_free(arena);
}

static void
add_queue(const char *id)
{
	const struct queue queue = {.id = id,
	    .name = id,
	    .company = COMPANY,
	    .created = 1,
	    .last_update = QUEUE_NEVER};

	fuzz_must(store_create(router.store, &queue) == STORE_OK);
}

static void
empty_store(struct arena *arena)
{
	const struct filter *all = filter_new(arena, COMPANY);
	struct queue *queues;
	size_t i, n;

	fuzz_must(store_get_all(router.store, arena, all,
		      (struct queue_need){0}, &n, &queues) == STORE_OK);
	for (i = 0; i < n; i++)
		fuzz_must(store_delete(router.store, COMPANY, queues[i].id,
			      true) == STORE_OK);
	add_queue("q1");
	add_queue("q2");
}

static bool
take(void *context, const char *data, size_t n)
{
	(void)context;
	fuzz_must(n < sizeof(answer) - n_answer);
	memcpy(answer + n_answer, data, n);
	n_answer += n;
	return true;
}

static void
check(const struct http_response *response)
{
	const struct json_limits limits = {.values = 10000000, .depth = 64};
	struct json_fault fault;
	char piece[4096];
	struct buf out;

	n_answer = 0;
	if (response->body != NULL) {
		take(NULL, response->body, (size_t)response->length);
	} else {
		buf_init(&out, piece, sizeof(piece), take, NULL);
		response->write(response->context, &out);
		fuzz_must(buf_flush(&out));
	}
	fuzz_must(response->status < 500);
	fuzz_must(n_answer == response->length);
	if (n_answer > 0 &&
	    strcmp(response->content_type, "application/json") == 0)
		fuzz_must(json_check(answer, n_answer, &limits, &fault));
}

static void
call(struct arena *arena, char *line)
{
	static char piece[HTTP_PIECE];
	struct http_request request = {.method = "POST",
	    .uri = line,
	    .authorization = "Basic a2V5OnNlY3JldA==",
	    .content_type = "application/json",
	    .body_state = HTTP_BODY_READ};
	struct http_response response;
	char *body = strchr(line, ' ');

	request.body = body == NULL ? "" : body + 1;
	request.n_body = strlen(request.body);
	if (body != NULL)
		*body = '\0';
	router_answer(&router, arena, &request, piece, &response);
	check(&response);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct fuzz_input input = fuzz_begin(data, n);
	struct arena *arena;
	int i;

	if (router.store == NULL)
		begin();
	arena = arena_new();
	empty_store(arena);
	for (i = 0; i < MAX_CALLS && input.at < input.end; i++)
		call(arena, fuzz_line(arena, &input));
	arena_free(arena);
	return 0;
}
