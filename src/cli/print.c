#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/timefmt.h"
#include "base/utf8.h"
#include "cli/print.h"
#include "json/jval.h"

#define MAX_REASON 8192 /* bytes of an error message */

void
cli_print(FILE *out, const char *text)
{
	char shown[UTF8_SHOWN];

	while (*text != '\0') {
		text += utf8_show(text, shown);
		fputs(shown, out);
	}
}

void
cli_print_row(size_t n, const char *const *texts)
{
	size_t i;

	for (i = 0; i < n; i++) {
		cli_print(stdout, texts[i]);
		putchar(i + 1 < n ? '\t' : '\n');
	}
}

void
cli_print_field(const char *name, const char *value)
{
	const char *const row[] = {name, value};

	cli_print_row(2, row);
}

void
cli_print_time(const char *name, int64_t time)
{
	char text[TIMEFMT_ISO_SIZE];

	if (time == INT64_MIN)
		return;
	timefmt_iso(time, text);
	cli_print_field(name, text);
}

void
cli_end_line(struct jval_writer *writer)
{
	buf_puts(writer->buf, "\n");
	writer->comma = false;
}

int
cli_fail(const char *format, ...)
{
	char text[MAX_REASON];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	fputs("lineup: ", stderr);
	cli_print(stderr, text);
	fputc('\n', stderr);
	return EXIT_FAILURE;
}

int
cli_fail_path(const char *path)
{
	return cli_fail("%s: %s", path, strerror(errno));
}

const char *
cli_reason(enum store_result result)
{
	switch (result) {
	case STORE_OK:
		return "fine";
	case STORE_NOT_FOUND:
	case STORE_NO_TASK:
	case STORE_EMPTY:
		return "no such thing";
	case STORE_NOT_EMPTY:
		return "not empty";
	case STORE_WRONG_STATUS:
		return "its status does not allow it";
	case STORE_FULL:
		return "the queue is full";
	case STORE_DUPLICATE:
		return "it is there already";
	case STORE_BAD_FILTER:
	case STORE_COSTLY:
		return "it costs too much";
	case STORE_NO_ROOM:
		return "the disk is full";
	case STORE_FOREIGN:
		return "it belongs to another server: change it there";
	case STORE_UNAVAILABLE:
		return "the database is busy or can't be reached";
	case STORE_DENIED:
		return "the database denies access: check its user, password "
		       "and roles";
	case STORE_FAILED:
		return "the database failed";
	}
	return "unknown";
}
