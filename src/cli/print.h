#ifndef CLI_PRINT_H
#define CLI_PRINT_H

/* What commands print. */

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "store/store.h"

struct jval_writer;

/* Print a text, with characters escaped that would break a line or column. */
void cli_print(FILE *out, const char *text);

/* Print texts as the columns of a line on standard output. */
void cli_print_row(size_t n, const char *const *texts);

/* Print a field of a thing on a line: its name and a text; or its name and a
 * time in ms since 1970, unless that is INT64_MIN, for never. */
void cli_print_field(const char *name, const char *value);
void cli_print_time(const char *name, int64_t time);

/* End a line of JSON; the next value begins a new text. */
void cli_end_line(struct jval_writer *writer);

/* Print an error, formatted as printf(3); returns EXIT_FAILURE. */
int cli_fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Print the error in errno for a file; returns EXIT_FAILURE. */
int cli_fail_path(const char *path);

/* The message for a result of a store. */
const char *cli_reason(enum store_result result);

#endif
