#include <string.h>

#include "base/arena.h"
#include "base/budget.h"
#include "base/pattern.h"
#include "model/metadata_path.h"
#include "model/queue.h"
#include "model/text_filter.h"

#define METADATA "metadata"
#define LOOK 10 /* ns that a piece of metadata takes */

enum text_kind {
	TEXT_ID,
	TEXT_NAME,
	TEXT_DISPLAY_NAME,
	TEXT_COMPANY,
	TEXT_TAGS,
	TEXT_SYSTEM_TAGS,
	TEXT_METADATA,
	TEXT_TASKS, /* of entries */
	TEXT_NONE,  /* not a text: times, entries as a whole, resources */
};

struct text_field {
	enum text_kind kind;
	struct metadata_path path; /* name NULL: all of it, key and value */
};

static bool
read_metadata(struct arena *arena, const char *path, struct text_field *field)
{
	*field = (struct text_field){.kind = TEXT_METADATA};
	field->path.members = METADATA_KEY | METADATA_VALUE;
	if (strcmp(path, METADATA) == 0)
		return true;
	if (metadata_path_read(arena, path, &field->path) != METADATA_PATH_FINE)
		return false;
	if (field->path.members == METADATA_WHOLE)
		field->path.members = METADATA_KEY | METADATA_VALUE;
	return field->path.members != METADATA_NONE;
}

static bool
read_field(struct arena *arena, const char *path, struct text_field *field)
{
	static const struct {
		const char *name;
		enum text_kind kind;
	} names[] = {{"id", TEXT_ID}, {"name", TEXT_NAME},
	    {"display_name", TEXT_DISPLAY_NAME}, {"company", TEXT_COMPANY},
	    {"tags", TEXT_TAGS}, {"system_tags", TEXT_SYSTEM_TAGS},
	    {"entries.task", TEXT_TASKS}, {"entries.added", TEXT_NONE},
	    {"entries", TEXT_NONE}, {"created", TEXT_NONE},
	    {"last_update", TEXT_NONE}, {"resources", TEXT_NONE},
	    {"resources.cpu_usage", TEXT_NONE},
	    {"resources.gpu_usage", TEXT_NONE}};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (strcmp(path, names[i].name) != 0)
			continue;
		*field = (struct text_field){.kind = names[i].kind};
		return true;
	}
	return read_metadata(arena, path, field);
}

const char *
text_filter_init(struct text_filter *filter, struct arena *arena,
    struct pattern *pattern, size_t n, const char *const *fields)
{
	size_t i;

	filter->pattern = pattern;
	filter->budget = arena_budget(arena);
	filter->n_fields = n;
	filter->fields = arena_alloc_n(arena, n, sizeof(*filter->fields));
	for (i = 0; i < n; i++) {
		if (!read_field(arena, fields[i], &filter->fields[i]))
			return fields[i];
	}
	return NULL;
}

static size_t
count_texts(struct pattern *pattern, size_t n, const char *const *texts)
{
	size_t i, found = 0;

	for (i = 0; i < n; i++)
		found += pattern_matches(pattern, texts[i]);
	return found;
}

static size_t
count_tasks(struct pattern *pattern, const struct queue *queue)
{
	size_t i, found = 0;

	for (i = 0; i < queue->n_entries; i++)
		found += pattern_matches(pattern, queue->entries[i].task);
	return found;
}

static size_t
count_metadata(struct pattern *pattern, const struct text_field *field,
    const struct queue *queue, struct budget *budget)
{
	static const enum metadata_member members[] = {
	    METADATA_KEY, METADATA_TYPE, METADATA_VALUE};
	const struct queue_metadata *item = queue->metadata;
	size_t i, j, found = 0;

	/* each text is paid for by the pattern */
	for (i = 0; i < queue->n_metadata && budget_pay(budget, LOOK);
	     i++, item++) {
		if (field->path.name != NULL &&
		    strcmp(field->path.name, item->name) != 0)
			continue;
		for (j = 0; j < 3; j++) {
			if (field->path.members & members[j])
				found += pattern_matches(pattern,
				    metadata_path_text(item, members[j]));
		}
	}
	return found;
}

static size_t
count_field(const struct text_filter *filter, const struct text_field *field,
    const struct queue *queue)
{
	struct pattern *pattern = filter->pattern;

	switch (field->kind) {
	case TEXT_ID:
		return count_texts(pattern, 1, &queue->id);
	case TEXT_NAME:
		return count_texts(pattern, 1, &queue->name);
	case TEXT_DISPLAY_NAME:
		return queue->display_name == NULL
			   ? 0
			   : count_texts(pattern, 1, &queue->display_name);
	case TEXT_COMPANY:
		return count_texts(pattern, 1, &queue->company);
	case TEXT_TAGS:
		return count_texts(pattern, queue->n_tags, queue->tags);
	case TEXT_SYSTEM_TAGS:
		return count_texts(
		    pattern, queue->n_system_tags, queue->system_tags);
	case TEXT_METADATA:
		return count_metadata(pattern, field, queue, filter->budget);
	case TEXT_TASKS:
		return count_tasks(pattern, queue);
	case TEXT_NONE:
		break;
	}
	return 0;
}

bool
text_filter_matches(const struct text_filter *filter, const struct queue *queue)
{
	size_t i;

	for (i = 0; i < filter->n_fields; i++) {
		if ((count_field(filter, &filter->fields[i], queue) > 0) !=
		    filter->all)
			return !filter->all;
	}
	return filter->all || filter->n_fields == 0;
}

size_t
text_filter_count(const struct text_filter *filter, const struct queue *queue)
{
	size_t i, found = 0;

	for (i = 0; i < filter->n_fields; i++)
		found += count_field(filter, &filter->fields[i], queue);
	return found;
}

unsigned
text_filter_needs(const struct text_filter *filter)
{
	static const unsigned needs[] = {
	    [TEXT_DISPLAY_NAME] = QUEUE_DISPLAY_NAME,
	    [TEXT_TAGS] = QUEUE_TAGS,
	    [TEXT_SYSTEM_TAGS] = QUEUE_SYSTEM_TAGS,
	    [TEXT_METADATA] = QUEUE_METADATA,
	    [TEXT_TASKS] = QUEUE_ENTRIES,
	    [TEXT_NONE] = 0};
	unsigned parts = 0;
	size_t i;

	for (i = 0; i < filter->n_fields; i++)
		parts |= needs[filter->fields[i].kind];
	return parts;
}
