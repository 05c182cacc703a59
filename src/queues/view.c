#include <string.h>

#include "api/call.h"
#include "api/checks.h"
#include "base/arena.h"
#include "model/queue.h"
#include "model/text_set.h"
#include "queues/refusals.h"
#include "queues/view.h"

static const struct {
	const char *path;
	unsigned fields;
} paths[] = {
    {"id", QUEUES_ID},
    {"name", QUEUES_NAME},
    {"display_name", QUEUES_DISPLAY_NAME},
    {"company", QUEUES_COMPANY},
    {"created", QUEUES_CREATED},
    {"tags", QUEUES_TAGS},
    {"system_tags", QUEUES_SYSTEM_TAGS},
    {"entries", QUEUES_ENTRIES},
    {"entries.task", QUEUES_ENTRY_TASK},
    {"entries.added", QUEUES_ENTRY_ADDED},
    {"last_update", QUEUES_LAST_UPDATE},
    {"metadata", QUEUES_METADATA},
    {"resources", QUEUES_RESOURCES},
    {"resources.cpu_usage", QUEUES_CPU_USAGE},
    {"resources.gpu_usage", QUEUES_GPU_USAGE},
};

/* The fields that a path names, or 0.  Any member of entries may be named. */
static unsigned
find_fields(const char *path)
{
	static const char entries[] = "entries.";
	size_t i, n = sizeof(entries) - 1;

	for (i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		if (strcmp(path, paths[i].path) == 0)
			return paths[i].fields;
	}
	if (strncmp(path, entries, n) == 0 && strchr(path + n, '.') == NULL)
		return QUEUES_ENTRY_BARE;
	return 0;
}

/* Add a path to the list of those with the same name. */
static void
index_path(struct queues_view *view, struct queues_view_path *path)
{
	size_t n = text_set_count(view->names);
	size_t i = text_set_add(view->names, path->path.name);

	if (i == n)
		view->first[i] = path;
	else
		view->last[i]->next = path;
	view->last[i] = path;
}

/* Add a path into metadata to a view. */
static const struct call_result *
add_path(struct call *call, const char *text, struct queues_view *view)
{
	struct queues_view_path *path = &view->paths[view->n_paths];

	path->is_hidden = *text == '-';
	switch (metadata_path_read(
	    call->arena, text + path->is_hidden, &path->path)) {
	case METADATA_PATH_FINE:
		break;
	case METADATA_PATH_OTHER:
		return checks_no_field(call, text);
	case METADATA_PATH_TOO_DEEP:
		return queues_too_deep(call, text);
	case METADATA_PATH_EMPTY:
		return queues_empty_key(call);
	}
	index_path(view, path);
	view->n_paths++;
	return NULL;
}

const struct call_result *
queues_view_read(struct call *call, size_t n, const char *const *only_fields,
    struct queues_view *view)
{
	unsigned shown = 0, hidden = 0, fields;
	const struct call_result *refusal;
	bool is_shown = false;
	size_t i;

	*view = (struct queues_view){
	    .paths = arena_alloc_n(call->arena, n, sizeof(*view->paths)),
	    .names = text_set_new(call->arena, n, false),
	    .first = arena_alloc_n(call->arena, n, sizeof(*view->first)),
	    .last = arena_alloc_n(call->arena, n, sizeof(*view->last))};
	for (i = 0; i < n; i++) {
		is_shown = is_shown || *only_fields[i] != '-';
		fields = find_fields(only_fields[i] + (*only_fields[i] == '-'));
		if (*only_fields[i] == '-')
			hidden |= fields;
		else
			shown |= fields;
		if (fields != 0)
			continue;
		refusal = add_path(call, only_fields[i], view);
		if (refusal != NULL)
			return refusal;
	}
	view->fields = (is_shown ? shown : QUEUES_EVERYTHING) & ~hidden;
	return NULL;
}

unsigned
queues_view_parts(const struct queues_view *view)
{
	unsigned parts = 0;

	if (view->fields & QUEUES_TAGS)
		parts |= QUEUE_TAGS;
	if (view->fields & QUEUES_SYSTEM_TAGS)
		parts |= QUEUE_SYSTEM_TAGS;
	if (view->fields & QUEUES_DISPLAY_NAME)
		parts |= QUEUE_DISPLAY_NAME;
	if (view->fields & QUEUES_ENTRIES)
		parts |= QUEUE_ENTRIES;
	if (view->fields & QUEUES_METADATA || view->n_paths > 0)
		parts |= QUEUE_METADATA;
	return parts;
}

bool
queues_view_piece(
    const struct queues_view *view, const char *name, unsigned *members)
{
	bool is_shown = view->fields & QUEUES_METADATA;
	const struct queues_view_path *path;
	size_t i;

	*members = is_shown ? METADATA_WHOLE : METADATA_NONE;
	if (view->n_paths == 0 ||
	    (i = text_set_find(view->names, name)) == TEXT_SET_NONE)
		return is_shown;
	for (path = view->first[i]; path != NULL; path = path->next) {
		if (!path->is_hidden) {
			*members |= path->path.members;
			is_shown = true;
		} else {
			*members &= ~path->path.members;
			is_shown &= path->path.members != METADATA_WHOLE;
		}
	}
	return is_shown;
}
