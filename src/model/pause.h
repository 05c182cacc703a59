#ifndef MODEL_PAUSE_H
#define MODEL_PAUSE_H

/*
 * A pause of a queue: agents that ask for a task get none, while tasks may be
 * added, moved and removed as ever.  It is the value of a piece of metadata:
 * words with spaces between them, "user:ID" or "host:NAME", each for those who
 * get none.  "false" pauses it for nobody, and any other value, such as "" or
 * "true", for everybody.
 */

#include <stdbool.h>
#include <stddef.h>

#include "model/queue.h"

struct arena;

#define PAUSE_KEY "lineup_paused"
#define PAUSE_LONGEST 4096 /* bytes; a longer value is for everybody */

enum pause_scope {
	PAUSE_NOBODY,
	PAUSE_SOME,
	PAUSE_EVERYBODY,
};

/* Who asks for a task; NULL: unknown. */
struct pause_poller {
	const char *user;    /* id */
	const char *address; /* of the client */
	const char *worker;  /* as the agent calls itself: host:number */
};

/* The value in n pieces of metadata; NULL: there is none. */
const char *pause_find(size_t n, const struct queue_metadata *items);

/* For whom a value (NULL: none) pauses a queue. */
enum pause_scope pause_scope(const char *value);

/*
 * True if a value (NULL: none) keeps tasks from a poller.  A host is named by
 * its address, by the agent's name, or by that up to a colon.
 */
bool pause_holds(const char *value, const struct pause_poller *poller);

/* For whom a value (NULL: none) pauses a queue, in the arena: its words, or
 * "everybody"; nobody: *n is 0. */
const char **pause_list(struct arena *arena, const char *value, size_t *n);

#endif
