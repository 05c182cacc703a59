#include <time.h>

#include "base/steady.h"
#include "store/sqlite/verbs.h"

#define STEP 6           /* ms of work in a step, without its commit */
#define STEP_ALONE 1000  /* ms */
#define LONGEST_PAUSE 20 /* ms */

void
store_sqlite_step_begin(struct store_sqlite_step *step)
{
	step->begun = steady_now();
}

bool
store_sqlite_step_goes_on(const struct store_sqlite_step *step)
{
	return steady_now() - step->begun <
	       (step->is_alone ? STEP_ALONE : STEP);
}

void
store_sqlite_step_pause(const struct store_sqlite_step *step)
{
	int64_t took = steady_now() - step->begun;
	struct timespec pause = {0};

	if (step->is_alone)
		return;
	if (took > LONGEST_PAUSE)
		took = LONGEST_PAUSE;
	pause.tv_nsec = (long)took * 1000000;
	nanosleep(&pause, NULL);
}
