#include <bson/bson.h>

#include "base/arena.h"
#include "store/mongo/verbs.h"

#define LIFETIME 600000 /* ms */

enum store_result
store_mongo_open_scroll(struct store *base, const char *company,
    const char *list, int64_t now, char id[RANDOM_ID_SIZE])
{
	struct store_mongo *store = mongo_of(base);
	bson_t document = BSON_INITIALIZER;
	enum store_result result;

	(void)list; /* queues: no other lists are served from here */
	random_id(id);
	BSON_APPEND_UTF8(&document, "_id", id);
	BSON_APPEND_UTF8(&document, "company", company);
	BSON_APPEND_INT64(&document, "position", 0);
	BSON_APPEND_DATE_TIME(&document, "expires", now + LIFETIME);
	result = mongo_insert(store->mongo, MONGO_SCROLLS, &document);
	bson_destroy(&document);
	return result;
}

enum store_result
store_mongo_find_scroll(struct store *base, const char *company,
    const char *list, const char *id, int64_t now, size_t *position)
{
	struct store_mongo *store = mongo_of(base);
	bson_t change = BSON_INITIALIZER, fields = BSON_INITIALIZER;
	bson_t selector, later, set, old;
	const struct mongo_change renewal = {.where = MONGO_SCROLLS,
	    .selector = &selector,
	    .change = &change,
	    .fields = &fields};
	enum store_result result;

	(void)list;
	store_mongo_select(&selector, company, id);
	BSON_APPEND_DOCUMENT_BEGIN(&selector, "expires", &later);
	BSON_APPEND_DATE_TIME(&later, "$gt", now);
	bson_append_document_end(&selector, &later);
	BSON_APPEND_DOCUMENT_BEGIN(&change, "$set", &set);
	BSON_APPEND_DATE_TIME(&set, "expires", now + LIFETIME);
	bson_append_document_end(&change, &set);
	BSON_APPEND_INT32(&fields, "position", 1);
	result = mongo_modify(store->mongo, &renewal, &old);
	if (result == STORE_OK)
		*position = (size_t)mongo_int(&old, "position", 0);
	bson_destroy(&selector);
	bson_destroy(&change);
	bson_destroy(&fields);
	bson_destroy(&old);
	return result;
}

enum store_result
store_mongo_move_scroll(
    struct store *base, const char *company, const char *id, size_t position)
{
	struct store_mongo *store = mongo_of(base);
	bson_t selector, change = BSON_INITIALIZER, set;
	enum store_result result;

	store_mongo_select(&selector, company, id);
	BSON_APPEND_DOCUMENT_BEGIN(&change, "$set", &set);
	BSON_APPEND_INT64(&set, "position", (int64_t)position);
	bson_append_document_end(&change, &set);
	result = mongo_update(store->mongo, MONGO_SCROLLS, &selector, &change);
	bson_destroy(&selector);
	bson_destroy(&change);
	return result == STORE_NOT_FOUND ? STORE_OK : result;
}
