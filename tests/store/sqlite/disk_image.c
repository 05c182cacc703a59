#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/store/sqlite/disk_image.h"
#include "tests/suite.h"

#define SECTOR 512
#define ALWAYS 8 /* chances out of so many that a sector is kept */

/* A write since the last sync; if data is NULL, the file was cut to offset. */
struct change {
	struct change *next;
	int64_t offset;
	size_t n;
	unsigned char *data;
};

static void *
allocate(void *old, size_t n)
{
	void *more = realloc(old, n);

	if (more == NULL)
		abort();
	return more;
}

void
disk_image_drop(struct disk_image *name)
{
	struct change *change, *next;

	for (change = name->first; change != NULL; change = next) {
		next = change->next;
		free(change->data);
		free(change);
	}
	name->first = name->last = NULL;
}

void
disk_image_forget(struct disk_image *name)
{
	disk_image_drop(name);
	free(name->bytes);
	*name = (struct disk_image){0};
}

void
disk_image_note(
    struct disk_image *name, int64_t offset, const void *data, size_t n)
{
	struct change *change = allocate(NULL, sizeof(*change));

	*change = (struct change){.offset = offset, .n = n};
	if (data != NULL)
		change->data = memcpy(allocate(NULL, n), data, n);
	if (name->last == NULL)
		name->first = change;
	else
		name->last->next = change;
	name->last = change;
}

static void
resize(struct disk_image *name, size_t n)
{
	if (n > name->room) {
		name->room = 2 * n;
		name->bytes = allocate(name->bytes, name->room);
	}
	if (n > name->n)
		memset(name->bytes + name->n, 0, n - name->n);
	name->n = n;
}

/* Write a change to the disk, or some of its sectors: chances out of ALWAYS. */
static void
settle(struct disk_image *name, const struct change *change, unsigned chances,
    uint64_t *state)
{
	size_t from = (size_t)change->offset, end = from + change->n, to;

	if (change->data == NULL) {
		if (chances == ALWAYS || suite_random(state) % ALWAYS < chances)
			resize(name, from);
		return;
	}
	for (; from < end; from = to) {
		to = (from / SECTOR + 1) * SECTOR;
		to = to < end ? to : end;
		if (chances < ALWAYS && suite_random(state) % ALWAYS >= chances)
			continue;
		if (to > name->n)
			resize(name, to);
		memcpy(name->bytes + from,
		    change->data + (from - (size_t)change->offset), to - from);
	}
}

static void
settle_all(struct disk_image *name, unsigned chances, uint64_t *state)
{
	const struct change *change;

	for (change = name->first; change != NULL; change = change->next)
		settle(name, change, chances, state);
	disk_image_drop(name);
}

void
disk_image_load(struct disk_image *name)
{
	FILE *file = fopen(name->path, "rb");
	unsigned char piece[4096];
	size_t n, old;

	if (file == NULL)
		return;
	name->is_durable = true;
	while ((n = fread(piece, 1, sizeof(piece), file)) > 0) {
		old = name->n;
		resize(name, old + n);
		memcpy(name->bytes + old, piece, n);
	}
	fclose(file);
}

static void
store(struct disk_image *name)
{
	FILE *file = fopen(name->path, "wb");

	if (file == NULL || fwrite(name->bytes, 1, name->n, file) != name->n ||
	    fclose(file) != 0)
		abort();
}

void
disk_image_sync(struct disk_image *name)
{
	settle_all(name, ALWAYS, NULL);
	name->is_durable = true;
}

void
disk_image_restore(struct disk_image *name, uint64_t *state)
{
	unsigned chances = (unsigned)(suite_random(state) % (ALWAYS + 1));
	char shm[DISK_IMAGE_PATH + 4];

	if (name->is_deleted) {
		if (name->is_durable && suite_random(state) % 2 == 0)
			store(name);
		return;
	}
	if (!name->is_durable && suite_random(state) % 2 == 0) {
		unlink(name->path);
		return;
	}
	settle_all(name, chances, state);
	store(name);
	snprintf(shm, sizeof(shm), "%s-shm", name->path);
	unlink(shm);
}
