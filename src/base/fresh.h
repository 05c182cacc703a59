#ifndef BASE_FRESH_H
#define BASE_FRESH_H

/*
 * A new file to be written in full before it is renamed to its path; until then
 * it has a name of its own in the same folder.  If the process is killed before
 * that, the next fresh_open() in that folder removes what is left.
 */

struct arena;

struct fresh {
	const char *path;
	int fd;
};

/*
 * Create an empty file of mode 0600 in the folder of path, and remove those
 * left by processes that are gone.  Returns NULL, or an error message.
 */
const char *fresh_open(
    struct fresh *fresh, struct arena *arena, const char *path);

/* Close it, and remove it if it still has its name. */
void fresh_close(struct fresh *fresh);

/*
 * Sync the folder of path, so that names changed in it are on disk.  Returns
 * NULL, or an error message.
 */
const char *fresh_sync_names(struct arena *arena, const char *path);

#endif
