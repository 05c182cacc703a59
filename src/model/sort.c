#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/budget.h"
#include "model/collate.h"
#include "model/order.h"
#include "model/queue.h"
#include "model/sort.h"
#include "model/text_filter.h"

#define KEY_NS 50 /* ns that a queue takes at least, for each order */

/* A queue while it is sorted; qsort(3) can't pass the sorting. */
struct ranked {
	const struct sorting *sorting;
	size_t score;                 /* of search_text */
	const struct order_key *keys; /* by the orders */
	struct queue queue;
};

/* Compare by the i-th order; the best score comes first. */
static int
compare_by(const struct ranked *a, const struct ranked *b, size_t i)
{
	const struct sorting *sorting = a->sorting;
	const struct order *order = &sorting->orders[i];
	int result;

	if (order->field == ORDER_TEXT_SCORE)
		return (a->score < b->score) - (a->score > b->score);
	result = order_compare(order, &a->keys[i], &b->keys[i],
	    sorting->by_collate, arena_budget(sorting->arena));
	return order->descending ? -result : result;
}

/* True if empty fields have to be put last; in descending order they are. */
static bool
puts_empty_last(const struct order *order)
{
	return !order->descending && order->field != ORDER_TEXT_SCORE;
}

static int
compare(const void *left, const void *right)
{
	const struct ranked *a = left, *b = right;
	const struct sorting *sorting = a->sorting;
	const struct order *order = sorting->orders;
	bool by_id = false;
	int result = 0;
	size_t i;

	if (puts_empty_last(order) && order_is_empty(order, &a->keys[0]) !=
					  order_is_empty(order, &b->keys[0]))
		return order_is_empty(order, &a->keys[0]) ? 1 : -1;
	for (i = 0; i < sorting->n_orders; i++, order++) {
		if ((result = compare_by(a, b, i)) != 0)
			return result;
		by_id = by_id || order->field == ORDER_ID;
	}
	if (sorting->by_collate && !by_id)
		result = collate_texts(a->queue.id, b->queue.id);
	return result != 0 ? result : strcmp(a->queue.id, b->queue.id);
}

static void
rank(const struct sorting *sorting, const struct queue *queue,
    struct order_key *keys, struct ranked *ranked)
{
	size_t i;

	*ranked =
	    (struct ranked){.sorting = sorting, .keys = keys, .queue = *queue};
	if (sorting->search != NULL)
		ranked->score = text_filter_count(sorting->search, queue);
	for (i = 0; i < sorting->n_orders; i++)
		order_find_key(&sorting->orders[i], queue, sorting->by_collate,
		    arena_budget(sorting->arena), &keys[i]);
}

void
sort_queues(const struct sorting *sorting, size_t n, struct queue *queues)
{
	struct budget *budget = arena_budget(sorting->arena);
	size_t i, n_orders = sorting->n_orders;
	struct ranked *ranked;
	struct order_key *keys;

	if (n < 2 || !budget_hold(budget, n * n_orders * sizeof(*keys)))
		return;
	ranked = arena_alloc_n(sorting->arena, n, sizeof(*ranked));
	keys = arena_alloc_n(sorting->arena, n * n_orders, sizeof(*keys));
	for (i = 0; i < n && budget_pay(budget, KEY_NS * n_orders); i++)
		rank(sorting, &queues[i], &keys[i * n_orders], &ranked[i]);
	if (i < n)
		return;
	qsort(ranked, n, sizeof(*ranked), compare);
	for (i = 0; i < n; i++)
		queues[i] = ranked[i].queue;
}
