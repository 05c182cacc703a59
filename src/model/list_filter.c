#include <string.h>

#include "base/arena.h"
#include "base/budget.h"
#include "model/list_filter.h"
#include "model/text_set.h"

#define LOOKUP 40 /* ns to look up a text, apart from its length */

/* The conditions of all groups, numbered from 0 in the first group. */
enum {
	N_CONDITIONS = LIST_GROUPS * LIST_CONDITIONS
};

/* The texts of all conditions, to be looked up; made when first needed. */
struct list_index {
	struct arena *arena;
	bool by_collate;
	struct text_set *set;   /* or NULL */
	size_t n[N_CONDITIONS]; /* different texts of each */
	struct wanted {
		unsigned conditions; /* a bit for each that has the text */
		size_t seen;         /* n_fields when it was found last */
	} * wanted;                  /* by their numbers in the set */
	size_t n_fields;             /* that were matched */
};

/* Reading a list filter: where the next value goes. */
struct list_reader {
	struct arena *arena;
	const char *field;
	struct list_group *group;
	bool or_empty;
	bool all;     /* ordinary values go to LIST_ALL_OF */
	bool negated; /* the next one goes to LIST_NONE_OF */
	bool literal; /* a leading dash is part of the value */
	bool decided; /* group->any is set */
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
		reader->group->any = any;
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

static void
add(struct list_group *group, enum list_condition condition, const char *text)
{
	struct list_texts *texts = &group->texts[condition];

	texts->items[texts->n++] = text;
}

/* NULL is "or empty"; like "__$nop", it cancels a "__$not" before it. */
static void
read_value(struct list_reader *reader, const char *value)
{
	if (value == NULL) {
		reader->or_empty = true;
		reader->negated = false;
		return;
	}
	decide(reader, false);
	if (reader->negated) {
		add(reader->group, LIST_NONE_OF, value);
	} else if (!reader->literal && *value == '-') {
		if (value[1] == '\0')
			refuse(reader,
			    "Missing value after the exclude prefix -", "value",
			    "");
		add(reader->group, LIST_NONE_OF, value + 1);
	} else {
		add(reader->group, reader->all ? LIST_ALL_OF : LIST_ONE_OF,
		    value);
	}
	reader->negated = false;
}

static void
begin(struct arena *arena, bool is_set, struct list_filter *list)
{
	*list = (struct list_filter){.is_set = is_set};
	list->index = arena_alloc(arena, sizeof(*list->index));
	list->index->arena = arena;
}

static void
make_room(struct arena *arena, struct list_group *group,
    enum list_condition condition, size_t n)
{
	group->texts[condition].items =
	    arena_alloc_n(arena, n, sizeof(const char *));
}

const char *
list_filter_read(struct arena *arena, const char *field, size_t n,
    const char *const *values, struct list_filter *list)
{
	struct list_reader reader = {
	    .arena = arena, .field = field, .group = &list->groups[0]};
	size_t i;

	begin(arena, n > 0, list);
	make_room(arena, reader.group, LIST_ONE_OF, n);
	make_room(arena, reader.group, LIST_NONE_OF, n);
	make_room(arena, reader.group, LIST_ALL_OF, n);
	for (i = 0; i < n; i++) {
		if (values[i] != NULL && strncmp(values[i], "__$", 3) == 0)
			read_operator(&reader, values[i]);
		else
			read_value(&reader, values[i]);
	}
	if (reader.negated)
		refuse(
		    &reader, "Value is expected after", "operator", "__$not");
	list->groups[1].is_empty = reader.or_empty;
	list->either = reader.or_empty;
	return reader.error;
}

/* Add the texts of a condition; true if there is NULL among them. */
static bool
read_texts(struct arena *arena, struct list_group *group,
    enum list_condition condition, size_t n, const char *const *texts)
{
	bool has_null = false;
	size_t i;

	make_room(arena, group, condition, n);
	for (i = 0; i < n; i++) {
		if (texts[i] == NULL)
			has_null = true;
		else
			add(group, condition, texts[i]);
	}
	return has_null;
}

void
list_filter_read_parts(struct arena *arena, const struct list_parts *parts,
    struct list_filter *list)
{
	struct list_group *any = &list->groups[0], *all = &list->groups[1];

	begin(arena, true, list);
	list->either = parts->either;
	any->any = true;
	any->is_empty = read_texts(
	    arena, any, LIST_ONE_OF, parts->any.n_include, parts->any.include);
	any->is_not_empty = read_texts(arena, any, LIST_LACKS_ONE_OF,
	    parts->any.n_exclude, parts->any.exclude);
	all->is_empty = read_texts(
	    arena, all, LIST_ALL_OF, parts->all.n_include, parts->all.include);
	all->is_not_empty = read_texts(
	    arena, all, LIST_NONE_OF, parts->all.n_exclude, parts->all.exclude);
}

void
list_filter_exclude(struct arena *arena, size_t n, const char *const *texts,
    struct list_filter *list)
{
	begin(arena, n > 0, list);
	read_texts(arena, &list->groups[0], LIST_NONE_OF, n, texts);
}

static size_t
count_conditions(const struct list_group *group)
{
	size_t i, n = (size_t)group->is_empty + group->is_not_empty;

	for (i = 0; i < LIST_CONDITIONS; i++)
		n += group->texts[i].n > 0;
	return n;
}

const struct list_texts *
list_filter_needed(const struct list_filter *list)
{
	const struct list_group *group = list->groups;
	bool is_one = count_conditions(&group[0]) == 0 ||
		      count_conditions(&group[1]) == 0;
	size_t i;

	for (i = 0; i < LIST_GROUPS; i++, group++) {
		if (group->texts[LIST_ONE_OF].n > 0 &&
		    (is_one || !list->either) &&
		    (!group->any || count_conditions(group) == 1))
			return &group->texts[LIST_ONE_OF];
	}
	return NULL;
}

/* The texts of the i-th condition, below N_CONDITIONS. */
static const struct list_texts *
texts_of(const struct list_filter *list, size_t i)
{
	return &list->groups[i / LIST_CONDITIONS].texts[i % LIST_CONDITIONS];
}

static void
make_index(const struct list_filter *list, size_t n, bool by_collate)
{
	struct list_index *index = list->index;
	const struct list_texts *texts;
	struct wanted *wanted;
	size_t i, j;

	index->by_collate = by_collate;
	index->set = text_set_new(index->arena, n, by_collate);
	index->wanted = arena_alloc_n(index->arena, n, sizeof(*index->wanted));
	for (i = 0; i < N_CONDITIONS; i++) {
		texts = texts_of(list, i);
		for (j = 0, index->n[i] = 0; j < texts->n; j++) {
			wanted = &index->wanted[text_set_add(
			    index->set, texts->items[j])];
			index->n[i] += (wanted->conditions >> i & 1) == 0;
			wanted->conditions |= 1U << i;
		}
	}
}

/* Count the different texts of each condition that a field has. */
static void
count_found(struct list_index *index, size_t n, const char *const *values,
    size_t found[N_CONDITIONS])
{
	struct budget *budget = arena_budget(index->arena);
	struct wanted *wanted;
	size_t i, j, number;

	index->n_fields++;
	for (i = 0; i < n; i++) {
		if (!budget_pay(budget, LOOKUP + strlen(values[i])))
			break;
		number = text_set_find(index->set, values[i]);
		if (number == TEXT_SET_NONE ||
		    index->wanted[number].seen == index->n_fields)
			continue;
		wanted = &index->wanted[number];
		wanted->seen = index->n_fields;
		for (j = 0; j < N_CONDITIONS; j++)
			found[j] += wanted->conditions >> j & 1;
	}
}

/* True if a group holds, where found texts of n were found, by condition. */
static bool
holds(const struct list_group *group, bool is_empty, const size_t *found,
    const size_t *n)
{
	const struct {
		bool is_set;
		bool holds;
	} conditions[] = {
	    {n[LIST_ONE_OF] > 0, found[LIST_ONE_OF] > 0},
	    {n[LIST_NONE_OF] > 0, found[LIST_NONE_OF] == 0},
	    {n[LIST_ALL_OF] > 0, found[LIST_ALL_OF] == n[LIST_ALL_OF]},
	    {n[LIST_LACKS_ONE_OF] > 0,
		found[LIST_LACKS_ONE_OF] < n[LIST_LACKS_ONE_OF]},
	    {group->is_empty, is_empty},
	    {group->is_not_empty, !is_empty},
	};
	size_t i;

	for (i = 0; i < sizeof(conditions) / sizeof(*conditions); i++) {
		if (conditions[i].is_set && conditions[i].holds == group->any)
			return group->any;
	}
	return !group->any;
}

/* The same as count_found(), which is skipped if no condition has texts. */
static void
look_up(const struct list_filter *list, bool by_collate, size_t n,
    const char *const *values, size_t found[N_CONDITIONS])
{
	struct list_index *index = list->index;
	size_t i, n_texts = 0;

	for (i = 0; i < N_CONDITIONS; i++)
		n_texts += texts_of(list, i)->n;
	if (n_texts == 0)
		return;
	if (index->set == NULL || index->by_collate != by_collate)
		make_index(list, n_texts, by_collate);
	count_found(index, n, values, found);
}

bool
list_filter_matches(const struct list_filter *list, bool by_collate, size_t n,
    const char *const *values)
{
	bool is_empty = n == 0 && !list->is_value, is_void = true;
	size_t found[N_CONDITIONS] = {0}, i, at;

	if (!list->is_set)
		return true;
	look_up(list, by_collate, n, values, found);
	for (i = 0; i < LIST_GROUPS; i++) {
		if (count_conditions(&list->groups[i]) == 0)
			continue;
		is_void = false;
		at = i * LIST_CONDITIONS;
		if (holds(&list->groups[i], is_empty, &found[at],
			&list->index->n[at]) == list->either)
			return list->either;
	}
	return is_void || !list->either;
}
