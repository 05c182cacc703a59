#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "http/form.h"
#include "tests/suite.h"

#define TYPE "multipart/form-data; boundary=b"
#define PART(name, value)                                                      \
	"--b\r\nContent-Disposition: form-data; " name "\r\n\r\n" value "\r\n"

static struct arena *arena;
static const char *body;

/*
 * Walk a body: its fields as "name=value;", and a "!" if it is malformed.  The
 * body is copied to memory of its exact size, so that sanitizers notice reads
 * beyond it.
 */
static const char *
walk_bytes(const char *type, const char *text, size_t n)
{
	const char *name, *value, *detail, *seen = "";
	enum form_step step = FORM_MALFORMED;
	char *copy = malloc(n > 0 ? n : 1);
	struct form form;

	memcpy(copy, text, n);
	if (form_begin(&form, arena, type, copy, n))
		step = form_next(&form, &name, &value, &detail);
	while (step == FORM_FIELD) {
		seen = arena_printf(arena, "%s%s=%s;", seen, name, value);
		step = form_next(&form, &name, &value, &detail);
	}
	free(copy);
	return step == FORM_END ? seen : arena_printf(arena, "%s!", seen);
}

static const char *
walk(const char *text)
{
	return walk_bytes(TYPE, text, strlen(text));
}

static void
gives_fields_in_their_order(void)
{
	body = PART("name=\"a\"", "1") PART("name=\"b\"", "x\r\ny")
	    PART("name=a", "") "--b--\r\n";
	CU_ASSERT_STRING_EQUAL(walk(body), "a=1;b=x\r\ny;a=;");
	CU_ASSERT_STRING_EQUAL(walk("--b--"), "");
}

static void
leaves_files_out(void)
{
	body = PART("name=\"f\"; filename=\"x.txt\"", "1")
	    PART("name=\"g\"; filename=\"\"", "2")
		PART("name=\"h\"; filename*=UTF-8''x", "3")
		    PART("name=\"i\"", "4") "--b--";
	CU_ASSERT_STRING_EQUAL(walk(body), "i=4;");
}

static void
takes_either_line_end(void)
{
	body = "--b\nContent-Disposition: form-data; name=a\n\n1\n--b--\n";
	CU_ASSERT_STRING_EQUAL(walk(body), "a=1;");
}

static void
skips_what_is_around_the_parts(void)
{
	body = "before\r\n" PART("name=a", "1") "--b--\r\nbehind\r\n--b\r\n";
	CU_ASSERT_STRING_EQUAL(walk(body), "a=1;");
}

static void
tells_delimiters_from_content(void)
{
	body = PART(
	    "name=a", "--c\r\n--bb\r\nx--b\r\n --b") "--b \t\r\n"
						     "content-disposition: "
						     "form-data;name="
						     "\"b\"\r\n\r\n2\r\n--b-- ";
	CU_ASSERT_STRING_EQUAL(
	    walk(body), "a=--c\r\n--bb\r\nx--b\r\n --b;b=2;");
}

static void
reads_names_in_quotes(void)
{
	CU_ASSERT_STRING_EQUAL(
	    walk(PART("name=\"a;b=\\\"c\\\\\\d\"", "1") "--b--"),
	    "a;b=\"c\\\\d=1;");
	CU_ASSERT_STRING_EQUAL(
	    walk(PART("x=\"name=y;\"; NAME = tags[] ", "1") "--b--"),
	    "tags[]=1;");
}

static void
reads_boundaries(void)
{
	static const char text[] = "--a b\r\nContent-Disposition: form-data; "
				   "name=a\r\n\r\n1\r\n--a b--";

	CU_ASSERT_STRING_EQUAL(
	    walk_bytes("multipart/form-data;charset=x ; Boundary=\"a b\"", text,
		strlen(text)),
	    "a=1;");
}

static void
refuses_types_without_a_boundary(void)
{
	static const char *const types[] = {"multipart/form-data",
	    "multipart/form-data;", "multipart/form-data; boundary",
	    "multipart/form-data; boundary=",
	    "multipart/form-data; xboundary=b",
	    "multipart/form-data; boundary=\"\""};
	size_t i;

	body = PART("name=a", "1") "--b--";
	for (i = 0; i < sizeof(types) / sizeof(*types); i++)
		CU_ASSERT_STRING_EQUAL(
		    walk_bytes(types[i], body, strlen(body)), "!");
}

/* A form whose boundary has n letters. */
static const char *
walk_with_boundary(int n)
{
	const char *type, *text;

	type = arena_printf(arena, "multipart/form-data; boundary=%0*d", n, 0);
	text = arena_printf(arena,
	    "--%0*d\nContent-Disposition: form-data; name=a\n\n1\n--%0*d--", n,
	    0, n, 0);
	return walk_bytes(type, text, strlen(text));
}

static void
limits_the_boundary(void)
{
	CU_ASSERT_STRING_EQUAL(walk_with_boundary(1), "a=1;");
	CU_ASSERT_STRING_EQUAL(walk_with_boundary(70), "a=1;");
	CU_ASSERT_STRING_EQUAL(walk_with_boundary(71), "!");
}

static void
refuses_what_is_malformed(void)
{
	static const char *const bodies[] = {"", "x", "--c\r\n", "--b",
	    "--b\r\n", "--b\r\n--b--", "--bx\r\n",
	    "--b\r\nContent-Disposition: form-data; name=a",
	    "--b\r\nContent-Disposition: form-data; name=a\r\n",
	    "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n",
	    "--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--b-",
	    "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--",
	    "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--",
	    "--b\r\n\r\nx\r\n--b--", "--b\r\nno head\r\n\r\nx\r\n--b--"};
	size_t i;

	for (i = 0; i < sizeof(bodies) / sizeof(*bodies); i++)
		CU_ASSERT_STRING_EQUAL(walk(bodies[i]), "!");
	CU_ASSERT_STRING_EQUAL(walk(PART("name=a", "1") "--b\r\n"), "a=1;!");
}

static void
refuses_nul_in_fields_but_not_in_files(void)
{
	static const char field[] = PART("name=a", "1\0002") "--b--";
	static const char name[] = PART("name=\"a\000b\"", "1") "--b--";
	static const char file[] =
	    PART("name=f; filename=x", "1\0002") PART("name=a", "1") "--b--";

	CU_ASSERT_STRING_EQUAL(walk_bytes(TYPE, field, sizeof(field) - 1), "!");
	CU_ASSERT_STRING_EQUAL(walk_bytes(TYPE, name, sizeof(name) - 1), "!");
	CU_ASSERT_STRING_EQUAL(
	    walk_bytes(TYPE, file, sizeof(file) - 1), "a=1;");
}

/* Every prefix of a form is malformed or ends; none is read beyond its end. */
static void
survives_cuts_anywhere(void)
{
	const char *seen;
	size_t n;

	body = PART("name=\"a\\\"b\"; x", "1") PART("name=b", "2") "--b--";
	for (n = 0; n < strlen(body); n++) {
		seen = walk_bytes(TYPE, body, n);
		CU_ASSERT_EQUAL(seen[strlen(seen) - 1], '!');
	}
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(gives_fields_in_their_order),
	    SUITE_TEST(leaves_files_out),
	    SUITE_TEST(takes_either_line_end),
	    SUITE_TEST(skips_what_is_around_the_parts),
	    SUITE_TEST(tells_delimiters_from_content),
	    SUITE_TEST(reads_names_in_quotes),
	    SUITE_TEST(reads_boundaries),
	    SUITE_TEST(refuses_types_without_a_boundary),
	    SUITE_TEST(limits_the_boundary),
	    SUITE_TEST(refuses_what_is_malformed),
	    SUITE_TEST(refuses_nul_in_fields_but_not_in_files),
	    SUITE_TEST(survives_cuts_anywhere),
	};
	int status;

	arena = arena_new();
	status = suite_run("form", tests, sizeof(tests) / sizeof(*tests));
	arena_free(arena);
	return status;
}
