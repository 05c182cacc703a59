#ifndef QUEUES_FIELDS_H
#define QUEUES_FIELDS_H

/*
 * What a client may give as a queue's name, tags and metadata: the checks that
 * no schema can say, and the forms in which queues keep them.
 *
 * Each check returns call_ok(), or the refusal.
 */

#include <stddef.h>

#include "model/queue.h"

struct arena;
struct call;
struct call_result;
struct queues_metadata_item;
struct queues_metadata_item_pair;

/*
 * Strip white space from a name and check its length: three characters at
 * least (doc/original.md, "Names and tags").
 */
const struct call_result *queues_check_name(
    struct call *call, const char *given, const char **name);

/* Refuse tags that look like operators of list filters. */
const struct call_result *queues_check_tags(
    struct call *call, size_t n, const char **tags);

/* A sorted copy; duplicates stay. */
const char **queues_sort_tags(
    struct arena *arena, size_t n, const char *const *tags);

/* The metadata of a request as queues keep it; names are stripped. */
const struct call_result *queues_check_metadata(struct call *call, size_t n,
    const struct queues_metadata_item_pair *given,
    struct queue_metadata **metadata);

/* The same for items without a map's keys: their own keys name them. */
const struct call_result *queues_check_items(struct call *call, size_t n,
    const struct queues_metadata_item *given, struct queue_metadata **metadata);

#endif
