#ifndef TESTS_STORE_QUEUE_WITNESS_H
#define TESTS_STORE_QUEUE_WITNESS_H

/* What a queue may hold, judged by the answers to its only client. */

#include <stdbool.h>
#include <stddef.h>

#include "tests/store/queue_model.h"

#define QUEUE_WITNESS_MAX 4096

struct queue_witness {
	size_t n; /* 0 if nothing explains the answers */
	struct queue_model may_be[2 * QUEUE_WITNESS_MAX];
};

/* Begin with a queue that is known. */
void queue_witness_begin(
    struct queue_witness *witness, const struct queue_model *queue);

/*
 * Judge the answer to a step: drop what it rules out.  A step that failed was
 * done completely or not at all; if there was no room, or the store was
 * unavailable, it was not done.
 */
void queue_witness_judge(struct queue_witness *witness,
    const struct queue_step *step, const struct queue_answer *answer);

/* True if the queue may be this one. */
bool queue_witness_knows(
    const struct queue_witness *witness, const struct queue_model *queue);

#endif
