#ifndef TESTS_STORE_CONTRACT_H
#define TESTS_STORE_CONTRACT_H

/* The contract of store.h, as tests for any store. */

#include <stdbool.h>

struct arena;
struct store;

/* A task as its owner keeps it; members it doesn't have are NULL. */
struct contract_task {
	const char *id;
	const char *company;
	const char *status;
	const char *enqueue_status;
	const char *queue;  /* from which it is to be run */
	const char *reason; /* for its status */
};

/* Write a task where its owner keeps tasks; read one, into the arena. */
typedef void store_contract_put_task(
    struct store *store, const struct contract_task *task);
typedef void store_contract_get_task(struct store *store, struct arena *arena,
    const char *id, struct contract_task *task);

/* Make an empty store; every test has a new one. */
typedef struct store *store_contract_new(void);

/* True if a store is sound inside. */
typedef bool store_contract_check(struct store *store);

/*
 * Run the tests of queues, of reads, of tasks that leave queues, of users and
 * scrolls, of samples, of several queues at once, of looks into queues, of what
 * comes and goes, of tasks, and of a queue compared with an array.  check may
 * be NULL, and some tests repeat that many steps.  Each returns the exit status
 * for main.
 */
int store_contract_run(const char *name, store_contract_new *make);
int store_contract_run_reads(const char *name, store_contract_new *make);
int store_contract_run_leaving(const char *name, store_contract_new *make);
int store_contract_run_users(const char *name, store_contract_new *make);
int store_contract_run_samples(const char *name, store_contract_new *make);
int store_contract_run_several(const char *name, store_contract_new *make,
    store_contract_check *check, int steps);
int store_contract_run_entries(const char *name, store_contract_new *make);
int store_contract_run_watching(const char *name, store_contract_new *make);
int store_contract_run_tasks(const char *name, store_contract_new *make,
    store_contract_put_task *put, store_contract_get_task *get);
int store_contract_run_array(const char *name, store_contract_new *make,
    store_contract_check *check, int steps);

/* Many threads move so many tasks between queues, and pop them. */
int store_contract_run_race(
    const char *name, store_contract_new *make, int tasks);

/*
 * The comparison with an array alone, for long: numbers are texts, a seed and a
 * number of steps.
 */
int store_contract_run_long_array(const char *name, store_contract_new *make,
    store_contract_check *check, char **numbers);

#endif
