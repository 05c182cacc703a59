#include <string.h>

#include "base/arena.h"
#include "json/jval_choice.h"

struct jval_choice *
jval_choice_new(struct arena *arena)
{
	return arena_alloc(arena, sizeof(struct jval_choice));
}

struct jval_choice *
jval_choice_find(const struct jval_choice *choice, const char *name)
{
	struct jval_choice *at;

	for (at = choice->first; at != NULL; at = at->next) {
		if (strcmp(at->name, name) == 0)
			return at;
	}
	return NULL;
}

/* The member of this name within, which is made if there is none. */
static struct jval_choice *
find_or_make(struct jval_choice *choice, struct arena *arena, const char *name)
{
	struct jval_choice *found = jval_choice_find(choice, name);

	if (found != NULL)
		return found;
	found = jval_choice_new(arena);
	found->name = name;
	found->parent = choice;
	found->next = choice->first;
	choice->first = found;
	return found;
}

void
jval_choice_add(
    struct jval_choice *choice, struct arena *arena, const char *path)
{
	size_t n;

	do {
		n = strcspn(path, ".");
		choice =
		    find_or_make(choice, arena, arena_strndup(arena, path, n));
		path += n;
	} while (*path++ == '.');
	choice->is_whole = true;
}
