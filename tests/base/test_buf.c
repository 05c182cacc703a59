#include <string.h>

#include <CUnit/CUnit.h>

#include "base/buf.h"
#include "tests/suite.h"

static char taken[100];
static size_t n_taken, n_pieces;

static bool
take(void *context, const char *data, size_t n)
{
	(void)context;
	memcpy(taken + n_taken, data, n);
	n_taken += n;
	n_pieces++;
	return true;
}

static bool
refuse(void *context, const char *data, size_t n)
{
	(void)context;
	(void)data;
	(void)n;
	n_pieces++;
	return false;
}

static void
keeps_what_fits(void)
{
	char piece[8];
	struct buf buf;

	buf_init(&buf, piece, sizeof(piece), NULL, NULL);
	buf_puts(&buf, "abcd");
	buf_puts(&buf, "efgh");
	CU_ASSERT_TRUE(buf_is_whole(&buf));
	CU_ASSERT_TRUE(buf_flush(&buf));
	CU_ASSERT_NSTRING_EQUAL(piece, "abcdefgh", 8);
}

static void
counts_what_does_not_fit(void)
{
	char piece[8];
	struct buf buf;

	buf_init(&buf, piece, sizeof(piece), NULL, NULL);
	buf_puts(&buf, "0123456789");
	buf_puts(&buf, "0123456789");
	CU_ASSERT_FALSE(buf_is_whole(&buf));
	CU_ASSERT_FALSE(buf_flush(&buf));
	CU_ASSERT_EQUAL(buf.total, 20);
	CU_ASSERT_NSTRING_EQUAL(piece, "01234567", 8);
}

static void
counts_without_a_piece(void)
{
	struct buf buf;

	buf_init(&buf, NULL, 0, NULL, NULL);
	buf_puts(&buf, "0123456789");
	buf_puts(&buf, "");
	CU_ASSERT_EQUAL(buf.total, 10);
	CU_ASSERT_FALSE(buf_is_whole(&buf));
}

static void
passes_full_pieces_on(void)
{
	char piece[8];
	struct buf buf;

	n_taken = n_pieces = 0;
	buf_init(&buf, piece, sizeof(piece), take, NULL);
	buf_puts(&buf, "abc");
	buf_puts(&buf, "0123456789ABCDEFGHIJ");
	CU_ASSERT_EQUAL(n_taken, 16);
	CU_ASSERT_TRUE(buf_flush(&buf));
	CU_ASSERT_EQUAL(n_pieces, 3);
	CU_ASSERT_EQUAL(n_taken, 23);
	CU_ASSERT_NSTRING_EQUAL(taken, "abc0123456789ABCDEFGHIJ", 23);
}

static void
stops_when_the_sink_refuses(void)
{
	char piece[4];
	struct buf buf;

	n_pieces = 0;
	buf_init(&buf, piece, sizeof(piece), refuse, NULL);
	buf_puts(&buf, "0123456789ABCDEF");
	CU_ASSERT_FALSE(buf_flush(&buf));
	CU_ASSERT_EQUAL(n_pieces, 1);
	CU_ASSERT_EQUAL(buf.total, 16);
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(keeps_what_fits),
	    SUITE_TEST(counts_what_does_not_fit),
	    SUITE_TEST(counts_without_a_piece),
	    SUITE_TEST(passes_full_pieces_on),
	    SUITE_TEST(stops_when_the_sink_refuses),
	};

	return suite_run("buf", tests, sizeof(tests) / sizeof(*tests));
}
