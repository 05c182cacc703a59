#ifndef BASE_LOG_LINE_H
#define BASE_LOG_LINE_H

/* Private to log: an event as a record of bytes, and as a line. */

#include "base/log.h"

#define LOG_LINE_TEXT ((size_t)2048) /* bytes of a text, with its NUL */
#define LOG_LINE_VALUE ((size_t)256) /* likewise of a field */
#define LOG_LINE_RECORD ((size_t)8192)
#define LOG_LINE_SIZE ((size_t)16384)

/* The size of a record, at most LOG_LINE_RECORD bytes. */
size_t log_line_measure(
    const char *text, size_t n, const struct log_field *fields);

/* Make the record of what happens now, of that size.  It is aligned for any
 * integer. */
void log_line_record(void *record, enum log_level level, const char *text,
    size_t n, const struct log_field *fields);

/* Write a record as a line, with its newline; returns its length. */
size_t log_line_write(
    const void *record, bool as_json, char line[LOG_LINE_SIZE]);

#endif
