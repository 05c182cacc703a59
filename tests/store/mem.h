#ifndef TESTS_STORE_MEM_H
#define TESTS_STORE_MEM_H

/* A store in memory, for tests: simple enough to be right at a glance. */

struct arena;
struct store;

struct store *store_mem_new(void);

/* The same with tasks; what these two make and tell of is contract.h's. */
struct contract_task;
struct store *store_mem_new_with_tasks(void);
void store_mem_put_task(struct store *store, const struct contract_task *task);
void store_mem_get_task(struct store *store, struct arena *arena,
    const char *id, struct contract_task *task);

#endif
