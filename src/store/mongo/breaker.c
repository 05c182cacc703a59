#include "base/log.h"
#include "base/steady.h"
#include "store/mongo/breaker.h"

#define PATIENCE 1000 /* ms in which somebody must get on */

void
breaker_init(struct breaker *breaker, const char *name, size_t n_most)
{
	*breaker = (struct breaker){.name = name, .n_most = n_most};
	pthread_mutex_init(&breaker->mutex, NULL);
	steady_init(&breaker->left);
}

void
breaker_fini(struct breaker *breaker)
{
	pthread_cond_destroy(&breaker->left);
	pthread_mutex_destroy(&breaker->mutex);
}

static bool
is_full(const struct breaker *breaker)
{
	return breaker->n_most > 0 && breaker->n_inside >= breaker->n_most;
}

/* Wait until there is room; false if that will not be soon. */
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
learn(struct breaker *breaker, enum breaker_end end)
{
	switch (end) {
	case BREAKER_ANSWER:
		breaker->moved = steady_now();
		if (breaker->is_open)
			log_info("%s: answers again", breaker->name);
		breaker->is_open = false;
		break;
	case BREAKER_AWAY:
		if (!breaker->is_open)
			log_warning("%s: does not answer; calls are refused "
				    "until it does",
			    breaker->name);
		breaker->is_open = true;
		pthread_cond_broadcast(&breaker->left);
		break;
	case BREAKER_UNKNOWN:
		break;
	}
}

void
breaker_tried(struct breaker *breaker, enum breaker_end end)
{
	pthread_mutex_lock(&breaker->mutex);
	breaker->is_tried = false;
	learn(breaker, end);
	pthread_mutex_unlock(&breaker->mutex);
}

void
breaker_leave(struct breaker *breaker, enum breaker_end end)
{
	pthread_mutex_lock(&breaker->mutex);
	breaker->n_inside--;
	learn(breaker, end);
	pthread_cond_signal(&breaker->left);
	pthread_mutex_unlock(&breaker->mutex);
}

void
breaker_tell(struct breaker *breaker, enum breaker_end end)
{
	pthread_mutex_lock(&breaker->mutex);
	learn(breaker, end);
	pthread_mutex_unlock(&breaker->mutex);
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
