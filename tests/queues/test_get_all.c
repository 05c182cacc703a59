#include <stdio.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "generated/queues.h"
#include "store/queues.h"
#include "tests/queues/fixture.h"
#include "tests/store/sample_store.h"
#include "tests/suite.h"

static struct queues_get_all_resp response;

static const struct call_result *
get_all(const struct queues_get_all_req *request)
{
	response = (struct queues_get_all_resp){0};
	return queues_get_all(&fixture_call, request, &response);
}

/* Expect queues by name, in this order. */
static void
expect(const struct queues_get_all_req *request, const char *names)
{
	char got[1000] = "";
	size_t i;

	fixture_expect(get_all(request), ERR_OK, "OK");
	for (i = 0; i < response.n_queues; i++)
		snprintf(got + strlen(got), sizeof(got) - strlen(got), "%s%s",
		    i > 0 ? " " : "", response.queues[i].name);
	CU_ASSERT_STRING_EQUAL(got, names);
}

static void
add_tagged(const char *name, const char *tag)
{
	struct queue queue = {.id = name,
	    .name = name,
	    .company = "c1",
	    .n_tags = 1,
	    .tags = &tag};

	CU_ASSERT_EQUAL(store_create(fixture_call.store, &queue), STORE_OK);
}

static void
begin(void)
{
	fixture_begin();
	add_tagged("bravo", "x");
	add_tagged("alpha", "y");
	add_tagged("charlie", "x");
}

static void
lists_in_order_of_creation(void)
{
	struct queues_get_all_req request = {0};

	begin();
	expect(&request, "bravo alpha charlie");
	fixture_call.who.company = "c2";
	expect(&request, "");
	CU_ASSERT_TRUE(response.has.queues);
	fixture_end();
}

static void
filters_by_name(void)
{
	struct queues_get_all_req request = {
	    .has = {.name = true}, .name = "^(alpha|char)"};

	begin();
	expect(&request, "alpha charlie");
	request.name = "ALPHA";
	expect(&request, "");
	request.name = "";
	expect(&request, "bravo alpha charlie");
	request.name = "(";
	CU_ASSERT_EQUAL(get_all(&request)->error, ERR_MALFORMED_REGEX);
	fixture_end();
}

static void
filters_by_id_and_tags(void)
{
	const char *ids[] = {"alpha", "bravo", "unknown"};
	const char *tags[] = {"x", "-y"};
	struct queues_get_all_req request = {.n_id = 3, .id = ids};

	begin();
	expect(&request, "bravo alpha");
	request.n_tags = 2;
	request.tags = tags;
	expect(&request, "bravo");
	fixture_end();
}

static void
refuses_bad_operators(void)
{
	const char *tags[] = {"__$bad", "x"};
	struct queues_get_all_req request = {.n_tags = 2, .tags = tags};

	begin();
	fixture_expect(get_all(&request), ERR_INVALID_FIELDS_VALUE,
	    "Invalid value for fields (Unsupported operator): field=tags, "
	    "operator=__$bad");
	fixture_end();
}

static void
orders(void)
{
	const char *up[] = {"name"}, *down[] = {"-name"};
	const char *by_tag[] = {"tags"}, *bad[] = {"colour"};
	struct queues_get_all_req request = {.n_order_by = 1};

	begin();
	request.order_by = up;
	expect(&request, "alpha bravo charlie");
	request.order_by = down;
	expect(&request, "charlie bravo alpha");
	request.order_by = by_tag;
	expect(&request, "bravo charlie alpha");
	request.order_by = bad;
	fixture_expect(get_all(&request), ERR_LOOKUP_ERROR,
	    "Lookup error (probably an invalid field name or unsupported "
	    "nested field): err=Cannot resolve field \"colour\"");
	fixture_end();
}

static void
pages(void)
{
	struct queues_get_all_req request = {
	    .has = {.page_size = true}, .page_size = 2};

	begin();
	expect(&request, "bravo alpha");
	request.has.page = true;
	request.page = 1;
	expect(&request, "charlie");
	request.page = INT64_MAX;
	expect(&request, "");
	request = (struct queues_get_all_req){.null = {.page_size = true}};
	fixture_expect(get_all(&request), ERR_MISSING_REQUIRED_FIELDS,
	    "Missing required fields (page_size is required when page is "
	    "requested): field=page_size");
	fixture_end();
}

static void
gives_500_unless_asked_for_all(void)
{
	struct queues_get_all_req request = {0};
	const char *ids[510];
	char names[510][24];
	int i;

	fixture_begin();
	for (i = 0; i < 510; i++) {
		snprintf(names[i], sizeof(names[i]), "queue%d", i);
		fixture_add_queue(names[i], "");
		ids[i] = names[i];
	}
	fixture_expect(get_all(&request), ERR_OK, "OK");
	CU_ASSERT_EQUAL(response.n_queues, 500);
	request.has.page_size = true;
	request.page_size = 501;
	fixture_expect(get_all(&request), ERR_OK, "OK");
	CU_ASSERT_EQUAL(response.n_queues, 500);
	request = (struct queues_get_all_req){.n_id = 510, .id = ids};
	fixture_expect(get_all(&request), ERR_OK, "OK");
	CU_ASSERT_EQUAL(response.n_queues, 510);
	request = (struct queues_get_all_req){
	    .null = {.page = true, .page_size = true}};
	fixture_expect(get_all(&request), ERR_OK, "OK");
	CU_ASSERT_EQUAL(response.n_queues, 510);
	fixture_end();
}

static void
shows_only_what_is_asked_for(void)
{
	const char *fields[] = {"name", "entries.task"}, *bad[] = {"user"};
	const char *without[] = {"-entries"};
	struct queues_get_all_req request = {
	    .n_only_fields = 2, .only_fields = fields};

	fixture_begin();
	fixture_add_queue("training", "ab");
	expect(&request, "training");
	CU_ASSERT_PTR_NULL(response.queues[0].id);
	CU_ASSERT_FALSE(response.queues[0].has.tags);
	CU_ASSERT_EQUAL_FATAL(response.queues[0].n_entries, 2);
	CU_ASSERT_PTR_NOT_NULL(response.queues[0].entries[0].task);
	CU_ASSERT_FALSE(response.queues[0].entries[0].has.added);
	request.n_only_fields = 1;
	request.only_fields = without;
	expect(&request, "training");
	CU_ASSERT_PTR_NOT_NULL(response.queues[0].id);
	CU_ASSERT_FALSE(response.queues[0].has.entries);
	request.only_fields = bad;
	fixture_expect(get_all(&request), ERR_LOOKUP_ERROR,
	    "Lookup error (probably an invalid field name or unsupported "
	    "nested field): err=Cannot resolve field \"user\"");
	fixture_end();
}

static void
tells_of_a_store_that_fails(void)
{
	struct queues_get_all_req request = {0};

	fixture_begin();
	fixture_break_store(STORE_UNAVAILABLE);
	CU_ASSERT_EQUAL(get_all(&request)->error, ERR_UNAVAILABLE);
	fixture_break_store(STORE_FAILED);
	CU_ASSERT_EQUAL(get_all(&request)->error, ERR_INTERNAL_ERROR);
	fixture_break_store(STORE_BAD_FILTER);
	CU_ASSERT_EQUAL(get_all(&request)->error, ERR_INVALID_FIELDS_VALUE);
	fixture_break_store(STORE_COSTLY);
	CU_ASSERT_EQUAL(get_all(&request)->error, ERR_INVALID_FIELDS_VALUE);
	fixture_end();
}

static void
refuses_more_than_the_limits(void)
{
	static const char *many[1001] = {0};
	struct queues_field_filter_pair filter = {
	    .name = "tags", .value.all.n_exclude = 1001};
	struct queues_get_all_req request = {.n_tags = 1001, .tags = many};

	fixture_begin();
	fixture_expect(get_all(&request), ERR_VALIDATION_ERROR,
	    "Validation error (tags: length, expected at most 1000, got "
	    "1001)");
	request = (struct queues_get_all_req){
	    .n_only_fields = 21, .only_fields = many};
	fixture_expect(get_all(&request), ERR_VALIDATION_ERROR,
	    "Validation error (only_fields: length, expected at most 20, got "
	    "21)");
	request =
	    (struct queues_get_all_req){.n_filters = 1, .filters = &filter};
	fixture_expect(get_all(&request), ERR_VALIDATION_ERROR,
	    "Validation error (filters.tags.all.exclude: length, expected at "
	    "most 1000, got 1001)");
	request.n_filters = 1001;
	fixture_expect(get_all(&request), ERR_VALIDATION_ERROR,
	    "Validation error (filters: length, expected at most 1000, got "
	    "1001)");
	request = (struct queues_get_all_req){0};
	request.has.any = true;
	request.any.n_fields = 11;
	fixture_expect(get_all(&request), ERR_VALIDATION_ERROR,
	    "Validation error (_any_.fields: length, expected at most 10, got "
	    "11)");
	fixture_end();
}

static void
hides_queues_unless_they_are_looked_for(void)
{
	const char *tag = "k8s-glue", *none = "", *field = "name";
	struct queue queue = {.id = "pods",
	    .name = "pods",
	    .company = "c1",
	    .n_system_tags = 1,
	    .system_tags = &tag};
	struct queues_get_all_req request = {0};

	begin();
	CU_ASSERT_EQUAL(store_create(fixture_call.store, &queue), STORE_OK);
	expect(&request, "bravo alpha charlie");
	request.has.page_size = true;
	request.page_size = 4;
	expect(&request, "bravo alpha charlie");
	request = (struct queues_get_all_req){.search_hidden = true};
	expect(&request, "bravo alpha charlie pods");
	request = (struct queues_get_all_req){.n_id = 1, .id = &queue.id};
	expect(&request, "pods");
	request =
	    (struct queues_get_all_req){.has = {.name = true}, .name = "p"};
	expect(&request, "alpha pods");
	request.name = "";
	expect(&request, "bravo alpha charlie");
	request = (struct queues_get_all_req){
	    .n_system_tags = 1, .system_tags = &tag};
	expect(&request, "");
	request = (struct queues_get_all_req){.has = {.any = true},
	    .any = {.has = {.pattern = true},
		.pattern = "pods",
		.n_fields = 1,
		.fields = &field}};
	expect(&request, "");
	request = (struct queues_get_all_req){
	    .has = {.id = true}, .n_id = 1, .id = &none};
	expect(&request, "");
	fixture_end();
}

static void
shows_filters_and_orders_display_names(void)
{
	const char *field = "display_name", *not_field = "-display_name";
	struct store_changes changes = {.display_name = "Zulu"};
	struct queues_get_all_req request = {
	    .n_only_fields = 1, .only_fields = &field};

	begin();
	CU_ASSERT_EQUAL(
	    store_update(fixture_call.store, "c1", "bravo", &changes),
	    STORE_OK);
	fixture_expect(get_all(&request), ERR_OK, "OK");
	CU_ASSERT_PTR_NULL(response.queues[0].name);
	CU_ASSERT_STRING_EQUAL(response.queues[0].display_name, "Zulu");
	CU_ASSERT_PTR_NULL(response.queues[1].display_name);
	request.only_fields = &not_field;
	expect(&request, "bravo alpha charlie");
	CU_ASSERT_PTR_NULL(response.queues[0].display_name);
	request =
	    (struct queues_get_all_req){.n_order_by = 1, .order_by = &field};
	expect(&request, "bravo alpha charlie");
	CU_ASSERT_PTR_NOT_NULL(response.queues[0].display_name);
	request = (struct queues_get_all_req){.has = {.all = true},
	    .all = {.has = {.pattern = true},
		.n_fields = 1,
		.fields = &field,
		.pattern = "ZU"}};
	expect(&request, "bravo");
	request =
	    (struct queues_get_all_req){.has = {.name = true}, .name = "Zulu"};
	expect(&request, "");
	fixture_end();
}

static void
shows_resources_and_their_parts(void)
{
	static const struct queue_resources resources = {true, true, 0.25, 1};
	struct queue queue = {
	    .id = "training", .name = "training", .company = "c1"};
	const char *part = "resources.gpu_usage", *bad = "resources.colour";
	struct queues_get_all_req request = {
	    .n_only_fields = 1, .only_fields = &part};

	fixture_begin();
	CU_ASSERT_EQUAL(store_create(fixture_call.store, &queue), STORE_OK);
	sample_store_use_resources(fixture_call.store, "training", &resources);
	fixture_expect(get_all(&request), ERR_OK, "OK");
	CU_ASSERT_TRUE(response.queues[0].has.resources);
	CU_ASSERT_FALSE(response.queues[0].resources.has.cpu_usage);
	CU_ASSERT_EQUAL(response.queues[0].resources.gpu_usage, 1);
	request.only_fields = &bad;
	CU_ASSERT_EQUAL(get_all(&request)->error, ERR_LOOKUP_ERROR);
	fixture_end();
}

static void
cuts_entries(void)
{
	const char *task = "entries.task", *name = "name";
	struct queues_get_all_req request = {.max_task_entries = 1};

	fixture_begin();
	fixture_add_queue("training", "abc");
	fixture_expect(get_all(&request), ERR_OK, "OK");
	CU_ASSERT_EQUAL_FATAL(response.queues[0].n_entries, 1);
	CU_ASSERT_STRING_EQUAL(response.queues[0].entries[0].task, "a");
	CU_ASSERT_TRUE(response.queues[0].has.tags);
	request = (struct queues_get_all_req){
	    .max_task_entries = -2, .n_only_fields = 1, .only_fields = &task};
	fixture_expect(get_all(&request), ERR_OK, "OK");
	CU_ASSERT_EQUAL_FATAL(response.queues[0].n_entries, 2);
	CU_ASSERT_STRING_EQUAL(response.queues[0].entries[0].task, "b");
	CU_ASSERT_FALSE(response.queues[0].entries[0].has.added);
	request.only_fields = &name;
	fixture_expect(get_all(&request), ERR_OK, "OK");
	CU_ASSERT_FALSE(response.queues[0].has.entries);
	fixture_end();
}

static void
wants_a_pattern_or_a_time(void)
{
	const char *field = "name", *time = ">=2026-01-01";
	struct queues_get_all_req request = {.has = {.all = true},
	    .all = {.has = {.fields = true}, .n_fields = 1, .fields = &field}};

	begin();
	fixture_expect(get_all(&request), ERR_INVALID_FIELDS_VALUE,
	    "Invalid value for fields (failed parsing query field): "
	    "error=incorrect field format: field=_all_, field=_all_");
	request.all.has.datetime = true;
	request.all.n_datetime = 1;
	request.all.datetime = &time;
	fixture_expect(get_all(&request), ERR_INVALID_FIELDS_VALUE,
	    "Invalid value for fields (failed parsing query field): "
	    "error=queues have no field for datetime, field=_all_");
	request.all.n_fields = 0;
	expect(&request, "bravo alpha charlie");
	request.all.has.pattern = true;
	CU_ASSERT_EQUAL(get_all(&request)->error, ERR_INVALID_FIELDS_VALUE);
	fixture_end();
}

static void
filters_by_parts(void)
{
	const char *x[] = {"x"}, *y[] = {"y"}, *id[] = {"alpha"};
	struct queues_field_filter_pair filters[] = {
	    {.name = "tags", .value.any = {.n_include = 1, .include = x}},
	    {.name = "id", .value.all = {.n_exclude = 1, .exclude = id}},
	    {.name = "name", .value.any = {.n_include = 1, .include = id}}};
	struct queues_get_all_req request = {
	    .n_tags = 1, .tags = y, .n_filters = 1, .filters = filters};

	begin();
	expect(&request, "bravo charlie");
	request.n_filters = 3;
	expect(&request, "bravo charlie");
	filters[1].value.all.n_exclude = 0;
	filters[0].value = (struct queues_field_filter){0};
	expect(&request, "bravo alpha charlie");
	filters[0].value.any.n_include = 1;
	filters[0].value.any.include = y;
	filters[0].value.all.n_include = 1;
	filters[0].value.all.include = x;
	expect(&request, "");
	filters[0].value.op = QUEUES_FIELD_FILTER_OP_OR;
	expect(&request, "bravo alpha charlie");
	fixture_end();
}

static void
puts_a_filter_in_the_place_of_a_plain_one(void)
{
	const char *v[] = {"v"}, *w[] = {"w"};
	struct queue_metadata item = {"k", "k", "", "v"};
	struct queue queue = {.id = "one",
	    .name = "one",
	    .company = "c1",
	    .n_metadata = 1,
	    .metadata = &item};
	struct queues_list_filter_pair plain[] = {
	    {.name = "metadata.k.value", .n_values = 1, .values = w},
	    {.name = "metadata.k.key", .n_values = 1, .values = w}};
	struct queues_field_filter_pair filters[] = {
	    {.name = "metadata.k.value",
		.value.any = {.n_include = 1, .include = v}},
	    {.name = "metadata."}};
	struct queues_get_all_req request = {
	    .n_metadata = 1, .metadata = plain};

	fixture_begin();
	CU_ASSERT_EQUAL(store_create(fixture_call.store, &queue), STORE_OK);
	expect(&request, "");
	request.n_filters = 1;
	request.filters = filters;
	expect(&request, "one");
	request.n_metadata = 2;
	expect(&request, "");
	request.n_filters = 2;
	CU_ASSERT_EQUAL(get_all(&request)->error, ERR_VALIDATION_ERROR);
	fixture_end();
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(lists_in_order_of_creation),
	    SUITE_TEST(filters_by_name),
	    SUITE_TEST(filters_by_id_and_tags),
	    SUITE_TEST(refuses_bad_operators),
	    SUITE_TEST(orders),
	    SUITE_TEST(pages),
	    SUITE_TEST(gives_500_unless_asked_for_all),
	    SUITE_TEST(shows_only_what_is_asked_for),
	    SUITE_TEST(tells_of_a_store_that_fails),
	    SUITE_TEST(refuses_more_than_the_limits),
	    SUITE_TEST(hides_queues_unless_they_are_looked_for),
	    SUITE_TEST(shows_filters_and_orders_display_names),
	    SUITE_TEST(shows_resources_and_their_parts),
	    SUITE_TEST(cuts_entries),
	    SUITE_TEST(wants_a_pattern_or_a_time),
	    SUITE_TEST(filters_by_parts),
	    SUITE_TEST(puts_a_filter_in_the_place_of_a_plain_one),
	};

	return suite_run(
	    "queues.get_all", tests, sizeof(tests) / sizeof(*tests));
}
