#ifndef CLI_PRINT_H
#define CLI_PRINT_H

/*
 * What commands print: lists and things, for people, or with --json for
 * programs.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/buf.h"
#include "json/jval.h"
#include "store/store.h"

struct table;

enum cli_kind {
	CLI_TEXT,
	CLI_NUMBER,
	CLI_FLAG, /* any text stands for true, NULL for false */
};

struct cli_column {
	const char *name;
	enum cli_kind kind;
};

struct cli_printer {
	bool json; /* instead of lines with tabs */
	struct buf buf;
	char piece[4096];
	struct jval_writer writer;
	/* the list that has begun */
	const char *list;
	size_t n_columns;
	const struct cli_column *columns;
	struct table *table; /* for a terminal, or NULL */
};

/* Begin to print, and end: false if not everything could be written. */
void cli_print_begin(struct cli_printer *printer, bool json);
bool cli_print_end(struct cli_printer *printer);

/*
 * Print a list of rows with these columns, which outlive it: on a terminal as a
 * table with their names, elsewhere a line for each row, with tabs; as JSON an
 * array of objects.  A name makes it a part of a thing; its lines then begin
 * with the name.  A row has a text for each column; NULL is for none.
 */
void cli_list_begin(struct cli_printer *printer, const char *name, size_t n,
    const struct cli_column *columns);
void cli_list_row(struct cli_printer *printer, const char *const *texts);
void cli_list_end(struct cli_printer *printer);

/*
 * Print a thing: its fields on a line each, or as a JSON object.  What is NULL,
 * or the number INT64_MIN, is left out.
 */
void cli_thing_begin(struct cli_printer *printer);
void cli_thing_end(struct cli_printer *printer);
void cli_thing_text(
    struct cli_printer *printer, const char *name, const char *value);
void cli_thing_texts(struct cli_printer *printer, const char *name, size_t n,
    const char *const *values);
void cli_thing_number(
    struct cli_printer *printer, const char *name, int64_t value);

/* A time in ms since 1970. */
void cli_thing_time(
    struct cli_printer *printer, const char *name, int64_t time);

/* Another thing, by its id and its name, which may be NULL. */
void cli_thing_named(struct cli_printer *printer, const char *field,
    const char *id, const char *name);

/* Print a text, with characters escaped that would break a line or column. */
void cli_print(FILE *out, const char *text);

/* Print texts as the columns of a line on standard output. */
void cli_print_row(size_t n, const char *const *texts);

/* End a line of JSON; the next value begins a new text. */
void cli_end_line(struct jval_writer *writer);

/* Print an error, formatted as printf(3); returns EXIT_FAILURE. */
int cli_fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Print the error in errno for a file; returns EXIT_FAILURE. */
int cli_fail_path(const char *path);

/* The message for a result of a store. */
const char *cli_reason(enum store_result result);

#endif
