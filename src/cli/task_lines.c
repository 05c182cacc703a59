#include <string.h>

#include "cli/task_lines.h"
#include "model/task.h"

const struct task_lines_member task_lines_texts[TASK_LINES_TEXTS] = {
    {"id", offsetof(struct task, id), false},
    {"company", offsetof(struct task, company), false},
    {"name", offsetof(struct task, name), false},
    {"type", offsetof(struct task, type), false},
    {"user", offsetof(struct task, user), false},
    {"comment", offsetof(struct task, comment), true},
    {"project", offsetof(struct task, project), true},
    {"parent", offsetof(struct task, parent), true},
    {"status_reason", offsetof(struct task, reason), false},
    {"status_message", offsetof(struct task, message), false},
    {"last_changed_by", offsetof(struct task, changed_by), true},
    {"queue", offsetof(struct task, queue), true},
    {"last_worker", offsetof(struct task, worker), true},
    {"popped_by", offsetof(struct task, popped_by), true},
};

const struct task_lines_member task_lines_times[TASK_LINES_TIMES] = {
    {"created", offsetof(struct task, created), false},
    {"started", offsetof(struct task, started), true},
    {"completed", offsetof(struct task, completed), true},
    {"published", offsetof(struct task, published), true},
    {"status_changed", offsetof(struct task, status_changed), false},
    {"last_update", offsetof(struct task, last_update), false},
    {"last_change", offsetof(struct task, last_change), false},
    {"last_worker_report", offsetof(struct task, worker_report), true},
    {"popped", offsetof(struct task, popped), true},
    {"active_duration", offsetof(struct task, active_duration), true},
    {"last_iteration", offsetof(struct task, last_iteration), true},
};

const char *
task_lines_get_text(
    const struct task *task, const struct task_lines_member *member)
{
	const char *text;

	memcpy(&text, (const char *)task + member->offset, sizeof(text));
	return text;
}

void
task_lines_set_text(
    struct task *task, const struct task_lines_member *member, const char *text)
{
	memcpy((char *)task + member->offset, &text, sizeof(text));
}

int64_t
task_lines_get_time(
    const struct task *task, const struct task_lines_member *member)
{
	int64_t time;

	memcpy(&time, (const char *)task + member->offset, sizeof(time));
	return time;
}

void
task_lines_set_time(
    struct task *task, const struct task_lines_member *member, int64_t time)
{
	memcpy((char *)task + member->offset, &time, sizeof(time));
}
