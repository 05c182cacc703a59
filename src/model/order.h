#ifndef MODEL_ORDER_H
#define MODEL_ORDER_H

/* One field by which queues are put in order (behaviour.md 3.6). */

#include <stdbool.h>

#include "model/metadata_path.h"

struct arena;
struct queue;

enum order_field {
	ORDER_ID,
	ORDER_NAME,
	ORDER_COMPANY,
	ORDER_CREATED,
	ORDER_LAST_UPDATE,
	ORDER_TAGS,
	ORDER_SYSTEM_TAGS,
	ORDER_ENTRIES,
	ORDER_ENTRY_TASK,
	ORDER_ENTRY_ADDED,
	ORDER_METADATA,
	ORDER_TEXT_SCORE, /* of a search, greatest first; by the filter */
	ORDER_PATH,       /* a piece of metadata */
};

struct order {
	enum order_field field;
	struct metadata_path path; /* ORDER_PATH */
	bool descending;
};

/*
 * Read a field's name, "-" before it for descending.  METADATA_PATH_OTHER:
 * there is no such field.
 */
enum metadata_path_fault order_read(
    struct arena *arena, const char *text, struct order *order);

/* The parts (enum queue_part) that it looks at. */
unsigned order_needs(const struct order *order);

/* True if a queue has nothing in the field. */
bool order_is_empty(const struct order *order, const struct queue *queue);

/*
 * Which of two queues comes first, as strcmp(3) says it; nothing is less than
 * anything.  Texts go by code, or by collate_texts().
 */
int order_compare(const struct order *order, const struct queue *a,
    const struct queue *b, bool by_collate);

#endif
