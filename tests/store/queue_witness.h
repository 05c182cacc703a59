#ifndef TESTS_STORE_QUEUE_WITNESS_H
#define TESTS_STORE_QUEUE_WITNESS_H

/*
 * What a queue may hold, as far as the answers tell that one client has got,
 * who alone changes it.
 */

#include <stdbool.h>
#include <stddef.h>

#include "tests/store/queue_model.h"

#define QUEUE_WITNESS_MAX 4096

struct queue_witness {
	size_t n; /* 0: nothing explains the answers */
	struct queue_model may_be[2 * QUEUE_WITNESS_MAX];
};

/* From now on the queue is known. */
void queue_witness_begin(
    struct queue_witness *witness, const struct queue_model *queue);

/*
 * A step was answered: what does not explain that is out.  If it failed, it was
 * done wholly or not at all; if there was no room, or the store unavailable, it
 * was not.
 */
void queue_witness_judge(struct queue_witness *witness,
    const struct queue_step *step, const struct queue_answer *answer);

/* True if the queue may be this one. */
bool queue_witness_knows(
    const struct queue_witness *witness, const struct queue_model *queue);

#endif
