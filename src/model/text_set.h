#ifndef MODEL_TEXT_SET_H
#define MODEL_TEXT_SET_H

/*
 * A set of texts, by hash.  Each has a number, counted from 0 as they were
 * added, by which a caller can keep data for it.
 */

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct text_set;

#define TEXT_SET_NONE ((size_t)-1)

/*
 * Make an empty set for at most so many texts, which outlive it.  Texts are
 * compared by code, or by collate_texts().
 */
struct text_set *text_set_new(
    struct arena *arena, size_t most, bool by_collate);

/* Add a text, unless it is there already; returns its number. */
size_t text_set_add(struct text_set *set, const char *text);

/* The number of a text that is there, or TEXT_SET_NONE. */
size_t text_set_find(const struct text_set *set, const char *text);

/* How many texts there are. */
size_t text_set_count(const struct text_set *set);

#endif
