#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "api/call.h"
#include "base/arena.h"
#include "base/text.h"
#include "generated/queues.h"
#include "model/queue.h"
#include "queues/fields.h"
#include "queues/refusals.h"

#define OPERATOR "__$" /* how operators of list filters begin */
#define MIN_NAME 3     /* characters */

const struct call_result *
queues_check_name(struct call *call, const char *given, const char **name)
{
	const char *stripped = text_strip(call->arena, given), *at = stripped;
	unsigned n;

	for (n = 0; *at != '\0' && n < MIN_NAME; n++)
		at = text_next(at);
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
	item->name = text_strip(arena, name);
	item->key = given->key;
	item->type = given->type;
	item->value = given->value;
	return *item->name != '\0';
}

/*
 * A map's key is what an item is found by; its own "key" is kept as it is
 * (doc/original.md, "Metadata").
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
			return queues_empty_key(call);
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
			return queues_empty_key(call);
	}
	*metadata = items;
	return call_ok(call);
}
