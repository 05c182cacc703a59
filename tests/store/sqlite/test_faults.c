#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "store/queues.h"
#include "store/sqlite/sqlite.h"
#include "store/store.h"
#include "store/users.h"
#include "tests/scratch.h"
#include "tests/store/queue_witness.h"
#include "tests/store/sqlite/false_disk.h"
#include "tests/suite.h"

/*
 * The store on a disk that loses power or fails.  Each client has a queue of
 * its own, so the answers it got tell what the queue must hold afterwards.
 *
 * "test_store_faults NAME SEED N" runs one test for longer; see its end.
 */

#define MAX_CLIENTS 8
#define NAME_SIZE 1500 /* bytes of a task name, to fill the log sooner */
#define N_STEPS 14     /* of a workload in which each call fails once */

struct client {
	const char *queue;
	struct arena *arena; /* of the current step */
	uint64_t state;      /* of chance */
	unsigned n_done;
	struct queue_witness witness;
};

static struct arena *arena;
static const char *data;
static struct store *store;
static size_t n_clients;
static struct client clients[MAX_CLIENTS];

static const char *
task_name(struct client *client, int task)
{
	return arena_printf(client->arena, "%0*d", NAME_SIZE, task);
}

static struct queue_answer
pop(struct client *client)
{
	struct queue_answer answer = {0};
	struct queue_entry entry;

	answer.result = store_get_next_task(
	    store, client->arena, "c1", client->queue, NULL, NULL, 3, &entry);
	if (answer.result == STORE_OK)
		answer.value = atoi(entry.task);
	return answer;
}

static enum store_result
set(struct client *client, int number)
{
	struct queue_metadata item = {.name = "key", .key = "key", .type = ""};
	struct store_metadata_changes changes = {.set = {1, &item}};

	item.value = arena_printf(client->arena, "%d", number);
	return store_change_metadata(store, "c1", client->queue, &changes);
}

static struct queue_answer
store_step(struct client *client, const struct queue_step *step)
{
	const char *name = task_name(client, step->task);
	struct queue_entry entry = {.task = name, .added = 1};
	const char *queue = client->queue;
	struct queue_answer answer = {0};
	size_t removed;

	switch (step->verb) {
	case QUEUE_PUSH:
		answer.result =
		    store_add_task(store, "c1", queue, &entry, NULL, true);
		break;
	case QUEUE_POP:
		return pop(client);
	case QUEUE_TAKE_OUT:
		answer.result = store_remove_task(
		    store, "c1", queue, name, 2, NULL, &removed);
		break;
	case QUEUE_MOVE:
		answer.result = store_move_task(store, "c1", queue, name,
		    step->number, NULL, &answer.value);
		if (answer.result != STORE_OK)
			answer.value = 0;
		break;
	case QUEUE_SET:
		answer.result = set(client, step->number);
		break;
	case QUEUE_N_VERBS:
		abort();
	}
	return answer;
}

/* Make a call, and learn from its answer. */
static enum store_result
make_step(struct client *client, const struct queue_step *step)
{
	struct queue_answer answer;

	arena_reset(client->arena);
	answer = store_step(client, step);
	queue_witness_judge(&client->witness, step, &answer);
	client->n_done += answer.result == STORE_OK;
	return answer.result;
}

static void
print_fault(void *context, const char *text)
{
	(void)context;
	fprintf(stderr, "check: %s\n", text);
}

static struct queue_model
read_queue(const struct client *client)
{
	const struct queue_need need = {
	    .parts = QUEUE_ENTRIES | QUEUE_METADATA};
	struct queue_model model = {0};
	struct queue queue;
	size_t i;

	CU_ASSERT_EQUAL_FATAL(
	    store_get_by_id(store, arena, "c1", client->queue, need, &queue),
	    STORE_OK);
	CU_ASSERT_FATAL(queue.n_entries <= QUEUE_MODEL_MAX);
	for (i = 0; i < queue.n_entries; i++)
		model.tasks[model.n++] = atoi(queue.entries[i].task);
	if (queue.n_metadata > 0)
		model.metadata = atoi(queue.metadata[0].value);
	return model;
}

static bool
open_store(void)
{
	const char *error;

	arena_reset(arena);
	store = store_sqlite_open(arena, data, 100, 0, &error);
	return store != NULL;
}

/* Without faults, the store must be sound, and hold what is known. */
static void
look(void)
{
	struct queue_model found;
	size_t i;

	CU_ASSERT_FATAL(open_store());
	CU_ASSERT(store_sqlite_check(store, print_fault, NULL));
	for (i = 0; i < n_clients; i++) {
		found = read_queue(&clients[i]);
		CU_ASSERT(queue_witness_knows(&clients[i].witness, &found));
		queue_witness_begin(&clients[i].witness, &found);
	}
}

/* Add a client with an empty queue of its own. */
static void
add_client(void)
{
	static const char *const names[MAX_CLIENTS] = {
	    "one", "two", "three", "four", "five", "six", "seven", "eight"};
	struct client *client = &clients[n_clients];
	struct queue queue = {.company = "c1"};

	queue.id = queue.name = client->queue = names[n_clients++];
	CU_ASSERT_EQUAL(store_create(store, &queue), STORE_OK);
	if (client->arena == NULL)
		client->arena = arena_new();
	client->n_done = 0;
	queue_witness_begin(&client->witness, &(struct queue_model){0});
}

/* A database with so many clients. */
static void
begin(size_t n)
{
	uint64_t state = 1;
	const char *error;

	false_disk_power_on(&state);
	arena_reset(arena);
	data = scratch_new();
	store = store_sqlite_open_or_create(arena, data, &error);
	CU_ASSERT_PTR_NOT_NULL_FATAL(store);
	CU_ASSERT_EQUAL(store_add_company(store, "c1", "one"), STORE_OK);
	n_clients = 0;
	while (n_clients < n)
		add_client();
	store_close(store);
}

/* Work until the power fails. */
static void *
work_until_dark(void *argument)
{
	struct client *client = argument;
	struct queue_step step;

	while (!false_disk_struck()) {
		step = queue_model_random_step(&client->state);
		make_step(client, &step);
	}
	return NULL;
}

/* All clients at once, so that they share commits. */
static void
work_together(uint64_t *state)
{
	pthread_t threads[MAX_CLIENTS];
	size_t i;

	for (i = 0; i < n_clients; i++) {
		clients[i].state = suite_random(state);
		CU_ASSERT_EQUAL_FATAL(pthread_create(&threads[i], NULL,
					  work_until_dark, &clients[i]),
		    0);
	}
	for (i = 0; i < n_clients; i++)
		pthread_join(threads[i], NULL);
}

/* Cut the power once during work, and perhaps again during recovery. */
static void
cut_power(uint64_t *state)
{
	false_disk_plan(FALSE_DISK_LOSES_POWER, 1 + suite_random(state) % 3000);
	if (open_store()) {
		work_together(state);
		store_close(store);
	}
	false_disk_power_on(state);
	while (suite_random(state) % 3 == 0) {
		false_disk_plan(
		    FALSE_DISK_LOSES_POWER, 1 + suite_random(state) % 8);
		if (open_store())
			store_close(store);
		false_disk_power_on(state);
	}
	look();
	store_close(store);
}

static void
cut_power_often(size_t n_at_once, uint64_t seed, unsigned n)
{
	unsigned i;

	begin(n_at_once);
	for (i = 0; i < n; i++)
		cut_power(&seed);
}

static void
keeps_its_word_without_power(void)
{
	cut_power_often(1, 1, 60);
}

/* Calls that share a commit: each one that was answered is durable. */
static void
keeps_its_word_to_all_without_power(void)
{
	uint64_t n_syncs = false_disk_syncs();
	unsigned n_done = 0;
	size_t i;

	cut_power_often(MAX_CLIENTS, 1, 60);
	n_syncs = false_disk_syncs() - n_syncs;
	for (i = 0; i < MAX_CLIENTS; i++)
		n_done += clients[i].n_done;
	printf("%u calls in %llu syncs\n", n_done, (unsigned long long)n_syncs);
	CU_ASSERT(n_done > n_syncs);
}

/* A test of the test: losses by a disk that lies are found. */
static void
finds_what_a_lying_disk_loses(void)
{
	struct client *client = &clients[0];
	struct queue_step step = {.verb = QUEUE_PUSH, .task = 7};
	struct queue_model found;
	uint64_t state = 1;
	int i;

	begin(1);
	false_disk_lie(true);
	CU_ASSERT_FATAL(open_store());
	CU_ASSERT_EQUAL(make_step(client, &step), STORE_OK);
	for (i = 0; i < 2; i++) { /* by chance, nothing may be lost */
		false_disk_plan(FALSE_DISK_LOSES_POWER, 1);
		step.task = 8 + i;
		store_step(client, &step);
	}
	store_close(store);
	false_disk_lie(false);
	false_disk_power_on(&state);
	CU_ASSERT_FATAL(open_store());
	found = read_queue(client);
	CU_ASSERT_FALSE(queue_witness_knows(&client->witness, &found));
	store_close(store);
}

/*
 * A workload in which the n-th call of the disk fails; false if it has fewer.
 */
static bool
fail_at(enum false_disk_fault fault, uint64_t n, uint64_t seed)
{
	unsigned i, n_failed = 0;
	enum store_result result;
	struct queue_step step;
	bool came;

	begin(1);
	false_disk_plan(fault, n);
	for (i = 0; i < N_STEPS && (i > 0 || open_store()); i++) {
		step = queue_model_random_step(&seed);
		if (i < N_STEPS / 3)
			step.verb = QUEUE_PUSH;
		result = make_step(&clients[0], &step);
		n_failed +=
		    result == STORE_FAILED || result == STORE_UNAVAILABLE;
	}
	if (i > 0)
		store_close(store);
	came = false_disk_struck();
	if (fault == FALSE_DISK_FAILS_ONCE)
		CU_ASSERT(n_failed <= 1);
	false_disk_plan(fault, 0);
	look();
	step = (struct queue_step){
	    .verb = QUEUE_PUSH, .task = QUEUE_MODEL_MAX - 1};
	CU_ASSERT_EQUAL(make_step(&clients[0], &step), STORE_OK);
	store_close(store);
	return came;
}

static void
fail_everywhere(uint64_t seed)
{
	uint64_t n;

	for (n = 1; fail_at(FALSE_DISK_FAILS_ONCE, n, seed); n++)
		;
	CU_ASSERT(n > 100);
	for (n = 1; fail_at(FALSE_DISK_FAILS, n, seed); n++)
		;
	CU_ASSERT(n > 100);
	printf("every one of %d calls of the disk failed\n", (int)n - 1);
}

static void
does_no_half_of_a_call(void)
{
	fail_everywhere(1);
}

/* Reads go on; writes are refused as unavailable, to be repeated. */
static void
is_unavailable_on_a_read_only_disk(void)
{
	struct client *client = &clients[0];
	struct queue_step step = {.verb = QUEUE_PUSH, .task = 7};

	begin(1);
	look();
	CU_ASSERT_EQUAL(make_step(client, &step), STORE_OK);
	false_disk_plan(FALSE_DISK_IS_READ_ONLY, 1);
	step.task = 8;
	CU_ASSERT_EQUAL(make_step(client, &step), STORE_UNAVAILABLE);
	step.verb = QUEUE_POP;
	CU_ASSERT_EQUAL(make_step(client, &step), STORE_UNAVAILABLE);
	CU_ASSERT_EQUAL(read_queue(client).n, 1);
	CU_ASSERT_EQUAL(store_ping(store), STORE_OK);
	false_disk_plan(FALSE_DISK_IS_READ_ONLY, 0);
	CU_ASSERT_EQUAL(store_step(client, &step).value, 7);
	store_close(store);
}

/* For script/stress: one seed, and a number of runs. */
static uint64_t long_seed;
static unsigned long_n;

static void
loses_power(void)
{
	cut_power_often(1, long_seed, (long_n + 1) / 2);
	cut_power_often(MAX_CLIENTS, long_seed, long_n / 2);
	printf("power was cut %u times\n", long_n);
}

static void
fails_everywhere(void)
{
	unsigned i;

	for (i = 0; i < long_n; i++)
		fail_everywhere(long_seed + i);
}

static int
run_long(const char *name)
{
	static const struct suite_test power[] = {SUITE_TEST(loses_power)};
	static const struct suite_test calls[] = {SUITE_TEST(fails_everywhere)};

	return suite_run(name, strcmp(name, "power") == 0 ? power : calls, 1);
}

int
main(int argc, char **argv)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(keeps_its_word_without_power),
	    SUITE_TEST(keeps_its_word_to_all_without_power),
	    SUITE_TEST(finds_what_a_lying_disk_loses),
	    SUITE_TEST(does_no_half_of_a_call),
	    SUITE_TEST(is_unavailable_on_a_read_only_disk),
	};
	int status;

	if (getenv("LINEUP_FAULTS_LOG") == NULL)
		fclose(stderr);
	arena = arena_new();
	false_disk_begin();
	if (argc == 4) {
		long_seed = strtoull(argv[2], NULL, 10);
		long_n = (unsigned)strtoul(argv[3], NULL, 10);
		status = run_long(argv[1]);
	} else {
		status = suite_run(
		    "store_faults", tests, sizeof(tests) / sizeof(*tests));
	}
	scratch_remove();
	arena_free(arena);
	return status;
}
