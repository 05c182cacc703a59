#include <string.h>

#include "base/arena.h"
#include "model/collate.h"
#include "model/list_filter.h"

/* Reading a list filter: where the next value goes. */
struct list_reader {
	struct arena *arena;
	const char *field;
	struct list_filter *list;
	bool all;     /* ordinary values go to the bucket "all" */
	bool negated; /* the next one goes to the bucket "out" */
	bool literal; /* a dash is part of the value */
	bool decided; /* it is known how buckets are joined */
	const char *error;
};

static void
refuse(struct list_reader *reader, const char *what, const char *name,
    const char *value)
{
	if (reader->error == NULL)
		reader->error = arena_printf(reader->arena,
		    "(%s): field=%s, %s=%s", what, reader->field, name, value);
}

static void
decide(struct list_reader *reader, bool any)
{
	if (!reader->decided)
		reader->list->any = any;
	reader->decided = true;
}

static void
read_operator(struct list_reader *reader, const char *name)
{
	bool all = strcmp(name, "__$all") == 0 || strcmp(name, "__$and") == 0;
	bool any = strcmp(name, "__$any") == 0 || strcmp(name, "__$or") == 0;

	if (strcmp(name, "__$nop") == 0) {
		reader->all = reader->negated = reader->literal = false;
		return;
	}
	if (reader->negated)
		refuse(reader, "Value is expected after", "operator", "__$not");
	if (all || any) {
		decide(reader, any);
		reader->all = all;
		reader->literal = true;
	} else if (strcmp(name, "__$not") == 0) {
		reader->negated = true;
	} else {
		refuse(reader, "Unsupported operator", "operator", name);
	}
}

/* NULL is "or empty"; like "__$nop", it lifts a "__$not" before it. */
static void
read_value(struct list_reader *reader, const char *value)
{
	struct list_filter *list = reader->list;

	if (value == NULL) {
		list->or_empty = true;
		reader->negated = false;
		return;
	}
	decide(reader, false);
	if (reader->negated) {
		list->out[list->n_out++] = value;
	} else if (!reader->literal && *value == '-') {
		if (value[1] == '\0')
			refuse(reader,
			    "Missing value after the exclude prefix -", "value",
			    "");
		list->out[list->n_out++] = value + 1;
	} else if (reader->all) {
		list->all[list->n_all++] = value;
	} else {
		list->in[list->n_in++] = value;
	}
	reader->negated = false;
}

const char *
list_filter_read(struct arena *arena, const char *field, size_t n,
    const char *const *values, struct list_filter *list)
{
	struct list_reader reader = {
	    .arena = arena, .field = field, .list = list};
	size_t i;

	*list = (struct list_filter){.is_set = n > 0};
	list->in = arena_alloc_n(arena, n, sizeof(*list->in));
	list->out = arena_alloc_n(arena, n, sizeof(*list->out));
	list->all = arena_alloc_n(arena, n, sizeof(*list->all));
	for (i = 0; i < n; i++) {
		if (values[i] != NULL && strncmp(values[i], "__$", 3) == 0)
			read_operator(&reader, values[i]);
		else
			read_value(&reader, values[i]);
	}
	if (reader.negated)
		refuse(
		    &reader, "Value is expected after", "operator", "__$not");
	return reader.error;
}

/* A field, and how its texts are compared. */
struct field {
	bool by_collate;
	size_t n;
	const char *const *values;
};

static bool
holds(const struct field *field, const char *wanted)
{
	size_t i;

	for (i = 0; i < field->n; i++) {
		if ((field->by_collate ? collate_texts(field->values[i], wanted)
				       : strcmp(field->values[i], wanted)) == 0)
			return true;
	}
	return false;
}

/* How many of the wanted ones a field holds. */
static size_t
count(const struct field *field, size_t n_wanted, const char *const *wanted)
{
	size_t i, found = 0;

	for (i = 0; i < n_wanted; i++)
		found += holds(field, wanted[i]);
	return found;
}

bool
list_filter_matches(const struct list_filter *list, bool by_collate, size_t n,
    const char *const *values)
{
	const struct field field = {by_collate, n, values};
	bool in, out, all;

	if (!list->is_set || (list->or_empty && n == 0))
		return true;
	if (list->n_in + list->n_out + list->n_all == 0)
		return !list->or_empty;
	in = count(&field, list->n_in, list->in) > 0;
	out = count(&field, list->n_out, list->out) == 0;
	all = count(&field, list->n_all, list->all) == list->n_all;
	if (list->any)
		return (list->n_in > 0 && in) || (list->n_out > 0 && out) ||
		       (list->n_all > 0 && all);
	return (list->n_in == 0 || in) && out && all;
}
