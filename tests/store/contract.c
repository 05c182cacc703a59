#include <string.h>

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "store/queues.h"
#include "store/store.h"
#include "tests/sample_budget.h"
#include "tests/store/contract.h"
#include "tests/suite.h"

#define COMPANY "c1"

static store_contract_new *make_store;
static struct store *store;
static struct arena *arena;

static void
begin(void)
{
	store = make_store();
	CU_ASSERT_PTR_NOT_NULL_FATAL(store);
	arena = arena_new();
	sample_budget(arena);
}

static void
end(void)
{
	store_close(store);
	arena_free(arena);
}

static enum store_result
add_queue(const char *company, const char *id, const char *name)
{
	static int64_t now = 5;
	struct queue queue = {.id = id,
	    .name = name,
	    .company = company,
	    .created = now++,
	    .last_update = 6};

	return store_create(store, &queue);
}

static enum store_result
push(const char *queue, const char *task, int64_t now)
{
	struct queue_entry entry = {.task = task, .added = now};

	return store_add_task(store, COMPANY, queue, &entry, NULL, false);
}

/* Remove a task, which must be in its queue once. */
static enum store_result
take_out(const char *company, const char *queue, const char *task, int64_t now)
{
	size_t removed = 7;
	enum store_result result =
	    store_remove_task(store, company, queue, task, now, NULL, &removed);

	CU_ASSERT_EQUAL(removed, result == STORE_OK ? 1 : 7);
	return result;
}

static struct queue
find(const char *id)
{
	struct queue queue = {0};

	CU_ASSERT_EQUAL(store_get_by_id(store, arena, COMPANY, id,
			    (struct queue_need){.parts = QUEUE_ALL}, &queue),
	    STORE_OK);
	return queue;
}

/* Expect the tasks of a queue, with blanks between. */
static void
expect_tasks(const char *id, const char *expected)
{
	struct queue queue = find(id);
	const char *text = "";
	size_t i;

	for (i = 0; i < queue.n_entries; i++)
		text = arena_printf(arena, "%s%s%s", text, i > 0 ? " " : "",
		    queue.entries[i].task);
	CU_ASSERT_STRING_EQUAL(text, expected);
}

static void
answers_when_asked(void)
{
	begin();
	CU_ASSERT_EQUAL(store_ping(store), STORE_OK);
	end();
}

static void
keeps_all_of_a_queue(void)
{
	const char *tags[] = {"b", "a", "b"}, *system_tags[] = {""};
	struct queue_metadata metadata[] = {
	    {"z", "key", "type", ""}, {"a.$b", "", "", "\xc3\xa4"}};
	struct queue queue = {.id = "q1",
	    .name = "n'ame\"\n",
	    .display_name = "",
	    .company = COMPANY,
	    .created = 1234567890123,
	    .last_update = QUEUE_NEVER,
	    .n_tags = 3,
	    .tags = tags,
	    .n_system_tags = 1,
	    .system_tags = system_tags,
	    .n_metadata = 2,
	    .metadata = metadata};
	struct queue found;

	begin();
	CU_ASSERT_EQUAL(store_create(store, &queue), STORE_OK);
	found = find("q1");
	CU_ASSERT_STRING_EQUAL(found.id, "q1");
	CU_ASSERT_STRING_EQUAL(found.name, "n'ame\"\n");
	CU_ASSERT_PTR_NOT_NULL_FATAL(found.display_name);
	CU_ASSERT_STRING_EQUAL(found.display_name, "");
	CU_ASSERT_STRING_EQUAL(found.company, COMPANY);
	CU_ASSERT_EQUAL(found.created, 1234567890123);
	CU_ASSERT_EQUAL(found.last_update, QUEUE_NEVER);
	CU_ASSERT_EQUAL_FATAL(found.n_tags, 3);
	CU_ASSERT_STRING_EQUAL(found.tags[1], "a");
	CU_ASSERT_EQUAL_FATAL(found.n_system_tags, 1);
	CU_ASSERT_STRING_EQUAL(found.system_tags[0], "");
	CU_ASSERT_EQUAL_FATAL(found.n_metadata, 2);
	CU_ASSERT_STRING_EQUAL(found.metadata[0].name, "z");
	CU_ASSERT_STRING_EQUAL(found.metadata[0].value, "");
	CU_ASSERT_STRING_EQUAL(found.metadata[1].name, "a.$b");
	CU_ASSERT_STRING_EQUAL(found.metadata[1].value, "\xc3\xa4");
	CU_ASSERT_EQUAL(found.n_entries, 0);
	end();
}

static void
refuses_a_name_twice_in_a_company(void)
{
	begin();
	CU_ASSERT_EQUAL(add_queue(COMPANY, "q1", "one"), STORE_OK);
	CU_ASSERT_EQUAL(add_queue(COMPANY, "q2", "one"), STORE_DUPLICATE);
	CU_ASSERT_EQUAL(add_queue(COMPANY, "q2", "One"), STORE_OK);
	CU_ASSERT_EQUAL(add_queue("c2", "q3", "one"), STORE_OK);
	end();
}

static void
hides_queues_of_other_companies(void)
{
	struct queue_entry entry = {.task = "a", .added = 1};
	struct store_changes changes = {.name = "changed"};
	struct queue queue;

	begin();
	CU_ASSERT_EQUAL(add_queue(COMPANY, "q1", "one"), STORE_OK);
	CU_ASSERT_EQUAL(push("q1", "x", 1), STORE_OK);
	CU_ASSERT_EQUAL(store_get_by_id(store, arena, "c2", "q1",
			    (struct queue_need){.parts = QUEUE_ALL}, &queue),
	    STORE_NOT_FOUND);
	CU_ASSERT_EQUAL(
	    store_update(store, "c2", "q1", &changes), STORE_NOT_FOUND);
	CU_ASSERT_EQUAL(store_delete(store, "c2", "q1", true), STORE_NOT_FOUND);
	CU_ASSERT_EQUAL(store_add_task(store, "c2", "q1", &entry, NULL, false),
	    STORE_NOT_FOUND);
	CU_ASSERT_EQUAL(store_get_next_task(
			    store, arena, "c2", "q1", NULL, NULL, 1, &entry),
	    STORE_NOT_FOUND);
	CU_ASSERT_EQUAL(take_out("c2", "q1", "x", 1), STORE_NO_TASK);
	CU_ASSERT_STRING_EQUAL(find("q1").name, "one");
	expect_tasks("q1", "x");
	end();
}

static void
changes_only_what_is_named(void)
{
	const char *tags[] = {"t"};
	struct store_strings one = {1, tags}, none = {0, NULL};
	struct queue_metadata item = {"m", "m", "t", "v"};
	struct store_metadata metadata = {1, &item};
	struct store_changes changes = {.tags = &one, .metadata = &metadata};

	begin();
	CU_ASSERT_EQUAL(add_queue(COMPANY, "q1", "one"), STORE_OK);
	CU_ASSERT_EQUAL(store_update(store, COMPANY, "q1", &changes), STORE_OK);
	CU_ASSERT_STRING_EQUAL(find("q1").name, "one");
	CU_ASSERT_EQUAL(find("q1").n_tags, 1);
	CU_ASSERT_EQUAL(find("q1").n_metadata, 1);
	CU_ASSERT_EQUAL(find("q1").last_update, 6);
	changes = (struct store_changes){.name = "two", .tags = &none};
	CU_ASSERT_EQUAL(store_update(store, COMPANY, "q1", &changes), STORE_OK);
	CU_ASSERT_STRING_EQUAL(find("q1").name, "two");
	CU_ASSERT_EQUAL(find("q1").n_tags, 0);
	CU_ASSERT_EQUAL(find("q1").n_metadata, 1);
	end();
}

/* Expect the names and values of a queue's metadata, in order. */
static void
expect_metadata(const char *id, const char *expected)
{
	struct queue queue = find(id);
	const char *text = "";
	size_t i;

	for (i = 0; i < queue.n_metadata; i++)
		text = arena_printf(arena, "%s%s=%s ", text,
		    queue.metadata[i].name, queue.metadata[i].value);
	CU_ASSERT_STRING_EQUAL(text, expected);
}

static enum store_result
change_metadata(const struct store_metadata_changes *changes)
{
	return store_change_metadata(store, COMPANY, "q1", changes);
}

static void
changes_a_display_name(void)
{
	struct store_changes changes = {.display_name = "One"};

	begin();
	CU_ASSERT_EQUAL(add_queue(COMPANY, "q1", "one"), STORE_OK);
	CU_ASSERT_PTR_NULL(find("q1").display_name);
	CU_ASSERT_EQUAL(store_update(store, COMPANY, "q1", &changes), STORE_OK);
	CU_ASSERT_STRING_EQUAL(find("q1").display_name, "One");
	CU_ASSERT_STRING_EQUAL(find("q1").name, "one");
	CU_ASSERT_EQUAL(find("q1").last_update, 6);
	changes.display_name = "";
	CU_ASSERT_EQUAL(store_update(store, COMPANY, "q1", &changes), STORE_OK);
	CU_ASSERT_STRING_EQUAL(find("q1").display_name, "");
	changes = (struct store_changes){.name = "two"};
	CU_ASSERT_EQUAL(store_update(store, COMPANY, "q1", &changes), STORE_OK);
	CU_ASSERT_STRING_EQUAL(find("q1").display_name, "");
	end();
}

static void
changes_pieces_of_metadata(void)
{
	struct queue_metadata items[] = {
	    {"a", "a", "t", "1"}, {"b", "b", "t", "2"}, {"a", "a", "t", "3"}};
	const char *names[] = {"b", "nosuch"};
	struct store_metadata_changes changes = {.set = {3, items}};

	begin();
	CU_ASSERT_EQUAL(change_metadata(&changes), STORE_NOT_FOUND);
	CU_ASSERT_EQUAL(add_queue(COMPANY, "q1", "one"), STORE_OK);
	CU_ASSERT_EQUAL(change_metadata(&changes), STORE_OK);
	expect_metadata("q1", "a=3 b=2 ");
	changes = (struct store_metadata_changes){.remove = {2, names}};
	CU_ASSERT_EQUAL(change_metadata(&changes), STORE_OK);
	expect_metadata("q1", "a=3 ");
	changes = (struct store_metadata_changes){.set = {1, &items[1]}};
	CU_ASSERT_EQUAL(change_metadata(&changes), STORE_OK);
	expect_metadata("q1", "a=3 b=2 ");
	changes.replace = true;
	CU_ASSERT_EQUAL(change_metadata(&changes), STORE_OK);
	expect_metadata("q1", "b=2 ");
	CU_ASSERT_EQUAL(find("q1").last_update, 6);
	end();
}

static void
refuses_to_rename_to_a_name_that_is_taken(void)
{
	struct store_changes changes = {.name = "two"};

	begin();
	CU_ASSERT_EQUAL(add_queue(COMPANY, "q1", "one"), STORE_OK);
	CU_ASSERT_EQUAL(add_queue(COMPANY, "q2", "two"), STORE_OK);
	CU_ASSERT_EQUAL(
	    store_update(store, COMPANY, "q1", &changes), STORE_DUPLICATE);
	CU_ASSERT_STRING_EQUAL(find("q1").name, "one");
	CU_ASSERT_EQUAL(store_update(store, COMPANY, "q2", &changes), STORE_OK);
	CU_ASSERT_EQUAL(
	    store_update(store, COMPANY, "q3", &changes), STORE_NOT_FOUND);
	end();
}

static void
removes_entries_only_by_force(void)
{
	struct queue queue;

	begin();
	CU_ASSERT_EQUAL(add_queue(COMPANY, "q1", "one"), STORE_OK);
	CU_ASSERT_EQUAL(push("q1", "a", 1), STORE_OK);
	CU_ASSERT_EQUAL(
	    store_delete(store, COMPANY, "q1", false), STORE_NOT_EMPTY);
	expect_tasks("q1", "a");
	CU_ASSERT_EQUAL(store_delete(store, COMPANY, "q1", true), STORE_OK);
	CU_ASSERT_EQUAL(store_get_by_id(store, arena, COMPANY, "q1",
			    (struct queue_need){0}, &queue),
	    STORE_NOT_FOUND);
	CU_ASSERT_EQUAL(
	    store_delete(store, COMPANY, "q1", true), STORE_NOT_FOUND);
	CU_ASSERT_EQUAL(add_queue(COMPANY, "q1", "one"), STORE_OK);
	expect_tasks("q1", "");
	CU_ASSERT_EQUAL(store_delete(store, COMPANY, "q1", false), STORE_OK);
	end();
}

static void
pops_in_the_order_of_pushes(void)
{
	struct queue_entry entry;

	begin();
	CU_ASSERT_EQUAL(add_queue(COMPANY, "q1", "one"), STORE_OK);
	CU_ASSERT_EQUAL(push("q1", "b", 10), STORE_OK);
	CU_ASSERT_EQUAL(push("q1", "a", 20), STORE_OK);
	CU_ASSERT_EQUAL(find("q1").last_update, 20);
	CU_ASSERT_EQUAL(store_get_next_task(store, arena, COMPANY, "q1", NULL,
			    NULL, 30, &entry),
	    STORE_OK);
	CU_ASSERT_STRING_EQUAL(entry.task, "b");
	CU_ASSERT_EQUAL(entry.added, 10);
	CU_ASSERT_EQUAL(find("q1").last_update, 30);
	CU_ASSERT_EQUAL(push("q1", "b", 40), STORE_OK);
	expect_tasks("q1", "a b");
	end();
}

static void
pops_nothing_from_an_empty_queue(void)
{
	struct queue_entry entry;

	begin();
	CU_ASSERT_EQUAL(add_queue(COMPANY, "q1", "one"), STORE_OK);
	CU_ASSERT_EQUAL(store_get_next_task(store, arena, COMPANY, "q1", NULL,
			    NULL, 30, &entry),
	    STORE_EMPTY);
	CU_ASSERT_EQUAL(find("q1").last_update, 6);
	CU_ASSERT_EQUAL(store_get_next_task(store, arena, COMPANY, "q2", NULL,
			    NULL, 30, &entry),
	    STORE_NOT_FOUND);
	end();
}

static void
holds_a_task_once(void)
{
	begin();
	CU_ASSERT_EQUAL(add_queue(COMPANY, "q1", "one"), STORE_OK);
	CU_ASSERT_EQUAL(add_queue(COMPANY, "q2", "two"), STORE_OK);
	CU_ASSERT_EQUAL(push("q1", "a", 1), STORE_OK);
	CU_ASSERT_EQUAL(push("q1", "a", 2), STORE_DUPLICATE);
	CU_ASSERT_EQUAL(find("q1").last_update, 1);
	CU_ASSERT_EQUAL(push("q2", "a", 2), STORE_OK);
	CU_ASSERT_EQUAL(push("q1", "", 3), STORE_OK);
	CU_ASSERT_EQUAL(push("q1", "", 3), STORE_DUPLICATE);
	CU_ASSERT_EQUAL(push("q3", "a", 3), STORE_NOT_FOUND);
	expect_tasks("q1", "a ");
	end();
}

static void
takes_out_wherever_it_stands(void)
{
	begin();
	CU_ASSERT_EQUAL(add_queue(COMPANY, "q1", "one"), STORE_OK);
	CU_ASSERT_EQUAL(push("q1", "a", 1), STORE_OK);
	CU_ASSERT_EQUAL(push("q1", "b", 2), STORE_OK);
	CU_ASSERT_EQUAL(push("q1", "c", 3), STORE_OK);
	CU_ASSERT_EQUAL(take_out(COMPANY, "q1", "b", 9), STORE_OK);
	expect_tasks("q1", "a c");
	CU_ASSERT_EQUAL(find("q1").last_update, 9);
	CU_ASSERT_EQUAL(take_out(COMPANY, "q1", "b", 10), STORE_NO_TASK);
	CU_ASSERT_EQUAL(find("q1").last_update, 9);
	CU_ASSERT_EQUAL(take_out(COMPANY, "q2", "a", 10), STORE_NO_TASK);
	CU_ASSERT_EQUAL(push("q1", "b", 11), STORE_OK);
	expect_tasks("q1", "a c b");
	end();
}

int
store_contract_run(const char *name, store_contract_new *make)
{
#define TEST(test)                                                             \
	{                                                                      \
#test, test                                                    \
	}
	static const struct suite_test tests[] = {
	    SUITE_TEST(answers_when_asked),
	    SUITE_TEST(keeps_all_of_a_queue),
	    SUITE_TEST(refuses_a_name_twice_in_a_company),
	    SUITE_TEST(hides_queues_of_other_companies),
	    SUITE_TEST(changes_only_what_is_named),
	    SUITE_TEST(changes_a_display_name),
	    SUITE_TEST(changes_pieces_of_metadata),
	    SUITE_TEST(refuses_to_rename_to_a_name_that_is_taken),
	    SUITE_TEST(removes_entries_only_by_force),
	    SUITE_TEST(pops_in_the_order_of_pushes),
	    SUITE_TEST(pops_nothing_from_an_empty_queue),
	    SUITE_TEST(holds_a_task_once),
	    SUITE_TEST(takes_out_wherever_it_stands),
	};

	make_store = make;
	return suite_run(name, tests, sizeof(tests) / sizeof(*tests));
}
