#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "api/call.h"
#include "base/arena.h"
#include "generated/queues.h"
#include "model/queue.h"
#include "queues/fields.h"

#define OPERATOR "__$" /* how operators of list filters begin */
#define MIN_NAME 3     /* characters */

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

/* White space as the original strips it. */
static bool
is_space(uint32_t c)
{
	return (c >= 0x09 && c <= 0x0d) || (c >= 0x1c && c <= 0x20) ||
	       c == 0x85 || c == 0xa0 || c == 0x1680 ||
	       (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 ||
	       c == 0x202f || c == 0x205f || c == 0x3000;
}

static const char *
next_character(const char *text)
{
	do {
		text++;
	} while (is_continuation(*text));
	return text;
}

const char *
queues_strip(struct arena *arena, const char *text)
{
	const char *end, *at;

	while (*text != '\0' && is_space(character(text)))
		text = next_character(text);
	for (end = at = text; *at != '\0'; at = next_character(at)) {
		if (!is_space(character(at)))
			end = next_character(at);
	}
	return arena_strndup(arena, text, (size_t)(end - text));
}

const struct call_result *
queues_check_name(struct call *call, const char *given, const char **name)
{
	const char *stripped = queues_strip(call->arena, given), *at = stripped;
	unsigned n = 0;

	while (*at != '\0' && n < MIN_NAME) {
		at = next_character(at);
		n++;
	}
	if (n < MIN_NAME)
		return call_fail(call, ERR_DATA_VALIDATION_ERROR, NULL,
		    "name=String value is too short");
	*name = stripped;
	return call_ok(call);
}

const struct call_result *
queues_check_tags(struct call *call, size_t n, const char **tags)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (strncmp(tags[i], OPERATOR, strlen(OPERATOR)) == 0)
			return call_fail(call, ERR_INVALID_FIELDS_VALUE,
			    "unsupported tag prefix", "values=(%s)", tags[i]);
	}
	return call_ok(call);
}

static int
compare_tags(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char **
queues_sort_tags(struct arena *arena, size_t n, const char *const *tags)
{
	const char **sorted = arena_alloc_n(arena, n, sizeof(*sorted));

	if (n > 0) {
		memcpy(sorted, tags, n * sizeof(*sorted));
		qsort(sorted, n, sizeof(*sorted), compare_tags);
	}
	return sorted;
}

/* An item under its name; false if that is empty. */
static bool
read_item(struct arena *arena, const char *name,
    const struct queues_metadata_item *given, struct queue_metadata *item)
{
	item->name = queues_strip(arena, name);
	item->key = given->key;
	item->type = given->type;
	item->value = given->value;
	return *item->name != '\0';
}

static const struct call_result *
refuse_empty_key(struct call *call)
{
	return call_fail(
	    call, ERR_VALIDATION_ERROR, "Empty key is not allowed", NULL);
}

/*
 * A map's key is what an item is found by; its own "key" is kept as it is
 * (behaviour.md 3.9).
 */
const struct call_result *
queues_check_metadata(struct call *call, size_t n,
    const struct queues_metadata_item_pair *given,
    struct queue_metadata **metadata)
{
	struct queue_metadata *items =
	    arena_alloc_n(call->arena, n, sizeof(*items));
	size_t i;

	for (i = 0; i < n; i++) {
		if (!read_item(
			call->arena, given[i].name, &given[i].value, &items[i]))
			return refuse_empty_key(call);
	}
	*metadata = items;
	return call_ok(call);
}

const struct call_result *
queues_check_items(struct call *call, size_t n,
    const struct queues_metadata_item *given, struct queue_metadata **metadata)
{
	struct queue_metadata *items =
	    arena_alloc_n(call->arena, n, sizeof(*items));
	size_t i;

	for (i = 0; i < n; i++) {
		if (!read_item(call->arena, given[i].key, &given[i], &items[i]))
			return refuse_empty_key(call);
	}
	*metadata = items;
	return call_ok(call);
}
