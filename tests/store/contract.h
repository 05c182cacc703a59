#ifndef TESTS_STORE_CONTRACT_H
#define TESTS_STORE_CONTRACT_H

/* What store.h promises, as tests for any store. */

#include <stdbool.h>

struct store;

/* Make an empty store; every test has a new one. */
typedef struct store *store_contract_new(void);

/* Look whether a store is sound inside. */
typedef bool store_contract_check(struct store *store);

/*
 * Run those of queues, of users and scrolls, of samples, or of a queue against
 * an array (check may be NULL; some steps more than are said); the exit status
 * for main.
 */
int store_contract_run(const char *name, store_contract_new *make);
int store_contract_run_users(const char *name, store_contract_new *make);
int store_contract_run_samples(const char *name, store_contract_new *make);
int store_contract_run_array(const char *name, store_contract_new *make,
    store_contract_check *check, int steps);

/* Alone, and with a seed: numbers are texts, that and how many steps. */
int store_contract_run_long_array(const char *name, store_contract_new *make,
    store_contract_check *check, char **numbers);

#endif
