#include "api/call.h"
#include "api/checks.h"
#include "base/arena.h"
#include "generated/tasks.h"
#include "json/jval_text.h"
#include "tasks/fields.h"
#include "tasks/parts.h"
#include "tasks/refusals.h"

bool
tasks_fields_make(
    void *context, struct arena *arena, const char *before, const char **after)
{
	const struct tasks_fields_change *change = context;

	*after = change->depth == 0 ? change->text
				    : jval_text_merge(arena, before,
					  change->text, change->depth);
	return *after != NULL;
}

/* Objects of known members are merged, within the object around the part. */
static unsigned
depth_of(enum task_part part)
{
	return part == TASK_SCRIPT || part == TASK_EXECUTION ||
		       part == TASK_MODELS || part == TASK_OUTPUT
		   ? 2
		   : 0;
}

void
tasks_fields_set(struct arena *arena, const struct tasks_task_parts *given,
    struct tasks_fields_edits *edits, struct store_task_edit *edit)
{
	enum task_part part;
	unsigned i;

	edit->parts = edits->parts;
	edit->n_parts = 0;
	for (i = 0; i < TASK_PARTS; i++) {
		part = (enum task_part)i;
		if (!tasks_parts_has(given, part))
			continue;
		edits->changes[i].text = tasks_parts_text(arena, given, part);
		edits->changes[i].depth = depth_of(part);
		edits->parts[edit->n_parts++] = (struct store_part_edit){
		    part, tasks_fields_make, &edits->changes[i]};
	}
}

const struct call_result *
tasks_fields_edit(
    struct call *call, const char *task, struct store_task_edit *edit)
{
	enum task_status was = TASK_UNKNOWN;
	enum store_result edited;

	edit->user = call->who.user;
	edit->now = call->now;
	edited = store_edit_task(
	    call->store, call->arena, call->who.company, task, edit, &was);
	if (edited == STORE_NO_TASK)
		return tasks_no_task(call, task);
	if (edited == STORE_NOT_FOUND)
		return tasks_no_project(call, edit->project);
	if (edited == STORE_EMPTY)
		return tasks_no_parent(call, edit->parent);
	if (edited == STORE_WRONG_STATUS)
		return tasks_not_editable(call, was);
	if (edited == STORE_FULL)
		return checks_length(call, "task",
		    arena_printf(call->arena, "at most %d bytes in a part",
			STORE_PART_MOST),
		    "more");
	return edited == STORE_OK ? NULL : call_fail_store(call, edited);
}

const struct call_result *
tasks_fields_edit_part(struct call *call, const char *task, enum task_part part,
    store_make_part *make, void *context, unsigned statuses)
{
	const struct store_part_edit one = {part, make, context};
	struct store_task_edit edit = {
	    .statuses = statuses, .n_parts = 1, .parts = &one};

	return tasks_fields_edit(call, task, &edit);
}

unsigned
tasks_fields_statuses(bool force)
{
	return force ? 0 : 1u << TASK_CREATED;
}
