#include <string.h>

#include <CUnit/CUnit.h>

#include "base/api_version.h"
#include "base/arena.h"
#include "base/buf.h"
#include "json/jval.h"
#include "json/jval_choice.h"
#include "json/jval_text.h"
#include "tests/suite.h"

static struct arena *arena;

static void
expect_merged(
    const char *text, const char *with, unsigned depth, const char *merged)
{
	CU_ASSERT_STRING_EQUAL(
	    jval_text_merge(arena, text, with, depth), merged);
}

static void
merges_down_to_a_depth(void)
{
	static const char old[] = "{\"a\":{\"b\":{\"x\":1},\"c\":2}}";
	static const char new[] = "{\"a\":{\"b\":{\"y\":3}},\"d\":4}";

	arena = arena_new();
	expect_merged(old, new, 1, "{\"a\":{\"b\":{\"y\":3}},\"d\":4}");
	expect_merged(old, new, 2, "{\"a\":{\"b\":{\"y\":3},\"c\":2},\"d\":4}");
	expect_merged(
	    old, new, 3, "{\"a\":{\"b\":{\"x\":1,\"y\":3},\"c\":2},\"d\":4}");
	expect_merged(NULL, new, 2, new);
	expect_merged(old, NULL, 2, old);
	expect_merged(
	    "{\"a\":[1]}", "{\"a\":{\"b\":2}}", 5, "{\"a\":{\"b\":2}}");
	arena_free(arena);
}

static void
write_any(struct jval_writer *writer, const char *name, const void *from)
{
	jval_write_any(writer, name, from);
}

/* What is left of a text if only these paths are chosen. */
static void
expect_chosen(
    const char *text, const char *one, const char *other, const char *chosen)
{
	struct jval_writer writer;
	char piece[200] = "";
	struct jval value;
	struct buf buf;

	arena = arena_new();
	CU_ASSERT_TRUE(jval_text_any(arena, text, &value));
	CU_ASSERT_STRING_EQUAL(jval_text_of(arena, write_any, &value), text);
	buf_init(&buf, piece, sizeof(piece), NULL, NULL);
	jval_writer_init(&writer, &buf, API_VERSION(2, 13));
	writer.chosen = jval_choice_new(arena);
	jval_choice_add(writer.chosen, arena, one);
	if (other != NULL)
		jval_choice_add(writer.chosen, arena, other);
	jval_write_any(&writer, NULL, &value);
	CU_ASSERT_STRING_EQUAL(piece, chosen);
	arena_free(arena);
}

static void
writes_only_what_is_chosen(void)
{
	static const char text[] =
	    "{\"a\":[{\"b\":1,\"c\":{\"d\":[2],\"e\":3}},{\"c\":4}],\"f\":5}";

	expect_chosen(text, "f", NULL, "{\"f\":5}");
	expect_chosen(text, "a.b", NULL, "{\"a\":[{\"b\":1},{}]}");
	expect_chosen(text, "a.c.e", "f",
	    "{\"a\":[{\"c\":{\"e\":3}},{\"c\":4}],\"f\":5}");
	expect_chosen(text, "a.c", NULL,
	    "{\"a\":[{\"c\":{\"d\":[2],\"e\":3}},{\"c\":4}]}");
	expect_chosen(text, "a", "a.b",
	    "{\"a\":[{\"b\":1,\"c\":{\"d\":[2],\"e\":3}},{\"c\":4}]}");
	expect_chosen(text, "x", NULL, "{}");
	expect_chosen(text, "a.c.d.y", "a.b",
	    "{\"a\":[{\"b\":1,\"c\":{\"d\":[2]}},{\"c\":4}]}");
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(merges_down_to_a_depth),
	    SUITE_TEST(writes_only_what_is_chosen),
	};

	return suite_run("jval_text", tests, sizeof(tests) / sizeof(*tests));
}
