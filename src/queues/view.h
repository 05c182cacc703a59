#ifndef QUEUES_VIEW_H
#define QUEUES_VIEW_H

/*
 * Which parts of a queue an answer shows: all, or what only_fields names
 * (doc/original.md, "Lists").
 */

#include <stdbool.h>
#include <stddef.h>

#include "model/metadata_path.h"

struct call;
struct call_result;
struct text_set;

enum queues_field {
	QUEUES_ID = 1 << 0,
	QUEUES_NAME = 1 << 1,
	QUEUES_COMPANY = 1 << 2,
	QUEUES_CREATED = 1 << 3,
	QUEUES_TAGS = 1 << 4,
	QUEUES_SYSTEM_TAGS = 1 << 5,
	QUEUES_ENTRY_TASK = 1 << 6,
	QUEUES_ENTRY_ADDED = 1 << 7,
	QUEUES_ENTRY_BARE = 1 << 8, /* {} for each entry */
	QUEUES_ENTRIES =
	    QUEUES_ENTRY_TASK | QUEUES_ENTRY_ADDED | QUEUES_ENTRY_BARE,
	QUEUES_LAST_UPDATE = 1 << 9,
	QUEUES_METADATA = 1 << 10,
	QUEUES_DISPLAY_NAME = 1 << 11,
	QUEUES_CPU_USAGE = 1 << 12,
	QUEUES_GPU_USAGE = 1 << 13,
	QUEUES_RESOURCES = QUEUES_CPU_USAGE | QUEUES_GPU_USAGE,
	QUEUES_EVERYTHING = (1 << 14) - 1,
};

/* A metadata item, or a member of one, that is shown or left out. */
struct queues_view_path {
	struct metadata_path path;
	bool is_hidden;
	struct queues_view_path *next; /* with the same name, or NULL */
};

struct queues_view {
	unsigned fields; /* of enum queues_field */
	size_t n_paths;
	struct queues_view_path *paths;
	struct text_set *names;          /* of the paths */
	struct queues_view_path **first; /* with a name, by its number */
	struct queues_view_path **last;  /* likewise */
};

/*
 * Read only_fields: paths to show or, with "-" before them, to leave out.  With
 * none to show, everything else is shown.  Returns NULL, or the refusal.
 */
const struct call_result *queues_view_read(struct call *call, size_t n,
    const char *const *only_fields, struct queues_view *view)
    __attribute__((warn_unused_result));

/* The parts (enum queue_part) that a store has to read for a view. */
unsigned queues_view_parts(const struct queues_view *view);

/*
 * True if the metadata item of this name is shown; *members (of enum
 * metadata_member) are those to show.
 */
bool queues_view_piece(
    const struct queues_view *view, const char *name, unsigned *members);

#endif
