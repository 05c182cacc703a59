#ifndef TASKS_PARTS_H
#define TASKS_PARTS_H

/*
 * The parts of a task that are stored as texts.  The text of each is an object
 * with one member, that of the part.
 */

#include <stdbool.h>

#include "model/task.h"

struct arena;
struct tasks_task_parts;

/* Make the text of a part, as it is given. */
const char *tasks_parts_text(struct arena *arena,
    const struct tasks_task_parts *given, enum task_part part);

/* True if a part is given. */
bool tasks_parts_has(const struct tasks_task_parts *given, enum task_part part);

/* True if a text is one that tasks_parts_text() can give for a part. */
bool tasks_parts_is(struct arena *arena, enum task_part part, const char *text);

/* Read the texts of a task's parts; those that are NULL are left out. */
void tasks_parts_read(struct arena *arena, const char *const *texts,
    struct tasks_task_parts *parts);

#endif
