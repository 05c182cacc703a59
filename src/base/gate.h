#ifndef BASE_GATE_H
#define BASE_GATE_H

/*
 * Places that are limited, in total and for each user: for costly calls, for
 * memory, or for turns to work.  Safe to use from any thread.
 */

#include <stdbool.h>
#include <stdint.h>

struct gate;

/* A gate with so many places, of which one user gets at most `each`.  Never
 * NULL.
 */
struct gate *gate_new(uint32_t places, uint32_t each);

/* Free a gate.  NULL is fine. */
void gate_free(struct gate *gate);

/* Take n places for a user, given by any text that identifies them; false if
 * not all n are free. */
bool gate_enter(struct gate *gate, const char *user, uint32_t n);

/* The same, but wait for them for at most ms milliseconds. */
bool gate_wait(struct gate *gate, const char *user, uint32_t n, int64_t ms);

/* Give back n places of a user. */
void gate_leave(struct gate *gate, const char *user, uint32_t n);

#endif
