#ifndef QUEUES_ANSWER_H
#define QUEUES_ANSWER_H

/* Queues as answers show them (doc/original.md, "A queue in answers"). */

#include <stddef.h>

struct arena;
struct queue;
struct queue_entry;
struct queue_metadata;
struct queues_entry;
struct queues_metadata_item_pair;
struct queues_queue;
struct queues_view;

/* Show what the view selects; NULL: everything.  Tags are sorted. */
void queues_answer_queue(struct arena *arena, const struct queue *queue,
    const struct queues_view *view, struct queues_queue *answer);

/* Show an entry: its task and time. */
void queues_answer_entry(
    const struct queue_entry *entry, struct queues_entry *answer);

/* Show metadata, in the arena. */
struct queues_metadata_item_pair *queues_answer_metadata(
    struct arena *arena, size_t n, const struct queue_metadata *metadata);

#endif
