#ifndef TASKS_FIELDS_H
#define TASKS_FIELDS_H

/* What requests set in tasks, and how it is put into their parts. */

#include <stdbool.h>

#include "store/records.h"

struct arena;
struct call;
struct call_result;
struct tasks_task_parts;

/* How a part is changed. */
struct tasks_fields_change {
	const char *text; /* of the part, as it is given */
	unsigned depth;   /* 0: it is replaced; else as in jval_text_merge() */
};

/* Change a part; the context is a struct tasks_fields_change. */
store_make_part tasks_fields_make;

/* Room for an edit's changes of parts. */
struct tasks_fields_edits {
	struct store_part_edit parts[TASK_PARTS];
	struct tasks_fields_change changes[TASK_PARTS];
};

/*
 * Set the parts of an edit to those that are given: what is an object of known
 * members is merged by them, maps are replaced.
 */
void tasks_fields_set(struct arena *arena, const struct tasks_task_parts *given,
    struct tasks_fields_edits *edits, struct store_task_edit *edit);

/* Edit one part; statuses is 0, or of 1 << enum task_status. */
const struct call_result *tasks_fields_edit_part(struct call *call,
    const char *task, enum task_part part, store_make_part *make, void *context,
    unsigned statuses) __attribute__((warn_unused_result));

/* Edit a task.  Returns NULL, or the refusal. */
const struct call_result *tasks_fields_edit(struct call *call, const char *task,
    struct store_task_edit *edit) __attribute__((warn_unused_result));

/* The statuses in which a task may be changed: without force, only "created".
 */
unsigned tasks_fields_statuses(bool force);

#endif
