#include <string.h>

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "store/queues.h"
#include "store/samples.h"
#include "store/store.h"
#include "tests/store/contract.h"
#include "tests/suite.h"

#define COMPANY "c1"
#define LONG 1000

static store_contract_new *make_store;
static struct store *store;
static struct arena *arena;

static void
add_queue(const char *company, const char *id)
{
	struct queue queue = {
	    .id = id, .name = id, .company = company, .created = 1000};

	CU_ASSERT_EQUAL(store_create(store, &queue), STORE_OK);
}

static void
begin(void)
{
	store = make_store();
	CU_ASSERT_PTR_NOT_NULL_FATAL(store);
	arena = arena_new();
	add_queue(COMPANY, "q1");
}

static void
end(void)
{
	store_close(store);
	arena_free(arena);
}

static void
push(const char *queue, const char *task, int64_t now)
{
	struct queue_entry entry = {.task = task, .added = now};

	CU_ASSERT_EQUAL(
	    store_add_task(store, COMPANY, queue, &entry, NULL, false),
	    STORE_OK);
}

static void
pop(const char *queue, int64_t now)
{
	struct queue_entry entry;

	CU_ASSERT_EQUAL(store_get_next_task(store, arena, COMPANY, queue, NULL,
			    NULL, now, &entry),
	    STORE_OK);
}

/* Samples taken, as text, and how many more to take. */
struct taken {
	const char *text;
	int left;
};

static bool
take(void *context, const char *queue, const struct queue_sample *sample)
{
	struct taken *taken = context;

	if (sample == NULL)
		taken->text = arena_printf(arena, "%s(%s)", taken->text, queue);
	else
		taken->text = arena_printf(arena, "%s %s%lld:%lldms/%lld,%lld",
		    taken->text, sample->is_now ? "now " : "",
		    (long long)sample->second, (long long)sample->wait,
		    (long long)sample->length, (long long)sample->last);
	return --taken->left > 0;
}

static void
expect_of(const struct store_sample_range *range, int most, const char *text)
{
	struct taken taken = {"", most};

	CU_ASSERT_EQUAL(
	    store_list_samples(store, arena, range, take, &taken), STORE_OK);
	CU_ASSERT_STRING_EQUAL(taken.text, text);
}

static const struct store_strings all = {2, (const char *const[]){"q0", "q1"}};

/* Expect the samples of all queues, at any time. */
static void
expect(const char *text)
{
	struct store_sample_range range = {
	    .company = COMPANY, .ids = all, .from = 0, .to = INT64_MAX};

	expect_of(&range, 100, text);
}

/* The same, with their present state at a time. */
static void
expect_now(int64_t now, const char *text)
{
	struct store_sample_range range = {.company = COMPANY,
	    .ids = all,
	    .from = 0,
	    .to = INT64_MAX,
	    .now = now};

	expect_of(&range, 100, text);
}

static void
samples_after_each_change_of_entries(void)
{
	size_t removed;

	begin();
	push("q1", "a", 2000);
	push("q1", "b", 5000);
	pop("q1", 9000);
	CU_ASSERT_EQUAL(
	    store_remove_task(store, COMPANY, "q1", "b", 11000, NULL, &removed),
	    STORE_OK);
	expect("(q1) 2:0ms/1,1 5:3000ms/2,2 9:4000ms/1,1 11:0ms/0,0");
	end();
}

static void
keeps_the_greatest_mean_of_a_second(void)
{
	begin();
	push("q1", "a", 1000);
	push("q1", "b", 3000); /* 2000 of 2: 1000 */
	pop("q1", 3400);       /* 400 of 1 */
	expect("(q1) 1:0ms/1,1 3:2000ms/2,1");
	pop("q1", 3999);
	expect("(q1) 1:0ms/1,1 3:2000ms/2,0");
	end();
}

static void
keeps_the_longest_of_equal_means(void)
{
	begin();
	push("q1", "a", 3000);
	push("q1", "b", 3000);
	push("q1", "c", 3000);
	pop("q1", 3000);
	expect("(q1) 3:0ms/3,2");
	end();
}

static void
leaves_no_sample_of_anything_else(void)
{
	struct store_changes changes = {.name = "other"};
	struct queue_entry entry = {.task = "a", .added = 60000};
	int64_t position;
	size_t removed;

	begin();
	CU_ASSERT_EQUAL(store_get_next_task(store, arena, COMPANY, "q1", NULL,
			    NULL, 50000, &entry),
	    STORE_EMPTY);
	expect("(q1)");
	push("q1", "a", 2000);
	push("q1", "b", 2000);
	CU_ASSERT_EQUAL(
	    store_add_task(store, COMPANY, "q1", &entry, NULL, false),
	    STORE_DUPLICATE);
	CU_ASSERT_EQUAL(
	    store_remove_task(store, COMPANY, "q1", "x", 60000, NULL, &removed),
	    STORE_NO_TASK);
	CU_ASSERT_EQUAL(
	    store_move_task(store, COMPANY, "q1", "b", -1, NULL, &position),
	    STORE_OK);
	CU_ASSERT_EQUAL(store_update(store, COMPANY, "q1", &changes), STORE_OK);
	expect("(q1) 2:0ms/2,2");
	end();
}

static void
counts_entries_of_the_beginning(void)
{
	struct queue_entry entries[] = {{"a", 1000}, {"b", 2000}};
	struct queue queue = {.id = "q0",
	    .name = "zero",
	    .company = COMPANY,
	    .created = 5000,
	    .n_entries = 2,
	    .entries = entries};

	begin();
	CU_ASSERT_EQUAL(store_create(store, &queue), STORE_OK);
	push("q0", "c", 10000);
	expect("(q0) 10:17000ms/3,3(q1)");
	end();
}

/* Clearing a long queue gives it another number in SQLite. */
static void
keeps_samples_of_a_long_queue_when_it_is_cleared(void)
{
	struct queue_entry entries[LONG];
	struct queue queue = {.id = "q0",
	    .name = "zero",
	    .company = COMPANY,
	    .created = 2000,
	    .n_entries = LONG,
	    .entries = entries};
	const struct store_leaving leaving = {
	    .company = COMPANY, .queue = "q0", .reason = "why", .now = 4000};
	size_t i;

	begin();
	for (i = 0; i < LONG; i++)
		entries[i] = (struct queue_entry){
		    arena_printf(arena, "task %zu", i), 2000};
	CU_ASSERT_EQUAL(store_create(store, &queue), STORE_OK);
	store_sample_queues(store, COMPANY, &all, 3000);
	CU_ASSERT_EQUAL(
	    store_clear_queue(store, NULL, &leaving, NULL, NULL), STORE_OK);
	store_sample_queues(store, COMPANY, &all, 5000);
	expect("(q0) 3:1000000ms/1000,1000 4:0ms/0,0 5:0ms/0,0"
	       "(q1) 3:0ms/0,0 5:0ms/0,0");
	end();
}

/* The clock may be set back, but no wait is negative. */
static void
never_counts_below_zero(void)
{
	begin();
	push("q1", "a", 9000);
	push("q1", "b", 2000);
	expect("(q1) 2:0ms/2,2 9:0ms/1,1");
	end();
}

static void
lists_a_range_of_some_queues(void)
{
	const char *ids[] = {"q3", "none", "q1", "q3", "foreign"};
	struct store_sample_range range = {
	    .company = COMPANY, .ids = {5, ids}, .from = 3, .to = 4};
	int64_t now;

	begin();
	add_queue(COMPANY, "q2");
	add_queue(COMPANY, "q3");
	add_queue("c2", "foreign");
	for (now = 2; now <= 5; now++) {
		push("q3", now % 2 ? "a" : "b", now * 1000);
		push("q2", now % 2 ? "a" : "b", now * 1000);
		pop("q3", now * 1000);
		pop("q2", now * 1000);
	}
	expect_of(&range, 100, "(q1)(q3) 3:0ms/1,0 4:0ms/1,0");
	ids[1] = "q2";
	range.to = 3;
	expect_of(&range, 100, "(q1)(q2) 3:0ms/1,0(q3) 3:0ms/1,0");
	expect_of(&range, 3, "(q1)(q2) 3:0ms/1,0");
	range.company = "c2";
	expect_of(&range, 100, "(foreign)");
	range.company = "c3";
	expect_of(&range, 100, "");
	end();
}

static void
tells_what_queues_are_like_now(void)
{
	begin();
	add_queue(COMPANY, "q0");
	push("q1", "a", 2000);
	push("q1", "b", 5000);
	expect_now(7000, "(q0) now 7:0ms/0,0"
			 "(q1) 2:0ms/1,1 5:3000ms/2,2 now 7:7000ms/2,2");
	pop("q1", 8000);
	expect_now(8500,
	    "(q0) now 8:0ms/0,0"
	    "(q1) 2:0ms/1,1 5:3000ms/2,2 8:3000ms/1,1 now 8:3500ms/1,1");
	expect("(q0)(q1) 2:0ms/1,1 5:3000ms/2,2 8:3000ms/1,1");
	end();
}

static void
hands_out_no_more_than_is_wanted(void)
{
	const struct store_sample_range range = {.company = COMPANY,
	    .ids = all,
	    .from = 0,
	    .to = INT64_MAX,
	    .now = 9000};

	begin();
	add_queue(COMPANY, "q0");
	push("q1", "a", 2000);
	expect_of(&range, 1, "(q0)");
	expect_of(&range, 2, "(q0) now 9:0ms/0,0");
	expect_of(&range, 3, "(q0) now 9:0ms/0,0(q1)");
	expect_of(&range, 4, "(q0) now 9:0ms/0,0(q1) 2:0ms/1,1");
	end();
}

/* Samples of queues in which nothing happens. */
static void
samples_when_asked_to(void)
{
	const char *ids[] = {"q1", "none", "q0", "foreign"};
	const struct store_strings some = {4, ids};
	struct store_sample_range foreign = {
	    .company = "c2", .ids = some, .from = 0, .to = INT64_MAX};

	begin();
	add_queue(COMPANY, "q0");
	add_queue("c2", "foreign");
	push("q1", "a", 2000);
	store_sample_queues(store, COMPANY, &some, 4000);
	expect("(q0) 4:0ms/0,0(q1) 2:0ms/1,1 4:2000ms/1,1");
	store_sample_queues(store, COMPANY, &some, 4500);
	expect("(q0) 4:0ms/0,0(q1) 2:0ms/1,1 4:2500ms/1,1");
	expect_of(&foreign, 100, "(foreign)");
	end();
}

int
store_contract_run_samples(const char *name, store_contract_new *make)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(samples_after_each_change_of_entries),
	    SUITE_TEST(keeps_the_greatest_mean_of_a_second),
	    SUITE_TEST(keeps_the_longest_of_equal_means),
	    SUITE_TEST(leaves_no_sample_of_anything_else),
	    SUITE_TEST(counts_entries_of_the_beginning),
	    SUITE_TEST(keeps_samples_of_a_long_queue_when_it_is_cleared),
	    SUITE_TEST(never_counts_below_zero),
	    SUITE_TEST(lists_a_range_of_some_queues),
	    SUITE_TEST(tells_what_queues_are_like_now),
	    SUITE_TEST(hands_out_no_more_than_is_wanted),
	    SUITE_TEST(samples_when_asked_to),
	};

	make_store = make;
	return suite_run(name, tests, sizeof(tests) / sizeof(*tests));
}
