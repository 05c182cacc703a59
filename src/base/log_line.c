#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/log_line.h"
#include "base/utf8.h"

#define MOST_TEXT ((size_t)4090) /* bytes of a line up to the fields */
#define MOST_VALUE ((size_t)512) /* bytes of a value as it is shown */

/* A record: this, the text with its NUL, and the fields. */
struct head {
	struct timespec when;
	enum log_level level;
	size_t n_fields;
};

/* A field in a record: this, and the text with its NUL if it is one. */
struct part {
	const struct log_key *key;
	enum log_kind kind;
	int64_t number; /* of a text: its length */
};

/* A line under way. */
struct line {
	char *text;
	size_t n;
	bool as_json;
	bool is_quoted; /* in the value of a field */
};

static const struct {
	const char *in_text;
	const char *in_json;
	int number; /* SeverityNumber */
} levels[] = {
    [LOG_LEVEL_ERROR] = {"error", "ERROR", 17},
    [LOG_LEVEL_WARNING] = {"warning", "WARN", 13},
    [LOG_LEVEL_INFO] = {"info", "INFO", 9},
    [LOG_LEVEL_DEBUG] = {"debug", "DEBUG", 5},
};

/* The length of a text, or of as many whole characters as fit. */
static size_t
cut(const char *text, size_t size)
{
	size_t n = strnlen(text, size), start = size - 1, i;

	if (n < size)
		return n;
	for (i = 1; i <= 3; i++) {
		if (((unsigned char)text[start] & 0xc0) != 0x80)
			break;
		start--;
	}
	/* a character that would be cut */
	return utf8_length(text + start, size) > 1 ? start : size - 1;
}

static bool
is_left_out(const struct log_field *field)
{
	return field->kind == LOG_TEXT && field->text == NULL;
}

size_t
log_line_measure(const char *text, size_t n, const struct log_field *fields)
{
	size_t i, size = sizeof(struct head) + cut(text, LOG_LINE_TEXT) + 1;

	for (i = 0; i < n; i++) {
		if (is_left_out(&fields[i]))
			continue;
		size += sizeof(struct part);
		if (fields[i].kind == LOG_TEXT)
			size += cut(fields[i].text, LOG_LINE_VALUE) + 1;
	}
	return size;
}

static unsigned char *
put_text(unsigned char *at, const char *text, size_t n)
{
	memcpy(at, text, n);
	at[n] = '\0';
	return at + n + 1;
}

static unsigned char *
put_field(unsigned char *at, const struct log_field *field)
{
	struct part part = {field->key, field->kind, field->number};

	if (field->kind == LOG_TEXT)
		part.number = (int64_t)cut(field->text, LOG_LINE_VALUE);
	memcpy(at, &part, sizeof(part));
	at += sizeof(part);
	if (field->kind == LOG_TEXT)
		at = put_text(at, field->text, (size_t)part.number);
	return at;
}

void
log_line_record(void *record, enum log_level level, const char *text, size_t n,
    const struct log_field *fields)
{
	struct head *head = record;
	unsigned char *at = (unsigned char *)(head + 1);
	size_t i;

	clock_gettime(CLOCK_REALTIME, &head->when);
	head->level = level;
	head->n_fields = 0;
	at = put_text(at, text, cut(text, LOG_LINE_TEXT));
	for (i = 0; i < n; i++) {
		if (!is_left_out(&fields[i])) {
			at = put_field(at, &fields[i]);
			head->n_fields++;
		}
	}
}

static void
put(struct line *line, const char *text)
{
	size_t n = strlen(text);

	memcpy(line->text + line->n, text, n);
	line->n += n;
}

/* True if a character is shown as it is. */
static bool
is_plain(const struct line *line, char c)
{
	if (c == '"' || c == '\\')
		return !line->as_json && !line->is_quoted;
	return c >= ' ' && c < 0x7f;
}

/* Show a character that may not be plain; returns its length in the text. */
static size_t
show(const struct line *line, const char *text, char shown[UTF8_SHOWN])
{
	unsigned char c = (unsigned char)*text;
	size_t n = utf8_show(text, shown);

	if ((c == '"' || c == '\\') && !is_plain(line, *text))
		snprintf(shown, UTF8_SHOWN, "\\%c", c);
	else if (line->as_json && (c < ' ' || c == 0x7f))
		snprintf(shown, UTF8_SHOWN, "\\u%04x", c);
	else if (line->as_json && strncmp(shown, "\\x", 2) == 0)
		snprintf(shown, UTF8_SHOWN, "\\\\x%02x", c);
	return n;
}

/* Append a text, with what would break a line or a string escaped, as far as it
 * fits into `most` bytes. */
static void
append(struct line *line, const char *text, size_t most)
{
	size_t end = line->n + most - UTF8_SHOWN;
	char shown[UTF8_SHOWN];

	while (*text != '\0' && line->n < end) {
		if (is_plain(line, *text)) {
			line->text[line->n++] = *text++;
		} else {
			text += show(line, text, shown);
			put(line, shown);
		}
	}
}

/* True if a value in text needs quotes. */
static bool
needs_quotes(const char *text)
{
	return *text == '\0' || strpbrk(text, " \"=\\") != NULL;
}

static void
append_text(struct line *line, const char *text)
{
	line->is_quoted = line->as_json || needs_quotes(text);
	if (line->is_quoted)
		put(line, "\"");
	append(line, text, MOST_VALUE);
	if (line->is_quoted)
		put(line, "\"");
}

static void
append_number(struct line *line, const struct part *part)
{
	char text[32];

	if (part->kind == LOG_MICROSECONDS)
		snprintf(text, sizeof(text), "%" PRId64 ".%03" PRId64,
		    part->number / 1000, part->number % 1000);
	else
		snprintf(text, sizeof(text), "%" PRId64, part->number);
	put(line, text);
}

static const unsigned char *
append_field(struct line *line, bool is_first, const unsigned char *at)
{
	const char *before = is_first ? ",\"Attributes\":{\"" : ",\"";
	struct part part;

	memcpy(&part, at, sizeof(part));
	at += sizeof(part);
	put(line, line->as_json ? before : " ");
	put(line, line->as_json ? part.key->attribute : part.key->name);
	put(line, line->as_json ? "\":" : "=");
	if (part.kind != LOG_TEXT) {
		append_number(line, &part);
		return at;
	}
	append_text(line, (const char *)at);
	return at + part.number + 1;
}

static void
append_head(struct line *line, const struct head *head)
{
	static _Thread_local char second[32];
	static _Thread_local time_t shown = -1;
	struct tm tm;

	if (head->when.tv_sec != shown) {
		shown = head->when.tv_sec;
		gmtime_r(&shown, &tm);
		strftime(second, sizeof(second), "%Y-%m-%dT%H:%M:%S", &tm);
	}
	line->n = (size_t)snprintf(line->text, MOST_TEXT,
	    line->as_json ? "{\"Timestamp\":\"%s.%03ldZ\",\"SeverityText\":"
			    "\"%s\",\"SeverityNumber\":%d,\"Body\":\""
			  : "%s.%03ldZ %s ",
	    second, head->when.tv_nsec / 1000000,
	    line->as_json ? levels[head->level].in_json
			  : levels[head->level].in_text,
	    levels[head->level].number);
}

size_t
log_line_write(const void *record, bool as_json, char text[LOG_LINE_SIZE])
{
	const struct head *head = record;
	const unsigned char *at = (const unsigned char *)(head + 1);
	struct line line = {.text = text, .as_json = as_json};
	size_t i;

	append_head(&line, head);
	append(&line, (const char *)at, MOST_TEXT - line.n);
	at += strlen((const char *)at) + 1;
	if (as_json)
		put(&line, "\"");
	for (i = 0; i < head->n_fields; i++)
		at = append_field(&line, i == 0, at);
	if (as_json)
		put(&line, head->n_fields > 0 ? "}}" : "}");
	line.text[line.n++] = '\n';
	return line.n;
}
