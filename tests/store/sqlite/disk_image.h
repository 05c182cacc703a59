#ifndef TESTS_STORE_SQLITE_DISK_IMAGE_H
#define TESTS_STORE_SQLITE_DISK_IMAGE_H

/* What a disk would have of a file if its power went off now. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DISK_IMAGE_PATH 512

struct change;

struct disk_image {
	char path[DISK_IMAGE_PATH];
	bool is_durable;      /* power does not take it away */
	bool is_deleted;      /* but that may not last */
	unsigned char *bytes; /* as of the last sync */
	size_t n, room;
	struct change *first, *last;
};

/* Take what is at its path for durable; nothing may be there. */
void disk_image_load(struct disk_image *name);

/* A write of data; without any, the file was cut to offset. */
void disk_image_note(
    struct disk_image *name, int64_t offset, const void *data, size_t n);

/* All writes so far are durable, and so is the file. */
void disk_image_sync(struct disk_image *name);

/* Forget all writes since the last sync; or everything. */
void disk_image_drop(struct disk_image *name);
void disk_image_forget(struct disk_image *name);

/*
 * Make the file what is left of it: of what is not synced, any sectors; a file
 * that was not durable may be gone.  Chance comes from *state.
 */
void disk_image_restore(struct disk_image *name, uint64_t *state);

#endif
