#ifndef TESTS_STORE_MEM_H
#define TESTS_STORE_MEM_H

/* A store in memory, for tests: simple enough to be right at a glance. */

struct store;

struct store *store_mem_new(void);

#endif
