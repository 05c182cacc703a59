#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "store/sighting_table.h"
#include "tests/suite.h"

#define COMPANY "c1"
#define MANY 100000

static struct sighting_table *table;
static struct arena *arena;

static void
begin(void)
{
	table = sighting_table_new();
	arena = arena_new();
}

static void
end(void)
{
	sighting_table_free(table);
	arena_free(arena);
}

static struct store_sighting
make(int i, int64_t seen)
{
	return (struct store_sighting){.company = COMPANY,
	    .queue = "q",
	    .user = "u",
	    .address = "",
	    .worker = arena_printf(arena, "host:%d", i),
	    .seen = seen};
}

static void
note(int i, int64_t seen)
{
	const struct store_sighting sighting = make(i, seen);

	sighting_table_note(table, &sighting);
}

static size_t
count(int64_t since)
{
	struct store_sighting *found;
	size_t n;

	CU_ASSERT_EQUAL(
	    sighting_table_list(table, arena, COMPANY, NULL, since, &n, &found),
	    STORE_OK);
	return n;
}

static void
replaces_the_oldest_when_it_is_full(void)
{
	size_t n;
	int i;

	begin();
	for (i = 0; i < MANY; i++)
		note(i, 1000 + i);
	n = count(0);
	CU_ASSERT(n > 5000 && n < MANY / 2);
	note(MANY, 5000000);
	CU_ASSERT_EQUAL(count(5000000), 1);
	CU_ASSERT_EQUAL(count(0), n);
	note(MANY + 1, 5); /* long ago */
	CU_ASSERT_EQUAL(count(0), n);
	end();
}

static void
takes_each_sighting_once(void)
{
	struct store_sighting taken[10], other;

	begin();
	CU_ASSERT_EQUAL(sighting_table_take(table, arena, 10, taken), 0);
	note(1, 1000);
	note(2, 1000);
	other = make(3, 1000);
	sighting_table_learn(table, &other);
	CU_ASSERT_EQUAL(sighting_table_take(table, arena, 10, taken), 2);
	CU_ASSERT_EQUAL(sighting_table_take(table, arena, 10, taken), 0);
	note(1, 1001);
	note(2, 1000);
	CU_ASSERT_EQUAL_FATAL(sighting_table_take(table, arena, 10, taken), 1);
	CU_ASSERT_STRING_EQUAL(taken[0].worker, "host:1");
	CU_ASSERT_EQUAL(taken[0].seen, 1001);
	end();
}

static void
takes_some_at_a_time(void)
{
	struct store_sighting taken[10];
	size_t n, all = 0;
	int i;

	begin();
	for (i = 0; i < 1000; i++)
		note(i, 1000);
	while ((n = sighting_table_take(table, arena, 10, taken)) > 0)
		all += n;
	CU_ASSERT_EQUAL(all, count(0));
	CU_ASSERT(all > 990);
	end();
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(replaces_the_oldest_when_it_is_full),
	    SUITE_TEST(takes_each_sighting_once),
	    SUITE_TEST(takes_some_at_a_time),
	};

	return suite_run(
	    "sighting_table", tests, sizeof(tests) / sizeof(*tests));
}
