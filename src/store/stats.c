#include "store/stats.h"

void
store_measure(struct store *store, struct store_stats *stats)
{
	store->stats->measure(store, stats);
}

enum store_result
store_list_longest(struct store *store, struct arena *arena, size_t most,
    struct store_lengths *lengths)
{
	return store->stats->list_longest(store, arena, most, lengths);
}
