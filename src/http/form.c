#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "http/form.h"

#define BLANKS " \t"
#define MAX_BOUNDARY 70

/* The head of a part. */
struct head {
	const char *name; /* NULL if it has none */
	bool is_file;
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static const char *
skip_blanks(const char *at)
{
	return at + strspn(at, BLANKS);
}

/* The end of a value that may be in quotes: its ";" or closing quote. */
static const char *
value_end(const char *at)
{
	if (*at != '"')
		return at + strcspn(at, ";");
	for (at++; *at != '\0' && *at != '"'; at++) {
		if (*at == '\\' && at[1] != '\0')
			at++;
	}
	return at;
}

/* Copy a value, without its quotes or trailing blanks. */
static const char *
copy_value(struct arena *arena, const char *at, const char *end)
{
	char *text = arena_alloc(arena, (size_t)(end - at) + 1), *out = text;

	if (*at != '"') {
		while (end > at && is_blank(end[-1]))
			end--;
		return memcpy(text, at, (size_t)(end - at));
	}
	for (at++; at < end; at++) {
		if (*at == '\\' && (at[1] == '"' || at[1] == '\\'))
			at++;
		*out++ = *at;
	}
	return text;
}

/* The value of a parameter in a header (x; a=b; c="d"), or NULL. */
static const char *
parameter(struct arena *arena, const char *header, const char *wanted)
{
	const char *at = strchr(header, ';'), *name, *value;
	size_t n;

	for (; at != NULL; at = strchr(at, ';')) {
		name = skip_blanks(at + 1);
		n = strcspn(name, BLANKS "=;");
		value = at = skip_blanks(name + n);
		if (*at == '=') {
			value = skip_blanks(at + 1);
			at = value_end(value);
		}
		if (n == strlen(wanted) && strncasecmp(name, wanted, n) == 0)
			return copy_value(arena, value, at);
	}
	return NULL;
}

/* The length of the line at `at`, without CRLF; *next is the next line. */
static size_t
line_length(const struct form *form, const char *at, const char **next)
{
	const char *newline = memchr(at, '\n', (size_t)(form->end - at));
	size_t n;

	*next = newline == NULL ? form->end : newline + 1;
	n = (size_t)((newline == NULL ? form->end : newline) - at);
	return n > 0 && at[n - 1] == '\r' ? n - 1 : n;
}

/* True if a line is a delimiter; *is_last is true if it ends the form. */
static bool
is_delimiter(const struct form *form, const char *line, size_t n, bool *is_last)
{
	size_t length = strlen(form->delimiter);

	if (n < length || memcmp(line, form->delimiter, length) != 0)
		return false;
	line += length;
	n -= length;
	*is_last = n >= 2 && memcmp(line, "--", 2) == 0;
	if (*is_last) {
		line += 2;
		n -= 2;
	}
	while (n > 0 && is_blank(line[n - 1]))
		n--;
	return n == 0;
}

/*
 * Move past the next delimiter.  *content_end is the end of the content before
 * it.  False if there is no delimiter.
 */
static bool
pass_delimiter(struct form *form, const char **content_end)
{
	const char *line = form->at, *next;
	size_t n;

	*content_end = line;
	for (; line < form->end; line = next) {
		n = line_length(form, line, &next);
		if (is_delimiter(form, line, n, &form->at_end)) {
			form->at = next;
			return true;
		}
		*content_end = line + n;
	}
	return false;
}

bool
form_begin(struct form *form, struct arena *arena, const char *content_type,
    const char *body, size_t n)
{
	const char *boundary = parameter(arena, content_type, "boundary");
	const char *ignored;

	*form = (struct form){.arena = arena, .at = body, .end = body + n};
	if (boundary == NULL || *boundary == '\0' ||
	    strlen(boundary) > MAX_BOUNDARY)
		return false;
	form->delimiter = arena_printf(arena, "--%s", boundary);
	return pass_delimiter(form, &ignored);
}

/* Read the lines before the content; false if one is bad or they don't end. */
static bool
read_head(struct form *form, struct head *head)
{
	static const char name[] = "Content-Disposition:";
	const char *line, *next;
	size_t n;

	*head = (struct head){0};
	for (; form->at < form->end; form->at = next) {
		n = line_length(form, form->at, &next);
		if (n == 0) {
			form->at = next;
			return true;
		}
		line = arena_strndup(form->arena, form->at, n);
		if (strlen(line) != n || strchr(line, ':') == NULL)
			return false;
		if (strncasecmp(line, name, strlen(name)) != 0)
			continue;
		head->name = parameter(form->arena, line, "name");
		head->is_file =
		    parameter(form->arena, line, "filename") != NULL ||
		    parameter(form->arena, line, "filename*") != NULL;
	}
	return false;
}

/* Read one part, a field or a file.  Returns NULL, or what is wrong. */
static const char *
read_part(struct form *form, struct head *head, const char **value)
{
	const char *content, *end;
	size_t n;

	if (!read_head(form, head))
		return "a part of the form has no proper head";
	if (head->name == NULL)
		return "a part of the form has no name";
	content = form->at;
	if (!pass_delimiter(form, &end))
		return "the form is cut";
	if (head->is_file)
		return NULL;
	n = (size_t)(end - content);
	*value = arena_strndup(form->arena, content, n);
	return strlen(*value) == n ? NULL : "a field of the form holds a NUL";
}

enum form_step
form_next(struct form *form, const char **name, const char **value,
    const char **detail)
{
	struct head head;

	while (!form->at_end) {
		*detail = read_part(form, &head, value);
		if (*detail != NULL)
			return FORM_MALFORMED;
		*name = head.name;
		if (!head.is_file)
			return FORM_FIELD;
	}
	return FORM_END;
}
