#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "arena.h"
#include "false_disk.h"
#include "queue_model.h"
#include "scratch.h"
#include "store.h"
#include "store_sqlite.h"
#include "suite.h"

/*
 * The store on a disk that loses power or fails.  What it must hold then is
 * known as a set of queues: those that explain all that it has answered.
 *
 * "test_store_faults NAME SEED N" runs one test for longer; see its end.
 */

#define MAX_QUEUES 4096
#define NAME_SIZE 1500 /* of a task: the log is full sooner */
#define N_STEPS 14     /* of a workload in which each call fails once */

static struct arena *arena;
static const char *data;
static struct store *store;
static struct queue_model known[2 * MAX_QUEUES];
static size_t n_known;

static const char *
task_name(int task)
{
	return arena_printf(arena, "%0*d", NAME_SIZE, task);
}

static struct queue_answer
pop(void)
{
	struct queue_answer answer = {0};
	struct queue_entry entry;

	answer.result = store_pop(store, arena, "c1", "q1", 3, &entry);
	if (answer.result == STORE_OK)
		answer.value = atoi(entry.task);
	return answer;
}

static enum store_result
set(int number)
{
	struct queue_metadata item = {.name = "key", .key = "key", .type = ""};
	struct store_metadata_changes changes = {.set = {1, &item}};

	item.value = arena_printf(arena, "%d", number);
	return store_change_metadata(store, "c1", "q1", &changes);
}

static struct queue_answer
store_step(const struct queue_step *step)
{
	const char *name = task_name(step->task);
	struct queue_entry entry = {.task = name, .added = 1};
	struct queue_answer answer = {0};

	switch (step->verb) {
	case QUEUE_PUSH:
		answer.result = store_push(store, "c1", "q1", &entry);
		break;
	case QUEUE_POP:
		return pop();
	case QUEUE_TAKE_OUT:
		answer.result = store_take_out(store, "c1", "q1", name, 2);
		break;
	case QUEUE_MOVE:
		answer.result = store_move(
		    store, "c1", "q1", name, step->number, &answer.value);
		if (answer.result != STORE_OK)
			answer.value = 0;
		break;
	case QUEUE_SET:
		answer.result = set(step->number);
		break;
	case QUEUE_N_VERBS:
		abort();
	}
	return answer;
}

static bool
is_known(const struct queue_model *queue)
{
	size_t i;

	for (i = 0; i < n_known; i++) {
		if (memcmp(&known[i], queue, sizeof(*queue)) == 0)
			return true;
	}
	return false;
}

/* A step was answered: only what explains that may be. */
static void
learn(const struct queue_step *step, const struct queue_answer *answer)
{
	struct queue_model queue;
	struct queue_answer expected;
	size_t i, n = n_known;

	n_known = 0;
	for (i = 0; i < n; i++) {
		queue = known[i];
		expected = queue_model_step(&queue, step);
		if (expected.result == answer->result &&
		    expected.value == answer->value)
			known[n_known++] = queue;
	}
	CU_ASSERT_FATAL(n_known > 0);
}

/* Nobody knows whether it was done: wholly, or not at all. */
static void
doubt(const struct queue_step *step)
{
	struct queue_model queue;
	size_t i, n = n_known;

	for (i = 0; i < n; i++) {
		queue = known[i];
		queue_model_step(&queue, step);
		if (!is_known(&queue))
			known[n_known++] = queue;
	}
	CU_ASSERT_FATAL(n_known <= MAX_QUEUES);
}

static void
judge(const struct queue_step *step, const struct queue_answer *answer)
{
	if (answer->result == STORE_FAILED)
		doubt(step);
	else if (answer->result != STORE_UNAVAILABLE &&
		 answer->result != STORE_NO_ROOM)
		learn(step, answer);
}

static void
print_fault(void *context, const char *text)
{
	(void)context;
	fprintf(stderr, "check: %s\n", text);
}

static struct queue_model
read_queue(void)
{
	struct queue_model model = {0};
	struct queue queue;
	size_t i;

	CU_ASSERT_EQUAL_FATAL(store_find(store, arena, "c1", "q1",
				  QUEUE_ENTRIES | QUEUE_METADATA, &queue),
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

/* With no fault: it must be sound, and hold what is known. */
static void
look(void)
{
	CU_ASSERT_FATAL(open_store());
	CU_ASSERT(store_sqlite_check(store, print_fault, NULL));
	known[0] = read_queue();
	CU_ASSERT(n_known == 0 || is_known(&known[0]));
	n_known = 1;
}

/* A database with one queue, which is empty. */
static void
begin(void)
{
	struct queue queue = {.id = "q1", .name = "one", .company = "c1"};
	uint64_t state = 1;
	const char *error;

	false_disk_power_on(&state);
	arena_reset(arena);
	data = scratch_new();
	store = store_sqlite_create(arena, data, &error);
	CU_ASSERT_PTR_NOT_NULL_FATAL(store);
	CU_ASSERT_EQUAL(store_add_company(store, "c1", "one"), STORE_OK);
	CU_ASSERT_EQUAL(store_create(store, &queue), STORE_OK);
	store_close(store);
	known[0] = (struct queue_model){0};
	n_known = 1;
}

/* Work until power goes off: what was in flight then is in doubt. */
static void
work_until_dark(uint64_t *state)
{
	struct queue_answer answer;
	struct queue_step step;

	while (!false_disk_struck()) {
		arena_reset(arena);
		step = queue_model_random_step(state);
		answer = store_step(&step);
		if (false_disk_struck())
			doubt(&step);
		else
			judge(&step, &answer);
	}
}

/* One cut while it works, and perhaps others while it recovers. */
static void
cut_power(uint64_t *state)
{
	false_disk_plan(FALSE_DISK_LOSES_POWER, 1 + suite_random(state) % 3000);
	if (open_store()) {
		work_until_dark(state);
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
cut_power_often(uint64_t seed, unsigned n)
{
	unsigned i;

	begin();
	for (i = 0; i < n; i++)
		cut_power(&seed);
}

static void
keeps_its_word_without_power(void)
{
	cut_power_often(1, 60);
}

/* The test itself: what a disk that lies loses is found. */
static void
finds_what_a_lying_disk_loses(void)
{
	struct queue_answer answer;
	struct queue_step step = {.verb = QUEUE_PUSH, .task = 7};
	uint64_t state = 1;
	int i;

	begin();
	false_disk_lie(true);
	CU_ASSERT_FATAL(open_store());
	answer = store_step(&step);
	judge(&step, &answer);
	CU_ASSERT_EQUAL(known[0].n, 1);
	for (i = 0; i < 2; i++) { /* by chance, it is there */
		false_disk_plan(FALSE_DISK_LOSES_POWER, 1);
		step.task = 8 + i;
		answer = store_step(&step);
	}
	store_close(store);
	false_disk_lie(false);
	false_disk_power_on(&state);
	CU_ASSERT_FATAL(open_store());
	known[1] = read_queue();
	CU_ASSERT_FALSE(is_known(&known[1]));
	store_close(store);
}

/* A workload in which the n-th call of the disk fails; false: it had fewer. */
static bool
fail_at(enum false_disk_fault fault, uint64_t n, uint64_t seed)
{
	unsigned i, n_failed = 0;
	struct queue_answer answer;
	struct queue_step step;
	bool came;

	begin();
	false_disk_plan(fault, n);
	for (i = 0; i < N_STEPS && (i > 0 || open_store()); i++) {
		step = queue_model_random_step(&seed);
		if (i < N_STEPS / 3)
			step.verb = QUEUE_PUSH;
		answer = store_step(&step);
		n_failed += answer.result == STORE_FAILED ||
			    answer.result == STORE_UNAVAILABLE;
		judge(&step, &answer);
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
	CU_ASSERT_EQUAL(store_step(&step).result, STORE_OK);
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

/* Reads go on, and what can't be written is told to be tried again. */
static void
is_unavailable_on_a_read_only_disk(void)
{
	struct queue_step step = {.verb = QUEUE_PUSH, .task = 7};

	begin();
	look();
	CU_ASSERT_EQUAL(store_step(&step).result, STORE_OK);
	false_disk_plan(FALSE_DISK_IS_READ_ONLY, 1);
	step.task = 8;
	CU_ASSERT_EQUAL(store_step(&step).result, STORE_UNAVAILABLE);
	step.verb = QUEUE_POP;
	CU_ASSERT_EQUAL(store_step(&step).result, STORE_UNAVAILABLE);
	known[0] = read_queue();
	CU_ASSERT_EQUAL(known[0].n, 1);
	CU_ASSERT_EQUAL(store_ping(store), STORE_OK);
	false_disk_plan(FALSE_DISK_IS_READ_ONLY, 0);
	CU_ASSERT_EQUAL(store_step(&step).value, 7);
	store_close(store);
}

/* For script/stress: one seed, so many times. */
static uint64_t long_seed;
static unsigned long_n;

static void
loses_power(void)
{
	cut_power_often(long_seed, long_n);
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
