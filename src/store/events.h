#ifndef STORE_EVENTS_H
#define STORE_EVENTS_H

/* The verbs of events, in a store that keeps tasks itself. */

#include "model/event.h"
#include "store/store.h"

#define STORE_EVENTS_AT_ONCE 1000 /* to be added in one step */

/*
 * Add events, at most STORE_EVENTS_AT_ONCE, and note in their tasks that these
 * are alive, how far they are, and their metrics.  A scalar, vector, image or
 * plot takes the place of the one of the same task, metric, variant and
 * iteration.  was_added[i] is false if the company has no such task.
 */
typedef enum store_result store_add_events_fn(struct store *store,
    const char *company, const char *user, int64_t now, size_t n,
    const struct event *events, bool *was_added);

/*
 * A place among the events of a task, which are in the order of their times,
 * and of their arrival where these are the same.
 */
struct store_event_place {
	int64_t time;   /* ms since 1970 */
	int64_t number; /* the later one is greater, */
	int64_t index;  /* also where the number is the same */
};

/* The place behind all events of a time or, to read backwards, before them. */
struct store_event_place store_event_place_at(int64_t time, bool is_earlier);

/* The place where one begins to read all events. */
struct store_event_place store_event_place_first(bool is_earlier);

/* Which events of a task to read. */
struct store_event_range {
	const char *company;
	const char *task;               /* id */
	enum event_type type;           /* EVENT_TYPES: any */
	bool is_earlier;                /* backwards, the newest first */
	struct store_event_place begin; /* behind it; backwards, before it */
	size_t most;
};

/* Some events of a task. */
struct store_event_list {
	size_t n;
	const char **bodies;
	struct store_event_place end; /* of the last one; or where it began */
	size_t total;                 /* how many the task has of this type */
};

/* Read events.  STORE_NO_TASK: the company has no such task. */
typedef enum store_result store_list_events_fn(struct store *store,
    struct arena *arena, const struct store_event_range *range,
    struct store_event_list *list);

/* Where a walk through the events of a task is; {0} to begin. */
struct store_event_walk {
	bool by_arrival; /* go on with what has arrived since it began */
	bool has_begun;
	int64_t last; /* number of the last event to read or, by arrival, of the
		       * last that was read; it grows with each arrival */
	/* of the event that was read last: */
	enum event_type type;
	struct store_event_place place;
};

#define STORE_WALK_EVENTS 1000   /* events in a step of a walk, at most */
#define STORE_WALK_BYTES 4194304 /* of bodies; the next one ends the step */

/*
 * Read the next events of a task, whole: those that were there when the walk
 * began, in the order of type and time, or later ones, in the order of arrival.
 * *n is 0 after the last one.  STORE_NO_TASK: the company has no such task.
 */
typedef enum store_result store_walk_events_fn(struct store *store,
    struct arena *arena, const char *company, const char *task,
    struct store_event_walk *walk, size_t *n, struct event **events);

/*
 * Read the scalars of a task: metric, variant, iteration, time and value, in
 * the order of metric, variant and iteration, at most so many of a variant,
 * evenly spread.  STORE_NO_TASK: the company has no such task.
 */
typedef enum store_result store_list_scalars_fn(struct store *store,
    struct arena *arena, const char *company, const char *task, size_t most,
    size_t *n, struct event **scalars);

struct store_event_verbs {
	store_add_events_fn *add_events;
	store_list_events_fn *list_events;
	store_walk_events_fn *walk_events;
	store_list_scalars_fn *list_scalars;
};

store_add_events_fn store_add_events;
store_list_events_fn store_list_events;
store_walk_events_fn store_walk_events;
store_list_scalars_fn store_list_scalars;

#endif
