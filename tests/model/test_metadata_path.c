#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "model/metadata_path.h"
#include "model/queue.h"
#include "tests/suite.h"

static struct arena *arena;

static void
expect(const char *text, const char *name, unsigned members)
{
	struct metadata_path path;

	arena = arena_new();
	CU_ASSERT_EQUAL(
	    metadata_path_read(arena, text, &path), METADATA_PATH_FINE);
	CU_ASSERT_STRING_EQUAL(path.name, name);
	CU_ASSERT_EQUAL(path.members, members);
	arena_free(arena);
}

static void
expect_fault(const char *text, enum metadata_path_fault fault)
{
	struct metadata_path path;

	arena = arena_new();
	CU_ASSERT_EQUAL(metadata_path_read(arena, text, &path), fault);
	arena_free(arena);
}

static void
reads_names_and_members(void)
{
	expect("metadata.k", "k", METADATA_WHOLE);
	expect("metadata.k.key", "k", METADATA_KEY);
	expect("metadata.k.type", "k", METADATA_TYPE);
	expect("metadata.k.value", "k", METADATA_VALUE);
	expect("metadata.k.other", "k", METADATA_NONE);
	expect("metadata. k .value", "k", METADATA_VALUE);
}

static void
escapes_what_documents_cannot_hold(void)
{
	static const struct {
		const char *name;
		const char *escaped;
	} names[] = {{"k", "k"}, {"k.1", "k%2E1"}, {"$x", "%24x"},
	    {"a__b", "a%_%_b"}, {"_p", "%_p"}, {"p%", "p%%"},
	    {"___x", "%_%__x"}, {"a_b", "a_b"}, {"%2E", "%%2E"}, {"", ""}};
	char *again;
	size_t i;

	arena = arena_new();
	for (i = 0; i < sizeof(names) / sizeof(*names); i++) {
		CU_ASSERT_STRING_EQUAL(
		    metadata_path_escape(arena, names[i].name),
		    names[i].escaped);
		again = arena_strdup(arena, names[i].escaped);
		metadata_path_unescape(again);
		CU_ASSERT_STRING_EQUAL(again, names[i].name);
	}
	arena_free(arena);
}

static void
undoes_escapes(void)
{
	expect("metadata.k%2E1", "k.1", METADATA_WHOLE);
	expect("metadata.%24x.value", "$x", METADATA_VALUE);
	expect("metadata.a%_%_b", "a__b", METADATA_WHOLE);
	expect("metadata.%_p", "_p", METADATA_WHOLE);
	expect("metadata.p%%", "p%", METADATA_WHOLE);
	expect("metadata.%%2E", "%2E", METADATA_WHOLE);
	expect("metadata.50%", "50%", METADATA_WHOLE);
}

static void
refuses_what_is_no_path(void)
{
	expect_fault("metadata", METADATA_PATH_OTHER);
	expect_fault("name", METADATA_PATH_OTHER);
	expect_fault("", METADATA_PATH_OTHER);
	expect_fault("metadata.", METADATA_PATH_EMPTY);
	expect_fault("metadata..value", METADATA_PATH_EMPTY);
	expect_fault("metadata. \t.value", METADATA_PATH_EMPTY);
	expect_fault("metadata.a.b.c", METADATA_PATH_TOO_DEEP);
	expect_fault("metadata.a.value.", METADATA_PATH_TOO_DEEP);
}

static void
finds_pieces_and_members(void)
{
	struct queue_metadata items[] = {
	    {"a", "1", "2", "3"}, {"b", "4", "5", "6"}};
	struct queue queue = {.n_metadata = 2, .metadata = items};
	struct metadata_path path = {.name = "b"};
	const struct queue_metadata *item = metadata_path_find(&path, &queue);

	CU_ASSERT_PTR_EQUAL_FATAL(item, &items[1]);
	CU_ASSERT_STRING_EQUAL(metadata_path_text(item, METADATA_KEY), "4");
	CU_ASSERT_STRING_EQUAL(metadata_path_text(item, METADATA_TYPE), "5");
	CU_ASSERT_STRING_EQUAL(metadata_path_text(item, METADATA_VALUE), "6");
	path.name = "c";
	CU_ASSERT_PTR_NULL(metadata_path_find(&path, &queue));
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(reads_names_and_members),
	    SUITE_TEST(escapes_what_documents_cannot_hold),
	    SUITE_TEST(undoes_escapes),
	    SUITE_TEST(refuses_what_is_no_path),
	    SUITE_TEST(finds_pieces_and_members),
	};

	return suite_run(
	    "metadata_path", tests, sizeof(tests) / sizeof(*tests));
}
