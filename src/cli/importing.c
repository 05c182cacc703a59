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
cli_import_check_name(
    const struct import *import, const char *name, const char *kept)
{
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

static int
compare_ids(const void *a, const void *b)
{
	const struct import_named *left = a, *right = b;

	return strcmp(left->id, right->id);
}

static int
compare_names(const void *a, const void *b)
{
	const struct import_named *left = a, *right = b;
	int result = strcmp(left->company, right->company);

	return result != 0 ? result : strcmp(left->name, right->name);
}

static bool
are_distinct(const struct import *import, const char *what, size_t n,
    struct import_named *items, int (*compare)(const void *, const void *))
{
	size_t i;

	if (n > 1)
		qsort(items, n, sizeof(*items), compare);
	for (i = 1; i < n; i++) {
		if (compare(&items[i - 1], &items[i]) == 0) {
			cli_fail("%s: %s %s (%s) already exists; nothing "
				 "was imported",
			    import->path, what, items[i].id, items[i].name);
			return false;
		}
	}
	return true;
}

bool
cli_import_are_distinct(const struct import *import, const char *what, size_t n,
    struct import_named *items)
{
	return are_distinct(import, what, n, items, compare_ids) &&
	       are_distinct(import, what, n, items, compare_names);
}
