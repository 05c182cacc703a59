#ifndef TASKS_ANSWER_H
#define TASKS_ANSWER_H

/* Tasks as answers show them. */

struct arena;
struct store_task_change;
struct task;
struct tasks_changed_fields;
struct tasks_task;

/* Show a task, with those parts that were read. */
void tasks_answer(
    struct arena *arena, const struct task *task, struct tasks_task *answer);

/* Show what a change of status has changed. */
void tasks_answer_change(const struct store_task_change *change,
    struct tasks_changed_fields *fields);

#endif
