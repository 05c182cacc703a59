#ifndef JSON_JVAL_CHOICE_H
#define JSON_JVAL_CHOICE_H

/*
 * Which members of an answer are written: those at some paths, with all that is
 * within them, and what leads there.  Arrays don't count: "tasks.id" is the id
 * of each task.
 */

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* A member that leads to chosen ones, or is chosen itself. */
struct jval_choice {
	const char *name;
	bool is_whole; /* all of it is written */
	struct jval_choice *parent;
	struct jval_choice *first; /* of those within it */
	struct jval_choice *next;  /* beside it */
	unsigned level;            /* at which a writer has met it */
};

/* Choose nothing at first. */
struct jval_choice *jval_choice_new(struct arena *arena);

/* Choose what is at a path, its names separated by dots. */
void jval_choice_add(
    struct jval_choice *choice, struct arena *arena, const char *path);

/* The member of this name within, or NULL. */
struct jval_choice *jval_choice_find(
    const struct jval_choice *choice, const char *name);

#endif
