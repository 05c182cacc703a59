#ifndef MODEL_QUEUE_H
#define MODEL_QUEUE_H

/*
 * What a queue is to us: a named, ordered list of task ids within a company.
 * Knows nothing of API versions, JSON or databases.
 *
 * Strings are UTF-8 without embedded NULs.  Times are milliseconds since 1970.
 * What a store hands out lives in the arena that it was given.
 */

#include <stddef.h>
#include <stdint.h>

/* A time that was never set. */
#define QUEUE_NEVER INT64_MIN

/* A task that waits; entries[0] is the next one to be popped. */
struct queue_entry {
	const char *task;
	int64_t added;
};

/* One piece of metadata.  name is unique in its queue and orders nothing. */
struct queue_metadata {
	const char *name; /* what it is found by */
	const char *key;  /* usually equal to name */
	const char *type;
	const char *value;
};

/* How a queue was in one second in which its entries changed. */
struct queue_sample {
	int64_t second; /* since 1970 */
	int64_t wait;   /* ms that all its tasks had waited together */
	int64_t length; /* entries, when their mean wait was the greatest */
	int64_t last;   /* entries at the end of the second */
};

struct queue {
	const char *id;
	const char *name; /* unique within the company */
	const char *company;
	int64_t created;
	int64_t last_update; /* or QUEUE_NEVER */
	size_t n_tags;
	const char **tags;
	size_t n_system_tags;
	const char **system_tags;
	size_t n_entries;
	struct queue_entry *entries;
	size_t n_metadata;
	struct queue_metadata *metadata;
};

/* Which parts of a queue a reader wants; id, name, company and the times
 * always come. */
enum queue_part {
	QUEUE_TAGS = 1 << 0, /* tags and system_tags */
	QUEUE_METADATA = 1 << 1,
	QUEUE_ENTRIES = 1 << 2,
	QUEUE_LENGTH = 1 << 3, /* n_entries, be the entries read or not */
	QUEUE_ALL = QUEUE_TAGS | QUEUE_METADATA | QUEUE_ENTRIES,
};

#endif
