#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "base/pattern.h"
#include "model/queue.h"
#include "model/text_filter.h"
#include "tests/suite.h"

static const char *tags[] = {"red", "Blue"};
static struct queue_metadata metadata[] = {
    {"k", "k", "int", "seven"}, {"l", "other", "str", "red"}};
static struct queue_entry entries[] = {{"t1", 1}, {"t2", 2}};
static const struct queue queue = {.id = "id1",
    .created = 1,
    .n_entries = 2,
    .entries = entries,
    .name = "training",
    .company = "acme",
    .n_tags = 2,
    .tags = tags,
    .n_metadata = 2,
    .metadata = metadata};

static struct arena *arena;
static struct text_filter filter;

static void
make(bool all, const char *pattern, size_t n, const char *const *fields)
{
	const char *error;

	filter = (struct text_filter){.all = all};
	CU_ASSERT_PTR_NULL(text_filter_init(&filter, arena,
	    pattern_new(arena, pattern, PATTERN_ANY_CASE, &error), n, fields));
}

/* The number of texts of a field in which a pattern is found. */
static size_t
count_in(const char *field, const char *pattern)
{
	make(false, pattern, 1, &field);
	CU_ASSERT_EQUAL(text_filter_matches(&filter, &queue),
	    text_filter_count(&filter, &queue) > 0);
	return text_filter_count(&filter, &queue);
}

static void
looks_into_every_field(void)
{
	CU_ASSERT_EQUAL(count_in("id", "^ID1$"), 1);
	CU_ASSERT_EQUAL(count_in("name", "train"), 1);
	CU_ASSERT_EQUAL(count_in("name", "acme"), 0);
	CU_ASSERT_EQUAL(count_in("company", "acme"), 1);
	CU_ASSERT_EQUAL(count_in("tags", "e"), 2);
	CU_ASSERT_EQUAL(count_in("tags", "blue"), 1);
	CU_ASSERT_EQUAL(count_in("system_tags", "."), 0);
	CU_ASSERT_EQUAL(count_in("metadata", "red|k"), 2);
	CU_ASSERT_EQUAL(count_in("metadata", "int"), 0);
}

static void
looks_into_pieces_of_metadata(void)
{
	CU_ASSERT_EQUAL(count_in("metadata.k", "."), 2);
	CU_ASSERT_EQUAL(count_in("metadata.k.value", "seven"), 1);
	CU_ASSERT_EQUAL(count_in("metadata.k.type", "seven"), 0);
	CU_ASSERT_EQUAL(count_in("metadata.k.type", "int"), 1);
	CU_ASSERT_EQUAL(count_in("metadata.l.key", "other"), 1);
	CU_ASSERT_EQUAL(count_in("metadata.m.value", "."), 0);
}

static void
looks_at_tasks_and_not_at_times(void)
{
	static const char *const times[] = {
	    "created", "last_update", "entries.added", "entries"};
	size_t i;

	CU_ASSERT_EQUAL(count_in("entries.task", "^t"), 2);
	CU_ASSERT_EQUAL(count_in("entries.task", "t2"), 1);
	for (i = 0; i < sizeof(times) / sizeof(*times); i++)
		CU_ASSERT_EQUAL(count_in(times[i], ""), 0);
}

static void
asks_for_one_field_or_for_all(void)
{
	const char *fields[] = {"name", "tags"};

	make(false, "red", 2, fields);
	CU_ASSERT_TRUE(text_filter_matches(&filter, &queue));
	make(true, "red", 2, fields);
	CU_ASSERT_FALSE(text_filter_matches(&filter, &queue));
	make(true, "i|e", 2, fields);
	CU_ASSERT_TRUE(text_filter_matches(&filter, &queue));
	make(false, "nowhere", 0, NULL);
	CU_ASSERT_TRUE(text_filter_matches(&filter, &queue));
}

static void
names_the_field_that_is_none(void)
{
	static const char *const bad[] = {"", "user", "entries.x", "metadata.",
	    "metadata.k.colour", "metadata.k.value.x", "metadatax"};
	const char *fields[] = {"name", NULL}, *error;
	struct pattern *pattern = pattern_new(arena, "x", 0, &error);
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		fields[1] = bad[i];
		CU_ASSERT_PTR_EQUAL(
		    text_filter_init(&filter, arena, pattern, 2, fields),
		    bad[i]);
	}
}

static void
tells_which_parts_it_needs(void)
{
	const char *fields[] = {"name", "tags", "metadata.k"};
	const char *others[] = {"created", "entries.added", "entries.task"};
	const char *display[] = {"display_name"};

	make(false, "x", 2, others);
	CU_ASSERT_EQUAL(text_filter_needs(&filter), 0);
	make(false, "x", 3, others);
	CU_ASSERT_EQUAL(text_filter_needs(&filter), QUEUE_ENTRIES);
	make(false, "x", 1, display);
	CU_ASSERT_EQUAL(text_filter_needs(&filter), QUEUE_DISPLAY_NAME);
	make(false, "x", 1, fields);
	CU_ASSERT_EQUAL(text_filter_needs(&filter), 0);
	make(false, "x", 2, fields);
	CU_ASSERT_EQUAL(text_filter_needs(&filter), QUEUE_TAGS);
	make(false, "x", 3, fields);
	CU_ASSERT_EQUAL(
	    text_filter_needs(&filter), QUEUE_TAGS | QUEUE_METADATA);
}

static void
takes_literals_as_they_are(void)
{
	struct pattern *pattern;
	const char *error;

	pattern = pattern_new(
	    arena, "(a.b", PATTERN_LITERAL | PATTERN_ANY_CASE, &error);
	CU_ASSERT_PTR_NOT_NULL_FATAL(pattern);
	CU_ASSERT_TRUE(pattern_matches(pattern, "x(A.By"));
	CU_ASSERT_FALSE(pattern_matches(pattern, "(axb"));
}

static void
looks_at_display_names_and_not_at_resources(void)
{
	static const struct queue_resources resources = {true, true, 1, 1};
	struct queue shown = {
	    .id = "q", .name = "one", .resources = &resources};
	const char *display[] = {"display_name"};
	const char *numbers[] = {
	    "resources", "resources.cpu_usage", "resources.gpu_usage"};

	make(false, "", 1, display);
	CU_ASSERT_FALSE(text_filter_matches(&filter, &shown));
	shown.display_name = "";
	CU_ASSERT_TRUE(text_filter_matches(&filter, &shown));
	make(false, "wo", 1, display);
	CU_ASSERT_FALSE(text_filter_matches(&filter, &shown));
	shown.display_name = "Two";
	CU_ASSERT_TRUE(text_filter_matches(&filter, &shown));
	make(false, "1", 3, numbers);
	CU_ASSERT_FALSE(text_filter_matches(&filter, &shown));
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(looks_into_every_field),
	    SUITE_TEST(looks_into_pieces_of_metadata),
	    SUITE_TEST(looks_at_tasks_and_not_at_times),
	    SUITE_TEST(asks_for_one_field_or_for_all),
	    SUITE_TEST(names_the_field_that_is_none),
	    SUITE_TEST(tells_which_parts_it_needs),
	    SUITE_TEST(takes_literals_as_they_are),
	    SUITE_TEST(looks_at_display_names_and_not_at_resources),
	};
	int status;

	arena = arena_new();
	status =
	    suite_run("text_filter", tests, sizeof(tests) / sizeof(*tests));
	arena_free(arena);
	return status;
}
