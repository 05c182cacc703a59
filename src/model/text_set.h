#ifndef MODEL_TEXT_SET_H
#define MODEL_TEXT_SET_H

/*
 * Texts that are looked up, rather than compared all with all: each has a
 * number, from 0 in the order in which they came, by which a caller keeps what
 * belongs to it.
 */

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct text_set;

#define TEXT_SET_NONE ((size_t)-1)

/*
 * An empty set for at most so many texts, which outlive it.  Equal are texts by
 * code, or by collate_texts().
 */
struct text_set *text_set_new(
    struct arena *arena, size_t most, bool by_collate);

/* The number of a text, which is new if it was not there. */
size_t text_set_add(struct text_set *set, const char *text);

/* The number of a text that is there, or TEXT_SET_NONE. */
size_t text_set_find(const struct text_set *set, const char *text);

/* How many texts there are. */
size_t text_set_count(const struct text_set *set);

#endif
