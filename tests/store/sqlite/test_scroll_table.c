#include <stdio.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "store/sqlite/scroll_table.h"
#include "tests/suite.h"

#define TEN_MINUTES 600000

static struct scroll_table *table;
static char id[RANDOM_ID_SIZE];
static size_t position;

static void
begin(void)
{
	table = scroll_table_new();
	scroll_table_open(table, "c1", "queues", 1000, id);
	position = 77;
}

static void
begins_at_zero_and_moves(void)
{
	begin();
	CU_ASSERT_EQUAL(strlen(id), 32);
	CU_ASSERT_TRUE(
	    scroll_table_find(table, "c1", "queues", id, 1000, &position));
	CU_ASSERT_EQUAL(position, 0);
	scroll_table_move(table, "c1", id, 5);
	CU_ASSERT_TRUE(
	    scroll_table_find(table, "c1", "queues", id, 1000, &position));
	CU_ASSERT_EQUAL(position, 5);
	scroll_table_free(table);
}

static void
is_known_to_its_company_only(void)
{
	begin();
	CU_ASSERT_FALSE(
	    scroll_table_find(table, "c2", "queues", id, 1000, &position));
	CU_ASSERT_FALSE(
	    scroll_table_find(table, "c1", "tasks", id, 1000, &position));
	scroll_table_move(table, "c2", id, 5);
	CU_ASSERT_TRUE(
	    scroll_table_find(table, "c1", "queues", id, 1000, &position));
	CU_ASSERT_EQUAL(position, 0);
	scroll_table_free(table);
}

static void
knows_no_other_ids(void)
{
	static const char *const ids[] = {"", "x",
	    "00000000000000000000000000000000",
	    "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
	    "000000000000000000000000000000001"};
	size_t i;

	begin();
	for (i = 0; i < sizeof(ids) / sizeof(*ids); i++)
		CU_ASSERT_FALSE(scroll_table_find(
		    table, "c1", "queues", ids[i], 1000, &position));
	CU_ASSERT_EQUAL(position, 77);
	scroll_table_free(table);
}

static void
expires_ten_minutes_after_its_last_use(void)
{
	int64_t now = 1000 + TEN_MINUTES;

	begin();
	CU_ASSERT_TRUE(
	    scroll_table_find(table, "c1", "queues", id, now, &position));
	now += TEN_MINUTES;
	CU_ASSERT_TRUE(
	    scroll_table_find(table, "c1", "queues", id, now, &position));
	now += TEN_MINUTES + 1;
	CU_ASSERT_FALSE(
	    scroll_table_find(table, "c1", "queues", id, now, &position));
	scroll_table_free(table);
}

static void
makes_room_by_the_one_not_used_for_longest(void)
{
	char other[RANDOM_ID_SIZE], company[8];
	int i;

	begin();
	for (i = 0; i < 4095; i++) {
		snprintf(company, sizeof(company), "o%d", i % 100);
		scroll_table_open(table, company, "queues", 2000, other);
	}
	CU_ASSERT_TRUE(
	    scroll_table_find(table, "c1", "queues", id, 1000, &position));
	scroll_table_open(table, "c2", "queues", 3000, other);
	CU_ASSERT_FALSE(
	    scroll_table_find(table, "c1", "queues", id, 3000, &position));
	CU_ASSERT_TRUE(
	    scroll_table_find(table, "c2", "queues", other, 3000, &position));
	scroll_table_free(table);
}

/* A user who opens too many loses their own. */
static void
gives_each_company_its_share(void)
{
	char other[RANDOM_ID_SIZE], third[RANDOM_ID_SIZE];
	int i;

	begin();
	scroll_table_open(table, "c2", "queues", 1500, other);
	for (i = 0; i < 5000; i++)
		scroll_table_open(table, "c2", "queues", 2000 + i, third);
	CU_ASSERT_TRUE(
	    scroll_table_find(table, "c1", "queues", id, 2000, &position));
	CU_ASSERT_FALSE(
	    scroll_table_find(table, "c2", "queues", other, 2000, &position));
	CU_ASSERT_TRUE(
	    scroll_table_find(table, "c2", "queues", third, 2000, &position));
	scroll_table_free(table);
	begin();
	scroll_table_limit(table, 2);
	scroll_table_open(table, "c1", "queues", 2000, other);
	CU_ASSERT_TRUE(
	    scroll_table_find(table, "c1", "queues", id, 3000, &position));
	scroll_table_open(table, "c1", "queues", 3000, third);
	CU_ASSERT_FALSE(
	    scroll_table_find(table, "c1", "queues", other, 3000, &position));
	CU_ASSERT_TRUE(
	    scroll_table_find(table, "c1", "queues", id, 3000, &position));
	scroll_table_free(table);
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(begins_at_zero_and_moves),
	    SUITE_TEST(is_known_to_its_company_only),
	    SUITE_TEST(knows_no_other_ids),
	    SUITE_TEST(expires_ten_minutes_after_its_last_use),
	    SUITE_TEST(makes_room_by_the_one_not_used_for_longest),
	    SUITE_TEST(gives_each_company_its_share),
	};

	return suite_run("scroll_table", tests, sizeof(tests) / sizeof(*tests));
}
