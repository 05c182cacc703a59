#include <stdlib.h>
#include <string.h>

#include "tests/store/queue_witness.h"

void
queue_witness_begin(
    struct queue_witness *witness, const struct queue_model *queue)
{
	witness->may_be[0] = *queue;
	witness->n = 1;
}

bool
queue_witness_knows(
    const struct queue_witness *witness, const struct queue_model *queue)
{
	size_t i;

	for (i = 0; i < witness->n; i++) {
		if (memcmp(&witness->may_be[i], queue, sizeof(*queue)) == 0)
			return true;
	}
	return false;
}

/* Keep those that explain the answer, as they are after the step. */
static void
learn(struct queue_witness *witness, const struct queue_step *step,
    const struct queue_answer *answer)
{
	struct queue_answer expected;
	struct queue_model queue;
	size_t i, n = witness->n;

	witness->n = 0;
	for (i = 0; i < n; i++) {
		queue = witness->may_be[i];
		expected = queue_model_step(&queue, step);
		if (expected.result == answer->result &&
		    expected.value == answer->value)
			witness->may_be[witness->n++] = queue;
	}
}

static void
doubt(struct queue_witness *witness, const struct queue_step *step)
{
	struct queue_model queue;
	size_t i, n = witness->n;

	for (i = 0; i < n; i++) {
		queue = witness->may_be[i];
		queue_model_step(&queue, step);
		if (!queue_witness_knows(witness, &queue))
			witness->may_be[witness->n++] = queue;
	}
	if (witness->n > QUEUE_WITNESS_MAX)
		abort();
}

void
queue_witness_judge(struct queue_witness *witness,
    const struct queue_step *step, const struct queue_answer *answer)
{
	if (answer->result == STORE_FAILED)
		doubt(witness, step);
	else if (answer->result != STORE_UNAVAILABLE &&
		 answer->result != STORE_NO_ROOM)
		learn(witness, step, answer);
}
