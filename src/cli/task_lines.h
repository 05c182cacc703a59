#ifndef CLI_TASK_LINES_H
#define CLI_TASK_LINES_H

/*
 * The members of a task as lines of an export name them; export.c describes
 * the format.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct task;

struct task_lines_member {
	const char *name;
	size_t offset; /* in struct task: of a const char *, or an int64_t */
	bool may_be_missing;
};

#define TASK_LINES_TEXTS 14
#define TASK_LINES_TIMES 11 /* with other numbers that may be TASK_NEVER */

extern const struct task_lines_member task_lines_texts[TASK_LINES_TEXTS];
extern const struct task_lines_member task_lines_times[TASK_LINES_TIMES];

/* Get or set a member of a task. */
const char *task_lines_get_text(
    const struct task *task, const struct task_lines_member *member);
void task_lines_set_text(struct task *task,
    const struct task_lines_member *member, const char *text);
int64_t task_lines_get_time(
    const struct task *task, const struct task_lines_member *member);
void task_lines_set_time(
    struct task *task, const struct task_lines_member *member, int64_t time);

#endif
