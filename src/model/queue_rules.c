#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "model/queue_rules.h"

#define OPERATOR "__$" /* how operators of list filters begin */
#define MIN_NAME 3     /* characters */

const char *
queue_rules_read_name(struct arena *arena, const char *given, const char **name)
{
	const char *at = *name = text_strip(arena, given);
	unsigned n;

	for (n = 0; *at != '\0' && n < MIN_NAME; n++)
		at = text_next(at);
	return n < MIN_NAME ? "name=String value is too short" : NULL;
}

const char *
queue_rules_find_bad_tag(size_t n, const char *const *tags)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (strncmp(tags[i], OPERATOR, strlen(OPERATOR)) == 0)
			return tags[i];
	}
	return NULL;
}

const char *
queue_rules_read_key(struct arena *arena, const char *given)
{
	const char *key = text_strip(arena, given);

	return *key == '\0' ? NULL : key;
}

const char *
queue_rules_reason(
    struct arena *arena, enum queue_rules_leaving why, const char *queue)
{
	switch (why) {
	case QUEUE_RULES_TASK_REMOVED:
		return arena_printf(
		    arena, "Task was removed from the queue %s", queue);
	case QUEUE_RULES_CLEARED:
		return arena_printf(arena, "Queue %s was cleared", queue);
	case QUEUE_RULES_DELETED:
		break;
	}
	return arena_printf(arena, "Queue %s was deleted", queue);
}
