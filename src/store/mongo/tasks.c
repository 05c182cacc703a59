#include <bson/bson.h>

#include "base/arena.h"
#include "store/mongo/redis.h"
#include "store/mongo/verbs.h"

#define CHUNK 500 /* ids for each query, as in the original */

static bool
gather(void *context, const bson_t *document)
{
	struct store_mongo_list *all = context;
	struct store_task *task =
	    store_mongo_add_item(all, document, sizeof(*task));

	if (task == NULL)
		return false;
	*task =
	    (struct store_task){.id = mongo_text(all->arena, document, "_id"),
		.name = mongo_text(all->arena, document, "name"),
		.company = mongo_text(all->arena, document, "company"),
		.user = mongo_text(all->arena, document, "user")};
	all->n -= task->id == NULL;
	return true;
}

static enum store_result
find_some(struct mongo *mongo, const char *company, size_t n,
    const char *const *ids, struct store_mongo_list *all)
{
	static const char *const fields[] = {"name", "company", "user"};
	bson_t selector = BSON_INITIALIZER, options = BSON_INITIALIZER, in;
	enum store_result result;

	if (company != NULL)
		BSON_APPEND_UTF8(&selector, "company", company);
	BSON_APPEND_DOCUMENT_BEGIN(&selector, "_id", &in);
	store_mongo_put_texts(&in, "$in", n, ids);
	bson_append_document_end(&selector, &in);
	store_mongo_put_ones(&options, "projection", 3, fields);
	result = store_mongo_read_list(
	    mongo, MONGO_TASKS, &selector, &options, gather, all);
	bson_destroy(&selector);
	bson_destroy(&options);
	return result;
}

enum store_result
store_mongo_find_tasks(struct store *base, struct arena *arena,
    const char *company, const struct store_strings *ids, size_t *n,
    struct store_task **tasks)
{
	struct mongo *mongo = mongo_of(base)->mongo;
	struct store_mongo_list all = {.arena = arena};
	enum store_result result = STORE_OK;
	size_t i, n_some;

	for (i = 0; i < ids->n && result == STORE_OK; i += n_some) {
		n_some = ids->n - i < CHUNK ? ids->n - i : CHUNK;
		result =
		    find_some(mongo, company, n_some, ids->items + i, &all);
	}
	*n = all.n;
	*tasks = all.items;
	return result;
}

enum store_result
store_mongo_list_workers(struct store *base, struct arena *arena,
    const char *company, size_t *n, struct store_worker **workers)
{
	return redis_list_workers(
	    mongo_of(base)->redis, arena, company, n, workers);
}
