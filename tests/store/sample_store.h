#ifndef TESTS_STORE_SAMPLE_STORE_H
#define TESTS_STORE_SAMPLE_STORE_H

/* Stores for tests of what stands above them. */

struct arena;
struct contract_task; /* contract.h */
struct queue_resources;
struct store;

/* An empty one: SQLite in a directory of its own, the last one that is there.
 */
struct store *sample_store_new(void);

/* Have a queue use these, as workers report elsewhere. */
void sample_store_use_resources(struct store *store, const char *queue,
    const struct queue_resources *resources);

/* An empty store, too, but it knows tasks: those that are put there. */
struct store *sample_store_with_tasks(void);
void sample_store_put_task(
    struct store *store, const struct contract_task *task);
void sample_store_get_task(struct store *store, struct arena *arena,
    const char *id, struct contract_task *task);

#endif
