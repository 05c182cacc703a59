#include <string.h>
#include <time.h>

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "base/budget.h"
#include "model/filter.h"
#include "model/list_filter.h"
#include "tests/sample_budget.h"
#include "tests/suite.h"

static struct arena *arena;
static struct filter *filter;
static const char *error;

static void
begin(void)
{
	arena = arena_new();
	sample_budget(arena);
	filter = filter_new(arena, "c1");
	error = NULL;
}

/* Apply a filter to so many queues of one name; true if it gave up. */
static bool
gives_up(size_t n, const char *queue_name)
{
	struct queue *queues = arena_alloc_n(arena, n, sizeof(*queues));
	size_t i;

	for (i = 0; i < n; i++)
		queues[i] = (struct queue){.id = "1", .name = queue_name};
	filter_apply(filter, n, queues, &error);
	return error != NULL;
}

static void
gives_up_on_patterns_that_explode(void)
{
	static const struct {
		const char *pattern;
		const char *text;
	} cases[] = {
	    {"^(a|aa)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"},
	    {"(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"},
	    {"(?:a?){30}a{30}$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"},
	    {"(*LIMIT_MATCH=4000000000)(.*)*=x", "xxxxxxxxxxxxxxxxxxxxxxxx="},
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		begin();
		CU_ASSERT_EQUAL(
		    filter_name(filter, cases[i].pattern, &error), FILTER_FINE);
		CU_ASSERT_TRUE(gives_up(1, cases[i].text));
		arena_free(arena);
	}
}

/* A run over a long text is one step for PCRE2. */
static void
gives_up_on_long_texts(void)
{
	static const char *const patterns[] = {
	    "[a-z]+[0-9]", "a{60000}b", "(?=(a+))\\1$", "a*?a*?a*?c"};
	static char text[1 << 20];
	size_t i;

	memset(text, 'a', sizeof(text) - 1);
	memcpy(text + sizeof(text) - 4, "0bc", 3);
	for (i = 0; i < sizeof(patterns) / sizeof(*patterns); i++) {
		begin();
		CU_ASSERT_EQUAL(
		    filter_name(filter, patterns[i], &error), FILTER_FINE);
		if (i == 0)
			text[sizeof(text) - 4] = 'a';
		CU_ASSERT_TRUE(gives_up(1, text));
		arena_free(arena);
	}
}

/* Each name alone is within the budget; all together they are not. */
static void
gives_up_on_many_names_within_100_ms(void)
{
	static const char *const fields[] = {"name"};
	clock_t begun = clock();
	int i;

	begin();
	for (i = 0; i < 4; i++)
		CU_ASSERT_EQUAL(filter_fields(filter, true, "^(a|aa)+c?b?$", 1,
				    fields, &error),
		    FILTER_FINE);
	CU_ASSERT_FALSE(gives_up(1, "aaaaaaaaaaaaaaab!"));
	CU_ASSERT_TRUE(gives_up(100000, "aaaaaaaaaaaaaaab!"));
	CU_ASSERT(clock() - begun <= CLOCKS_PER_SEC);
	arena_free(arena);
}

static void
bears_ordinary_patterns_with_many_names(void)
{
	static const char *const patterns[] = {"^train", "gpu.*large$",
	    "[a-z]+[0-9]+$", "[^-]+-[^-]+$", "^[\\w-]+$", ".*gpu.*team.*",
	    "(train|infer|gpu).*-(a|h)100", "^.*-(\\w+)-team$"};
	size_t i;

	for (i = 0; i < sizeof(patterns) / sizeof(*patterns); i++) {
		begin();
		CU_ASSERT_EQUAL(
		    filter_name(filter, patterns[i], &error), FILTER_FINE);
		CU_ASSERT_FALSE(gives_up(
		    1000, "default-gpu-queue-number-12345-of-the-big-team"));
		arena_free(arena);
	}
}

/* A queue with so many tags. */
static struct queue
tagged(size_t n)
{
	struct queue queue = {.id = "1", .name = "one", .n_tags = n};
	size_t i;

	queue.tags = arena_alloc_n(arena, n, sizeof(*queue.tags));
	for (i = 0; i < n; i++)
		queue.tags[i] = arena_printf(arena, "tag %zu", i);
	return queue;
}

/* 10^4 look-ups, where comparing all with all would take 10^8. */
static void
looks_tags_up(void)
{
	size_t i, n = 10000;
	const char **wanted;
	struct queue queue;

	begin();
	queue = tagged(n);
	wanted = arena_alloc_n(arena, n, sizeof(*wanted));
	for (i = 0; i < n; i++)
		wanted[i] = arena_printf(arena, "-no tag %zu", i);
	wanted[0] = "__$all";
	wanted[1] = queue.tags[n - 1];
	wanted[2] = "__$nop";
	CU_ASSERT_EQUAL(
	    filter_list(filter, FILTER_TAGS, n, wanted, &error), FILTER_FINE);
	CU_ASSERT_EQUAL(filter_apply(filter, 1, &queue, &error), 1);
	CU_ASSERT_PTR_NULL(error);
	arena_free(arena);
}

/* The same for filters in parts. */
static void
looks_parts_up(void)
{
	const size_t n = 10000;
	struct list_parts parts;
	struct queue queue;

	begin();
	queue = tagged(n);
	parts.any = parts.all =
	    (struct list_part){n, queue.tags, n, queue.tags};
	parts.either = true;
	filter_parts(filter, FILTER_TAGS, &parts);
	CU_ASSERT_EQUAL(filter_apply(filter, 1, &queue, &error), 1);
	CU_ASSERT_PTR_NULL(error);
	arena_free(arena);
}

/* Whatever the filter, nothing takes long. */
static void
gives_up_on_whatever_costs_too_much(void)
{
	size_t i, n = 10000;
	struct queue *queues, queue;

	begin();
	queue = tagged(20000);
	queues = arena_alloc_n(arena, n, sizeof(*queues));
	for (i = 0; i < n; i++)
		queues[i] = queue;
	CU_ASSERT_EQUAL(filter_order(filter, "tags", &error), FILTER_FINE);
	CU_ASSERT_EQUAL(filter_apply(filter, n, queues, &error), 0);
	CU_ASSERT_PTR_NOT_NULL_FATAL(error);
	CU_ASSERT_STRING_EQUAL(error, "the list costs too much");
	CU_ASSERT_FALSE(filter_gave_up(filter));
	CU_ASSERT_EQUAL(arena_budget(arena)->fault, BUDGET_SPENT);
	arena_free(arena);
}

/* Their keys would take 240 MB. */
static void
gives_up_on_many_orders_of_many_queues(void)
{
	int i;

	begin();
	for (i = 0; i < 100; i++)
		CU_ASSERT_EQUAL(
		    filter_order(filter, "name", &error), FILTER_FINE);
	CU_ASSERT_FALSE(gives_up(1000, "one"));
	CU_ASSERT_TRUE(gives_up(100000, "one"));
	CU_ASSERT_EQUAL(arena_budget(arena)->fault, BUDGET_SPENT);
	arena_free(arena);
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(gives_up_on_patterns_that_explode),
	    SUITE_TEST(gives_up_on_long_texts),
	    SUITE_TEST(looks_tags_up),
	    SUITE_TEST(looks_parts_up),
	    SUITE_TEST(gives_up_on_whatever_costs_too_much),
	    SUITE_TEST(gives_up_on_many_orders_of_many_queues),
	    SUITE_TEST(gives_up_on_many_names_within_100_ms),
	    SUITE_TEST(bears_ordinary_patterns_with_many_names),
	};

	return suite_run("filter costs", tests, sizeof(tests) / sizeof(*tests));
}
