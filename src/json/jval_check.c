#include <string.h>

#include <json-c/json.h>

#include "base/arena.h"
#include "base/pattern.h"
#include "json/jval.h"

static bool
is_named(const struct jval_reader *reader, const char *member,
    const struct jval_name *name)
{
	bool is_known = reader->version >= name->since &&
			(name->gone == 0 || reader->version < name->gone);

	return is_known && (name->begins ? strncmp(member, name->text,
					       strlen(name->text)) == 0
					 : strcmp(member, name->text) == 0);
}

void
jval_only(struct jval_reader *reader, const struct jval *object,
    const struct jval_name *names)
{
	const struct jval_name *name;
	struct jval_map map;
	struct jval member;

	if (!reader->is_strict)
		return;
	jval_map(reader, object, &map);
	while (jval_ok(reader) && jval_map_next(&map, &member)) {
		for (name = names; name->text != NULL; name++) {
			if (is_named(reader, member.name, name))
				break;
		}
		if (name->text == NULL)
			jval_refuse(reader, &member, "closed", "", "");
	}
}

/* Texts separated by commas, for a refusal. */
static const char *
join(struct arena *arena, const char *const *texts, size_t n)
{
	const char *joined = "";
	size_t i;

	for (i = 0; i < n; i++)
		joined = arena_printf(
		    arena, "%s%s%s", joined, i == 0 ? "" : ", ", texts[i]);
	return joined;
}

size_t
jval_one_of(struct jval_reader *reader, const struct jval *value,
    const char *const *texts, size_t n)
{
	const char *text = jval_string(reader, value);
	size_t i;

	for (i = 1; i < n && jval_ok(reader); i++) {
		if (strcmp(text, texts[i]) == 0)
			return i;
	}
	if (jval_ok(reader))
		jval_refuse(reader, value, "enum",
		    join(reader->arena, texts + 1, n - 1), text);
	return 0;
}

void
jval_refuse_enum(
    struct jval_reader *reader, const struct jval *value, const char *allowed)
{
	if (jval_ok(reader))
		jval_refuse(reader, value, "enum", allowed,
		    json_object_to_json_string(value->json));
}

void
jval_minimum(struct jval_reader *reader, const struct jval *value, double got,
    double minimum)
{
	if (jval_ok(reader) && got < minimum)
		jval_refuse(reader, value, "minimum",
		    arena_printf(reader->arena, "%.15g", minimum),
		    arena_printf(reader->arena, "%.15g", got));
}

void
jval_match(struct jval_reader *reader, const struct jval *value,
    const char *got, const char *text)
{
	const char *error;

	if (!jval_ok(reader))
		return;
	if (reader->pattern_text != text) {
		reader->pattern = pattern_new(reader->arena, text, 0, &error);
		reader->pattern_text = text;
	}
	if (reader->pattern == NULL || !pattern_matches(reader->pattern, got) ||
	    pattern_gave_up(reader->pattern))
		jval_refuse(reader, value, "pattern", text, got);
}

void
jval_forget(struct jval_reader *reader)
{
	reader->refusal = (struct jval_refusal){0};
}
