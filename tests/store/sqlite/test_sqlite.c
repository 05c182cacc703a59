#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <CUnit/CUnit.h>
#include <sqlite3.h>

#include "base/arena.h"
#include "store/queues.h"
#include "store/samples.h"
#include "store/sqlite/sqlite.h"
#include "store/store.h"
#include "store/users.h"
#include "tests/scratch.h"
#include "tests/store/contract.h"
#include "tests/store/sqlite/raw.h"
#include "tests/suite.h"

static struct arena *arena;
static const char *error, *data;

static struct store *
make(void)
{
	return store_sqlite_open_or_create(arena, scratch_new(), &error);
}

static void
begin(void)
{
	data = scratch_new();
}

/* Run SQL on the file by another connection. */
static void
tamper(const char *sql)
{
	raw_open(data);
	raw_run(sql);
	raw_close();
}

static unsigned n_faults;

static void
count_fault(void *context, const char *text)
{
	(void)context;
	(void)text;
	n_faults++;
}

static bool
is_sound(struct store *store)
{
	n_faults = 0;
	return store_sqlite_check(store, count_fault, NULL);
}

static bool
check(void)
{
	struct store *store = store_sqlite_open_beside(arena, data, &error);
	bool fine;

	CU_ASSERT_PTR_NOT_NULL_FATAL(store);
	fine = is_sound(store);
	store_close(store);
	return fine;
}

static void
keeps_data_and_uid(void)
{
	struct queue queue = {.id = "q1", .name = "one", .company = "c1"};
	struct store *store;
	const char *uid;

	begin();
	store = store_sqlite_open_or_create(arena, data, &error);
	CU_ASSERT_PTR_NOT_NULL_FATAL(store);
	uid = store_uid(store, arena);
	CU_ASSERT_EQUAL(strlen(uid), 32);
	CU_ASSERT_EQUAL(store_create(store, &queue), STORE_OK);
	store_close(store);
	store = store_sqlite_open(arena, data, 100, 0, &error);
	CU_ASSERT_PTR_NOT_NULL_FATAL(store);
	CU_ASSERT_STRING_EQUAL(store_uid(store, arena), uid);
	CU_ASSERT_EQUAL(store_get_by_id(store, arena, "c1", "q1",
			    (struct queue_need){0}, &queue),
	    STORE_OK);
	store_close(store);
}

static void
never_makes_a_database_silently(void)
{
	begin();
	CU_ASSERT_PTR_NULL(store_sqlite_open(arena, data, 100, 0, &error));
	CU_ASSERT_PTR_NOT_NULL(
	    strstr(error, "lineup.db: No such file or directory"));
	CU_ASSERT_PTR_NULL(store_sqlite_open_beside(arena, data, &error));
}

static void
refuses_a_newer_layout(void)
{
	begin();
	store_close(store_sqlite_open_or_create(arena, data, &error));
	tamper("PRAGMA user_version = 99");
	CU_ASSERT_PTR_NULL(store_sqlite_open(arena, data, 100, 0, &error));
	CU_ASSERT_PTR_NOT_NULL(strstr(error, "made by a newer lineup"));
	CU_ASSERT_PTR_NULL(store_sqlite_open_or_create(arena, data, &error));
	CU_ASSERT_PTR_NOT_NULL(strstr(error, "layout 99"));
}

static void
refuses_what_is_no_database(void)
{
	char path[300];
	FILE *file;
	int i;

	begin();
	snprintf(path, sizeof(path), "%s/lineup.db", data);
	file = fopen(path, "w");
	for (i = 0; i < 1000; i++)
		fputs("no database ", file);
	fclose(file);
	CU_ASSERT_PTR_NULL(store_sqlite_open(arena, data, 100, 0, &error));
	CU_ASSERT_PTR_NOT_NULL(strstr(error, "not a database"));
}

/* Open a new database as a server, and beside it as a tool; make a queue. */
static void
open_both(struct store **server, struct store **tool)
{
	struct queue queue = {.id = "q1", .name = "one", .company = "c1"};

	begin();
	store_close(store_sqlite_open_or_create(arena, data, &error));
	*server = store_sqlite_open(arena, data, 100, 0, &error);
	*tool = store_sqlite_open_beside(arena, data, &error);
	CU_ASSERT_PTR_NOT_NULL_FATAL(*server);
	CU_ASSERT_PTR_NOT_NULL_FATAL(*tool);
	CU_ASSERT_EQUAL(store_create(*tool, &queue), STORE_OK);
}

static void
works_beside_another_process(void)
{
	struct queue_entry entry = {.task = "a", .added = 1};
	struct store *server, *tool;

	open_both(&server, &tool);
	CU_ASSERT_EQUAL(
	    store_add_task(server, "c1", "q1", &entry, NULL, false), STORE_OK);
	CU_ASSERT_EQUAL(
	    store_get_next_task(tool, arena, "c1", "q1", NULL, NULL, 2, &entry),
	    STORE_OK);
	CU_ASSERT_EQUAL(store_get_next_task(
			    server, arena, "c1", "q1", NULL, NULL, 2, &entry),
	    STORE_EMPTY);
	store_close(tool);
	store_close(server);
}

/* A queue that was found empty isn't read again until the database changes. */
static void
polls_what_another_process_adds_at_once(void)
{
	struct queue_entry entry = {.task = "a", .added = 1};
	struct store *server, *tool;
	int i;

	open_both(&server, &tool);
	for (i = 0; i < 6; i++)
		CU_ASSERT_EQUAL(
		    store_get_next_task(server, arena, i % 2 == 0 ? "c1" : "c2",
			"q1", NULL, NULL, 2, &entry),
		    i % 2 == 0 ? STORE_EMPTY : STORE_NOT_FOUND);
	for (i = 0; i < 100; i++) {
		CU_ASSERT_EQUAL(
		    store_add_task(tool, "c1", "q1", &entry, NULL, false),
		    STORE_OK);
		CU_ASSERT_EQUAL(store_get_next_task(server, arena, "c1", "q1",
				    NULL, NULL, 2, &entry),
		    STORE_OK);
		CU_ASSERT_EQUAL(store_get_next_task(server, arena, "c1", "q1",
				    NULL, NULL, 2, &entry),
		    STORE_EMPTY);
		CU_ASSERT_EQUAL(store_get_next_task(server, arena, "c1", "q1",
				    NULL, NULL, 2, &entry),
		    STORE_EMPTY);
	}
	CU_ASSERT_EQUAL(store_delete(tool, "c1", "q1", false), STORE_OK);
	CU_ASSERT_EQUAL(store_get_next_task(
			    server, arena, "c1", "q1", NULL, NULL, 2, &entry),
	    STORE_NOT_FOUND);
	store_close(tool);
	store_close(server);
}

static void
finds_broken_invariants(void)
{
	begin();
	store_close(store_sqlite_open_or_create(arena, data, &error));
	CU_ASSERT_TRUE(check());
	CU_ASSERT_EQUAL(n_faults, 0);
	tamper("INSERT INTO entries VALUES (77, 1, 'a', 1)");
	CU_ASSERT_FALSE(check());
	CU_ASSERT_EQUAL(n_faults, 1);
	tamper("INSERT INTO keys VALUES ('k', 's', 'nobody', '', 1)");
	CU_ASSERT_FALSE(check());
	CU_ASSERT_EQUAL(n_faults, 2);
	tamper("INSERT INTO queues VALUES"
	       " (1, 'q', 'none', 'n', 1, 1, x'61', x'', x'', 0, 0, NULL,"
	       " NULL)");
	CU_ASSERT_FALSE(check());
	CU_ASSERT_EQUAL(n_faults, 5);
	tamper("INSERT INTO blocks VALUES (1, 1, 1)");
	CU_ASSERT_FALSE(check());
	CU_ASSERT_EQUAL(n_faults, 7);
	tamper("UPDATE queues SET n_entries = 1");
	CU_ASSERT_FALSE(check());
	CU_ASSERT_EQUAL(n_faults, 7);
}

/* Give the database the first layout again. */
static void
go_back_to_layout_1(void)
{
	tamper("DROP TABLE samples; DROP TABLE blocks; DROP TABLE event_sizes;"
	       "ALTER TABLE queues DROP COLUMN n_entries;"
	       "ALTER TABLE queues DROP COLUMN added;"
	       "ALTER TABLE queues DROP COLUMN pause;"
	       "ALTER TABLE users DROP COLUMN disabled;"
	       "DROP INDEX queues_with_system_tags;"
	       "ALTER TABLE queues DROP COLUMN display_name;"
	       "ALTER TABLE entries RENAME TO entries_after;"
	       "CREATE TABLE entries (queue INTEGER NOT NULL,"
	       " rank INTEGER NOT NULL, task TEXT NOT NULL, added INTEGER"
	       " NOT NULL, PRIMARY KEY (queue, rank), UNIQUE (queue, task))"
	       " WITHOUT ROWID; DROP TABLE flows; DROP TABLE sightings;"
	       "INSERT INTO entries SELECT * FROM entries_after;"
	       "DROP TABLE entries_after;"
	       "DROP TABLE places; DROP TABLE projects; DROP TABLE tasks;"
	       "DROP TABLE task_parts; DROP TABLE task_tags;"
	       "DROP TABLE task_metrics; DROP TABLE events; DROP TABLE workers;"
	       "DROP TABLE history; DROP TABLE history_segments;"
	       " PRAGMA user_version = 1");
}

static void
upgrades_an_old_database(void)
{
	const char *tag = "x";
	struct queue queue = {.id = "q1",
	    .name = "one",
	    .company = "c1",
	    .n_system_tags = 1,
	    .system_tags = &tag};
	struct store_changes changes = {.display_name = "One"};
	struct queue_entry entries[2500];
	struct store *store;
	int64_t position;
	size_t i;

	begin();
	for (i = 0; i < 2500; i++)
		entries[i] =
		    (struct queue_entry){arena_printf(arena, "%zu", i), 10};
	queue.n_entries = 2500;
	queue.entries = entries;
	store = store_sqlite_open_or_create(arena, data, &error);
	CU_ASSERT_EQUAL(store_add_company(store, "c1", "one"), STORE_OK);
	CU_ASSERT_EQUAL(store_create(store, &queue), STORE_OK);
	store_close(store);
	go_back_to_layout_1();
	store = store_sqlite_open(arena, data, 100, 0, &error);
	CU_ASSERT_PTR_NOT_NULL_FATAL(store);
	CU_ASSERT_TRUE(is_sound(store));
	CU_ASSERT_EQUAL(
	    store_move_task(store, "c1", "q1", "2400", -2000, NULL, &position),
	    STORE_OK);
	CU_ASSERT_EQUAL(position, 400);
	CU_ASSERT_EQUAL(store_update(store, "c1", "q1", &changes), STORE_OK);
	CU_ASSERT_EQUAL(store_get_by_id(store, arena, "c1", "q1",
			    (struct queue_need){.parts = QUEUE_ALL}, &queue),
	    STORE_OK);
	CU_ASSERT_STRING_EQUAL(queue.display_name, "One");
	CU_ASSERT_STRING_EQUAL(queue.system_tags[0], "x");
	CU_ASSERT_EQUAL(
	    store_add_task(store, "c1", "q1", &entries[7], NULL, false),
	    STORE_DUPLICATE);
	CU_ASSERT_EQUAL(store_get_by_task_id(store, arena, "c1", "7",
			    (struct queue_need){0}, &queue),
	    STORE_OK);
	CU_ASSERT_TRUE(is_sound(store));
	store_close(store);
}

static bool
count_samples(void *n, const char *queue, const struct queue_sample *sample)
{
	(void)queue;
	*(size_t *)n += sample != NULL;
	return true;
}

/* The number of samples of a queue. */
static size_t
n_samples(struct store *store)
{
	const char *id = "q1";
	struct store_sample_range range = {
	    .company = "c1", .ids = {1, &id}, .from = 0, .to = INT64_MAX};
	size_t n = 0;

	CU_ASSERT_EQUAL(
	    store_list_samples(store, arena, &range, count_samples, &n),
	    STORE_OK);
	return n;
}

/* Push and pop, which leaves a sample for the second. */
static void
push_and_pop(struct store *store, int64_t second)
{
	struct queue_entry entry = {.task = "a", .added = second * 1000};

	CU_ASSERT_EQUAL(
	    store_add_task(store, "c1", "q1", &entry, NULL, false), STORE_OK);
	CU_ASSERT_EQUAL(store_get_next_task(store, arena, "c1", "q1", NULL,
			    NULL, second * 1000 + 500, &entry),
	    STORE_OK);
}

static void
forgets_old_samples_step_by_step(void)
{
	struct queue queue = {.id = "q1", .name = "one", .company = "c1"};
	struct store *store;
	int64_t second;

	begin();
	store_close(store_sqlite_open_or_create(arena, data, &error));
	store = store_sqlite_open(arena, data, 100, 0, &error);
	CU_ASSERT_EQUAL(store_create(store, &queue), STORE_OK);
	for (second = 1; second <= 90; second++)
		push_and_pop(store, second);
	CU_ASSERT_EQUAL(n_samples(store), 90);
	push_and_pop(store, 500);
	CU_ASSERT_EQUAL(n_samples(store), 90 + 1 - 4);
	for (second = 501; second <= 530; second++)
		push_and_pop(store, second);
	CU_ASSERT_EQUAL(n_samples(store), 31);
	store_close(store);
}

/* No call fails because metrics can't be written. */
static void
works_without_samples(void)
{
	struct queue queue = {.id = "q1", .name = "one", .company = "c1"};
	struct store *store;

	begin();
	store = store_sqlite_open_or_create(arena, data, &error);
	CU_ASSERT_EQUAL(store_create(store, &queue), STORE_OK);
	tamper("CREATE TRIGGER full BEFORE INSERT ON samples BEGIN"
	       " SELECT RAISE(FAIL, 'disk'); END");
	push_and_pop(store, 7);
	CU_ASSERT_EQUAL(n_samples(store), 0);
	tamper("DROP TRIGGER full");
	push_and_pop(store, 8);
	CU_ASSERT_EQUAL(n_samples(store), 1);
	store_close(store);
}

/* A fault of the disk: the call fails, and later ones work. */
static void
survives_a_failed_write(void)
{
	struct queue queue = {.id = "q1", .name = "one", .company = "c1"};
	struct queue_entry entry = {.task = "a", .added = 1};
	struct store *store;

	begin();
	store = store_sqlite_open_or_create(arena, data, &error);
	CU_ASSERT_PTR_NOT_NULL_FATAL(store);
	CU_ASSERT_EQUAL(store_create(store, &queue), STORE_OK);
	tamper("CREATE TRIGGER full BEFORE INSERT ON entries BEGIN"
	       " SELECT RAISE(ROLLBACK, 'disk'); END");
	CU_ASSERT_NOT_EQUAL(
	    store_add_task(store, "c1", "q1", &entry, NULL, false), STORE_OK);
	tamper("DROP TRIGGER full");
	CU_ASSERT_EQUAL(
	    store_add_task(store, "c1", "q1", &entry, NULL, false), STORE_OK);
	CU_ASSERT_EQUAL(store_add_task(store, "c1", "q1", &entry, NULL, false),
	    STORE_DUPLICATE);
	store_close(store);
}

static void
move_file(const char *from, const char *to)
{
	char old[300], new[300];

	snprintf(old, sizeof(old), "%s/%s", data, from);
	snprintf(new, sizeof(new), "%s/%s", data, to);
	CU_ASSERT_EQUAL(rename(old, new), 0);
}

/* Writes to a file that has lost its name would be lost. */
static void
stops_when_the_file_is_replaced(void)
{
	struct queue queue = {.id = "q1", .name = "one", .company = "c1"};
	struct queue_entry entry = {.task = "a", .added = 1};
	struct store *store;

	begin();
	store_close(store_sqlite_open_or_create(arena, data, &error));
	store = store_sqlite_open(arena, data, 100, 0, &error);
	CU_ASSERT_PTR_NOT_NULL_FATAL(store);
	CU_ASSERT_EQUAL(store_add_company(store, "c1", "one"), STORE_OK);
	CU_ASSERT_EQUAL(store_create(store, &queue), STORE_OK);
	move_file("lineup.db", "other.db");
	CU_ASSERT_EQUAL(store_add_task(store, "c1", "q1", &entry, NULL, false),
	    STORE_UNAVAILABLE);
	CU_ASSERT_EQUAL(store_get_by_id(store, arena, "c1", "q1",
			    (struct queue_need){0}, &queue),
	    STORE_UNAVAILABLE);
	CU_ASSERT_EQUAL(store_get_next_task(
			    store, arena, "c1", "q1", NULL, NULL, 2, &entry),
	    STORE_UNAVAILABLE);
	CU_ASSERT_EQUAL(store_ping(store), STORE_UNAVAILABLE);
	CU_ASSERT_STRING_EQUAL(store_uid(store, arena), "");
	CU_ASSERT_FALSE(is_sound(store));
	move_file("other.db", "lineup.db");
	CU_ASSERT_EQUAL(
	    store_add_task(store, "c1", "q1", &entry, NULL, false), STORE_OK);
	CU_ASSERT_TRUE(is_sound(store));
	store_close(store);
}

/* With a seed and a number of steps: a long comparison with an array. */
int
main(int argc, char **argv)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(keeps_data_and_uid),
	    SUITE_TEST(never_makes_a_database_silently),
	    SUITE_TEST(refuses_a_newer_layout),
	    SUITE_TEST(refuses_what_is_no_database),
	    SUITE_TEST(works_beside_another_process),
	    SUITE_TEST(polls_what_another_process_adds_at_once),
	    SUITE_TEST(finds_broken_invariants),
	    SUITE_TEST(upgrades_an_old_database),
	    SUITE_TEST(forgets_old_samples_step_by_step),
	    SUITE_TEST(works_without_samples),
	    SUITE_TEST(survives_a_failed_write),
	    SUITE_TEST(stops_when_the_file_is_replaced),
	};
	int status;

	arena = arena_new();
	if (argc == 3) {
		status = store_contract_run_long_array(
		    "store_sqlite array", make, is_sound, argv + 1);
		scratch_remove();
		return status;
	}
	status =
	    suite_run("store_sqlite", tests, sizeof(tests) / sizeof(*tests));
	status |= store_contract_run("store_sqlite contract", make);
	status |= store_contract_run_reads("store_sqlite reads", make);
	status |= store_contract_run_leaving("store_sqlite leaving", make);
	status |= store_contract_run_users("store_sqlite users", make);
	status |= store_contract_run_samples("store_sqlite samples", make);
	status |= store_contract_run_several(
	    "store_sqlite several", make, is_sound, 20000);
	status |= store_contract_run_array(
	    "store_sqlite array", make, is_sound, 100000);
	scratch_remove();
	arena_free(arena);
	return status;
}
