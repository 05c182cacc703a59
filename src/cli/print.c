#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/timefmt.h"
#include "base/utf8.h"
#include "cli/print.h"
#include "cli/table.h"

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

static bool
write_out(void *context, const char *data, size_t n)
{
	(void)context;
	return fwrite(data, 1, n, stdout) == n;
}

void
cli_print_begin(struct cli_printer *printer, bool json)
{
	*printer = (struct cli_printer){.json = json};
	buf_init(&printer->buf, printer->piece, sizeof(printer->piece),
	    write_out, NULL);
	jval_writer_init(&printer->writer, &printer->buf, UINT32_MAX);
}

bool
cli_print_end(struct cli_printer *printer)
{
	return buf_flush(&printer->buf) && fflush(stdout) == 0;
}

/* End what was printed at the top. */
static void
end_top(struct cli_printer *printer)
{
	if (printer->json && printer->list == NULL)
		cli_end_line(&printer->writer);
}

void
cli_list_begin(struct cli_printer *printer, const char *name, size_t n,
    const struct cli_column *columns)
{
	printer->list = name;
	printer->n_columns = n;
	printer->columns = columns;
	if (printer->json)
		jval_begin_array(&printer->writer, name);
	else if (name == NULL && isatty(STDOUT_FILENO))
		printer->table = table_new(n, columns);
}

static void
write_column(struct jval_writer *writer, const struct cli_column *column,
    const char *text)
{
	char *end;
	long long number;

	switch (column->kind) {
	case CLI_FLAG:
		jval_write_boolean(writer, column->name, text != NULL);
		return;
	case CLI_NUMBER:
		if (text == NULL)
			break;
		number = strtoll(text, &end, 10);
		if (*end == '\0')
			jval_write_integer(writer, column->name, number);
		else
			jval_write_number(
			    writer, column->name, strtod(text, NULL));
		return;
	case CLI_TEXT:
		if (text == NULL)
			break;
		jval_write_string(writer, column->name, text);
		return;
	}
	jval_write_null(writer, column->name);
}

static void
write_row(struct cli_printer *printer, const char *const *texts)
{
	size_t i;

	jval_begin_object(&printer->writer, NULL);
	for (i = 0; i < printer->n_columns; i++)
		write_column(&printer->writer, &printer->columns[i], texts[i]);
	jval_end_object(&printer->writer);
}

static void
print_line(struct cli_printer *printer, const char *const *texts)
{
	size_t i, n = printer->n_columns;

	if (printer->list != NULL)
		printf("%s\t", printer->list);
	while (n > 0 && texts[n - 1] == NULL)
		n--;
	for (i = 0; i < n; i++) {
		if (texts[i] != NULL)
			cli_print(stdout, texts[i]);
		putchar(i + 1 < n ? '\t' : '\n');
	}
}

void
cli_list_row(struct cli_printer *printer, const char *const *texts)
{
	if (printer->json)
		write_row(printer, texts);
	else if (printer->table != NULL)
		table_add(printer->table, texts);
	else
		print_line(printer, texts);
}

void
cli_list_end(struct cli_printer *printer)
{
	if (printer->json)
		jval_end_array(&printer->writer);
	if (printer->table != NULL)
		table_print(printer->table);
	end_top(printer);
	printer->table = NULL;
	printer->list = NULL;
}

void
cli_thing_begin(struct cli_printer *printer)
{
	if (printer->json)
		jval_begin_object(&printer->writer, NULL);
}

void
cli_thing_end(struct cli_printer *printer)
{
	if (printer->json)
		jval_end_object(&printer->writer);
	end_top(printer);
}

void
cli_thing_text(struct cli_printer *printer, const char *name, const char *value)
{
	const char *const row[] = {name, value};

	if (value == NULL)
		return;
	if (printer->json)
		jval_write_string(&printer->writer, name, value);
	else
		cli_print_row(2, row);
}

void
cli_thing_texts(struct cli_printer *printer, const char *name, size_t n,
    const char *const *values)
{
	size_t i;

	if (printer->json) {
		jval_write_strings(&printer->writer, name, values, n);
		return;
	}
	for (i = 0; i < n; i++)
		cli_thing_text(printer, name, values[i]);
}

void
cli_thing_number(struct cli_printer *printer, const char *name, int64_t value)
{
	if (value == INT64_MIN)
		return;
	if (printer->json)
		jval_write_integer(&printer->writer, name, value);
	else
		printf("%s\t%lld\n", name, (long long)value);
}

void
cli_thing_time(struct cli_printer *printer, const char *name, int64_t time)
{
	char text[TIMEFMT_ISO_SIZE];

	if (time == INT64_MIN)
		return;
	timefmt_iso(time, text);
	cli_thing_text(printer, name, text);
}

void
cli_thing_named(struct cli_printer *printer, const char *field, const char *id,
    const char *name)
{
	const char *const row[] = {field, id, name};

	if (id == NULL)
		return;
	if (!printer->json) {
		cli_print_row(name == NULL ? 2 : 3, row);
		return;
	}
	jval_begin_object(&printer->writer, field);
	jval_write_string(&printer->writer, "id", id);
	if (name != NULL)
		jval_write_string(&printer->writer, "name", name);
	jval_end_object(&printer->writer);
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
