#ifndef MODEL_QUEUE_RULES_H
#define MODEL_QUEUE_RULES_H

/*
 * Rules for a queue's name, tags and metadata that a schema can't express, and
 * the forms in which queues keep them.
 */

#include <stddef.h>

struct arena;

/*
 * Strip white space from a name and check its length: three characters at
 * least (doc/original.md, "Names and tags").  Returns NULL, or a message.
 */
const char *queue_rules_read_name(
    struct arena *arena, const char *given, const char **name);

/*
 * The first tag that is not allowed, as it looks like an operator of list
 * filters; NULL if all are allowed.
 */
const char *queue_rules_find_bad_tag(size_t n, const char *const *tags);
/* The name of a piece of metadata, stripped; NULL if nothing is left of it. */
const char *queue_rules_read_key(struct arena *arena, const char *given);

/* Why tasks leave a queue. */
enum queue_rules_leaving {
	QUEUE_RULES_TASK_REMOVED,
	QUEUE_RULES_CLEARED,
	QUEUE_RULES_DELETED,
};

/* The reason as it is written into a task (doc/original.md, "Tasks"). */
const char *queue_rules_reason(
    struct arena *arena, enum queue_rules_leaving why, const char *queue);

#endif
