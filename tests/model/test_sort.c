#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "model/order.h"
#include "model/queue.h"
#include "model/sort.h"
#include "tests/suite.h"

#define N 4

/* Sort by up to two fields, and expect queues by the first letters of their
 * names. */
static void
expect(const char *first, const char *second, const char *letters)
{
	static const char *tags_a[] = {"x", "y"}, *tags_b[] = {"y"},
			  *tags_d[] = {"z"};
	struct queue queues[N] = {{.id = "4",
				      .name = "alpha",
				      .display_name = "",
				      .last_update = 4,
				      .n_tags = 2,
				      .tags = tags_a},
	    {.id = "3",
		.name = "bravo",
		.last_update = QUEUE_NEVER,
		.n_tags = 1,
		.tags = tags_b},
	    {.id = "2",
		.name = "charlie",
		.display_name = "z",
		.last_update = 2},
	    {.id = "1",
		.name = "delta",
		.display_name = "Z",
		.last_update = 1,
		.n_tags = 1,
		.tags = tags_d}};
	struct arena *arena = arena_new();
	struct order orders[2];
	const struct sorting sorting = {.arena = arena,
	    .n_orders = second == NULL ? 1 : 2,
	    .orders = orders};
	char got[N + 1] = "";
	size_t i;

	CU_ASSERT_EQUAL(
	    order_read(arena, first, &orders[0]), METADATA_PATH_FINE);
	if (second != NULL)
		CU_ASSERT_EQUAL(
		    order_read(arena, second, &orders[1]), METADATA_PATH_FINE);
	sort_queues(&sorting, N, queues);
	for (i = 0; i < N; i++)
		got[i] = queues[i].name[0];
	CU_ASSERT_STRING_EQUAL(got, letters);
	arena_free(arena);
}

static void
orders_with_empties_last(void)
{
	expect("name", NULL, "abcd");
	expect("-name", NULL, "dcba");
	expect("last_update", NULL, "dcab");
	expect("-last_update", NULL, "acdb");
	expect("tags", NULL, "abdc");
	expect("-tags", NULL, "dbac");
	expect("display_name", NULL, "dcba");
	expect("-display_name", NULL, "cdab");
}

static void
breaks_ties_by_id(void)
{
	expect("system_tags", NULL, "dcba");
	expect("system_tags", "-id", "abcd");
	expect("system_tags", "name", "abcd");
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(orders_with_empties_last),
	    SUITE_TEST(breaks_ties_by_id),
	};

	return suite_run("sort", tests, sizeof(tests) / sizeof(*tests));
}
