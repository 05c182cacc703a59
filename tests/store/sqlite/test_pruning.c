#include <stdio.h>
#include <string.h>
#include <time.h>

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "base/timefmt.h"
#include "model/event.h"
#include "model/task.h"
#include "store/events.h"
#include "store/records.h"
#include "store/sqlite/sqlite.h"
#include "store/users.h"
#include "tests/scratch.h"
#include "tests/store/sqlite/raw.h"
#include "tests/suite.h"

#define LONGEST 60000 /* ms */
#define DAY INT64_C(86400000)
#define STEP 100000 /* ms between two lines */
#define LINE 909    /* bytes of a text */

static const struct store_sqlite_event_limits wide = {
    .retention = 365 * DAY, .of_task = 1 << 30, .in_all = 1 << 30};

static struct arena *arena;
static const char *error, *data;
static struct store *store;
static uint64_t state;

static void
add_task(const char *id)
{
	const struct task task = {.id = id,
	    .company = "c1",
	    .name = id,
	    .type = "training",
	    .user = "u1",
	    .status = TASK_CREATED,
	    .reason = "",
	    .message = ""};

	CU_ASSERT_EQUAL(store_create_task(store, &task, NULL), STORE_OK);
}

/* Start a server on a new database with two tasks, and a second connection. */
static void
begin(void)
{

	arena = arena_new();
	data = scratch_new();
	store_close(store_sqlite_open_or_create(arena, data, &error));
	store = store_sqlite_open(arena, data, 100, 0, &error);
	CU_ASSERT_PTR_NOT_NULL_FATAL(store);
	CU_ASSERT_EQUAL(store_add_company(store, "c1", "one"), STORE_OK);
	add_task("a");
	add_task("b");
	raw_open(data);
}

static void
fail(void *context, const char *text)
{
	(void)context;
	fprintf(stderr, "%s\n", text);
	CU_FAIL("a fault");
}

static void
ignore(void *context, const char *text)
{
	(void)context;
	(void)text;
}

static void
end(void)
{
	CU_ASSERT_TRUE(store_sqlite_check(store, fail, NULL));
	raw_close();
	store_close(store);
	arena_free(arena);
}

static void
wait_until(const char *sql)
{
	const struct timespec pause = {.tv_nsec = 1000000};
	int64_t until = timefmt_now() + LONGEST;

	while (raw_number(sql) != 1 && timefmt_now() < until)
		nanosleep(&pause, NULL);
	CU_ASSERT_EQUAL(raw_number(sql), 1);
}

static void
limit(int64_t of_task, int64_t in_all)
{
	struct store_sqlite_event_limits limits = wide;

	limits.of_task = of_task;
	limits.in_all = in_all;
	store_sqlite_limit_events(store, &limits);
}

/* A text that can't be compressed. */
static const char *
text_of(size_t n)
{
	char *text = arena_alloc(arena, n + 1);
	size_t i;

	for (i = 0; i < n; i++)
		text[i] = (char)(1 + suite_random(&state) % 255);
	return text;
}

static struct event
line(const char *task, int64_t time)
{
	return (struct event){.type = EVENT_LOG,
	    .task = task,
	    .metric = "",
	    .variant = "",
	    .time = time,
	    .body = text_of(LINE)};
}

/* Add so many lines, each of about 1000 bytes and in a row of its own; their
 * times, in steps, begin at from. */
static void
add_lines(const char *task, int64_t from, size_t n)
{
	bool was_added[STORE_EVENTS_AT_ONCE];
	struct event events[STORE_EVENTS_AT_ONCE];
	size_t i;

	for (i = 0; i < n; i++)
		events[i] = line(task, (from + (int64_t)i) * STEP);
	CU_ASSERT_EQUAL(store_add_events(store, "c1", "u1", timefmt_now(), n,
			    events, was_added),
	    STORE_OK);
	CU_ASSERT_TRUE(was_added[n - 1]);
}

static void
keeps_the_newest_of_a_task(void)
{
	begin();
	limit(100000, 1 << 30);
	add_lines("b", 1, 50);
	add_lines("a", 1, 90);
	add_lines("a", 1000, 30);
	wait_until("SELECT size < 100000 FROM event_sizes WHERE task = 1");
	wait_until("SELECT count(*) = 92 AND max(time) = 1029 * 100000 AND"
		   " min(time) = 29 * 100000 FROM events WHERE task = 1");
	CU_ASSERT_EQUAL(
	    raw_number("SELECT count(*) FROM events WHERE task = 2"), 50);
	end();
}

static void
keeps_the_newest_in_all(void)
{
	begin();
	limit(1 << 30, 100000);
	add_lines("a", 1000, 50);
	add_lines("b", 1, 90);
	wait_until("SELECT size < 100000 FROM event_sizes WHERE task = 0");
	wait_until("SELECT count(*) = 92 FROM events");
	CU_ASSERT_EQUAL(
	    raw_number("SELECT count(*) FROM events WHERE task = 2"), 90);
	end();
}

static void
forgets_old_events(void)
{
	begin();
	limit(1 << 30, 1 << 30);
	add_lines("a", 1, 900);
	raw_run("UPDATE events SET added = added - 366 * 86400000"
		" WHERE number <= 800");
	limit(1 << 30, 1 << 30);
	wait_until("SELECT count(*) = 100 AND min(number) = 801 FROM events");
	end();
}

/* What a crash between the deletion of a task and of its events leaves. */
static void
sweeps_events_without_a_task(void)
{
	begin();
	add_lines("a", 1, 900);
	add_lines("b", 1, 10);
	raw_run("DELETE FROM tasks WHERE id = 'a'");
	limit(1 << 30, 1 << 30);
	wait_until("SELECT count(*) = 10 FROM events");
	wait_until("SELECT count(*) = 2 FROM event_sizes");
	end();
}

static void
counts_an_event_that_replaces_another(void)
{
	struct event event = {.type = EVENT_SCALAR,
	    .task = "a",
	    .metric = "m",
	    .variant = "v",
	    .has_value = true,
	    .body = "{\"long\": 12345678}"};
	struct event events[2];
	bool was_added[2];

	begin();
	events[0] = event;
	event.body = "{}";
	events[1] = event;
	CU_ASSERT_EQUAL(
	    store_add_events(store, "c1", "u1", 1000, 2, events, was_added),
	    STORE_OK);
	CU_ASSERT_EQUAL(raw_number("SELECT count(*) FROM events"), 1);
	CU_ASSERT_EQUAL(
	    raw_number("SELECT size FROM event_sizes WHERE task = 1"), 104);
	CU_ASSERT_EQUAL(
	    store_add_events(store, "c1", "u1", 1000, 1, events, was_added),
	    STORE_OK);
	CU_ASSERT_EQUAL(
	    raw_number("SELECT size FROM event_sizes WHERE task = 0"), 120);
	end();
}

static void
deletes_the_events_of_a_task(void)
{
	struct store_task_change change = {.now = 2000, .user = "u1"};
	size_t n;

	begin();
	add_lines("a", 1, 900);
	add_lines("b", 1, 10);
	CU_ASSERT_EQUAL(
	    store_delete_task(store, "c1", "a", true, &change, &n), STORE_OK);
	CU_ASSERT_EQUAL(raw_number("SELECT count(*) FROM events"), 10);
	CU_ASSERT_EQUAL(raw_number("SELECT count(*) FROM event_sizes"), 2);
	end();
}

static void
counts_the_events_of_an_old_database(void)
{
	begin();
	add_lines("a", 1, 2);
	add_lines("b", 3, 1);
	store_close(store);
	raw_run("DROP TABLE event_sizes; DROP INDEX events_by_iteration;"
		"DROP INDEX events_by_time; ALTER TABLE events DROP COLUMN n;"
		"ALTER TABLE events DROP COLUMN first_time;"
		"ALTER TABLE events DROP COLUMN size;"
		"ALTER TABLE events DROP COLUMN added;"
		"ALTER TABLE tasks DROP COLUMN popped_by;"
		"ALTER TABLE queues DROP COLUMN pause;"
		"DROP TABLE sightings; DROP TABLE flows; DROP TABLE history;"
		"DROP TABLE history_segments;"
		"DROP INDEX places_by_place; PRAGMA user_version = 7;");
	store = store_sqlite_open_beside(arena, data, &error);
	CU_ASSERT_PTR_NOT_NULL_FATAL(store);
	CU_ASSERT_EQUAL(
	    raw_number("SELECT size FROM event_sizes WHERE task = 0"),
	    3 * (100 + LINE));
	CU_ASSERT_EQUAL(
	    raw_number("SELECT size FROM event_sizes WHERE task = 2"),
	    100 + LINE);
	CU_ASSERT_TRUE(
	    raw_number("SELECT max(added) FROM events") > timefmt_now() - DAY);
	end();
}

static void
finds_wrong_sizes(void)
{
	begin();
	add_lines("a", 1, 2);
	raw_run("UPDATE event_sizes SET size = size + 1 WHERE task = 1");
	CU_ASSERT_FALSE(store_sqlite_check(store, ignore, NULL));
	raw_run("UPDATE event_sizes SET size = size - 1 WHERE task = 1");
	end();
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(keeps_the_newest_of_a_task),
	    SUITE_TEST(keeps_the_newest_in_all),
	    SUITE_TEST(forgets_old_events),
	    SUITE_TEST(sweeps_events_without_a_task),
	    SUITE_TEST(counts_an_event_that_replaces_another),
	    SUITE_TEST(deletes_the_events_of_a_task),
	    SUITE_TEST(counts_the_events_of_an_old_database),
	    SUITE_TEST(finds_wrong_sizes),
	};
	int status =
	    suite_run("pruning", tests, sizeof(tests) / sizeof(*tests));

	scratch_remove();
	return status;
}
