#ifndef STORE_CONTRACT_H
#define STORE_CONTRACT_H

/* What store.h promises, as tests for any store. */

struct store;

/* Make an empty store; every test has a new one. */
typedef struct store *store_contract_new(void);

/*
 * Run those of queues, of users and scrolls, or of a queue against an array;
 * the exit status for main.
 */
int store_contract_run(const char *name, store_contract_new *make);
int store_contract_run_users(const char *name, store_contract_new *make);
int store_contract_run_array(const char *name, store_contract_new *make);

#endif
