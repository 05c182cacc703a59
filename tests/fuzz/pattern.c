/*
 * Patterns for names: the first line is a pattern, the second a text to search
 * for, the others are names of queues.
 */

#include "base/arena.h"
#include "model/filter.h"
#include "tests/fuzz/fuzz.h"
#include "tests/sample_budget.h"

#define MAX_QUEUES 8

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char *const fields[] = {"name", "id"};
	struct fuzz_input input = fuzz_begin(data, n);
	struct arena *arena = arena_new();
	struct filter *filter = filter_new(arena, "c1");
	const char *pattern = fuzz_line(arena, &input), *error = NULL;
	struct queue queues[MAX_QUEUES] = {{0}};
	size_t n_queues = 0, kept;

	sample_budget(arena);
	if (filter_search(filter, fuzz_line(arena, &input), &error) !=
		FILTER_FINE ||
	    filter_name(filter, pattern, &error) != FILTER_FINE ||
	    filter_fields(filter, true, pattern, 2, fields, &error) !=
		FILTER_FINE) {
		fuzz_must(error != NULL);
		arena_free(arena);
		return 0;
	}
	filter_order(filter, "@text_score", &error);
	while (n_queues < MAX_QUEUES && input.at < input.end) {
		queues[n_queues].id = "0123456789abcdef";
		queues[n_queues++].name = fuzz_line(arena, &input);
	}
	kept = filter_apply(filter, n_queues, queues, &error);
	fuzz_must(kept <= n_queues && (error == NULL || kept == 0));
	arena_free(arena);
	return 0;
}
