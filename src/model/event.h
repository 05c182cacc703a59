#ifndef MODEL_EVENT_H
#define MODEL_EVENT_H

/* Something that a task reports while it runs. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum event_type {
	EVENT_LOG,
	EVENT_SCALAR,
	EVENT_VECTOR,
	EVENT_IMAGE,
	EVENT_PLOT,
	EVENT_TYPES, /* how many there are */
};

/* The latest time, in ms since 1970; the earliest is as long before. */
#define EVENT_LAST_TIME INT64_C(1000000000000000)

struct event {
	enum event_type type;
	const char *task;   /* id */
	const char *metric; /* "" if there is none, here and below */
	const char *variant;
	int64_t iteration;
	int64_t time; /* ms since 1970, up to EVENT_LAST_TIME */
	bool has_value;
	double value;     /* of a scalar */
	const char *body; /* all of it, as it is answered */
};

/* A type as the API names it. */
const char *event_type_text(enum event_type type);

/* The type of this name; false if there is none. */
bool event_type_read(const char *text, enum event_type *type);

#endif
