#ifndef BASE_GATE_H
#define BASE_GATE_H

/*
 * Admission to something of which there is only so much: places for costly
 * calls, room for long answers, or turns to work.  Safe to use from any thread.
 */

#include <stdbool.h>
#include <stdint.h>

struct gate;

/* A gate to so many places, of which each user gets so many.  Never NULL. */
struct gate *gate_new(uint32_t places, uint32_t each);

/* NULL is fine. */
void gate_free(struct gate *gate);

/* Take n places for a user, by whatever names him; false: they are not there.
 */
bool gate_enter(struct gate *gate, const char *user, uint32_t n);

/* The same, but wait for them; for so many ms at most. */
bool gate_wait(struct gate *gate, const char *user, uint32_t n, int64_t ms);

/* Give n of them back. */
void gate_leave(struct gate *gate, const char *user, uint32_t n);

#endif
