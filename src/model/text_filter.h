#ifndef MODEL_TEXT_FILTER_H
#define MODEL_TEXT_FILTER_H

/* A pattern, and the fields of a queue in which it must be found. */

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct budget;
struct pattern;
struct queue;

struct text_filter {
	struct pattern *pattern;
	struct budget *budget; /* of the arena */
	bool all;              /* in each field; else in one at least */
	size_t n_fields;
	struct text_field *fields;
};

/*
 * Look for a pattern in fields: "id", "name", "display_name", "company",
 * "tags", "system_tags", "entries.task", "metadata", "metadata.<name>" or
 * "metadata.<name>.key", "….type", "….value"; it is never found in times, nor
 * in "entries", "resources" and "resources.<member>".  Returns NULL, or the
 * first field that is not one of these.
 */
const char *text_filter_init(struct text_filter *filter, struct arena *arena,
    struct pattern *pattern, size_t n, const char *const *fields);

/* True if a queue passes; without fields, any does. */
bool text_filter_matches(
    const struct text_filter *filter, const struct queue *queue);

/* The number of texts in a queue's fields in which the pattern is found. */
size_t text_filter_count(
    const struct text_filter *filter, const struct queue *queue);

/* The parts (enum queue_part) that it looks at. */
unsigned text_filter_needs(const struct text_filter *filter);

#endif
