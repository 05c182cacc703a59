#ifndef TESTS_STORE_SQLITE_RAW_H
#define TESTS_STORE_SQLITE_RAW_H

/* A connection of a test's own to the database of a store. */

#include <stdint.h>

/* Open it to the database in a directory, and close it. */
void raw_open(const char *data);
void raw_close(void);

/* Run SQL; it must not fail. */
void raw_run(const char *sql);

/* The first column of a query's first row; -1: it has no row. */
int64_t raw_number(const char *sql);

#endif
