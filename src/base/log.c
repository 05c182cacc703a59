#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"

#define LINE_SIZE 4096

static enum log_level most_wanted = LOG_LEVEL_INFO;
static bool json_wanted;

static const char *const names[] = {
    [LOG_LEVEL_ERROR] = "error",
    [LOG_LEVEL_WARNING] = "warning",
    [LOG_LEVEL_INFO] = "info",
    [LOG_LEVEL_DEBUG] = "debug",
};

void
log_configure(enum log_level most, bool as_json)
{
	most_wanted = most;
	json_wanted = as_json;
}

bool
log_wants(enum log_level level)
{
	return level <= most_wanted;
}

/* Append text to a line, with what would break a line or a string escaped. */
static size_t
append(char *line, size_t n, const char *text)
{
	unsigned char c;

	for (; (c = (unsigned char)*text) != '\0' && n + 8 < LINE_SIZE;
	     text++) {
		if (c < ' ' || c == 0x7f)
			n += (size_t)snprintf(line + n, LINE_SIZE - n,
			    json_wanted ? "\\u%04x" : "\\x%02x", c);
		else if (json_wanted && (c == '"' || c == '\\'))
			n += (size_t)snprintf(
			    line + n, LINE_SIZE - n, "\\%c", c);
		else
			line[n++] = (char)c;
	}
	return n;
}

static void __attribute__((format(printf, 2, 0)))
write_line(enum log_level level, const char *format, va_list args)
{
	char text[LINE_SIZE / 2], line[LINE_SIZE], when[32];
	struct timespec now;
	struct tm tm;
	size_t n;

	if (!log_wants(level))
		return;
	vsnprintf(text, sizeof(text), format, args);
	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &tm);
	strftime(when, sizeof(when), "%Y-%m-%dT%H:%M:%S", &tm);
	n = (size_t)snprintf(line, sizeof(line),
	    json_wanted ? "{\"time\":\"%s.%03ldZ\",\"level\":\"%s\",\"text\":\""
			: "%s.%03ldZ %s ",
	    when, now.tv_nsec / 1000000, names[level]);
	n = append(line, n, text);
	if (json_wanted) {
		line[n++] = '"';
		line[n++] = '}';
	}
	line[n++] = '\n';
	if (write(STDERR_FILENO, line, n) < 0)
		return; /* there is nobody left to tell */
}

void
log_error(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	write_line(LOG_LEVEL_ERROR, format, args);
	va_end(args);
}

void
log_warning(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	write_line(LOG_LEVEL_WARNING, format, args);
	va_end(args);
}

void
log_info(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	write_line(LOG_LEVEL_INFO, format, args);
	va_end(args);
}

void
log_debug(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	write_line(LOG_LEVEL_DEBUG, format, args);
	va_end(args);
}
