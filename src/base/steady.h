#ifndef BASE_STEADY_H
#define BASE_STEADY_H

/* Monotonic time in milliseconds, which setting the clock does not change. */

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

/* Now; only differences mean anything. */
int64_t steady_now(void);

/* The same in microseconds. */
int64_t steady_now_us(void);

/* Initialize a condition variable for steady_wait(). */
void steady_init(pthread_cond_t *condition);

/* Wait for a condition, until steady_now() is `until`; false: it is. */
bool steady_wait(
    pthread_cond_t *condition, pthread_mutex_t *mutex, int64_t until);

#endif
