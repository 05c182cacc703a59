#include <string.h>

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "store/queues.h"
#include "tests/queues/fixture.h"
#include "tests/store/contract.h"
#include "tests/store/failing.h"
#include "tests/store/sample_store.h"

struct call fixture_call;

static struct store *whole, *broken;

static void
begin(struct store *store)
{
	static const char *const hidden[] = {"k8s-glue"};
	static const struct call_server server = {.hidden_tags = {1, hidden},
	    .limits = {.tags = 100,
		.metadata = 100,
		.metadata_size = 10000,
		.fields = 10,
		.only_fields = 20,
		.filter_values = 1000}};

	whole = store;
	fixture_call = (struct call){.arena = arena_new(),
	    .store = whole,
	    .server = &server,
	    .who = {.user = "u1",
		.company = "c1",
		.role = "user",
		.user_name = "",
		.company_name = ""},
	    .now = 1000};
}

void
fixture_begin(void)
{
	begin(sample_store_new());
}

void
fixture_begin_with_tasks(void)
{
	begin(sample_store_with_tasks());
}

void
fixture_end(void)
{
	store_close(broken);
	broken = NULL;
	store_close(whole);
	arena_free(fixture_call.arena);
}

void
fixture_add_queue(const char *name, const char *tasks)
{
	struct queue queue = {.id = name,
	    .name = name,
	    .company = "c1",
	    .created = 1000,
	    .last_update = 1000};
	struct queue_entry entry = {.added = 1000};

	CU_ASSERT_EQUAL(store_create(whole, &queue), STORE_OK);
	for (; *tasks != '\0'; tasks++) {
		entry.task = arena_strndup(fixture_call.arena, tasks, 1);
		CU_ASSERT_EQUAL(
		    store_add_task(whole, "c1", name, &entry, NULL, false),
		    STORE_OK);
	}
}

const char *
fixture_tasks(const char *queue)
{
	struct arena *arena = fixture_call.arena;
	struct queue found;
	char *text;
	size_t i;

	if (store_get_by_id(whole, arena, "c1", queue,
		(struct queue_need){.parts = QUEUE_ENTRIES},
		&found) != STORE_OK)
		return "-";
	text = arena_alloc(arena, found.n_entries + 1);
	for (i = 0; i < found.n_entries; i++)
		text[i] = found.entries[i].task[0];
	return text;
}

void
fixture_add_task(const char *id, const char *status, const char *queue)
{
	const struct contract_task task = {
	    .id = id, .company = "c1", .status = status, .queue = queue};

	sample_store_put_task(whole, &task);
}

const char *
fixture_task(const char *id)
{
	struct contract_task task;

	sample_store_get_task(whole, fixture_call.arena, id, &task);
	return arena_printf(fixture_call.arena, "%s %s%s%s", task.status,
	    task.queue == NULL ? "-" : task.queue,
	    task.reason == NULL ? "" : ": ",
	    task.reason == NULL ? "" : task.reason);
}

void
fixture_expect(
    const struct call_result *result, enum err error, const char *message)
{
	CU_ASSERT_EQUAL(result->error, error);
	CU_ASSERT_STRING_EQUAL(result->message, message);
}

void
fixture_break_store(enum store_result result)
{
	store_close(broken);
	broken = store_failing_new(result);
	fixture_call.store = broken;
}
