#ifndef TESTS_STORE_CONTRACT_H
#define TESTS_STORE_CONTRACT_H

/* What store.h promises, as tests for any store. */

#include <stdbool.h>

struct arena;
struct store;

/* A task as its owner keeps it; what is not there is NULL. */
struct contract_task {
	const char *id;
	const char *company;
	const char *status;
	const char *enqueue_status;
	const char *queue;  /* that it is to be run from */
	const char *reason; /* of its status */
};

/* Put a task where its owner keeps it, and tell of it, in the arena. */
typedef void store_contract_put_task(
    struct store *store, const struct contract_task *task);
typedef void store_contract_get_task(struct store *store, struct arena *arena,
    const char *id, struct contract_task *task);

/* Make an empty store; every test has a new one. */
typedef struct store *store_contract_new(void);

/* Look whether a store is sound inside. */
typedef bool store_contract_check(struct store *store);

/*
 * Run those of queues, of reading them, of what leaves them, of users and
 * scrolls, of samples, of tasks, of several queues at once, or of a queue
 * against an array (check may be NULL; the last some steps more than are said);
 * the exit status for main.
 */
int store_contract_run(const char *name, store_contract_new *make);
int store_contract_run_reads(const char *name, store_contract_new *make);
int store_contract_run_leaving(const char *name, store_contract_new *make);
int store_contract_run_users(const char *name, store_contract_new *make);
int store_contract_run_samples(const char *name, store_contract_new *make);
int store_contract_run_several(const char *name, store_contract_new *make,
    store_contract_check *check, int steps);
int store_contract_run_tasks(const char *name, store_contract_new *make,
    store_contract_put_task *put, store_contract_get_task *get);
int store_contract_run_array(const char *name, store_contract_new *make,
    store_contract_check *check, int steps);

/* Many threads that move so many tasks between queues, and pop them. */
int store_contract_run_race(
    const char *name, store_contract_new *make, int tasks);

/* Alone, and with a seed: numbers are texts, that and how many steps. */
int store_contract_run_long_array(const char *name, store_contract_new *make,
    store_contract_check *check, char **numbers);

#endif
