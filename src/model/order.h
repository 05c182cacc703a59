#ifndef MODEL_ORDER_H
#define MODEL_ORDER_H

/* One field by which queues are ordered (doc/original.md, "Orders"). */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/metadata_path.h"

struct arena;
struct budget;
struct queue;

enum order_field {
	ORDER_ID,
	ORDER_NAME,
	ORDER_DISPLAY_NAME,
	ORDER_COMPANY,
	ORDER_CREATED,
	ORDER_LAST_UPDATE,
	ORDER_TAGS,
	ORDER_SYSTEM_TAGS,
	ORDER_ENTRIES,
	ORDER_ENTRY_TASK,
	ORDER_ENTRY_ADDED,
	ORDER_METADATA,
	ORDER_TEXT_SCORE, /* of a search, greatest first; sort.c compares it */
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

/* The value by which a queue is ordered. */
struct order_key {
	const char *text; /* NULL for an empty field, and for times */
	size_t n;         /* its bytes */
	int64_t time;
};

/*
 * Find the value in a queue; of several texts or times, the least one, or the
 * greatest if descending.  Texts are compared by code, or by collate_texts().
 * The budget pays for long fields; once it is used up, the result is void.
 */
void order_find_key(const struct order *order, const struct queue *queue,
    bool by_collate, struct budget *budget, struct order_key *key);

/* True if the field is empty. */
bool order_is_empty(const struct order *order, const struct order_key *key);

/* Compare keys, with a result as of strcmp(3) and regardless of `descending`;
 * an empty field is less than any other. */
int order_compare(const struct order *order, const struct order_key *a,
    const struct order_key *b, bool by_collate, struct budget *budget);

#endif
