#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

static bool
is_continuation(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

/* The character that begins at text, which is valid UTF-8. */
static uint32_t
character(const char *text)
{
	unsigned char first = (unsigned char)*text;
	uint32_t value = first;

	if (first >= 0xf0)
		value = first & 0x07;
	else if (first >= 0xe0)
		value = first & 0x0f;
	else if (first >= 0xc0)
		value = first & 0x1f;
	while (is_continuation(*++text))
		value = value << 6 | ((unsigned char)*text & 0x3f);
	return value;
}

/* White space as in Python's str.isspace(), which the original uses. */
static bool
is_space(uint32_t c)
{
	return (c >= 0x09 && c <= 0x0d) || (c >= 0x1c && c <= 0x20) ||
	       c == 0x85 || c == 0xa0 || c == 0x1680 ||
	       (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 ||
	       c == 0x202f || c == 0x205f || c == 0x3000;
}

const char *
text_next(const char *text)
{
	do {
		text++;
	} while (is_continuation(*text));
	return text;
}

const char *
text_strip(struct arena *arena, const char *text)
{
	const char *end, *at;

	while (*text != '\0' && is_space(character(text)))
		text = text_next(text);
	for (end = at = text; *at != '\0'; at = text_next(at)) {
		if (!is_space(character(at)))
			end = text_next(at);
	}
	return arena_strndup(arena, text, (size_t)(end - text));
}

const char **
text_split(struct arena *arena, const char *text, size_t *n)
{
	static const char blanks[] = " \t";
	const char **words = NULL;
	size_t room = 0, length;

	for (*n = 0;; text += length) {
		text += strspn(text, blanks);
		if ((length = strcspn(text, blanks)) == 0)
			return words;
		words = arena_grow(arena, words, *n, &room, sizeof(*words));
		words[(*n)++] = arena_strndup(arena, text, length);
	}
}

static int
compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char **
text_sort(struct arena *arena, size_t n, const char *const *texts)
{
	const char **sorted = arena_alloc_n(arena, n, sizeof(*sorted));

	if (n > 0) {
		memcpy(sorted, texts, n * sizeof(*sorted));
		qsort(sorted, n, sizeof(*sorted), compare);
	}
	return sorted;
}

const char **
text_sort_unique(struct arena *arena, size_t *n, const char *const *texts)
{
	const char **sorted = text_sort(arena, *n, texts);
	size_t i, kept = 0;

	for (i = 0; i < *n; i++) {
		if (i == 0 || strcmp(sorted[i], sorted[kept - 1]) != 0)
			sorted[kept++] = sorted[i];
	}
	*n = kept;
	return sorted;
}

const char *
text_join(struct arena *arena, size_t n, const char *const *texts)
{
	size_t i, size = 1;
	char *joined, *at;

	for (i = 0; i < n; i++)
		size += strlen(texts[i]) + 2;
	at = joined = arena_alloc(arena, size);
	for (i = 0; i < n; i++) {
		if (i > 0)
			at = stpcpy(at, ", ");
		at = stpcpy(at, texts[i]);
	}
	return joined;
}
