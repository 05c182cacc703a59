#include "api/call.h"
#include "api/checks.h"
#include "base/arena.h"
#include "generated/queues.h"
#include "model/queue.h"
#include "model/queue_rules.h"
#include "queues/fields.h"
#include "queues/refusals.h"

const struct call_result *
queues_check_counts(
    struct call *call, size_t n_tags, size_t n_system_tags, size_t n_metadata)
{
	const struct call_limits *limits = &call->server->limits;
	const struct call_result *refusal;

	if ((refusal = checks_count(call, "tags", n_tags, limits->tags)) !=
		NULL ||
	    (refusal = checks_count(
		 call, "system_tags", n_system_tags, limits->tags)) != NULL)
		return refusal;
	return checks_count(call, "metadata", n_metadata, limits->metadata);
}

/* Read an item under this name; false if the name is empty. */
static bool
read_item(struct arena *arena, const char *name,
    const struct queues_metadata_item *given, struct queue_metadata *item)
{
	item->name = queue_rules_read_key(arena, name);
	item->key = given->key;
	item->type = given->type;
	item->value = given->value;
	return item->name != NULL;
}

/*
 * An item is named by its key in the map; its own "key" is kept as it is
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
	return NULL;
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
	return NULL;
}
