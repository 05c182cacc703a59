#include <string.h>

#include "model/task_status.h"

#define BIT(status) (1u << (status))

static const char *const texts[TASK_STATUSES] = {"created", "queued",
    "in_progress", "stopped", "published", "publishing", "closed", "failed",
    "completed", "unknown"};

/* What each status may become. */
static const unsigned next[TASK_STATUSES] = {
    [TASK_CREATED] = BIT(TASK_QUEUED) | BIT(TASK_IN_PROGRESS),
    [TASK_QUEUED] =
	BIT(TASK_CREATED) | BIT(TASK_IN_PROGRESS) | BIT(TASK_STOPPED),
    [TASK_IN_PROGRESS] = BIT(TASK_STOPPED) | BIT(TASK_FAILED) |
			 BIT(TASK_CREATED) | BIT(TASK_COMPLETED),
    [TASK_STOPPED] = BIT(TASK_CLOSED) | BIT(TASK_CREATED) | BIT(TASK_FAILED) |
		     BIT(TASK_QUEUED) | BIT(TASK_IN_PROGRESS) |
		     BIT(TASK_PUBLISHED) | BIT(TASK_PUBLISHING) |
		     BIT(TASK_COMPLETED),
    [TASK_CLOSED] = BIT(TASK_CREATED) | BIT(TASK_FAILED) | BIT(TASK_PUBLISHED) |
		    BIT(TASK_PUBLISHING) | BIT(TASK_STOPPED),
    [TASK_FAILED] = BIT(TASK_CREATED) | BIT(TASK_STOPPED) |
		    BIT(TASK_PUBLISHED) | BIT(TASK_QUEUED),
    [TASK_PUBLISHING] = BIT(TASK_PUBLISHED),
    [TASK_COMPLETED] =
	BIT(TASK_PUBLISHED) | BIT(TASK_IN_PROGRESS) | BIT(TASK_CREATED),
};

const char *
task_status_text(enum task_status status)
{
	return texts[status];
}

bool
task_status_read(const char *text, enum task_status *status)
{
	unsigned i;

	for (i = 0; i < TASK_STATUSES; i++) {
		if (strcmp(text, texts[i]) == 0) {
			*status = (enum task_status)i;
			return true;
		}
	}
	return false;
}

bool
task_status_may_become(enum task_status from, enum task_status to)
{
	return from == to || (next[from] & BIT(to)) != 0;
}
