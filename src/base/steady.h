#ifndef BASE_STEADY_H
#define BASE_STEADY_H

/* Time by a clock that nobody sets, in milliseconds. */

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

/* Now; only differences mean anything. */
int64_t steady_now(void);

/* Make a condition that is waited for by this clock. */
void steady_init(pthread_cond_t *condition);

/* Wait for it, at most until then; false: that time has come. */
bool steady_wait(
    pthread_cond_t *condition, pthread_mutex_t *mutex, int64_t until);

#endif
