#ifndef TESTS_STORE_QUEUE_MODEL_H
#define TESTS_STORE_QUEUE_MODEL_H

/* A queue as an array, and the steps it can do. */

#include <stdint.h>

#include "store/store.h"

#define QUEUE_MODEL_MAX 40 /* tasks */

enum queue_verb {
	QUEUE_PUSH,
	QUEUE_POP,
	QUEUE_TAKE_OUT,
	QUEUE_MOVE,
	QUEUE_SET,
	QUEUE_N_VERBS
};

struct queue_step {
	enum queue_verb verb;
	int task;
	int number; /* by how many places to move, or the value to set */
};

/* The answer to a step. */
struct queue_answer {
	enum store_result result;
	int64_t value; /* the task of a pop; the position after a move */
};

struct queue_model {
	int tasks[QUEUE_MODEL_MAX];
	int n;
	int metadata;
};

/* Do a step as an array would. */
struct queue_answer queue_model_step(
    struct queue_model *queue, const struct queue_step *step);

/* A random step; *state is the state of chance. */
struct queue_step queue_model_random_step(uint64_t *state);

#endif
