#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "cli/cli.h"
#include "cli/importing.h"
#include "cli/print.h"
#include "generated/errors.h"
#include "model/queue_rules.h"
#include "store/users.h"

bool
cli_import_fail(
    const struct import *import, const char *what, const char *detail)
{
	cli_fail("%s:%zu: %s%s%s", import->path, import->line, what,
	    *detail == '\0' ? "" : ": ", detail);
	return false;
}

bool
cli_import_refuse(const struct import *import)
{
	const struct jval_refusal *refusal = &import->reader.refusal;

	return cli_import_fail(import,
	    *refusal->path == '\0' ? "line" : refusal->path, refusal->rule);
}

const char *
cli_import_keep(struct import *import, const struct jval *value)
{
	const char *text = jval_string(&import->reader, value);

	return text == NULL ? "" : arena_strdup(import->keep, text);
}

const char *
cli_import_text(
    struct import *import, const struct jval *object, const char *name)
{
	struct jval member;

	return jval_required(&import->reader, object, name, &member)
		   ? cli_import_keep(import, &member)
		   : "";
}

int64_t
cli_import_integer(
    struct import *import, const struct jval *object, const char *name)
{
	struct jval member;

	return jval_required(&import->reader, object, name, &member)
		   ? jval_integer(&import->reader, &member)
		   : 0;
}

const char **
cli_import_texts(struct import *import, const struct jval *object,
    const char *name, size_t *n)
{
	struct jval list, item;
	const char **texts;
	size_t i;

	*n = 0;
	if (!jval_required(&import->reader, object, name, &list))
		return NULL;
	*n = jval_array(&import->reader, &list);
	texts = arena_alloc_n(import->keep, *n, sizeof(*texts));
	for (i = 0; i < *n; i++) {
		jval_item(&list, i, &item);
		texts[i] = cli_import_keep(import, &item);
	}
	return texts;
}

const char *
cli_import_text_or_null(
    struct import *import, const struct jval *object, const char *name)
{
	struct jval member;
	bool null;

	return jval_optional(&import->reader, object, name, &null, &member)
		   ? cli_import_keep(import, &member)
		   : NULL;
}

double
cli_import_number(
    struct import *import, const struct jval *object, const char *name)
{
	struct jval member;

	return jval_required(&import->reader, object, name, &member)
		   ? jval_number(&import->reader, &member)
		   : 0;
}

bool
cli_import_check_id(
    const struct import *import, const char *what, const char *id)
{
	if (strlen(id) >= 30 && strspn(id, "-0123456789abcdef") == strlen(id))
		return true;
	return cli_import_fail(import,
	    arena_printf(import->scratch,
		"not a %s id: at least 30 of 0-9, a-f and -", what),
	    id);
}

bool
cli_import_check_name(const struct import *import, const char *name)
{
	const char *kept;
	const char *fault = queue_rules_read_name(import->scratch, name, &kept);

	if (fault != NULL)
		return cli_import_fail(
		    import, err_info(ERR_DATA_VALIDATION_ERROR)->text, fault);
	if (strcmp(name, kept) == 0)
		return true;
	return cli_import_fail(
	    import, "the name begins or ends with white space", name);
}

bool
cli_import_check_tags(
    const struct import *import, size_t n, const char *const *tags)
{
	const char *bad = queue_rules_find_bad_tag(n, tags);

	return bad == NULL ||
	       cli_import_fail(
		   import, err_info(ERR_INVALID_FIELDS_VALUE)->text, bad);
}

bool
cli_import_knows_company(const struct import *import, const char *id)
{
	size_t i;

	for (i = 0; i < import->n_companies; i++) {
		if (strcmp(import->companies[i].id, id) == 0)
			return true;
	}
	return false;
}

bool
cli_import_check_company(const struct import *import, const char *id)
{
	return cli_import_knows_company(import, id) ||
	       cli_import_fail(import, "no company has the id", id);
}

void
cli_import_add_name(const struct import *import, struct import_names *names,
    const char *id, const char *company, const char *name)
{
	names->items = arena_grow(import->cli->arena, names->items, names->n,
	    &names->room, sizeof(*names->items));
	names->items[names->n++] = (struct import_name){id, company, name};
}

static int
compare_ids(const void *a, const void *b)
{
	const struct import_name *left = a, *right = b;

	return strcmp(left->id, right->id);
}

static int
compare_names(const void *a, const void *b)
{
	const struct import_name *left = a, *right = b;
	int result = strcmp(left->company, right->company);

	return result != 0 ? result : strcmp(left->name, right->name);
}

static bool
are_distinct(const struct import *import, struct import_names *names,
    int (*compare)(const void *, const void *))
{
	const struct import_name *item = names->items;
	size_t i;

	if (names->n > 1)
		qsort(names->items, names->n, sizeof(*item), compare);
	for (i = 1; i < names->n; i++, item++) {
		if (compare(&item[0], &item[1]) == 0) {
			cli_fail("%s: %s %s (%s) already exists; nothing "
				 "was imported",
			    import->path, names->what, item[1].id,
			    item[1].name);
			return false;
		}
	}
	return true;
}

bool
cli_import_are_distinct(const struct import *import, struct import_names *names)
{
	return are_distinct(import, names, compare_ids) &&
	       are_distinct(import, names, compare_names);
}
