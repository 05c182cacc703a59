#include <stdlib.h>
#include <string.h>

#include <bson/bson.h>

#include "base/arena.h"
#include "store/mongo/verbs.h"

/* {$push: {credentials: {key, secret[, label]}}} */
static void
write_credentials(
    bson_t *change, const struct store_key *key, const char *secret)
{
	bson_t push, credentials;

	bson_init(change);
	BSON_APPEND_DOCUMENT_BEGIN(change, "$push", &push);
	BSON_APPEND_DOCUMENT_BEGIN(&push, "credentials", &credentials);
	BSON_APPEND_UTF8(&credentials, "key", key->key);
	BSON_APPEND_UTF8(&credentials, "secret", secret);
	if (*key->label != '\0')
		BSON_APPEND_UTF8(&credentials, "label", key->label);
	bson_append_document_end(&push, &credentials);
	bson_append_document_end(change, &push);
}

enum store_result
store_mongo_add_key(
    struct store *base, const struct store_key *key, const char *secret)
{
	struct mongo *mongo = mongo_of(base)->mongo;
	bson_t made, user, taken, change;
	enum store_result result;

	store_mongo_select_id(&made, key->key);
	BSON_APPEND_DATE_TIME(&made, "created", key->created);
	store_mongo_select_id(&user, key->user);
	store_mongo_select_key(&taken, key->key, NULL);
	write_credentials(&change, key, secret);
	result = mongo_has(mongo, MONGO_USERS, &user);
	if (result == STORE_OK) {
		result = mongo_has(mongo, MONGO_USERS, &taken);
		if (result == STORE_OK)
			result = STORE_DUPLICATE;
		else if (result == STORE_NOT_FOUND)
			result = mongo_insert(mongo, MONGO_KEYS, &made);
		if (result == STORE_OK)
			result =
			    mongo_update(mongo, MONGO_USERS, &user, &change);
	}
	bson_destroy(&made);
	bson_destroy(&user);
	bson_destroy(&taken);
	bson_destroy(&change);
	return result;
}

static const char *
text(const struct store_mongo_list *all, const bson_t *document,
    const char *name)
{
	const char *found = mongo_text(all->arena, document, name);

	return found == NULL ? "" : found;
}

static bool
add_keys(void *context, const bson_t *document)
{
	struct store_mongo_list *all = context;
	struct store_key *key;
	bson_t credentials, item;
	const uint8_t *data;
	bson_iter_t iter;
	uint32_t n;

	if (!mongo_child(document, "credentials", &credentials))
		return true;
	bson_iter_init(&iter, &credentials);
	while (bson_iter_next(&iter)) {
		if (!BSON_ITER_HOLDS_DOCUMENT(&iter))
			continue;
		bson_iter_document(&iter, &n, &data);
		if (!bson_init_static(&item, data, n))
			continue;
		key = store_mongo_add_item(all, &item, sizeof(*key));
		if (key == NULL)
			return false;
		key->key = text(all, &item, "key");
		key->label = text(all, &item, "label");
		key->user = text(all, document, "_id");
	}
	return true;
}

/* Set the time of a key that was made by lineup. */
static bool
date_key(void *context, const bson_t *document)
{
	struct store_mongo_list *all = context;
	const char *name = mongo_text(all->arena, document, "_id");
	struct store_key *keys = all->items;
	size_t i;

	for (i = 0; name != NULL && i < all->n; i++) {
		if (strcmp(keys[i].key, name) == 0)
			keys[i].created = mongo_time(document, "created", 0);
	}
	return true;
}

static int
compare_keys(const void *a, const void *b)
{
	const struct store_key *left = a, *right = b;
	int order = strcmp(left->user, right->user);

	if (order != 0)
		return order;
	return (left->created > right->created) -
	       (left->created < right->created);
}

enum store_result
store_mongo_list_keys(
    struct store *base, struct arena *arena, size_t *n, struct store_key **keys)
{
	struct mongo *mongo = mongo_of(base)->mongo;
	struct store_mongo_list all = {.arena = arena};
	bson_t everything = BSON_INITIALIZER;
	enum store_result result;

	result = store_mongo_read_list(
	    mongo, MONGO_USERS, &everything, NULL, add_keys, &all);
	if (result == STORE_OK)
		result = mongo_find(
		    mongo, MONGO_KEYS, &everything, NULL, date_key, &all);
	bson_destroy(&everything);
	if (all.n > 1)
		qsort(all.items, all.n, sizeof(**keys), compare_keys);
	*n = all.n;
	*keys = all.items;
	return result;
}

enum store_result
store_mongo_if_ours(struct store_mongo *store)
{
	enum store_result result;
	bson_t selector;

	/* a user that the original makes when it starts */
	store_mongo_select_id(&selector, "__apiserver__");
	result = mongo_has(store->mongo, MONGO_USERS, &selector);
	bson_destroy(&selector);
	if (result == STORE_OK)
		return STORE_FOREIGN;
	return result == STORE_NOT_FOUND ? STORE_OK : result;
}

enum store_result
store_mongo_revoke_key(struct store *base, const char *key)
{
	struct store_mongo *store = mongo_of(base);
	struct mongo *mongo = store->mongo;
	bson_t selector, change = BSON_INITIALIZER, pull, which, made;
	enum store_result result;

	store_mongo_select_key(&selector, key, NULL);
	BSON_APPEND_DOCUMENT_BEGIN(&change, "$pull", &pull);
	BSON_APPEND_DOCUMENT_BEGIN(&pull, "credentials", &which);
	BSON_APPEND_UTF8(&which, "key", key);
	bson_append_document_end(&pull, &which);
	bson_append_document_end(&change, &pull);
	store_mongo_select_id(&made, key);
	result = mongo_has(mongo, MONGO_KEYS, &made);
	if (result == STORE_NOT_FOUND) /* not made by lineup */
		result = store_mongo_if_ours(store);
	if (result == STORE_OK)
		result = mongo_update(mongo, MONGO_USERS, &selector, &change);
	if (result == STORE_OK)
		mongo_delete(mongo, MONGO_KEYS, &made);
	bson_destroy(&selector);
	bson_destroy(&change);
	bson_destroy(&made);
	return result;
}
