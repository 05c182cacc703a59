#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "tests/store/queue_model.h"
#include "tests/suite.h"

static int
place_of(const struct queue_model *queue, int task)
{
	int at;

	for (at = 0; at < queue->n && queue->tasks[at] != task; at++)
		;
	return at;
}

static void
drop(struct queue_model *queue, int at)
{
	queue->n--;
	memmove(&queue->tasks[at], &queue->tasks[at + 1],
	    (size_t)(queue->n - at) * sizeof(int));
	queue->tasks[queue->n] = 0;
}

static void
insert(struct queue_model *queue, int at, int task)
{
	memmove(&queue->tasks[at + 1], &queue->tasks[at],
	    (size_t)(queue->n - at) * sizeof(int));
	queue->tasks[at] = task;
	queue->n++;
}

static struct queue_answer
model_move(struct queue_model *queue, int at, int by)
{
	int task = queue->tasks[at], to = at + by;

	to = to < 0 ? 0 : to >= queue->n ? queue->n - 1 : to;
	drop(queue, at);
	insert(queue, to, task);
	return (struct queue_answer){STORE_OK, to};
}

struct queue_answer
queue_model_step(struct queue_model *queue, const struct queue_step *step)
{
	int at = place_of(queue, step->task), first = queue->tasks[0];
	bool is_there = at < queue->n;

	switch (step->verb) {
	case QUEUE_PUSH:
		if (is_there)
			return (struct queue_answer){STORE_DUPLICATE, 0};
		insert(queue, queue->n, step->task);
		return (struct queue_answer){STORE_OK, 0};
	case QUEUE_POP:
		if (queue->n == 0)
			return (struct queue_answer){STORE_EMPTY, 0};
		drop(queue, 0);
		return (struct queue_answer){STORE_OK, first};
	case QUEUE_TAKE_OUT:
		if (!is_there)
			return (struct queue_answer){STORE_NO_TASK, 0};
		drop(queue, at);
		return (struct queue_answer){STORE_OK, 0};
	case QUEUE_MOVE:
		return is_there ? model_move(queue, at, step->number)
				: (struct queue_answer){STORE_NO_TASK, 0};
	case QUEUE_SET:
		queue->metadata = step->number;
		return (struct queue_answer){STORE_OK, 0};
	case QUEUE_N_VERBS:
		break;
	}
	abort();
}

struct queue_step
queue_model_random_step(uint64_t *state)
{
	static const enum queue_verb verbs[] = {QUEUE_PUSH, QUEUE_PUSH,
	    QUEUE_PUSH, QUEUE_POP, QUEUE_POP, QUEUE_TAKE_OUT, QUEUE_MOVE,
	    QUEUE_MOVE, QUEUE_SET};

	return (struct queue_step){.verb = verbs[suite_random(state) % 9],
	    .task = 1 + (int)(suite_random(state) % (QUEUE_MODEL_MAX - 2)),
	    .number = (int)(suite_random(state) % 21) - 10};
}
