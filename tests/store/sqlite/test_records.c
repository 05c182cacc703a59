#include <string.h>

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "base/timefmt.h"
#include "model/criteria.h"
#include "model/queue.h"
#include "model/task_fields.h"
#include "store/queues.h"
#include "store/records.h"
#include "store/sqlite/verbs.h"
#include "store/users.h"
#include "tests/store/sample_store.h"
#include "tests/suite.h"

static struct arena *arena;
static struct store *store;

static void
begin(void)
{
	static const char *const queues[] = {"q1", "q2"};
	struct queue queue = {.company = "c1", .created = 1, .last_update = 1};
	size_t i;

	arena = arena_new();
	store = sample_store_new();
	for (i = 0; i < 2; i++) {
		queue.id = queue.name = queues[i];
		CU_ASSERT_EQUAL(store_create(store, &queue), STORE_OK);
	}
}

static void
end(void)
{
	store_close(store);
	arena_free(arena);
}

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
	    .message = "",
	    .created = 1000,
	    .parts = {[TASK_SCRIPT] = "{\"script\":{}}"}};

	CU_ASSERT_EQUAL(store_create_task(store, &task, NULL), STORE_OK);
}

static struct store_task_change
to(enum task_status status)
{
	return (struct store_task_change){.status = status,
	    .reason = "",
	    .message = "",
	    .user = "u1",
	    .now = 2000};
}

static struct task
get(const char *id)
{
	struct task task = {0};

	CU_ASSERT_EQUAL(
	    store_get_task(store, arena, "c1", id, TASK_NEEDS_ALL, &task),
	    STORE_OK);
	return task;
}

static enum store_result
enqueue(const char *id, const char *queue)
{
	struct store_task_change change = to(TASK_QUEUED);

	return store_enqueue_task(store, "c1", id, queue, NULL, true, &change);
}

static const char *
pop(const char *queue)
{
	struct queue_entry entry;

	return store_get_next_task(store, arena, "c1", queue, NULL,
		   &(const struct store_actor){.user = "u1"}, 3000,
		   &entry) == STORE_OK
		   ? entry.task
		   : "-";
}

static size_t
length(const char *queue)
{
	struct queue found;

	CU_ASSERT_EQUAL(store_get_by_id(store, arena, "c1", queue,
			    (struct queue_need){.parts = QUEUE_LENGTH}, &found),
	    STORE_OK);
	return found.length;
}

static void
is_in_one_queue_at_most(void)
{
	struct task task;

	begin();
	add_task("a");
	CU_ASSERT_EQUAL(enqueue("a", "q1"), STORE_OK);
	CU_ASSERT_EQUAL(enqueue("a", "q1"), STORE_DUPLICATE);
	CU_ASSERT_EQUAL(enqueue("a", "none"), STORE_NOT_FOUND);
	CU_ASSERT_EQUAL(enqueue("none", "q1"), STORE_NO_TASK);
	CU_ASSERT_EQUAL(length("q1"), 1);
	CU_ASSERT_EQUAL(enqueue("a", "q2"), STORE_OK);
	CU_ASSERT_EQUAL(length("q1"), 0);
	CU_ASSERT_EQUAL(length("q2"), 1);
	task = get("a");
	CU_ASSERT_EQUAL(task.status, TASK_QUEUED);
	CU_ASSERT_EQUAL(task.enqueue_status, TASK_CREATED);
	CU_ASSERT_STRING_EQUAL(task.queue, "q2");
	end();
}

static void
notes_a_pop_until_it_is_dequeued(void)
{
	struct store_task_change change = to(TASK_IN_PROGRESS);

	begin();
	add_task("a");
	CU_ASSERT_EQUAL(enqueue("a", "q1"), STORE_OK);
	CU_ASSERT_EQUAL(get("a").popped, TASK_NEVER);
	CU_ASSERT_STRING_EQUAL(pop("q1"), "a");
	CU_ASSERT_EQUAL(get("a").popped, 3000);
	CU_ASSERT_STRING_EQUAL(get("a").popped_by, "u1");
	CU_ASSERT_EQUAL(get("a").status, TASK_QUEUED);
	CU_ASSERT_EQUAL(
	    store_dequeue_task(store, "c1", "a", false, &change), STORE_OK);
	CU_ASSERT_EQUAL(get("a").popped, TASK_NEVER);
	CU_ASSERT_PTR_NULL(get("a").popped_by);
	CU_ASSERT_EQUAL(get("a").status, TASK_IN_PROGRESS);
	end();
}

static void
refuses_a_change_without_a_trace(void)
{
	struct store_task_change change = to(TASK_COMPLETED);

	begin();
	add_task("a");
	CU_ASSERT_EQUAL(
	    store_change_task(store, "c1", "a", &change), STORE_WRONG_STATUS);
	CU_ASSERT_EQUAL(change.was, TASK_CREATED);
	CU_ASSERT_EQUAL(get("a").last_change, 1000);
	change.force = true;
	CU_ASSERT_EQUAL(store_change_task(store, "c1", "a", &change), STORE_OK);
	CU_ASSERT_EQUAL(get("a").last_change, 2000);
	CU_ASSERT_EQUAL(enqueue("a", "q1"), STORE_WRONG_STATUS);
	CU_ASSERT_EQUAL(length("q1"), 0);
	end();
}

static bool
append(
    void *context, struct arena *memory, const char *before, const char **after)
{
	*after = arena_printf(memory, "%s%s", before == NULL ? "" : before,
	    (const char *)context);
	return **after != '!';
}

static void
edits_parts_in_one_step(void)
{
	char plus[] = "+", bang[] = "!";
	struct store_part_edit parts[] = {
	    {TASK_SCRIPT, append, plus}, {TASK_RUNTIME, append, plus}};
	struct store_task_edit edit = {.name = "other",
	    .n_parts = 2,
	    .parts = parts,
	    .user = "u1",
	    .now = 2000};
	enum task_status was;

	begin();
	add_task("a");
	CU_ASSERT_EQUAL(
	    store_edit_task(store, arena, "c1", "a", &edit, &was), STORE_OK);
	CU_ASSERT_STRING_EQUAL(get("a").parts[TASK_SCRIPT], "{\"script\":{}}+");
	CU_ASSERT_STRING_EQUAL(get("a").parts[TASK_RUNTIME], "+");
	parts[1] = (struct store_part_edit){TASK_OUTPUT, append, bang};
	edit.name = "third";
	CU_ASSERT_EQUAL(
	    store_edit_task(store, arena, "c1", "a", &edit, &was), STORE_FULL);
	CU_ASSERT_STRING_EQUAL(get("a").parts[TASK_SCRIPT], "{\"script\":{}}+");
	CU_ASSERT_STRING_EQUAL(get("a").name, "other");
	edit.statuses = 1u << TASK_QUEUED;
	CU_ASSERT_EQUAL(store_edit_task(store, arena, "c1", "a", &edit, &was),
	    STORE_WRONG_STATUS);
	CU_ASSERT_EQUAL(was, TASK_CREATED);
	end();
}

static void
reads_only_the_parts_that_are_needed(void)
{
	struct criteria criteria;
	struct task *tasks;
	size_t n;

	begin();
	add_task("a");
	add_task("b");
	criteria_init(&criteria, arena, "c1", &task_fields);
	CU_ASSERT_TRUE(criteria_add_order(&criteria, "-name"));
	CU_ASSERT_EQUAL(
	    store_list_tasks(store, arena, &criteria, 0, &n, &tasks), STORE_OK);
	CU_ASSERT_EQUAL_FATAL(n, 2);
	CU_ASSERT_STRING_EQUAL(tasks[0].id, "b");
	CU_ASSERT_PTR_NULL(tasks[0].parts[TASK_SCRIPT]);
	CU_ASSERT_EQUAL(store_list_tasks(store, arena, &criteria,
			    1u << TASK_SCRIPT, &n, &tasks),
	    STORE_OK);
	CU_ASSERT_PTR_NOT_NULL(tasks[1].parts[TASK_SCRIPT]);
	end();
}

static void
reverts_tasks_of_a_long_queue_that_is_cleared(void)
{
	const struct store_leaving leaving = {.company = "c1",
	    .queue = "q1",
	    .reason = "cleared",
	    .user = "u1",
	    .now = 4000};
	const char **tasks;
	size_t i, n;

	begin();
	for (i = 0; i < 600; i++) {
		add_task(arena_printf(arena, "t%zu", i));
		CU_ASSERT_EQUAL(
		    enqueue(arena_printf(arena, "t%zu", i), "q1"), STORE_OK);
	}
	CU_ASSERT_EQUAL(
	    store_clear_queue(store, arena, &leaving, &n, &tasks), STORE_OK);
	CU_ASSERT_EQUAL(n, 600);
	for (i = 0; i < 600; i += 599) {
		CU_ASSERT_EQUAL(
		    get(arena_printf(arena, "t%zu", i)).status, TASK_CREATED);
		CU_ASSERT_STRING_EQUAL(
		    get(arena_printf(arena, "t%zu", i)).reason, "cleared");
	}
	end();
}

static void
start(const char *id, int64_t now)
{
	struct store_task_change change = to(TASK_IN_PROGRESS);

	change.starts = true;
	change.now = now;
	CU_ASSERT_EQUAL(store_change_task(store, "c1", id, &change), STORE_OK);
}

/* Those that run and are heard of are left alone, and those that don't run. */
static void
stops_silent_tasks(void)
{
	int64_t now = timefmt_now();
	struct task task;

	begin();
	CU_ASSERT_EQUAL(store_add_company(store, "c1", "one"), STORE_OK);
	add_task("silent");
	add_task("heard");
	add_task("waiting");
	CU_ASSERT_EQUAL(enqueue("waiting", "q1"), STORE_OK);
	start("silent", now - 3600000);
	start("heard", now - 3600000);
	CU_ASSERT_EQUAL(
	    store_touch_task(store, "c1", "heard", NULL, "u1", now), STORE_OK);
	CU_ASSERT_EQUAL(
	    store_sqlite_stop_silent(sqlite_of(store), 3599), STORE_OK);
	task = get("silent");
	CU_ASSERT_EQUAL(task.status, TASK_STOPPED);
	CU_ASSERT_STRING_EQUAL(task.reason, "Forced stop (non-responsive)");
	CU_ASSERT_STRING_EQUAL(task.message, task.reason);
	CU_ASSERT_TRUE(task.completed >= now);
	CU_ASSERT_EQUAL(get("heard").status, TASK_IN_PROGRESS);
	CU_ASSERT_EQUAL(get("waiting").status, TASK_QUEUED);
	end();
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(is_in_one_queue_at_most),
	    SUITE_TEST(notes_a_pop_until_it_is_dequeued),
	    SUITE_TEST(refuses_a_change_without_a_trace),
	    SUITE_TEST(edits_parts_in_one_step),
	    SUITE_TEST(reads_only_the_parts_that_are_needed),
	    SUITE_TEST(reverts_tasks_of_a_long_queue_that_is_cleared),
	    SUITE_TEST(stops_silent_tasks),
	};

	return suite_run("records", tests, sizeof(tests) / sizeof(*tests));
}
