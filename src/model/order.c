#include <string.h>

#include "model/collate.h"
#include "model/order.h"
#include "model/queue.h"

enum metadata_path_fault
order_read(struct arena *arena, const char *text, struct order *order)
{
	static const char *const names[] = {
	    [ORDER_ID] = "id",
	    [ORDER_NAME] = "name",
	    [ORDER_COMPANY] = "company",
	    [ORDER_CREATED] = "created",
	    [ORDER_LAST_UPDATE] = "last_update",
	    [ORDER_TAGS] = "tags",
	    [ORDER_SYSTEM_TAGS] = "system_tags",
	    [ORDER_ENTRIES] = "entries",
	    [ORDER_ENTRY_TASK] = "entries.task",
	    [ORDER_ENTRY_ADDED] = "entries.added",
	    [ORDER_METADATA] = "metadata",
	    [ORDER_TEXT_SCORE] = "@text_score",
	};
	enum metadata_path_fault fault;
	size_t i;

	*order = (struct order){.descending = *text == '-'};
	text += order->descending;
	for (i = 0; i < sizeof(names) / sizeof(*names); i++) {
		order->field = (enum order_field)i;
		if (strcmp(text, names[i]) == 0)
			return METADATA_PATH_FINE;
	}
	order->field = ORDER_PATH;
	fault = metadata_path_read(arena, text, &order->path);
	if (fault == METADATA_PATH_FINE && order->path.members == METADATA_NONE)
		return METADATA_PATH_OTHER;
	return fault;
}

unsigned
order_needs(const struct order *order)
{
	switch (order->field) {
	case ORDER_TAGS:
	case ORDER_SYSTEM_TAGS:
		return QUEUE_TAGS;
	case ORDER_ENTRIES:
	case ORDER_ENTRY_TASK:
	case ORDER_ENTRY_ADDED:
		return QUEUE_ENTRIES;
	case ORDER_METADATA:
	case ORDER_PATH:
		return QUEUE_METADATA;
	case ORDER_ID:
	case ORDER_NAME:
	case ORDER_COMPANY:
	case ORDER_CREATED:
	case ORDER_LAST_UPDATE:
	case ORDER_TEXT_SCORE:
		break;
	}
	return 0;
}

static int
compare_texts(const char *left, const char *right, bool by_collate)
{
	return by_collate ? collate_texts(left, right) : strcmp(left, right);
}

/* The least of some texts, or the greatest; NULL if there are none. */
static const char *
extreme(size_t n, const char *const *texts, bool greatest, bool by_collate)
{
	const char *found = NULL;
	size_t i;

	for (i = 0; i < n; i++) {
		if (found == NULL || (compare_texts(texts[i], found,
					  by_collate) > 0) == greatest)
			found = texts[i];
	}
	return found;
}

/* The same of the tasks of entries. */
static const char *
extreme_task(const struct queue *queue, bool greatest, bool by_collate)
{
	const char *found = NULL, *task;
	size_t i;

	for (i = 0; i < queue->n_entries; i++) {
		task = queue->entries[i].task;
		if (found == NULL ||
		    (compare_texts(task, found, by_collate) > 0) == greatest)
			found = task;
	}
	return found;
}

static int64_t
extreme_time(const struct queue *queue, bool greatest)
{
	int64_t found = QUEUE_NEVER, added;
	size_t i;

	for (i = 0; i < queue->n_entries; i++) {
		added = queue->entries[i].added;
		if (found == QUEUE_NEVER || (added > found) == greatest)
			found = added;
	}
	return found;
}

/* The text that a queue is ordered by; NULL for an empty field. */
static const char *
text_key(const struct order *order, const struct queue *queue, bool by_collate)
{
	const struct queue_metadata *item;

	switch (order->field) {
	case ORDER_ID:
		return queue->id;
	case ORDER_NAME:
		return queue->name;
	case ORDER_COMPANY:
		return queue->company;
	case ORDER_TAGS:
		return extreme(
		    queue->n_tags, queue->tags, order->descending, by_collate);
	case ORDER_SYSTEM_TAGS:
		return extreme(queue->n_system_tags, queue->system_tags,
		    order->descending, by_collate);
	case ORDER_ENTRIES:
	case ORDER_ENTRY_TASK:
		return extreme_task(queue, order->descending, by_collate);
	case ORDER_METADATA:
		return queue->n_metadata == 0 ? NULL : queue->metadata[0].name;
	case ORDER_PATH:
		item = metadata_path_find(&order->path, queue);
		return item == NULL ? NULL
				    : metadata_path_text(item,
					  order->path.members == METADATA_WHOLE
					      ? METADATA_KEY
					      : (enum metadata_member)
						    order->path.members);
	case ORDER_CREATED:
	case ORDER_LAST_UPDATE:
	case ORDER_ENTRY_ADDED:
	case ORDER_TEXT_SCORE:
		break;
	}
	return NULL;
}

static bool
is_time(const struct order *order)
{
	return order->field == ORDER_CREATED ||
	       order->field == ORDER_LAST_UPDATE ||
	       order->field == ORDER_ENTRY_ADDED;
}

static int64_t
time_key(const struct order *order, const struct queue *queue)
{
	if (order->field == ORDER_ENTRY_ADDED)
		return extreme_time(queue, order->descending);
	return order->field == ORDER_CREATED ? queue->created
					     : queue->last_update;
}

bool
order_is_empty(const struct order *order, const struct queue *queue)
{
	return is_time(order) ? time_key(order, queue) == QUEUE_NEVER
			      : text_key(order, queue, false) == NULL;
}

int
order_compare(const struct order *order, const struct queue *a,
    const struct queue *b, bool by_collate)
{
	const char *left, *right;
	int64_t early, late;

	if (is_time(order)) {
		/* never is less than any time */
		early = time_key(order, a);
		late = time_key(order, b);
		return (early > late) - (early < late);
	}
	left = text_key(order, a, by_collate);
	right = text_key(order, b, by_collate);
	if (left == NULL || right == NULL)
		return (left != NULL) - (right != NULL);
	return compare_texts(left, right, by_collate);
}
