#include <stddef.h>

#include "model/task.h"
#include "model/task_fields.h"

static const struct criteria_field fields[TASK_FIELDS] = {
    [TASK_FIELD_ID] = {.name = "id"},
    [TASK_FIELD_NAME] = {.name = "name"},
    [TASK_FIELD_USER] = {.name = "user"},
    [TASK_FIELD_COMPANY] = {.name = "company"},
    [TASK_FIELD_TYPE] = {.name = "type"},
    [TASK_FIELD_STATUS] = {.name = "status"},
    [TASK_FIELD_COMMENT] = {.name = "comment"},
    [TASK_FIELD_PARENT] = {.name = "parent"},
    [TASK_FIELD_PROJECT] = {.name = "project"},
    [TASK_FIELD_QUEUE] = {.name = "execution.queue"},
    [TASK_FIELD_LAST_WORKER] = {.name = "last_worker"},
    [TASK_FIELD_STATUS_REASON] = {.name = "status_reason"},
    [TASK_FIELD_STATUS_MESSAGE] = {.name = "status_message"},
    [TASK_FIELD_TAGS] = {.name = "tags", .need = TASK_NEEDS_TAGS},
    [TASK_FIELD_SYSTEM_TAGS] = {.name = "system_tags", .need = TASK_NEEDS_TAGS},
    [TASK_FIELD_CREATED] = {.name = "created", .is_time = true},
    [TASK_FIELD_STARTED] = {.name = "started", .is_time = true},
    [TASK_FIELD_COMPLETED] = {.name = "completed", .is_time = true},
    [TASK_FIELD_PUBLISHED] = {.name = "published", .is_time = true},
    [TASK_FIELD_STATUS_CHANGED] = {.name = "status_changed", .is_time = true},
    [TASK_FIELD_LAST_UPDATE] = {.name = "last_update", .is_time = true},
    [TASK_FIELD_LAST_CHANGE] = {.name = "last_change", .is_time = true},
    [TASK_FIELD_WORKER_REPORT] = {.name = "last_worker_report",
	.is_time = true},
    [TASK_FIELD_ACTIVE_DURATION] = {.name = "active_duration", .is_time = true},
    [TASK_FIELD_LAST_ITERATION] = {.name = "last_iteration", .is_time = true},
};

const struct criteria_fields task_fields = {TASK_FIELDS, fields};

/* The one text of a field, or NULL if it is empty or has others. */
static const char *
text_of(const struct task *task, enum task_field field)
{
	/* a list or a time has none */
	switch (field) {
	case TASK_FIELD_ID:
		return task->id;
	case TASK_FIELD_NAME:
		return task->name;
	case TASK_FIELD_USER:
		return task->user;
	case TASK_FIELD_COMPANY:
		return task->company;
	case TASK_FIELD_TYPE:
		return task->type;
	case TASK_FIELD_STATUS:
		return task_status_text(task->status);
	case TASK_FIELD_COMMENT:
		return task->comment;
	case TASK_FIELD_PARENT:
		return task->parent;
	case TASK_FIELD_PROJECT:
		return task->project;
	case TASK_FIELD_QUEUE:
		return task->queue;
	case TASK_FIELD_LAST_WORKER:
		return task->worker;
	case TASK_FIELD_STATUS_REASON:
		return task->reason;
	case TASK_FIELD_STATUS_MESSAGE:
		return task->message;
	case TASK_FIELD_TAGS:
	case TASK_FIELD_SYSTEM_TAGS:
	case TASK_FIELD_CREATED:
	case TASK_FIELD_STARTED:
	case TASK_FIELD_COMPLETED:
	case TASK_FIELD_PUBLISHED:
	case TASK_FIELD_STATUS_CHANGED:
	case TASK_FIELD_LAST_UPDATE:
	case TASK_FIELD_LAST_CHANGE:
	case TASK_FIELD_WORKER_REPORT:
	case TASK_FIELD_ACTIVE_DURATION:
	case TASK_FIELD_LAST_ITERATION:
	case TASK_FIELDS:
		break;
	}
	return NULL;
}

void
task_look(const void *record, size_t field, struct criteria_texts *texts)
{
	const struct task *task = record;

	if (field == TASK_FIELD_TAGS) {
		texts->n = task->n_tags;
		texts->items = task->tags;
	} else if (field == TASK_FIELD_SYSTEM_TAGS) {
		texts->n = task->n_system_tags;
		texts->items = task->system_tags;
	} else {
		texts->one = text_of(task, (enum task_field)field);
		texts->n = texts->one != NULL;
	}
}
