#include <string.h>

#include "api/lines.h"

bool
lines_next(const char **at, const char *end, const char **line, size_t *n)
{
	*line = *at;
	if (*at == end)
		return false;
	while (*at < end && **at != '\n' && **at != '\r')
		(*at)++;
	*n = (size_t)(*at - *line);
	if (end - *at >= 2 && memcmp(*at, "\r\n", 2) == 0)
		(*at)++;
	if (*at < end)
		(*at)++;
	while (*n > 0 && (**line == ' ' || **line == '\t')) {
		(*line)++;
		(*n)--;
	}
	return true;
}

const char *
lines_type(const char *text, size_t n)
{
	size_t i;

	switch (*text) {
	case '[':
		return "list";
	case '"':
		return "str";
	case 't':
	case 'f':
		return "bool";
	case 'n':
		return "NoneType";
	default:
		for (i = 0; i < n; i++) {
			if (strchr(".eE", text[i]) != NULL)
				return "float";
		}
		return "int";
	}
}
