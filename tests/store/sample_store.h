#ifndef TESTS_STORE_SAMPLE_STORE_H
#define TESTS_STORE_SAMPLE_STORE_H

/* Stores for tests of the rooms above. */

struct arena;
struct contract_task; /* see contract.h */
struct queue_resources;
struct store;

/*
 * Make an empty store: SQLite in a directory of its own, removed with the next.
 */
struct store *sample_store_new(void);

/* Give a queue these resources, as workers do in the original. */
void sample_store_use_resources(struct store *store, const char *queue,
    const struct queue_resources *resources);

/* The same for a store that knows tasks: those that are put there. */
struct store *sample_store_with_tasks(void);
void sample_store_put_task(
    struct store *store, const struct contract_task *task);
void sample_store_get_task(struct store *store, struct arena *arena,
    const char *id, struct contract_task *task);

#endif
