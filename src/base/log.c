#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/utf8.h"

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

/* Show a character as in a string of JSON; returns its length in text. */
static size_t
show_in_json(const char *text, char shown[UTF8_SHOWN])
{
	unsigned char c = (unsigned char)*text;
	size_t n = utf8_show(text, shown);

	if (c == '"' || c == '\\')
		snprintf(shown, UTF8_SHOWN, "\\%c", c);
	else if (c < ' ' || c == 0x7f)
		snprintf(shown, UTF8_SHOWN, "\\u%04x", c);
	else if (strncmp(shown, "\\x", 2) == 0)
		snprintf(shown, UTF8_SHOWN, "\\\\x%02x", c);
	return n;
}

/* Append text to a line, with what would break a line or a string escaped. */
static size_t
append(char *line, size_t n, const char *text)
{
	while (*text != '\0' && n + (size_t)2 * UTF8_SHOWN < LINE_SIZE) {
		text += json_wanted ? show_in_json(text, line + n)
				    : utf8_show(text, line + n);
		n += strlen(line + n);
	}
	return n;
}

/* Remove the last character if its end was cut off. */
static void
trim(char *text)
{
	size_t n = strlen(text), i = n;

	while (
	    i > 0 && n - i < 3 && ((unsigned char)text[i - 1] & 0xc0) == 0x80)
		i--;
	if (i > 0 && utf8_length(text + i - 1, n - i + 1) == 0)
		text[i - 1] = '\0';
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
	if (vsnprintf(text, sizeof(text), format, args) >= (int)sizeof(text))
		trim(text);
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
		return; /* there is nowhere left to report it */
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
