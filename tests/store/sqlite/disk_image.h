#ifndef TESTS_STORE_SQLITE_DISK_IMAGE_H
#define TESTS_STORE_SQLITE_DISK_IMAGE_H

/* What would be on disk of a file if power failed now. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DISK_IMAGE_PATH 512

struct change;

struct disk_image {
	char path[DISK_IMAGE_PATH];
	bool is_durable;      /* the file itself survives a loss of power */
	bool is_deleted;      /* its removal may not survive one */
	unsigned char *bytes; /* content as of the last sync */
	size_t n, room;
	struct change *first, *last;
};

/* Begin with the file at the path, taken to be durable; the image is empty. */
void disk_image_load(struct disk_image *name);

/* Note a write of data; without data, the file was cut to offset. */
void disk_image_note(
    struct disk_image *name, int64_t offset, const void *data, size_t n);

/* Note a sync: all writes so far are durable, and so is the file. */
void disk_image_sync(struct disk_image *name);

/* Forget all writes since the last sync; or everything. */
void disk_image_drop(struct disk_image *name);
void disk_image_forget(struct disk_image *name);

/*
 * Make the file what a loss of power leaves: any sectors of what is not synced,
 * and perhaps no file if it was not durable.  *state is the state of chance.
 */
void disk_image_restore(struct disk_image *name, uint64_t *state);

#endif
