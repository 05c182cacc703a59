#ifndef MODEL_METADATA_PATH_H
#define MODEL_METADATA_PATH_H

/*
 * Paths into a queue's metadata, as filters, orders and only_fields name them:
 * "metadata.<name>" or "metadata.<name>.<member>", the member being "key",
 * "type" or "value".  In the name, "%2E" stands for a dot, "%24" for "$", "%_"
 * for "_" and "%%" for "%"; white space at its ends does not count
 * (doc/original.md, "Metadata").
 */

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct queue;
struct queue_metadata;

enum metadata_member {
	METADATA_KEY = 1 << 0,
	METADATA_TYPE = 1 << 1,
	METADATA_VALUE = 1 << 2,
	METADATA_WHOLE = METADATA_KEY | METADATA_TYPE | METADATA_VALUE,
	METADATA_NONE = 0, /* the path names a member that doesn't exist */
};

struct metadata_path {
	const char *name;
	unsigned members; /* of enum metadata_member */
};

/* What is wrong with a path. */
enum metadata_path_fault {
	METADATA_PATH_FINE,
	METADATA_PATH_OTHER,    /* it doesn't begin with "metadata." */
	METADATA_PATH_TOO_DEEP, /* it has more than three parts */
	METADATA_PATH_EMPTY,    /* its name is empty */
};

/* A name escaped as in paths and in documents of MongoDB, in the arena. */
const char *metadata_path_escape(struct arena *arena, const char *name);

/* Undo the escapes of a name, in place. */
void metadata_path_unescape(char *text);

/* Parse a path; *path lives in the arena. */
enum metadata_path_fault metadata_path_read(
    struct arena *arena, const char *text, struct metadata_path *path);

/* The piece of a queue's metadata that a path leads to, or NULL. */
const struct queue_metadata *metadata_path_find(
    const struct metadata_path *path, const struct queue *queue);

/* The text of one member of a piece of metadata; NULL for any other value of
 * the enum. */
const char *metadata_path_text(
    const struct queue_metadata *item, enum metadata_member member);

#endif
