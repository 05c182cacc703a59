#include "base/arena.h"
#include "generated/tasks.h"
#include "json/jval_text.h"
#include "tasks/parts.h"

/* Where it says whether a part is given. */
static bool *
flag_of(struct tasks_task_parts *parts, enum task_part part)
{
	switch (part) {
	case TASK_SCRIPT:
		return &parts->has.script;
	case TASK_HYPERPARAMS:
		return &parts->has.hyperparams;
	case TASK_CONFIGURATION:
		return &parts->has.configuration;
	case TASK_EXECUTION:
		return &parts->has.execution;
	case TASK_CONTAINER:
		return &parts->has.container;
	case TASK_MODELS:
		return &parts->has.models;
	case TASK_RUNTIME:
		return &parts->has.runtime;
	case TASK_OUTPUT:
	case TASK_PARTS:
		break;
	}
	return &parts->has.output;
}

bool
tasks_parts_has(const struct tasks_task_parts *given, enum task_part part)
{
	struct tasks_task_parts copy = *given;

	return *flag_of(&copy, part);
}

const char *
tasks_parts_text(struct arena *arena, const struct tasks_task_parts *given,
    enum task_part part)
{
	const struct tasks_task_parts none = {0};
	struct tasks_task_parts one = *given;

	one.has = none.has;
	*flag_of(&one, part) = true;
	return jval_text_of(arena, tasks_task_parts_write, &one);
}

bool
tasks_parts_is(struct arena *arena, enum task_part part, const char *text)
{
	struct tasks_task_parts read;

	return jval_text_to(arena, text, tasks_task_parts_read, &read) &&
	       tasks_parts_has(&read, part);
}

/* Copy the one part that was read. */
static void
take(enum task_part part, const struct tasks_task_parts *from,
    struct tasks_task_parts *into)
{
	*flag_of(into, part) = true;
	switch (part) {
	case TASK_SCRIPT:
		into->script = from->script;
		break;
	case TASK_HYPERPARAMS:
		into->n_hyperparams = from->n_hyperparams;
		into->hyperparams = from->hyperparams;
		break;
	case TASK_CONFIGURATION:
		into->n_configuration = from->n_configuration;
		into->configuration = from->configuration;
		break;
	case TASK_EXECUTION:
		into->execution = from->execution;
		break;
	case TASK_CONTAINER:
		into->n_container = from->n_container;
		into->container = from->container;
		break;
	case TASK_MODELS:
		into->models = from->models;
		break;
	case TASK_RUNTIME:
		into->runtime = from->runtime;
		break;
	case TASK_OUTPUT:
	case TASK_PARTS:
		into->output = from->output;
		break;
	}
}

void
tasks_parts_read(struct arena *arena, const char *const *texts,
    struct tasks_task_parts *parts)
{
	struct tasks_task_parts read;
	unsigned i;

	*parts = (struct tasks_task_parts){0};
	for (i = 0; i < TASK_PARTS; i++) {
		if (texts[i] != NULL &&
		    jval_text_to(arena, texts[i], tasks_task_parts_read, &read))
			take((enum task_part)i, &read, parts);
	}
}
