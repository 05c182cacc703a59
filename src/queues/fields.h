#ifndef QUEUES_FIELDS_H
#define QUEUES_FIELDS_H

/*
 * A queue's tags and metadata in requests, by the rules of
 * model/queue_rules.h.  Each check returns NULL, or the refusal.
 */

#include <stddef.h>

#include "model/queue.h"

struct arena;
struct call;
struct call_result;
struct queues_metadata_item;
struct queues_metadata_item_pair;

/* Check that a queue gets no more of each than the server's limits. */
const struct call_result *queues_check_counts(
    struct call *call, size_t n_tags, size_t n_system_tags, size_t n_metadata);

/* Read the metadata of a request into what queues keep; names are stripped. */
const struct call_result *queues_check_metadata(struct call *call, size_t n,
    const struct queues_metadata_item_pair *given,
    struct queue_metadata **metadata);

/* The same for a list of items, which are named by their own keys. */
const struct call_result *queues_check_items(struct call *call, size_t n,
    const struct queues_metadata_item *given, struct queue_metadata **metadata);

#endif
