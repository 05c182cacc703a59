#ifndef TESTS_STORE_QUEUE_MODEL_H
#define TESTS_STORE_QUEUE_MODEL_H

/* A queue as an array, and what can be done with it. */

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
	int number; /* places to move; value to set */
};

/* What a step was answered. */
struct queue_answer {
	enum store_result result;
	int64_t value; /* of a pop, the task; of a move, the position */
};

struct queue_model {
	int tasks[QUEUE_MODEL_MAX];
	int n;
	int metadata;
};

/* Do a step, as an array does. */
struct queue_answer queue_model_step(
    struct queue_model *queue, const struct queue_step *step);

/* Any step; chance comes from *state. */
struct queue_step queue_model_random_step(uint64_t *state);

#endif
