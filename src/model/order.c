#include <string.h>

#include "base/budget.h"
#include "model/collate.h"
#include "model/order.h"
#include "model/queue.h"

#define COMPARISON 32 /* ns, apart from the texts' length */
#define LOOK 10       /* ns that a piece of metadata takes */

enum metadata_path_fault
order_read(struct arena *arena, const char *text, struct order *order)
{
	static const char *const names[] = {
	    [ORDER_ID] = "id",
	    [ORDER_NAME] = "name",
	    [ORDER_DISPLAY_NAME] = "display_name",
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
	case ORDER_DISPLAY_NAME:
		return QUEUE_DISPLAY_NAME;
	case ORDER_TAGS:
		return QUEUE_TAGS;
	case ORDER_SYSTEM_TAGS:
		return QUEUE_SYSTEM_TAGS;
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

/* How one of many texts is chosen: the least, or the greatest. */
struct choice {
	bool greatest;
	bool by_collate;
	struct budget *budget;
	const char *found; /* NULL: none yet */
};

/* False: it costs too much. */
static bool
choose(struct choice *choice, const char *text)
{
	if (!budget_pay(choice->budget, COMPARISON + strlen(text)))
		return false;
	if (choice->found == NULL ||
	    (compare_texts(text, choice->found, choice->by_collate) > 0) ==
		choice->greatest)
		choice->found = text;
	return true;
}

static const char *
choose_text(struct choice choice, size_t n, const char *const *texts)
{
	size_t i;

	for (i = 0; i < n && choose(&choice, texts[i]); i++)
		continue;
	return choice.found;
}

static const char *
choose_task(struct choice choice, const struct queue *queue)
{
	size_t i;

	for (i = 0; i < queue->n_entries; i++) {
		if (!choose(&choice, queue->entries[i].task))
			break;
	}
	return choice.found;
}

static int64_t
choose_time(const struct queue *queue, bool greatest, struct budget *budget)
{
	int64_t found = QUEUE_NEVER, added;
	size_t i;

	for (i = 0; i < queue->n_entries && budget_pay(budget, 1); i++) {
		added = queue->entries[i].added;
		if (found == QUEUE_NEVER || (added > found) == greatest)
			found = added;
	}
	return found;
}

static const char *
find_path(
    const struct order *order, const struct queue *queue, struct budget *budget)
{
	const struct queue_metadata *item;
	unsigned members = order->path.members;

	if (!budget_pay(budget, LOOK * queue->n_metadata))
		return NULL;
	item = metadata_path_find(&order->path, queue);
	if (item == NULL)
		return NULL;
	return metadata_path_text(item, members == METADATA_WHOLE
					    ? METADATA_KEY
					    : (enum metadata_member)members);
}

/* The text that a queue is ordered by; NULL for an empty field. */
static const char *
find_text(const struct order *order, const struct queue *queue, bool by_collate,
    struct budget *budget)
{
	const struct choice choice = {
	    order->descending, by_collate, budget, NULL};

	switch (order->field) {
	case ORDER_ID:
		return queue->id;
	case ORDER_NAME:
		return queue->name;
	case ORDER_DISPLAY_NAME:
		return queue->display_name;
	case ORDER_COMPANY:
		return queue->company;
	case ORDER_TAGS:
		return choose_text(choice, queue->n_tags, queue->tags);
	case ORDER_SYSTEM_TAGS:
		return choose_text(
		    choice, queue->n_system_tags, queue->system_tags);
	case ORDER_ENTRIES:
	case ORDER_ENTRY_TASK:
		return choose_task(choice, queue);
	case ORDER_METADATA:
		return queue->n_metadata == 0 ? NULL : queue->metadata[0].name;
	case ORDER_PATH:
		return find_path(order, queue, budget);
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

void
order_find_key(const struct order *order, const struct queue *queue,
    bool by_collate, struct budget *budget, struct order_key *key)
{
	*key = (struct order_key){0};
	if (order->field == ORDER_ENTRY_ADDED)
		key->time = choose_time(queue, order->descending, budget);
	else if (is_time(order))
		key->time = order->field == ORDER_CREATED ? queue->created
							  : queue->last_update;
	else
		key->text = find_text(order, queue, by_collate, budget);
	key->n = key->text == NULL ? 0 : strlen(key->text);
}

bool
order_is_empty(const struct order *order, const struct order_key *key)
{
	if (is_time(order))
		return key->time == QUEUE_NEVER;
	return key->text == NULL ||
	       (order->field == ORDER_DISPLAY_NAME && *key->text == '\0');
}

int
order_compare(const struct order *order, const struct order_key *a,
    const struct order_key *b, bool by_collate, struct budget *budget)
{
	if (!budget_pay(budget, COMPARISON + (a->n < b->n ? a->n : b->n)))
		return 0;
	/* QUEUE_NEVER is less than any time */
	if (is_time(order))
		return (a->time > b->time) - (a->time < b->time);
	if (a->text == NULL || b->text == NULL)
		return (a->text != NULL) - (b->text != NULL);
	return compare_texts(a->text, b->text, by_collate);
}
