#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/steady.h"
#include "store/mongo/breaker.h"

#define PATIENCE 1000 /* ms in which a call inside must make progress */

void
breaker_init(struct breaker *breaker, const char *name, size_t n_most)
{
	*breaker = (struct breaker){.name = name, .n_most = n_most};
	pthread_mutex_init(&breaker->mutex, NULL);
	steady_init(&breaker->left);
}

static void
log_crowd(const struct breaker *breaker, uint64_t n)
{
	if (n > 0)
		log_warning("%s: calls refused because no call got an "
			    "answer within a second: %" PRIu64,
		    breaker->name, n);
}

static void
log_refused(struct breaker *breaker, const char *how)
{
	log_info("%s: %s; calls refused meanwhile: %" PRIu64, breaker->name,
	    how, breaker->n_refused);
	breaker->n_refused = 0;
}

void
breaker_fini(struct breaker *breaker)
{
	log_crowd(breaker, tally_reset(&breaker->crowd));
	if (breaker->n_refused > 0)
		log_refused(breaker, "closing");
	pthread_cond_destroy(&breaker->left);
	pthread_mutex_destroy(&breaker->mutex);
}

static bool
is_full(const struct breaker *breaker)
{
	return breaker->n_most > 0 && breaker->n_inside >= breaker->n_most;
}

/* Wait until there is room; false: it is not to be expected soon. */
static bool
wait_for_room(struct breaker *breaker)
{
	int64_t end;

	while (is_full(breaker) && !breaker->is_open) {
		end = breaker->moved + PATIENCE;
		if (steady_now() >= end)
			return false;
		steady_wait(&breaker->left, &breaker->mutex, end);
	}
	return !breaker->is_open;
}

/* Locked. */
static void
refuse(struct breaker *breaker)
{
	breaker->n_all_refused++;
	if (breaker->is_open)
		breaker->n_refused++;
	else
		log_crowd(breaker, tally_add(&breaker->crowd, 1));
}

enum breaker_pass
breaker_enter(struct breaker *breaker)
{
	enum breaker_pass pass = BREAKER_NO;

	pthread_mutex_lock(&breaker->mutex);
	if (breaker->is_open && !breaker->is_tried) {
		breaker->is_tried = true;
		pass = BREAKER_TRY;
	} else if (wait_for_room(breaker)) {
		pass = BREAKER_GO;
	} else {
		refuse(breaker);
	}
	if (pass != BREAKER_NO) {
		breaker->n_inside++;
		breaker->moved = steady_now();
	}
	pthread_mutex_unlock(&breaker->mutex);
	return pass;
}

/* Locked. */
static void
open_it(struct breaker *breaker, const char *why)
{
	log_warning("%s: all calls are refused until it answers again: %s",
	    breaker->name, why);
	snprintf(breaker->why, sizeof(breaker->why), "%s", why);
	log_crowd(breaker, tally_reset(&breaker->crowd));
	breaker->is_open = true;
	pthread_cond_broadcast(&breaker->left);
}

/* Locked. */
static void
learn(struct breaker *breaker, enum breaker_end end, const char *why)
{
	switch (end) {
	case BREAKER_ANSWER:
		breaker->moved = steady_now();
		if (breaker->is_open)
			log_refused(breaker, "answers again");
		breaker->is_open = false;
		break;
	case BREAKER_AWAY:
		if (!breaker->is_open)
			open_it(breaker, why);
		break;
	case BREAKER_UNKNOWN:
		break;
	}
	log_crowd(breaker, tally_add(&breaker->crowd, 0));
}

void
breaker_tried(struct breaker *breaker, enum breaker_end end, const char *why)
{
	pthread_mutex_lock(&breaker->mutex);
	breaker->is_tried = false;
	if (end == BREAKER_AWAY && strcmp(breaker->why, why) != 0)
		open_it(breaker, why); /* log the new reason */
	learn(breaker, end, why);
	pthread_mutex_unlock(&breaker->mutex);
}

void
breaker_leave(struct breaker *breaker, enum breaker_end end, const char *why)
{
	pthread_mutex_lock(&breaker->mutex);
	breaker->n_inside--;
	learn(breaker, end, why);
	pthread_cond_signal(&breaker->left);
	pthread_mutex_unlock(&breaker->mutex);
}

void
breaker_tell(struct breaker *breaker, enum breaker_end end, const char *why)
{
	pthread_mutex_lock(&breaker->mutex);
	learn(breaker, end, why);
	pthread_mutex_unlock(&breaker->mutex);
}

void
breaker_refuse(struct breaker *breaker)
{
	pthread_mutex_lock(&breaker->mutex);
	refuse(breaker);
	pthread_mutex_unlock(&breaker->mutex);
}

uint64_t
breaker_n_refused(struct breaker *breaker)
{
	uint64_t n;

	pthread_mutex_lock(&breaker->mutex);
	n = breaker->n_all_refused;
	pthread_mutex_unlock(&breaker->mutex);
	return n;
}

bool
breaker_is_open(struct breaker *breaker)
{
	bool is_open;

	pthread_mutex_lock(&breaker->mutex);
	is_open = breaker->is_open;
	pthread_mutex_unlock(&breaker->mutex);
	return is_open;
}
