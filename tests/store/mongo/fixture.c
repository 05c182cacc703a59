#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <CUnit/CUnit.h>
#include <mongoc/mongoc.h>

#include "base/arena.h"
#include "store/mongo/mongo.h"
#include "store/mongo/verbs.h"
#include "tests/store/mongo/fixture.h"

struct arena *fixture_arena;
static const char *uri;
static char prefix[64];
static mongoc_client_t *client;

bool
fixture_begin(const char *name)
{
	uri = getenv("MONGO_URI");
	if (uri == NULL) {
		fprintf(stderr, "%s: set MONGO_URI\n", name);
		return false;
	}
	fixture_arena = arena_new();
	mongoc_init();
	client = mongoc_client_new(uri);
	return true;
}

static void
drop(const char *name)
{
	char database[128];
	mongoc_database_t *handle;

	snprintf(database, sizeof(database), "%s%s", prefix, name);
	handle = mongoc_client_get_database(client, database);
	mongoc_database_drop(handle, NULL);
	mongoc_database_destroy(handle);
}

static void
drop_last(void)
{
	if (*prefix == '\0')
		return;
	drop("auth");
	drop("backend");
}

void
fixture_end(void)
{
	drop_last();
	mongoc_client_destroy(client);
	arena_free(fixture_arena);
}

struct store *
fixture_store(void)
{
	struct store_mongo_options options = {
	    .uri = uri, .prefix = prefix, .retention = 1000000000};
	const char *error = NULL;
	static unsigned n;
	struct store *store;

	drop_last();
	snprintf(prefix, sizeof(prefix), "lineup_%d_%u_", (int)getpid(), n++);
	store = store_mongo_open(fixture_arena, &options, &error);
	CU_ASSERT_PTR_NOT_NULL_FATAL(store);
	return store;
}

void
fixture_calm(struct store *store)
{
	struct store_mongo *mongo = mongo_of(store);

	store_mongo_chores_free(mongo->chores);
	store_mongo_samples_free(mongo->samples);
	mongo->chores = NULL;
	mongo->samples = NULL;
}

static mongoc_collection_t *
collection_of(const char *name)
{
	char database[128];

	snprintf(database, sizeof(database), "%sbackend", prefix);
	return mongoc_client_get_collection(client, database, name);
}

void
fixture_insert(const char *name, const bson_t *document)
{
	mongoc_collection_t *collection = collection_of(name);
	bson_error_t error;

	CU_ASSERT_TRUE_FATAL(mongoc_collection_insert_one(
	    collection, document, NULL, NULL, &error));
	mongoc_collection_destroy(collection);
}

int64_t
fixture_count(const char *name, const bson_t *members)
{
	mongoc_collection_t *collection = collection_of(name);
	bson_error_t error;
	int64_t n = mongoc_collection_count_documents(
	    collection, members, NULL, NULL, NULL, &error);

	mongoc_collection_destroy(collection);
	return n;
}

bool
fixture_has(const char *name, const bson_t *members)
{
	return fixture_count(name, members) == 1;
}

bson_t *
fixture_find(const char *name, const char *id)
{
	mongoc_collection_t *collection = collection_of(name);
	bson_t *selector = BCON_NEW("_id", id), *found;
	const bson_t *document;
	mongoc_cursor_t *cursor =
	    mongoc_collection_find_with_opts(collection, selector, NULL, NULL);

	CU_ASSERT_TRUE_FATAL(mongoc_cursor_next(cursor, &document));
	found = bson_copy(document);
	mongoc_cursor_destroy(cursor);
	bson_destroy(selector);
	mongoc_collection_destroy(collection);
	return found;
}

void
fixture_set(const char *name, const char *member, int64_t time)
{
	mongoc_collection_t *collection = collection_of(name);
	bson_t all = BSON_INITIALIZER;
	bson_t *change =
	    BCON_NEW("$set", "{", member, BCON_DATE_TIME(time), "}");

	CU_ASSERT_TRUE(mongoc_collection_update_many(
	    collection, &all, change, NULL, NULL, NULL));
	bson_destroy(change);
	bson_destroy(&all);
	mongoc_collection_destroy(collection);
}

void
fixture_refuse_changes(const char *name, const bson_t *valid)
{
	mongoc_database_t *database;
	bson_error_t error;
	bson_t *command = BCON_NEW(
	    "collMod", BCON_UTF8(name), "validator", BCON_DOCUMENT(valid));
	char text[128];

	snprintf(text, sizeof(text), "%sbackend", prefix);
	database = mongoc_client_get_database(client, text);
	CU_ASSERT_TRUE_FATAL(mongoc_database_command_simple(
	    database, command, NULL, NULL, &error));
	mongoc_database_destroy(database);
	bson_destroy(command);
}
