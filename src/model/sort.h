#ifndef MODEL_SORT_H
#define MODEL_SORT_H

/* Putting queues in order (doc/original.md, "Orders"). */

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct order;
struct queue;
struct text_filter;

/* How queues are sorted. */
struct sorting {
	struct arena *arena; /* whose budget pays */
	size_t n_orders;     /* one at least, the most important first */
	const struct order *orders;
	bool by_collate;                  /* compare by collate_texts() */
	const struct text_filter *search; /* for ORDER_TEXT_SCORE, or NULL */
};

/*
 * Sort queues in place; void once the budget is used up.  Those whose first
 * field is empty come last, and ties are sorted by id.
 */
void sort_queues(const struct sorting *sorting, size_t n, struct queue *queues);

#endif
