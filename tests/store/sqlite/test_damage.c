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
#include "tests/suite.h"

/*
 * A database file of which parts are no longer what was written.  SQLite keeps
 * no checksums in it, so changed texts may go unnoticed; but nothing may crash,
 * and damage to its structure must be reported as an error.
 *
 * "test_store_damage SEED N" damages it N times.
 */

#define N_QUEUES 3
#define N_TASKS 400
#define PAGE 4096
#define SECTOR 512

static struct arena *arena;
static const char *data;
static unsigned char *whole;
static size_t n_whole;
static unsigned n_refused, n_errors, n_found;

static const char *
file_name(void)
{
	return arena_printf(arena, "%s/lineup.db", data);
}

static void
fill(struct store *store, int number)
{
	struct queue queue = {.company = "c1", .n_entries = N_TASKS};
	int i;

	queue.id = queue.name = arena_printf(arena, "q%d", number);
	queue.entries = arena_alloc_n(arena, N_TASKS, sizeof(*queue.entries));
	for (i = 0; i < N_TASKS; i++) {
		queue.entries[i].task =
		    arena_printf(arena, "task-%d-%08d-%0100d", number, i, 0);
		queue.entries[i].added = 1;
	}
	CU_ASSERT_EQUAL(store_create(store, &queue), STORE_OK);
}

/* Make the database, and keep its content. */
static void
begin(void)
{
	struct store *store;
	const char *error;
	FILE *file;
	int i;

	data = scratch_new();
	store = store_sqlite_open_or_create(arena, data, &error);
	CU_ASSERT_PTR_NOT_NULL_FATAL(store);
	CU_ASSERT_EQUAL(store_add_company(store, "c1", "one"), STORE_OK);
	for (i = 0; i < N_QUEUES; i++)
		fill(store, i);
	store_close(store);
	file = fopen(file_name(), "rb");
	CU_ASSERT_PTR_NOT_NULL_FATAL(file);
	whole = malloc(1 << 20);
	n_whole = fread(whole, 1, 1 << 20, file);
	fclose(file);
	CU_ASSERT_FATAL(n_whole > 0 && n_whole < 1 << 20);
}

static void
put_noise(unsigned char *bytes, size_t n, uint64_t *state)
{
	size_t i;

	for (i = 0; i < n; i++)
		bytes[i] = (unsigned char)suite_random(state);
}

/* Damage a copy of the file in one of several ways; returns its size. */
static size_t
damage(unsigned char *bytes, uint64_t *state)
{
	size_t n_sectors = n_whole / SECTOR, n_pages = n_whole / PAGE;
	size_t at = suite_random(state) % n_sectors * SECTOR;
	size_t page = suite_random(state) % n_pages * PAGE;
	size_t other = suite_random(state) % n_pages * PAGE;
	unsigned i;

	switch (suite_random(state) % 6) {
	case 0: /* bits */
		for (i = 0; i < 1 + suite_random(state) % 10; i++)
			bytes[suite_random(state) % n_whole] ^=
			    (unsigned char)(1 << suite_random(state) % 8);
		return n_whole;
	case 1: /* the header of a page */
		put_noise(bytes + page, 16, state);
		return n_whole;
	case 2:
		put_noise(bytes + at, SECTOR, state);
		return n_whole;
	case 3:
		memset(bytes + page, 0, PAGE);
		return n_whole;
	case 4:
		memcpy(bytes + page, whole + other, PAGE);
		return n_whole;
	default:
		return at;
	}
}

/* True if a call was done; otherwise it must be refused.  Counts errors. */
static bool
is_done(enum store_result result)
{
	n_errors += result == STORE_FAILED || result == STORE_UNAVAILABLE;
	return result == STORE_OK;
}

static void
ignore(void *context, const char *text)
{
	(void)context;
	(void)text;
}

/* Pop, look, move, remove and add; whatever the results, each call returns. */
static void
use(struct store *store, const char *id)
{
	struct queue_entry entry = {.task = "new", .added = 1};
	struct queue queue;
	int64_t position;
	size_t removed;
	int i;

	if (is_done(store_get_by_id(store, arena, "c1", id,
		(struct queue_need){.parts = ~0U}, &queue)) &&
	    queue.n_entries > 1) {
		is_done(store_move_task(store, "c1", id, queue.entries[1].task,
		    99, NULL, &position));
		is_done(store_remove_task(
		    store, "c1", id, queue.entries[0].task, 2, NULL, &removed));
	}
	for (i = 0; i < 20; i++) {
		is_done(store_add_task(store, "c1", id, &entry, NULL, true));
		is_done(store_get_next_task(
		    store, arena, "c1", id, NULL, NULL, 2, &entry));
		entry.task = arena_printf(arena, "new %d", i);
	}
	is_done(store_delete(store, "c1", id, true));
}

static void
use_all(struct store *store)
{
	n_found += !store_sqlite_check(store, ignore, NULL);
	use(store, "q0");
	use(store, "q1");
	use(store, "q2");
	store_sqlite_check(store, ignore, NULL);
	store_close(store);
}

static void
damage_once(uint64_t *state)
{
	unsigned char *bytes = malloc(n_whole);
	struct store *store;
	const char *error;
	FILE *file;
	size_t n;

	memcpy(bytes, whole, n_whole);
	n = damage(bytes, state);
	remove(arena_printf(arena, "%s-wal", file_name()));
	remove(arena_printf(arena, "%s-shm", file_name()));
	file = fopen(file_name(), "wb");
	CU_ASSERT_EQUAL(fwrite(bytes, 1, n, file), n);
	fclose(file);
	store = store_sqlite_open(arena, data, 100, 0, &error);
	if (store != NULL) {
		use_all(store);
	} else {
		CU_ASSERT_PTR_NOT_NULL(strstr(error, "lineup.db: "));
		n_refused++;
	}
	free(bytes);
}

static uint64_t seed = 1;
static unsigned n_times = 60;

static void
comes_back_whatever_the_file_is(void)
{
	unsigned i;

	begin();
	for (i = 0; i < n_times; i++) {
		damage_once(&seed);
		arena_reset(arena);
	}
	free(whole);
	printf("damaged %u times: refused %u, found by a check %u, "
	       "%u calls failed\n",
	    n_times, n_refused, n_found, n_errors);
	CU_ASSERT(n_refused > 0);
	CU_ASSERT(n_found > 0);
	CU_ASSERT(n_errors > 0);
}

int
main(int argc, char **argv)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(comes_back_whatever_the_file_is),
	};
	int status;

	if (argc == 3) {
		seed = strtoull(argv[1], NULL, 10);
		n_times = (unsigned)strtoul(argv[2], NULL, 10);
	}
	if (getenv("LINEUP_FAULTS_LOG") == NULL)
		fclose(stderr);
	arena = arena_new();
	status =
	    suite_run("store_damage", tests, sizeof(tests) / sizeof(*tests));
	scratch_remove();
	arena_free(arena);
	return status;
}
