#ifndef JSON_JVAL_TREE_H
#define JSON_JVAL_TREE_H

/* Private to jval: marks on the values of the tree. */

#include <stdbool.h>

struct json_object;

/* True if a value came as text, in a query string or a form. */
bool jval_tree_is_text(struct json_object *json);

/* Its address is the userdata of strings that hold the character NUL. */
extern char jval_tree_nul;

#endif
