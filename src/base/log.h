#ifndef BASE_LOG_H
#define BASE_LOG_H

/*
 * Log lines to standard error, as text or as one JSON object a line; always
 * valid UTF-8, and one line for each event, whatever it contains.
 *
 * Safe to call from any thread: a line is written by one write(2).
 */

#include <stdbool.h>

enum log_level {
	LOG_LEVEL_ERROR,
	LOG_LEVEL_WARNING,
	LOG_LEVEL_INFO,
	LOG_LEVEL_DEBUG,
};

/* Set which lines are written from now on, and how.  At first: info, as text.
 * Call it before starting threads. */
void log_configure(enum log_level most, bool as_json);

/* True if lines of this level are written; spares making costly ones. */
bool log_wants(enum log_level level);

/* Write one line; format as printf(3), without a newline. */
void log_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_warning(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_info(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_debug(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
