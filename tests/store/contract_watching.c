#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "model/flow.h"
#include "store/flows.h"
#include "store/queues.h"
#include "store/sightings.h"
#include "tests/store/contract.h"
#include "tests/suite.h"

#define COMPANY "c1"
#define NOW (INT64_C(30000000) * FLOW_MINUTE + 30000)

static store_contract_new *make_store;
static struct store *store;
static struct arena *arena;

static void
add_queue(const char *company, const char *id)
{
	struct queue queue = {.id = id,
	    .name = id,
	    .company = company,
	    .created = 5,
	    .last_update = 6};

	CU_ASSERT_EQUAL(store_create(store, &queue), STORE_OK);
}

static void
begin(void)
{
	store = make_store();
	CU_ASSERT_PTR_NOT_NULL_FATAL(store);
	arena = arena_new();
	add_queue(COMPANY, "one");
	add_queue(COMPANY, "two");
	add_queue("c2", "foreign");
}

static void
end(void)
{
	store_close(store);
	arena_free(arena);
}

static void
add_task(const char *queue, const char *task, int64_t now)
{
	struct queue_entry entry = {task, now};

	CU_ASSERT_EQUAL(
	    store_add_task(store, COMPANY, queue, &entry, NULL, false),
	    STORE_OK);
}

static void
pop(const char *queue, const char *task, int64_t now)
{
	struct queue_entry entry;

	CU_ASSERT_EQUAL(
	    store_get_next_task(store, arena, COMPANY, queue, task,
		&(const struct store_actor){.user = "u1"}, now, &entry),
	    STORE_OK);
}

static int
compare_flows(const void *a, const void *b)
{
	return strcmp(((const struct store_flow *)a)->queue,
	    ((const struct store_flow *)b)->queue);
}

/* The flows of a queue, or of all; n are expected. */
static const struct store_flow *
list_flows(const char *queue, int64_t now, size_t n)
{
	struct store_flow *flows;
	size_t found = 0;

	CU_ASSERT_EQUAL_FATAL(
	    store_list_flows(store, arena, COMPANY, queue, now, &found, &flows),
	    STORE_OK);
	CU_ASSERT_EQUAL_FATAL(found, n);
	if (n > 1)
		qsort(flows, n, sizeof(*flows), compare_flows);
	return flows;
}

static void
expect_counts(const struct flow_counts *counts, int64_t added, int64_t removed,
    int64_t popped)
{
	CU_ASSERT_EQUAL(counts->added, added);
	CU_ASSERT_EQUAL(counts->removed, removed);
	CU_ASSERT_EQUAL(counts->popped, popped);
}

static void
counts_what_comes_and_goes(void)
{
	const struct store_leaving leaving = {
	    .company = COMPANY, .queue = "two", .reason = "", .now = NOW};
	struct queue_entry entry = {"d", NOW};
	const struct store_flow *flows;
	int64_t before = NOW - 10 * FLOW_MINUTE;
	size_t removed;

	begin();
	CU_ASSERT_EQUAL(list_flows(NULL, NOW, 0) == NULL, true);
	add_task("one", "a", before);
	add_task("one", "b", before);
	add_task("one", "c", NOW);
	add_task("one", "d", NOW);
	pop("one", NULL, NOW);
	pop("one", "b", NOW);
	CU_ASSERT_EQUAL(
	    store_remove_task(store, COMPANY, "one", "c", NOW, NULL, &removed),
	    STORE_OK);
	CU_ASSERT_EQUAL(store_move_task_to_queue(
			    store, COMPANY, "one", "two", &entry, NULL),
	    STORE_OK);
	CU_ASSERT_EQUAL(
	    store_clear_queue(store, NULL, &leaving, NULL, NULL), STORE_OK);
	flows = list_flows(NULL, NOW, 2);
	CU_ASSERT_STRING_EQUAL(flows[0].queue, "one");
	expect_counts(&flows[0].flow.minute, 2, 2, 2);
	expect_counts(&flows[0].flow.hour, 4, 2, 2);
	CU_ASSERT_EQUAL(flows[0].flow.waits[flow_wait(10 * FLOW_MINUTE)], 2);
	CU_ASSERT_STRING_EQUAL(flows[1].queue, "two");
	expect_counts(&flows[1].flow.minute, 1, 1, 0);
	flows = list_flows("one", NOW + 5 * FLOW_MINUTE, 1);
	expect_counts(&flows[0].flow.minute, 0, 0, 0);
	expect_counts(&flows[0].flow.hour, 4, 2, 2);
	list_flows("none", NOW, 0);
	end();
}

static void
forgets_what_is_older_than_an_hour(void)
{
	const struct store_flow *flows;
	int64_t later = NOW + 62 * FLOW_MINUTE;

	begin();
	add_task("one", "a", NOW);
	add_task("one", "b", later);
	flows = list_flows("one", later, 1);
	expect_counts(&flows[0].flow.hour, 1, 0, 0);
	list_flows("one", later + 62 * FLOW_MINUTE, 0);
	end();
}

static void
counts_nothing_that_is_refused(void)
{
	struct queue_entry entry = {"a", NOW};

	begin();
	CU_ASSERT_EQUAL(
	    store_get_next_task(store, arena, COMPANY, "one", NULL,
		&(const struct store_actor){.user = "u1"}, NOW, &entry),
	    STORE_EMPTY);
	CU_ASSERT_EQUAL(store_move_task_to_queue(
			    store, COMPANY, "one", "two", &entry, NULL),
	    STORE_NO_TASK);
	list_flows(NULL, NOW, 0);
	end();
}

static void
see(const char *company, const char *queue, const char *worker, int64_t seen)
{
	const struct store_sighting sighting = {.company = company,
	    .queue = queue,
	    .user = "u1",
	    .address = "10.0.0.1",
	    .worker = worker,
	    .seen = seen};

	store_note_sighting(store, &sighting);
}

/* The sightings of a queue, or of all, since a time; n are expected. */
static const struct store_sighting *
list_sightings(const char *queue, int64_t since, size_t n)
{
	struct store_sighting *sightings;
	size_t found = 0;

	CU_ASSERT_EQUAL_FATAL(store_list_sightings(store, arena, COMPANY, queue,
				  since, &found, &sightings),
	    STORE_OK);
	CU_ASSERT_EQUAL_FATAL(found, n);
	return sightings;
}

static void
lists_who_polls(void)
{
	const struct store_sighting *one;

	begin();
	list_sightings(NULL, 0, 0);
	see(COMPANY, "one", "host:0", NOW);
	see(COMPANY, "one", "host:0", NOW + 10);
	see(COMPANY, "one", "host:1", NOW);
	see(COMPANY, "two", "host:0", NOW - 100);
	see("c2", "foreign", "host:0", NOW);
	one = list_sightings("one", NOW + 1, 1);
	CU_ASSERT_STRING_EQUAL(one->company, COMPANY);
	CU_ASSERT_STRING_EQUAL(one->queue, "one");
	CU_ASSERT_STRING_EQUAL(one->user, "u1");
	CU_ASSERT_STRING_EQUAL(one->address, "10.0.0.1");
	CU_ASSERT_STRING_EQUAL(one->worker, "host:0");
	CU_ASSERT_EQUAL(one->seen, NOW + 10);
	list_sightings("one", 0, 2);
	list_sightings(NULL, 0, 3);
	list_sightings(NULL, NOW, 2);
	list_sightings("foreign", 0, 0);
	end();
}

static void
notes_no_names_that_are_too_long(void)
{
	char name[1000] = "";

	begin();
	memset(name, 'x', sizeof(name) - 1);
	see(COMPANY, "one", name, NOW);
	list_sightings(NULL, 0, 0);
	end();
}

int
store_contract_run_watching(const char *name, store_contract_new *make)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(counts_what_comes_and_goes),
	    SUITE_TEST(forgets_what_is_older_than_an_hour),
	    SUITE_TEST(counts_nothing_that_is_refused),
	    SUITE_TEST(lists_who_polls),
	    SUITE_TEST(notes_no_names_that_are_too_long),
	};

	make_store = make;
	return suite_run(name, tests, sizeof(tests) / sizeof(*tests));
}
