#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "model/metadata_path.h"
#include "model/queue.h"

#define PREFIX "metadata."

const char *
metadata_path_escape(struct arena *arena, const char *name)
{
	char *escaped = arena_alloc(arena, 3 * strlen(name) + 1), *to = escaped;
	const char *from;

	for (from = name; *from != '\0'; from++) {
		if (strncmp(from, "__", 2) == 0) {
			to = stpcpy(to, "%_%_");
			from++;
		} else if (*from == '.') {
			to = stpcpy(to, "%2E");
		} else if (*from == '$') {
			to = stpcpy(to, "%24");
		} else if (*from == '%') {
			to = stpcpy(to, "%%");
		} else if (*from == '_' && from == name) {
			to = stpcpy(to, "%_");
		} else {
			*to++ = *from;
		}
	}
	return escaped;
}

void
metadata_path_unescape(char *text)
{
	static const struct {
		const char *code;
		char character;
	} codes[] = {{"%%", '%'}, {"%2E", '.'}, {"%24", '$'}, {"%_", '_'}};
	char *to = text;
	size_t i, n;

	while (*text != '\0') {
		for (i = 0; i < 4; i++) {
			n = strlen(codes[i].code);
			if (strncmp(text, codes[i].code, n) == 0)
				break;
		}
		*to++ = i < 4 ? codes[i].character : *text;
		text += i < 4 ? n : 1;
	}
	*to = '\0';
}

static unsigned
read_member(const char *name)
{
	if (strcmp(name, "key") == 0)
		return METADATA_KEY;
	if (strcmp(name, "type") == 0)
		return METADATA_TYPE;
	return strcmp(name, "value") == 0 ? METADATA_VALUE : METADATA_NONE;
}

enum metadata_path_fault
metadata_path_read(
    struct arena *arena, const char *text, struct metadata_path *path)
{
	size_t n = strlen(PREFIX);
	char *name, *dot;

	if (strncmp(text, PREFIX, n) != 0)
		return METADATA_PATH_OTHER;
	name = arena_strdup(arena, text + n);
	dot = strchr(name, '.');
	if (dot != NULL && strchr(dot + 1, '.') != NULL)
		return METADATA_PATH_TOO_DEEP;
	path->members = dot == NULL ? METADATA_WHOLE : read_member(dot + 1);
	if (dot != NULL)
		*dot = '\0';
	metadata_path_unescape(name);
	path->name = text_strip(arena, name);
	return *path->name == '\0' ? METADATA_PATH_EMPTY : METADATA_PATH_FINE;
}

const struct queue_metadata *
metadata_path_find(const struct metadata_path *path, const struct queue *queue)
{
	size_t i;

	for (i = 0; i < queue->n_metadata; i++) {
		if (strcmp(queue->metadata[i].name, path->name) == 0)
			return &queue->metadata[i];
	}
	return NULL;
}

const char *
metadata_path_text(
    const struct queue_metadata *item, enum metadata_member member)
{
	switch (member) {
	case METADATA_KEY:
		return item->key;
	case METADATA_TYPE:
		return item->type;
	case METADATA_VALUE:
		return item->value;
	case METADATA_WHOLE:
	case METADATA_NONE:
		break;
	}
	return NULL;
}
