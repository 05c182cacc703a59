#ifndef BASE_LOG_H
#define BASE_LOG_H

/*
 * Log lines to standard error, as text or as one JSON object a line with the
 * names of OpenTelemetry's data model; always valid UTF-8, and one line for
 * each event, whatever it contains.
 *
 * Safe to call from any thread.  In a server, between log_start() and
 * log_stop(), one thread writes all lines: the others only put them into a
 * bounded ring, without a system call.  Lines that don't fit, since standard
 * error is slow, are dropped and counted.  Elsewhere, lines are written at
 * once.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum log_level {
	LOG_LEVEL_ERROR,
	LOG_LEVEL_WARNING,
	LOG_LEVEL_INFO,
	LOG_LEVEL_DEBUG,
};

/* The name of a field in text, and as an attribute of OpenTelemetry's. */
struct log_key {
	const char *name;
	const char *attribute;
};

enum log_kind {
	LOG_TEXT,
	LOG_NUMBER,
	LOG_MICROSECONDS, /* shown as ms */
};

struct log_field {
	const struct log_key *key; /* lives forever */
	enum log_kind kind;
	const char *text; /* LOG_TEXT; cut after 255 bytes; NULL: left out */
	int64_t number;   /* of the other kinds */
};

/* The most fields of an event. */
#define LOG_FIELDS 20

/* Called by the thread that writes, to log what was counted. */
typedef void log_tick(void *context);

/* Set which lines are written from now on, and how.  At first: info, as text.
 */
void log_configure(enum log_level most, bool as_json);

/*
 * Start the thread that writes; it blocks all signals that the caller does.
 * tick (NULL: none) is called each `interval` ms, and when it stops.  If the
 * thread can't be started, that is logged, and lines are written at once.
 */
void log_start(int64_t interval, log_tick *tick, void *context);

/*
 * Stop it when everything is written, or give up after a second if standard
 * error takes nothing.  No other thread may be logging.
 */
void log_stop(void);

/* True if lines of this level are written; spares making costly ones. */
bool log_wants(enum log_level level);

/* Write one line; format as printf(3), without a newline. */
void log_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_warning(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_info(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_debug(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same at the level error for a process that is about to abort: returns
 * when this and all earlier lines are written, or after a second. */
void log_fatal(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Write one line: the event, a word or a few, and its fields. */
void log_event(enum log_level level, const char *event, size_t n,
    const struct log_field *fields);

/* The lines that were dropped since the process began. */
uint64_t log_n_dropped(void);

#endif
