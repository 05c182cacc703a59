#ifndef MODEL_QUEUE_H
#define MODEL_QUEUE_H

/*
 * A queue: a named, ordered list of task ids within a company.  Knows nothing
 * of API versions, JSON or databases.
 *
 * Strings are UTF-8 without embedded NULs.  Times are milliseconds since 1970.
 * Queues returned by a store live in the arena that it was given.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A time that was never set. */
#define QUEUE_NEVER INT64_MIN

/* A task that waits; entries[0] is the next one to be popped. */
struct queue_entry {
	const char *task;
	int64_t added;
};

/* One piece of metadata; it is found by name, which is unique in its queue. */
struct queue_metadata {
	const char *name;
	const char *key; /* usually equal to name */
	const char *type;
	const char *value;
};

/* The state of a queue in a second in which its entries changed, or now. */
struct queue_sample {
	int64_t second; /* since 1970 */
	int64_t wait;   /* ms that all its tasks had waited, added up */
	int64_t length; /* entries, when their mean wait was the greatest */
	int64_t last;   /* entries at the end of the second */
	bool is_now;    /* it was read just now, not recorded */
};

/* A sample of a queue of n entries at a time in ms; added is the sum of the
 * times at which they were added. */
struct queue_sample queue_sample_at(int64_t now, int64_t n, int64_t added);

/* The resources of a queue, as the original stores them. */
struct queue_resources {
	bool has_cpu_usage;
	bool has_gpu_usage;
	double cpu_usage;
	double gpu_usage;
};

struct queue {
	const char *id;
	const char *name;         /* unique within the company */
	const char *display_name; /* or NULL */
	const char *company;
	int64_t created;
	int64_t last_update; /* or QUEUE_NEVER */
	size_t n_tags;
	const char **tags;
	size_t n_system_tags;
	const char **system_tags;
	size_t length; /* of all its entries; n_entries may be fewer */
	size_t n_entries;
	struct queue_entry *entries;
	size_t n_metadata;
	struct queue_metadata *metadata;
	const char *pause; /* see model/pause.h; or NULL */
	const struct queue_resources *resources; /* or NULL */
};

/* Parts of a queue; id, name, company, times and resources are always read. */
enum queue_part {
	QUEUE_TAGS = 1 << 0,
	QUEUE_SYSTEM_TAGS = 1 << 1,
	QUEUE_METADATA = 1 << 2,
	QUEUE_ENTRIES = 1 << 3,
	QUEUE_LENGTH = 1 << 4,
	QUEUE_DISPLAY_NAME = 1 << 5,
	QUEUE_PAUSE = 1 << 6,
	QUEUE_ALL = QUEUE_TAGS | QUEUE_SYSTEM_TAGS | QUEUE_METADATA |
		    QUEUE_ENTRIES | QUEUE_DISPLAY_NAME,
};

/* What a reader needs of a queue. */
struct queue_need {
	unsigned parts;      /* of enum queue_part */
	int64_t max_entries; /* at most so many of the first ones or, if
			      * negative, of the last ones; 0: all */
};

/* How many of n entries max_entries selects. */
size_t queue_count(int64_t max_entries, size_t n);

/* Reduce a queue's entries, which are all there, to those of max_entries. */
void queue_cut(struct queue *queue, int64_t max_entries);

#endif
