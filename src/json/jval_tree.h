#ifndef JSON_JVAL_TREE_H
#define JSON_JVAL_TREE_H

/* Inside jval: making the tree that is read. */

#include <stdbool.h>

struct json_object;

/* True if a value came as text, in a query string or a form. */
bool jval_tree_is_text(struct json_object *json);

/* jval_build() hangs its address on strings that hold the character NUL. */
extern char jval_tree_nul;

#endif
