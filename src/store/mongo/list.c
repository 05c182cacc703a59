#include <bson/bson.h>

#include "base/arena.h"
#include "base/budget.h"
#include "store/mongo/verbs.h"

void *
store_mongo_add_item(
    struct store_mongo_list *list, const bson_t *document, size_t size)
{
	list->is_costly =
	    !budget_hold(arena_budget(list->arena), document->len + size);
	if (list->is_costly)
		return NULL;
	list->items =
	    arena_grow(list->arena, list->items, list->n, &list->room, size);
	return (char *)list->items + size * list->n++;
}

enum store_result
store_mongo_read_list(struct mongo *mongo, enum mongo_collection where,
    const bson_t *selector, const bson_t *options, mongo_take *take,
    struct store_mongo_list *list)
{
	enum store_result result =
	    mongo_find(mongo, where, selector, options, take, list);

	return result == STORE_OK && list->is_costly ? STORE_COSTLY : result;
}
