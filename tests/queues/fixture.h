#ifndef TESTS_QUEUES_FIXTURE_H
#define TESTS_QUEUES_FIXTURE_H

/*
 * What tests of handlers share: a call by a user of company "c1", on a store
 * that can be made to fail.
 */

#include <stddef.h>

#include "api/call.h"

/* The current call; fixture_begin() makes a new one. */
extern struct call fixture_call;

/* Begin a test: an empty store, a new call at time 1000. */
void fixture_begin(void);

/* The same with a store that knows tasks. */
void fixture_begin_with_tasks(void);

/* End a test: everything is freed. */
void fixture_end(void);

/* Make a queue with tasks named by the letters of a string; its id is its
 * name. */
void fixture_add_queue(const char *name, const char *tasks);

/*
 * The tasks of a queue by their first letters, in order; "-" if there is no
 * such queue.
 */
const char *fixture_tasks(const char *queue);

/* Make a task of the company, to be run from a queue, or from none (NULL). */
void fixture_add_task(const char *id, const char *status, const char *queue);

/*
 * The status and queue of a task, and the reason for its status if there is
 * one.
 */
const char *fixture_task(const char *id);

/* From now on in this test, each verb of the store returns this result. */
void fixture_break_store(enum store_result result);

/* Expect an answer's error, code by code, and its message. */
void fixture_expect(
    const struct call_result *result, enum err error, const char *message);

#endif
