#include <bson/bson.h>

#include "base/arena.h"
#include "store/mongo/driver.h"

const char *
mongo_text(struct arena *arena, const bson_t *document, const char *name)
{
	bson_iter_t iter;

	if (!bson_iter_init_find(&iter, document, name) ||
	    !BSON_ITER_HOLDS_UTF8(&iter))
		return NULL;
	return arena_strdup(arena, bson_iter_utf8(&iter, NULL));
}

int64_t
mongo_time(const bson_t *document, const char *name, int64_t otherwise)
{
	bson_iter_t iter;

	if (!bson_iter_init_find(&iter, document, name) ||
	    !BSON_ITER_HOLDS_DATE_TIME(&iter))
		return otherwise;
	return bson_iter_date_time(&iter);
}

int64_t
mongo_int(const bson_t *document, const char *name, int64_t otherwise)
{
	bson_iter_t iter;

	if (!bson_iter_init_find(&iter, document, name) ||
	    !BSON_ITER_HOLDS_NUMBER(&iter))
		return otherwise;
	return bson_iter_as_int64(&iter);
}

bool
mongo_child(const bson_t *document, const char *name, bson_t *child)
{
	const uint8_t *data;
	bson_iter_t iter;
	uint32_t n;

	if (!bson_iter_init_find(&iter, document, name))
		return false;
	if (BSON_ITER_HOLDS_DOCUMENT(&iter))
		bson_iter_document(&iter, &n, &data);
	else if (BSON_ITER_HOLDS_ARRAY(&iter))
		bson_iter_array(&iter, &n, &data);
	else
		return false;
	return bson_init_static(child, data, n);
}
