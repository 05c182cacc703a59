#include <string.h>

#include "arena.h"
#include "call.h"
#include "queue.h"
#include "queues/refusals.h"
#include "queues/view.h"

#define METADATA "metadata."

static const struct {
	const char *path;
	unsigned fields;
} paths[] = {
    {"id", QUEUES_ID},
    {"name", QUEUES_NAME},
    {"company", QUEUES_COMPANY},
    {"created", QUEUES_CREATED},
    {"tags", QUEUES_TAGS},
    {"system_tags", QUEUES_SYSTEM_TAGS},
    {"entries", QUEUES_ENTRIES},
    {"entries.task", QUEUES_ENTRY_TASK},
    {"entries.added", QUEUES_ENTRY_ADDED},
    {"last_update", QUEUES_LAST_UPDATE},
    {"metadata", QUEUES_METADATA},
};

/* The fields that a path names, or 0. */
static unsigned
find_fields(const char *path)
{
	size_t i;

	for (i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		if (strcmp(path, paths[i].path) == 0)
			return paths[i].fields;
	}
	return 0;
}

const struct call_result *
queues_view_read(struct call *call, size_t n, const char *const *only_fields,
    struct queues_view *view)
{
	unsigned shown = 0, hidden = 0, fields;
	const char *path;
	size_t i;

	*view = (struct queues_view){0};
	view->metadata = arena_alloc_n(call->arena, n, sizeof(*view->metadata));
	for (i = 0; i < n; i++) {
		path = only_fields[i];
		fields = find_fields(*path == '-' ? path + 1 : path);
		if (fields == 0 && strncmp(path, METADATA, 9) == 0 &&
		    path[9] != '\0' && strchr(path + 9, '.') == NULL)
			view->metadata[view->n_metadata++] = path + 9;
		else if (fields == 0)
			return queues_no_field(call, path);
		else if (*path == '-')
			hidden |= fields;
		else
			shown |= fields;
	}
	if (shown == 0 && view->n_metadata == 0)
		shown = QUEUES_EVERYTHING;
	view->fields = shown & ~hidden;
	return call_ok(call);
}

unsigned
queues_view_parts(const struct queues_view *view)
{
	unsigned parts = 0;

	if (view->fields & (QUEUES_TAGS | QUEUES_SYSTEM_TAGS))
		parts |= QUEUE_TAGS;
	if (view->fields & QUEUES_ENTRIES)
		parts |= QUEUE_ENTRIES;
	if (view->fields & QUEUES_METADATA || view->n_metadata > 0)
		parts |= QUEUE_METADATA;
	return parts;
}

bool
queues_view_has_metadata(const struct queues_view *view, const char *name)
{
	size_t i;

	if (view->fields & QUEUES_METADATA)
		return true;
	for (i = 0; i < view->n_metadata; i++) {
		if (strcmp(view->metadata[i], name) == 0)
			return true;
	}
	return false;
}
