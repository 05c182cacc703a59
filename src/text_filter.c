#include <string.h>

#include "arena.h"
#include "pattern.h"
#include "queue.h"
#include "text_filter.h"

#define METADATA "metadata"

enum text_kind {
	TEXT_ID,
	TEXT_NAME,
	TEXT_COMPANY,
	TEXT_TAGS,
	TEXT_SYSTEM_TAGS,
	TEXT_METADATA,
};

/* Members of metadata, as bits. */
enum text_member {
	TEXT_KEY = 1 << 0,
	TEXT_TYPE = 1 << 1,
	TEXT_VALUE = 1 << 2,
};

struct text_field {
	enum text_kind kind;
	const char *name; /* of one piece of metadata, or NULL */
	unsigned members; /* of metadata */
};

/* Take "metadata.<name>.<member>" apart; false if it is something else. */
static bool
read_metadata(struct arena *arena, const char *path, struct text_field *field)
{
	size_t n = strlen(METADATA);
	const char *dot;

	*field = (struct text_field){
	    .kind = TEXT_METADATA, .members = TEXT_KEY | TEXT_VALUE};
	if (strcmp(path, METADATA) == 0)
		return true;
	if (strncmp(path, METADATA ".", n + 1) != 0 || path[n + 1] == '\0')
		return false;
	path += n + 1;
	dot = strchr(path, '.');
	if (dot == NULL) {
		field->name = arena_strdup(arena, path);
		return true;
	}
	field->name = arena_strndup(arena, path, (size_t)(dot - path));
	if (strcmp(dot, ".key") == 0)
		field->members = TEXT_KEY;
	else if (strcmp(dot, ".type") == 0)
		field->members = TEXT_TYPE;
	else if (strcmp(dot, ".value") == 0)
		field->members = TEXT_VALUE;
	else
		return false;
	return true;
}

static bool
read_field(struct arena *arena, const char *path, struct text_field *field)
{
	static const char *const names[] = {
	    "id", "name", "company", "tags", "system_tags"};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (strcmp(path, names[i]) != 0)
			continue;
		*field = (struct text_field){.kind = (enum text_kind)i};
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
count_metadata(struct pattern *pattern, const struct text_field *field,
    const struct queue *queue)
{
	const struct queue_metadata *item = queue->metadata;
	size_t i, found = 0;

	for (i = 0; i < queue->n_metadata; i++, item++) {
		if (field->name != NULL && strcmp(field->name, item->name) != 0)
			continue;
		if (field->members & TEXT_KEY)
			found += pattern_matches(pattern, item->key);
		if (field->members & TEXT_TYPE)
			found += pattern_matches(pattern, item->type);
		if (field->members & TEXT_VALUE)
			found += pattern_matches(pattern, item->value);
	}
	return found;
}

static size_t
count_field(struct pattern *pattern, const struct text_field *field,
    const struct queue *queue)
{
	switch (field->kind) {
	case TEXT_ID:
		return count_texts(pattern, 1, &queue->id);
	case TEXT_NAME:
		return count_texts(pattern, 1, &queue->name);
	case TEXT_COMPANY:
		return count_texts(pattern, 1, &queue->company);
	case TEXT_TAGS:
		return count_texts(pattern, queue->n_tags, queue->tags);
	case TEXT_SYSTEM_TAGS:
		return count_texts(
		    pattern, queue->n_system_tags, queue->system_tags);
	case TEXT_METADATA:
		return count_metadata(pattern, field, queue);
	}
	return 0;
}

bool
text_filter_matches(const struct text_filter *filter, const struct queue *queue)
{
	size_t i;

	for (i = 0; i < filter->n_fields; i++) {
		if ((count_field(filter->pattern, &filter->fields[i], queue) >
			0) != filter->all)
			return !filter->all;
	}
	return filter->all || filter->n_fields == 0;
}

size_t
text_filter_count(const struct text_filter *filter, const struct queue *queue)
{
	size_t i, found = 0;

	for (i = 0; i < filter->n_fields; i++)
		found +=
		    count_field(filter->pattern, &filter->fields[i], queue);
	return found;
}

unsigned
text_filter_needs(const struct text_filter *filter)
{
	unsigned parts = 0;
	size_t i;

	for (i = 0; i < filter->n_fields; i++) {
		if (filter->fields[i].kind == TEXT_METADATA)
			parts |= QUEUE_METADATA;
		else if (filter->fields[i].kind >= TEXT_TAGS)
			parts |= QUEUE_TAGS;
	}
	return parts;
}
