#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "base/budget.h"
#include "model/task.h"
#include "store/events.h"
#include "store/records.h"
#include "store/sqlite/sqlite.h"
#include "store/users.h"
#include "tests/scratch.h"
#include "tests/store/sqlite/raw.h"
#include "tests/suite.h"

#define NOW 1000000
#define MOST 3000

static struct arena *arena;
static struct store *store;

/* What was added to the task "a". */
static struct event added[MOST];
static size_t n_added;

static void
begin(void)
{
	const struct task task = {.id = "a",
	    .company = "c1",
	    .name = "a",
	    .type = "training",
	    .user = "u1",
	    .status = TASK_CREATED,
	    .reason = "",
	    .message = ""};
	const char *data = scratch_new(), *error;

	arena = arena_new();
	n_added = 0;
	store = store_sqlite_open_or_create(arena, data, &error);
	CU_ASSERT_PTR_NOT_NULL_FATAL(store);
	CU_ASSERT_EQUAL(store_add_company(store, "c1", "one"), STORE_OK);
	CU_ASSERT_EQUAL(store_create_task(store, &task, NULL), STORE_OK);
	raw_open(data);
}

static void
end(void)
{
	raw_close();
	store_close(store);
	arena_free(arena);
}

/* Note an event that is about to be added; its body is unlike all others. */
static void
note(enum event_type type, int64_t time, size_t padding)
{
	CU_ASSERT_TRUE_FATAL(n_added < MOST);
	added[n_added] = (struct event){.type = type,
	    .task = "a",
	    .metric = type == EVENT_LOG ? "" : "m",
	    .variant = "",
	    .iteration = type == EVENT_LOG ? 0 : (int64_t)n_added,
	    .time = time,
	    .body = arena_printf(arena, "{\"n\": %zu, \"x\": \"%*s\"}", n_added,
		(int)padding, "")};
	n_added++;
}

/* Add the last n of those that were noted, together. */
static void
add_last(size_t n)
{
	bool was_added[STORE_EVENTS_AT_ONCE];

	CU_ASSERT_EQUAL(store_add_events(store, "c1", "u1", NOW, n,
			    &added[n_added - n], was_added),
	    STORE_OK);
	CU_ASSERT_TRUE(was_added[n - 1]);
}

static int
compare(const void *a, const void *b)
{
	const struct event *const *one = a, *const *other = b;

	if ((*one)->time != (*other)->time)
		return (*one)->time < (*other)->time ? -1 : 1;
	return *one < *other ? -1 : 1;
}

/* What a range is to show, from its first event to its last. */
static size_t
expect(const struct store_event_range *range, const struct event **expected)
{
	size_t i, n = 0;
	const struct event *event;

	for (i = 0; i < n_added; i++) {
		event = &added[i];
		if (range->type != EVENT_TYPES && range->type != event->type)
			continue;
		if (range->is_earlier ? event->time >= range->begin.time
				      : event->time <= range->begin.time)
			continue;
		expected[n++] = event;
	}
	qsort(expected, n, sizeof(*expected), compare);
	for (i = 0; range->is_earlier && i < n / 2; i++) {
		event = expected[i];
		expected[i] = expected[n - 1 - i];
		expected[n - 1 - i] = event;
	}
	return n;
}

/* Read a range page by page, and compare. */
static void
check_range(struct store_event_range range)
{
	const struct event *expected[MOST];
	size_t i, at = 0, n = expect(&range, expected);
	struct arena *page = arena_new();
	struct store_event_list list;

	do {
		arena_reset(page);
		CU_ASSERT_EQUAL_FATAL(
		    store_list_events(store, page, &range, &list), STORE_OK);
		CU_ASSERT_EQUAL_FATAL(
		    list.n, n - at < range.most ? n - at : range.most);
		for (i = 0; i < list.n; i++, at++)
			CU_ASSERT_STRING_EQUAL_FATAL(
			    list.bodies[i], expected[at]->body);
		range.begin = list.end;
	} while (list.n > 0);
	arena_free(page);
}

/* All events of a type, in pages. */
static struct store_event_range
all_of(enum event_type type, bool is_earlier, size_t most)
{
	return (struct store_event_range){.company = "c1",
	    .task = "a",
	    .type = type,
	    .is_earlier = is_earlier,
	    .begin = store_event_place_first(is_earlier),
	    .most = most};
}

static void
check_all(enum event_type type, bool is_earlier, size_t most)
{
	check_range(all_of(type, is_earlier, most));
}

static void
check_walk(void)
{
	const struct event *expected[MOST];
	struct store_event_walk walk = {0};
	struct arena *step = arena_new();
	struct store_event_range range = all_of(EVENT_LOG, false, 0);
	size_t i, n, at = 0, n_expected = expect(&range, expected);
	struct event *events;

	range.type = EVENT_SCALAR;
	n_expected += expect(&range, expected + n_expected);
	do {
		arena_reset(step);
		CU_ASSERT_EQUAL_FATAL(store_walk_events(store, step, "c1", "a",
					  &walk, &n, &events),
		    STORE_OK);
		CU_ASSERT_TRUE_FATAL(at + n <= n_expected);
		for (i = 0; i < n; i++, at++) {
			CU_ASSERT_STRING_EQUAL_FATAL(
			    events[i].body, expected[at]->body);
			CU_ASSERT_EQUAL(events[i].time, expected[at]->time);
			CU_ASSERT_EQUAL(events[i].type, expected[at]->type);
		}
	} while (n > 0);
	CU_ASSERT_EQUAL(at, n_expected);
	arena_free(step);
}

static void
lines_that_come_together_share_a_row(void)
{
	size_t i;

	begin();
	for (i = 0; i < 100; i++)
		note(EVENT_LOG, 5000 + (int64_t)i * 10, 150);
	add_last(100);
	CU_ASSERT_EQUAL(raw_number("SELECT count(*) FROM events"), 1);
	CU_ASSERT_EQUAL(raw_number("SELECT n FROM events"), 100);
	CU_ASSERT_EQUAL(raw_number("SELECT first_time FROM events"), 5000);
	CU_ASSERT_EQUAL(raw_number("SELECT time FROM events"), 5990);
	CU_ASSERT_TRUE(raw_number("SELECT size FROM events") < 4000);
	CU_ASSERT_EQUAL(
	    raw_number("SELECT size = 100 + length(body) FROM events"), 1);
	check_all(EVENT_LOG, false, 7);
	check_all(EVENT_LOG, true, 7);
	check_walk();
	end();
}

/* A pack ends where times are too far apart, or it would be too long; and an
 * event of another kind is never in one. */
static void
packs_have_ends(void)
{
	size_t i;

	begin();
	note(EVENT_LOG, 1000, 0);
	note(EVENT_LOG, 61000, 0);
	note(EVENT_LOG, 61001, 0);
	note(EVENT_SCALAR, 61001, 0);
	note(EVENT_SCALAR, 61001, 0);
	note(EVENT_LOG, 61002, 0);
	added[5].body = "{\"two\":\n\"lines\"}";
	note(EVENT_LOG, 61002, 200000);
	note(EVENT_LOG, 61003, 100000);
	note(EVENT_LOG, 61003, 100000);
	add_last(n_added);
	CU_ASSERT_EQUAL(raw_number("SELECT count(*) FROM events"), 8);
	CU_ASSERT_EQUAL(
	    raw_number("SELECT count(*) FROM events WHERE n = 1"), 7);
	for (i = 1; i < 4; i++)
		check_all(EVENT_LOG, false, i);
	CU_ASSERT_EQUAL(
	    raw_number("SELECT count(*) FROM events WHERE size < 10000"), 8);
	end();
}

/* However packs lie among each other, and wherever one begins. */
static void
events_are_in_order(void)
{
	uint64_t state = 7;
	size_t i, n, round;
	int64_t time = 0;
	struct store_event_range range;

	begin();
	for (round = 0; round < 60; round++) {
		n = 1 + suite_random(&state) % 45;
		time += (int64_t)(suite_random(&state) % 90000) - 18000;
		for (i = 0; i < n; i++)
			note(round % 5 == 4 ? EVENT_SCALAR : EVENT_LOG,
			    time + (int64_t)(suite_random(&state) %
					     (round % 3 == 0 ? 4 : 80000)),
			    suite_random(&state) % 40);
		add_last(n);
	}
	for (i = 0; i < 120; i++) {
		range = all_of(i % 3 == 0 ? EVENT_TYPES : EVENT_LOG, i % 2 == 0,
		    1 + suite_random(&state) % 200);
		range.begin = store_event_place_at(
		    (int64_t)(suite_random(&state) % (uint64_t)time),
		    range.is_earlier);
		check_range(range);
	}
	check_walk();
	CU_ASSERT_TRUE(
	    raw_number("SELECT count(*) FROM events") < (int64_t)n_added / 2);
	end();
}

static void
damage_is_found(void)
{
	static const char *const faults[] = {
	    "UPDATE events SET n = n + 1",
	    "UPDATE events SET n = 2000000000",
	    "UPDATE events SET n = 0",
	    "UPDATE events SET n = -1",
	    "UPDATE events SET n = 10, body = 'text'",
	    "UPDATE events SET body = CAST(body AS TEXT)",
	    "UPDATE events SET body = zeroblob(1000)",
	    "UPDATE events SET body = x''",
	};
	struct store_event_range range = all_of(EVENT_LOG, false, 1000);
	struct store_event_list list;
	size_t i, k;

	for (i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
		begin();
		for (k = 0; k < 20; k++)
			note(EVENT_LOG, 5000, 150);
		add_last(20);
		raw_run(faults[i]);
		CU_ASSERT_EQUAL(store_list_events(store, arena, &range, &list),
		    STORE_FAILED);
		end();
	}
}

static void
reading_is_bounded(void)
{
	const struct budget_rules rules = {
	    .time = 1000000000, .memory = 1 << 20, .answer = 1 << 20};
	struct store_event_range range = all_of(EVENT_LOG, false, 1000);
	struct store_event_list list;
	struct budget budget;
	size_t i;

	begin();
	for (i = 0; i < 20; i++)
		note(EVENT_LOG, 5000, 100000);
	add_last(20);
	budget_init(&budget, &rules, NULL);
	arena_set_budget(arena, &budget, NULL);
	CU_ASSERT_EQUAL(
	    store_list_events(store, arena, &range, &list), STORE_COSTLY);
	CU_ASSERT_EQUAL(budget.fault, BUDGET_TOO_LONG);
	end();
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(lines_that_come_together_share_a_row),
	    SUITE_TEST(packs_have_ends),
	    SUITE_TEST(events_are_in_order),
	    SUITE_TEST(damage_is_found),
	    SUITE_TEST(reading_is_bounded),
	};
	int status = suite_run("packs", tests, sizeof(tests) / sizeof(*tests));

	scratch_remove();
	return status;
}
