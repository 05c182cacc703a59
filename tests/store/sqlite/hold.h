#ifndef TESTS_STORE_SQLITE_HOLD_H
#define TESTS_STORE_SQLITE_HOLD_H

/* Holds up a writer, so that the writes of a test share a commit. */

#include <stddef.h>

struct db_writer;

/* Occupy a writer. */
void hold_begin(struct db_writer *writer);

/* Wait until n writes wait for it. */
void hold_wait(size_t n);

/* Let them go on, as one group. */
void hold_end(void);

#endif
