#include <string.h>

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "model/filter.h"
#include "model/list_filter.h"
#include "store/queues.h"
#include "store/stats.h"
#include "store/store.h"
#include "tests/sample_budget.h"
#include "tests/store/contract.h"
#include "tests/suite.h"

#define COMPANY "c1"

static store_contract_new *make_store;
static struct store *store;
static struct arena *arena;
static struct filter *filter;
static const char *error;

static void
begin(void)
{
	store = make_store();
	CU_ASSERT_PTR_NOT_NULL_FATAL(store);
	arena = arena_new();
	sample_budget(arena);
	filter = filter_new(arena, COMPANY);
}

static void
end(void)
{
	store_close(store);
	arena_free(arena);
}

/* Add a queue with a system tag (NULL: none), and tasks of a letter each. */
static void
add_queue(
    const char *company, const char *id, const char *tag, const char *tasks)
{
	static int64_t now = 5;
	struct queue queue = {.id = id,
	    .name = id,
	    .company = company,
	    .created = now++,
	    .last_update = 6,
	    .n_system_tags = tag != NULL,
	    .system_tags = &tag};
	struct queue_entry entry;

	CU_ASSERT_EQUAL(store_create(store, &queue), STORE_OK);
	for (entry.added = 1; *tasks != '\0'; tasks++, entry.added++) {
		entry.task = arena_strndup(arena, tasks, 1);
		CU_ASSERT_EQUAL(
		    store_add_task(store, company, id, &entry, NULL, false),
		    STORE_OK);
	}
}

/*
 * Show a queue as "id", then "=" and its tasks, "/" and its length, if needed.
 */
static const char *
show(const struct queue *queue, struct queue_need need)
{
	const char *text = queue->id;
	size_t i;

	if (need.parts & QUEUE_ENTRIES)
		text = arena_printf(arena, "%s=", text);
	for (i = 0; (need.parts & QUEUE_ENTRIES) && i < queue->n_entries; i++)
		text =
		    arena_printf(arena, "%s%s", text, queue->entries[i].task);
	if (need.parts & QUEUE_LENGTH)
		text = arena_printf(arena, "%s/%zu", text, queue->length);
	return text;
}

/* Expect the queues that the filter selects, with blanks between. */
static void
expect_list(unsigned parts, int64_t max_entries, const char *expected)
{
	struct queue_need need = {parts, max_entries};
	struct queue *queues;
	const char *text = "";
	size_t i, n;

	CU_ASSERT_EQUAL_FATAL(
	    store_get_all(store, arena, filter, need, &n, &queues), STORE_OK);
	for (i = 0; i < n; i++)
		text = arena_printf(arena, "%s%s%s", text, i > 0 ? " " : "",
		    show(&queues[i], need));
	CU_ASSERT_STRING_EQUAL(text, expected);
}

static void
expect_found(unsigned parts, int64_t max_entries, const char *expected)
{
	struct queue_need need = {parts, max_entries};
	struct queue queue;

	CU_ASSERT_EQUAL_FATAL(
	    store_get_by_id(store, arena, COMPANY, "q1", need, &queue),
	    STORE_OK);
	CU_ASSERT_STRING_EQUAL(show(&queue, need), expected);
}

static void
reads_only_the_parts_asked_for(void)
{
	const char *tags[] = {"a"};
	struct queue queue = {.id = "q1",
	    .name = "one",
	    .display_name = "One",
	    .company = COMPANY,
	    .n_tags = 1,
	    .tags = tags,
	    .n_system_tags = 1,
	    .system_tags = tags};
	struct queue_need need = {0};

	begin();
	CU_ASSERT_EQUAL(store_create(store, &queue), STORE_OK);
	CU_ASSERT_EQUAL(store_add_task(store, COMPANY, "q1",
			    &(struct queue_entry){.task = "a"}, NULL, false),
	    STORE_OK);
	CU_ASSERT_EQUAL(
	    store_get_by_id(store, arena, COMPANY, "q1", need, &queue),
	    STORE_OK);
	CU_ASSERT_STRING_EQUAL(queue.name, "one");
	CU_ASSERT_PTR_NULL(queue.display_name);
	CU_ASSERT_PTR_NULL(queue.resources);
	CU_ASSERT_EQUAL(queue.n_tags, 0);
	CU_ASSERT_EQUAL(queue.n_system_tags, 0);
	CU_ASSERT_EQUAL(queue.n_entries, 0);
	CU_ASSERT_EQUAL(queue.length, 0);
	need.parts = QUEUE_SYSTEM_TAGS | QUEUE_DISPLAY_NAME;
	CU_ASSERT_EQUAL(
	    store_get_by_id(store, arena, COMPANY, "q1", need, &queue),
	    STORE_OK);
	CU_ASSERT_STRING_EQUAL(queue.display_name, "One");
	CU_ASSERT_EQUAL(queue.n_tags, 0);
	CU_ASSERT_EQUAL(queue.n_system_tags, 1);
	need.parts = QUEUE_TAGS;
	CU_ASSERT_EQUAL(
	    store_get_by_id(store, arena, COMPANY, "q1", need, &queue),
	    STORE_OK);
	CU_ASSERT_EQUAL(queue.n_tags, 1);
	CU_ASSERT_EQUAL(queue.n_system_tags, 0);
	end();
}

static void
cuts_entries_at_either_end(void)
{
	const unsigned parts = QUEUE_ENTRIES | QUEUE_LENGTH;

	begin();
	add_queue(COMPANY, "q1", NULL, "abcd");
	expect_found(parts, 0, "q1=abcd/4");
	expect_found(parts, 1, "q1=a/4");
	expect_found(parts, 3, "q1=abc/4");
	expect_found(parts, 5, "q1=abcd/4");
	expect_found(parts, -1, "q1=d/4");
	expect_found(parts, -3, "q1=bcd/4");
	expect_found(parts, -5, "q1=abcd/4");
	expect_found(parts, INT64_MAX, "q1=abcd/4");
	expect_found(parts, INT64_MIN, "q1=abcd/4");
	expect_found(QUEUE_ENTRIES, 2, "q1=ab");
	expect_found(QUEUE_LENGTH, 1, "q1/4");
	end();
}

static void
cuts_and_counts_in_lists(void)
{
	const unsigned parts = QUEUE_ENTRIES | QUEUE_LENGTH;
	const char *ids[] = {"q1", "q2"};

	begin();
	add_queue(COMPANY, "q1", NULL, "abc");
	add_queue(COMPANY, "q2", NULL, "");
	add_queue(COMPANY, "q3", NULL, "de");
	expect_list(parts, 0, "q1=abc/3 q2=/0 q3=de/2");
	expect_list(parts, 1, "q1=a/3 q2=/0 q3=d/2");
	expect_list(parts, -2, "q1=bc/3 q2=/0 q3=de/2");
	expect_list(QUEUE_LENGTH, 1, "q1/3 q2/0 q3/2");
	filter_page(filter, 0, 2);
	CU_ASSERT_EQUAL(filter_order(filter, "-name", &error), FILTER_FINE);
	expect_list(parts, 1, "q3=d/2 q2=/0");
	filter = filter_new(arena, COMPANY);
	CU_ASSERT_EQUAL(
	    filter_list(filter, FILTER_ID, 2, ids, &error), FILTER_FINE);
	expect_list(parts, -1, "q1=c/3 q2=/0");
	end();
}

/* A store may read few entries in another way than many. */
static void
cuts_long_lists(void)
{
	const unsigned parts = QUEUE_ENTRIES | QUEUE_LENGTH;

	begin();
	add_queue(COMPANY, "q1", NULL, "abcdefghijklmnopqrstuvwxyz");
	add_queue(COMPANY, "q2", NULL, "z");
	CU_ASSERT_EQUAL(filter_order(filter, "-name", &error), FILTER_FINE);
	expect_list(parts, 20, "q2=z/1 q1=abcdefghijklmnopqrst/26");
	expect_list(parts, -20, "q2=z/1 q1=ghijklmnopqrstuvwxyz/26");
	filter_page(filter, 1, 1);
	expect_list(QUEUE_ENTRIES, 20, "q1=abcdefghijklmnopqrst");
	expect_list(parts, 2, "q1=ab/26");
	end();
}

/* The filter sees all entries, though only some are shown. */
static void
cuts_what_a_filter_has_looked_at(void)
{
	const unsigned parts = QUEUE_ALL | QUEUE_LENGTH;
	const char *field = "entries.task", *ids[] = {"q1"};

	begin();
	add_queue(COMPANY, "q1", NULL, "abc");
	add_queue(COMPANY, "q2", NULL, "ab");
	CU_ASSERT_EQUAL(
	    filter_fields(filter, false, "c", 1, &field, &error), FILTER_FINE);
	expect_list(parts, 1, "q1=a/3");
	expect_list(QUEUE_ENTRIES, -1, "q1=c");
	CU_ASSERT_EQUAL(
	    filter_list(filter, FILTER_ID, 1, ids, &error), FILTER_FINE);
	expect_list(parts, 1, "q1=a/3");
	filter = filter_new(arena, COMPANY);
	CU_ASSERT_EQUAL(
	    filter_order(filter, "-entries.task", &error), FILTER_FINE);
	expect_list(parts, 1, "q1=a/3 q2=a/2");
	end();
}

static void
hides_queues_before_it_pages(void)
{
	const char *hidden[] = {"x", "glue"};

	begin();
	add_queue(COMPANY, "q1", "glue", "");
	add_queue(COMPANY, "q2", NULL, "");
	add_queue(COMPANY, "q3", "default", "");
	add_queue("c2", "q4", NULL, "");
	add_queue(COMPANY, "q5", "x", "");
	add_queue(COMPANY, "q6", "glued", "");
	filter_hide(filter, 0, NULL);
	expect_list(0, 0, "q1 q2 q3 q5 q6");
	filter_hide(filter, 2, hidden);
	expect_list(0, 0, "q2 q3 q6");
	filter_page(filter, 0, 1);
	expect_list(0, 0, "q2");
	filter_page(filter, 1, 2);
	expect_list(0, 0, "q3 q6");
	filter_page(filter, 2, 2);
	expect_list(0, 0, "q6");
	filter_page(filter, 3, 2);
	expect_list(0, 0, "");
	filter_page(filter, SIZE_MAX, 2);
	expect_list(0, 0, "");
	filter_page(filter, 1, 1);
	CU_ASSERT_EQUAL(filter_order(filter, "-name", &error), FILTER_FINE);
	expect_list(0, 0, "q3");
	expect_list(QUEUE_LENGTH, 0, "q3/0");
	end();
}

static void
hides_queues_whose_ids_are_named(void)
{
	const char *hidden[] = {"glue"}, *ids[] = {"q1", "q2"};

	begin();
	add_queue(COMPANY, "q1", "glue", "");
	add_queue(COMPANY, "q2", NULL, "");
	CU_ASSERT_EQUAL(
	    filter_list(filter, FILTER_ID, 2, ids, &error), FILTER_FINE);
	expect_list(0, 0, "q1 q2");
	filter_hide(filter, 1, hidden);
	expect_list(0, 0, "q2");
	end();
}

static void
lists_in_order_of_creation(void)
{
	begin();
	add_queue(COMPANY, "q9", NULL, "");
	add_queue("c2", "q5", NULL, "");
	add_queue(COMPANY, "q1", NULL, "a");
	expect_list(QUEUE_ALL, 0, "q9= q1=a");
	end();
}

static void
lists_by_id_in_order_of_creation(void)
{
	const char *ids[] = {"q1", "q9", "q1", "none", "q5"};

	begin();
	add_queue(COMPANY, "q9", NULL, "");
	add_queue("c2", "q5", NULL, "");
	add_queue(COMPANY, "q1", NULL, "");
	CU_ASSERT_EQUAL(
	    filter_list(filter, FILTER_ID, 5, ids, &error), FILTER_FINE);
	expect_list(0, 0, "q9 q1");
	end();
}

static void
lists_by_entries(void)
{
	begin();
	add_queue(COMPANY, "q1", NULL, "");
	add_queue(COMPANY, "q2", NULL, "b");
	add_queue(COMPANY, "q3", NULL, "a");
	CU_ASSERT_EQUAL(filter_order(filter, "entries", &error), FILTER_FINE);
	expect_list(QUEUE_ENTRIES, 0, "q3=a q2=b q1=");
	end();
}

static void
lists_by_display_name(void)
{
	struct store_changes changes = {.display_name = "Z"};
	const char *field = "display_name";

	begin();
	add_queue(COMPANY, "q1", NULL, "");
	add_queue(COMPANY, "q2", NULL, "");
	add_queue(COMPANY, "q3", NULL, "");
	CU_ASSERT_EQUAL(store_update(store, COMPANY, "q2", &changes), STORE_OK);
	changes.display_name = "";
	CU_ASSERT_EQUAL(store_update(store, COMPANY, "q1", &changes), STORE_OK);
	changes.display_name = "b";
	CU_ASSERT_EQUAL(store_update(store, COMPANY, "q3", &changes), STORE_OK);
	CU_ASSERT_EQUAL(
	    filter_order(filter, "display_name", &error), FILTER_FINE);
	expect_list(0, 0, "q2 q3 q1");
	CU_ASSERT_EQUAL(
	    filter_fields(filter, false, "z", 1, &field, &error), FILTER_FINE);
	expect_list(0, 0, "q2");
	end();
}

static void
lists_by_parts_of_tags(void)
{
	const char *both[] = {"x", NULL};
	const struct list_parts parts = {.any = {2, both, 0, NULL}};
	const struct list_parts others = {.all = {0, NULL, 2, both}};

	begin();
	add_queue(COMPANY, "q1", "x", "");
	add_queue(COMPANY, "q2", "y", "");
	add_queue(COMPANY, "q3", NULL, "");
	filter_parts(filter, FILTER_SYSTEM_TAGS, &parts);
	expect_list(0, 0, "q1 q3");
	filter_parts(filter, FILTER_SYSTEM_TAGS, &others);
	expect_list(0, 0, "q2");
	end();
}

static void
tells_of_a_pattern_that_costs_too_much(void)
{
	const char *const name = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!";
	struct queue *queues;
	size_t n;

	begin();
	add_queue(COMPANY, name, NULL, "");
	CU_ASSERT_EQUAL(filter_name(filter, "^(a|aa)+$", &error), FILTER_FINE);
	CU_ASSERT_EQUAL(store_get_all(store, arena, filter,
			    (struct queue_need){0}, &n, &queues),
	    STORE_BAD_FILTER);
	end();
}

static void
lists_the_longest_queues(void)
{
	struct store_lengths lengths;

	begin();
	CU_ASSERT_EQUAL(
	    store_list_longest(store, arena, 2, &lengths), STORE_OK);
	CU_ASSERT_EQUAL(lengths.n_queues, 0);
	CU_ASSERT_EQUAL(lengths.n, 0);
	add_queue(COMPANY, "one", NULL, "a");
	add_queue("c2", "three", NULL, "abc");
	add_queue(COMPANY, "none", NULL, "");
	add_queue(COMPANY, "two", NULL, "ab");
	CU_ASSERT_EQUAL(
	    store_list_longest(store, arena, 2, &lengths), STORE_OK);
	CU_ASSERT_EQUAL(lengths.n_queues, 4);
	CU_ASSERT_EQUAL(lengths.n_entries, 6);
	CU_ASSERT_EQUAL_FATAL(lengths.n, 2);
	CU_ASSERT_STRING_EQUAL(lengths.longest[0].id, "three");
	CU_ASSERT_STRING_EQUAL(lengths.longest[0].name, "three");
	CU_ASSERT_STRING_EQUAL(lengths.longest[0].company, "c2");
	CU_ASSERT_EQUAL(lengths.longest[0].n, 3);
	CU_ASSERT_EQUAL(lengths.longest[0].added, 1);
	CU_ASSERT_STRING_EQUAL(lengths.longest[1].id, "two");
	CU_ASSERT_EQUAL(
	    store_list_longest(store, arena, 9, &lengths), STORE_OK);
	CU_ASSERT_EQUAL_FATAL(lengths.n, 4);
	CU_ASSERT_EQUAL(lengths.longest[3].n, 0);
	CU_ASSERT_EQUAL(lengths.longest[3].added, 0);
	end();
}

/* Every figure that only grows does so when something is written. */
static void
measures_itself(void)
{
	struct store_stats before, after;
	size_t i;

	begin();
	store_measure(store, &before);
	CU_ASSERT_TRUE(before.n > 0 && before.n <= STORE_FIGURES);
	add_queue(COMPANY, "one", NULL, "a");
	store_measure(store, &after);
	CU_ASSERT_EQUAL(after.n, before.n);
	CU_ASSERT_TRUE(after.figures[0].is_total);
	CU_ASSERT_TRUE(after.figures[0].value > before.figures[0].value);
	for (i = 0; i < after.n; i++) {
		CU_ASSERT_STRING_EQUAL(
		    after.figures[i].name, before.figures[i].name);
		CU_ASSERT_TRUE(
		    !after.figures[i].is_total ||
		    after.figures[i].value >= before.figures[i].value);
	}
	end();
}

int
store_contract_run_reads(const char *name, store_contract_new *make)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(reads_only_the_parts_asked_for),
	    SUITE_TEST(cuts_entries_at_either_end),
	    SUITE_TEST(cuts_and_counts_in_lists),
	    SUITE_TEST(cuts_long_lists),
	    SUITE_TEST(cuts_what_a_filter_has_looked_at),
	    SUITE_TEST(hides_queues_before_it_pages),
	    SUITE_TEST(hides_queues_whose_ids_are_named),
	    SUITE_TEST(lists_in_order_of_creation),
	    SUITE_TEST(lists_by_id_in_order_of_creation),
	    SUITE_TEST(lists_by_entries),
	    SUITE_TEST(lists_by_display_name),
	    SUITE_TEST(lists_by_parts_of_tags),
	    SUITE_TEST(tells_of_a_pattern_that_costs_too_much),
	    SUITE_TEST(lists_the_longest_queues),
	    SUITE_TEST(measures_itself),
	};

	make_store = make;
	return suite_run(name, tests, sizeof(tests) / sizeof(*tests));
}
