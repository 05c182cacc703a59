#ifndef JSON_JVAL_MARK_H
#define JSON_JVAL_MARK_H

/* Private to jval: marks on the values of the tree, in their userdata. */

#include <stdbool.h>

#include "json/jval.h"

struct json_object;

/* Mark a value that came as text, in a query string or a form. */
void jval_mark_text(struct json_object *json, enum jval_source source);

/* True if a value came as text from this source, or from any. */
bool jval_mark_is_from(struct json_object *json, enum jval_source source);
bool jval_mark_is_text(struct json_object *json);

/* Mark a string that holds the character NUL. */
void jval_mark_nul(struct json_object *json);

/* True if a string holds it. */
bool jval_mark_is_nul(struct json_object *json);

#endif
