#ifndef BASE_FRESH_H
#define BASE_FRESH_H

/*
 * A file to write into before it takes another's place, by a name of its own in
 * the same folder.  What a process leaves there that is killed meanwhile is
 * removed by the next that needs such a file in that folder.
 */

struct arena;

struct fresh {
	const char *path;
	int fd;
};

/*
 * Make an empty, private file beside a path, and remove those whose makers are
 * gone.  NULL, or why it can't be.
 */
const char *fresh_open(
    struct fresh *fresh, struct arena *arena, const char *path);

/* Close it, and remove it if it still has its name. */
void fresh_close(struct fresh *fresh);

/* Put the names in a path's folder on disk, after some have changed.  NULL, or
 * why that failed. */
const char *fresh_sync_names(struct arena *arena, const char *path);

#endif
