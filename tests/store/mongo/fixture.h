#ifndef TESTS_STORE_MONGO_FIXTURE_H
#define TESTS_STORE_MONGO_FIXTURE_H

/* Stores on the server at MONGO_URI, each with databases of its own. */

#include "store/store.h"

struct arena;
typedef struct _bson_t bson_t;

/* The arena of stores and results. */
extern struct arena *fixture_arena;

/* Read MONGO_URI; false, and a message, if it is not set. */
bool fixture_begin(const char *name);
void fixture_end(void);

/* A store in new databases; those of the last one are dropped. */
struct store *fixture_store(void);

/* Stop a store's threads, so that only calls send commands. */
void fixture_calm(struct store *store);

/* Write a document to a collection of the database "backend". */
void fixture_insert(const char *collection, const bson_t *document);

/* The number of documents there with these members. */
int64_t fixture_count(const char *collection, const bson_t *members);

/* True if one document there has these members. */
bool fixture_has(const char *collection, const bson_t *members);

/* The document there of an id; the caller destroys it. */
bson_t *fixture_find(const char *collection, const char *id);

/* Set a time in all documents there. */
void fixture_set(const char *collection, const char *member, int64_t time);

/*
 * From now on, changes there are refused unless the document then matches this.
 */
void fixture_refuse_changes(const char *collection, const bson_t *valid);

#endif
