#include <json-c/json.h>

#include "json/jval_mark.h"

/* The addresses of these are the marks; of came_from, by the source. */
static char came_from[2], has_nul;

static bool
is_marked(struct json_object *json, const char *mark)
{
	return json_object_get_userdata(json) == mark;
}

void
jval_mark_text(struct json_object *json, enum jval_source source)
{
	json_object_set_userdata(json, &came_from[source], NULL);
}

bool
jval_mark_is_from(struct json_object *json, enum jval_source source)
{
	return is_marked(json, &came_from[source]);
}

bool
jval_mark_is_text(struct json_object *json)
{
	return jval_mark_is_from(json, JVAL_QUERY) ||
	       jval_mark_is_from(json, JVAL_FORM);
}

void
jval_mark_nul(struct json_object *json)
{
	json_object_set_userdata(json, &has_nul, NULL);
}

bool
jval_mark_is_nul(struct json_object *json)
{
	return is_marked(json, &has_nul);
}
