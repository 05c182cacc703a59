/*
 * parse: the cost of reading a request, compared with json-c's tree of it.
 *
 * For some bodies it prints nanoseconds for the tree (made and freed), for the
 * strict check before it, and for the generated reader after it.  Each is the
 * best of rounds that take turns, so that a busy machine changes little.  The
 * ratios, to the tree, are of the reader and of both together.
 */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <json-c/json.h>

#include "base/arena.h"
#include "generated/queues.h"
#include "json/json.h"
#include "json/jval.h"

#define ROUNDS 100
#define CALLS 2000 /* between two readings of the clock */
#define N_PARTS 3

typedef bool reads(
    struct jval_reader *reader, const struct jval *value, void *into);

struct body {
	const char *name;
	const char *text;
	reads *read;
};

static const struct json_limits limits = {.values = 100000, .depth = 64};
static struct arena *arena;

static bool
read_add_task(struct jval_reader *reader, const struct jval *value, void *into)
{
	return queues_add_task_req_read(reader, value, into);
}

static bool
read_create(struct jval_reader *reader, const struct jval *value, void *into)
{
	return queues_create_req_read(reader, value, into);
}

static bool
read_get_all(struct jval_reader *reader, const struct jval *value, void *into)
{
	return queues_get_all_req_read(reader, value, into);
}

static const struct body bodies[] = {
    {"add_task",
	"{\"queue\": \"75ab1f0c75ab1f0c75ab1f0c75ab1f0c\","
	" \"task\": \"0123456789abcdef0123456789abcdef\"}",
	read_add_task},
    {"create",
	"{\"name\": \"training\", \"tags\": [\"gpu\", \"nightly\"],"
	" \"metadata\": {\"owner\": {\"key\": \"owner\", \"type\": \"str\","
	" \"value\": \"anna\"}, \"site\": {\"key\": \"site\","
	" \"type\": \"str\", \"value\": \"north\"}}}",
	read_create},
    {"get_all",
	"{\"name\": \"^train\", \"tags\": [\"gpu\", null, \"-old\"],"
	" \"page\": 0, \"page_size\": 100, \"order_by\": [\"-created\"],"
	" \"only_fields\": [\"id\", \"name\", \"tags\", \"entries.task\"],"
	" \"metadata.site\": [\"north\", \"south\"]}",
	read_get_all},
};

static double
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static double
time_tree(const char *text)
{
	double begin = now();
	size_t n = strlen(text), i;

	for (i = 0; i < CALLS; i++) {
		struct json_tokener *tokener = json_tokener_new();

		json_object_put(json_tokener_parse_ex(tokener, text, (int)n));
		json_tokener_free(tokener);
	}
	return (now() - begin) / CALLS;
}

static double
time_check(const char *text)
{
	double begin = now();
	size_t n = strlen(text), i;
	struct json_fault fault;

	for (i = 0; i < CALLS; i++) {
		if (!json_check(text, n, &limits, &fault))
			abort();
	}
	return (now() - begin) / CALLS;
}

static double
time_reader(const struct body *body)
{
	static union {
		struct queues_add_task_req add_task;
		struct queues_create_req create;
		struct queues_get_all_req get_all;
	} into;
	struct arena *of_tree = arena_new();
	struct jval_reader reader;
	struct jval root;
	double begin;
	size_t i;

	jval_reader_init(&reader, of_tree);
	jval_parse(&reader, body->text, strlen(body->text), &limits, &root);
	begin = now();
	for (i = 0; i < CALLS; i++) {
		jval_reader_init(&reader, arena);
		if (!body->read(&reader, &root, &into))
			abort();
		arena_reset(arena);
	}
	begin = (now() - begin) / CALLS;
	arena_free(of_tree);
	return begin;
}

static void
keep_best(double *best, double ns)
{
	if (ns < *best)
		*best = ns;
}

static void
measure(const struct body *body, double best[N_PARTS])
{
	size_t i;

	for (i = 0; i < N_PARTS; i++)
		best[i] = HUGE_VAL;
	for (i = 0; i < ROUNDS; i++) {
		keep_best(&best[0], time_tree(body->text));
		keep_best(&best[1], time_check(body->text));
		keep_best(&best[2], time_reader(body));
	}
}

int
main(void)
{
	double ns[N_PARTS];
	size_t i;

	arena = arena_new();
	printf("%-10s %8s %8s %8s %8s %8s\n", "ns", "tree", "check", "reader",
	    "reader/", "both/");
	for (i = 0; i < sizeof(bodies) / sizeof(*bodies); i++) {
		measure(&bodies[i], ns);
		printf("%-10s %8.0f %8.0f %8.0f %8.2f %8.2f\n", bodies[i].name,
		    ns[0], ns[1], ns[2], ns[2] / ns[0],
		    (ns[1] + ns[2]) / ns[0]);
	}
	arena_free(arena);
	return 0;
}
