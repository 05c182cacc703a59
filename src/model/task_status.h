#ifndef MODEL_TASK_STATUS_H
#define MODEL_TASK_STATUS_H

/* What becomes of a task, from its creation to its end. */

#include <stdbool.h>

enum task_status {
	TASK_CREATED,
	TASK_QUEUED,
	TASK_IN_PROGRESS,
	TASK_STOPPED,
	TASK_PUBLISHED,
	TASK_PUBLISHING,
	TASK_CLOSED,
	TASK_FAILED,
	TASK_COMPLETED,
	TASK_UNKNOWN,
	TASK_STATUSES, /* how many there are */
};

/* A status as the API names it. */
const char *task_status_text(enum task_status status);

/* The status of this name; false if there is none. */
bool task_status_read(const char *text, enum task_status *status);

/* True if a task may go from one status to another; to its own, it always may.
 */
bool task_status_may_become(enum task_status from, enum task_status to);

#endif
