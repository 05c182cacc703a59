#include <string.h>

#include "base/arena.h"
#include "base/budget.h"
#include "model/list_filter.h"
#include "model/text_set.h"

#define LOOKUP 40 /* ns, apart from a text's length */

/* Which buckets a text is in. */
enum bucket {
	BUCKET_IN = 1 << 0,
	BUCKET_OUT = 1 << 1,
	BUCKET_ALL = 1 << 2,
};

/* What is wanted, to be looked up; made when it is first needed. */
struct list_index {
	struct arena *arena;
	bool by_collate;
	struct text_set *set; /* or NULL */
	size_t n_all;         /* different texts in the bucket "all" */
	struct wanted {
		unsigned buckets;
		size_t seen; /* in which field it was found last */
	} * wanted;          /* by their numbers in the set */
	size_t n_fields;     /* that were looked at */
};

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

static void
begin(struct arena *arena, size_t n, struct list_filter *list)
{
	*list = (struct list_filter){.is_set = n > 0};
	list->in = arena_alloc_n(arena, n, sizeof(*list->in));
	list->out = arena_alloc_n(arena, n, sizeof(*list->out));
	list->all = arena_alloc_n(arena, n, sizeof(*list->all));
	list->index = arena_alloc(arena, sizeof(*list->index));
	list->index->arena = arena;
}

const char *
list_filter_read(struct arena *arena, const char *field, size_t n,
    const char *const *values, struct list_filter *list)
{
	struct list_reader reader = {
	    .arena = arena, .field = field, .list = list};
	size_t i;

	begin(arena, n, list);
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

void
list_filter_exclude(struct arena *arena, size_t n, const char *const *texts,
    struct list_filter *list)
{
	begin(arena, n, list);
	for (; list->n_out < n; list->n_out++)
		list->out[list->n_out] = texts[list->n_out];
}

static void
add_bucket(struct list_index *index, enum bucket bucket, size_t n,
    const char *const *texts)
{
	size_t i;

	for (i = 0; i < n; i++)
		index->wanted[text_set_add(index->set, texts[i])].buckets |=
		    bucket;
}

static void
make_index(const struct list_filter *list, bool by_collate)
{
	size_t i, n = list->n_in + list->n_out + list->n_all;
	struct list_index *index = list->index;

	index->by_collate = by_collate;
	index->set = text_set_new(index->arena, n, by_collate);
	index->wanted = arena_alloc_n(index->arena, n, sizeof(*index->wanted));
	add_bucket(index, BUCKET_IN, list->n_in, list->in);
	add_bucket(index, BUCKET_OUT, list->n_out, list->out);
	add_bucket(index, BUCKET_ALL, list->n_all, list->all);
	for (index->n_all = 0, i = 0; i < text_set_count(index->set); i++)
		index->n_all += (index->wanted[i].buckets & BUCKET_ALL) != 0;
}

/* What a field has of the buckets. */
struct found {
	bool in;
	bool out;
	size_t n_all; /* different texts */
};

static struct found
look_up(struct list_index *index, size_t n, const char *const *values)
{
	struct budget *budget = arena_budget(index->arena);
	struct found found = {0};
	struct wanted *wanted;
	size_t i, number;

	index->n_fields++;
	for (i = 0; i < n; i++) {
		if (!budget_pay(budget, LOOKUP + strlen(values[i])))
			break;
		number = text_set_find(index->set, values[i]);
		if (number == TEXT_SET_NONE)
			continue;
		wanted = &index->wanted[number];
		found.in = found.in || (wanted->buckets & BUCKET_IN);
		found.out = found.out || (wanted->buckets & BUCKET_OUT);
		found.n_all += (wanted->buckets & BUCKET_ALL) &&
			       wanted->seen != index->n_fields;
		wanted->seen = index->n_fields;
	}
	return found;
}

bool
list_filter_matches(const struct list_filter *list, bool by_collate, size_t n,
    const char *const *values)
{
	struct list_index *index = list->index;
	struct found found;
	bool all;

	if (!list->is_set || (list->or_empty && n == 0))
		return true;
	if (list->n_in + list->n_out + list->n_all == 0)
		return !list->or_empty;
	if (index->set == NULL || index->by_collate != by_collate)
		make_index(list, by_collate);
	found = look_up(index, n, values);
	all = found.n_all == index->n_all;
	if (list->any)
		return (list->n_in > 0 && found.in) ||
		       (list->n_out > 0 && !found.out) ||
		       (list->n_all > 0 && all);
	return (list->n_in == 0 || found.in) && !found.out && all;
}
