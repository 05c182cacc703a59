/*
 * Ids of scrolls, one on each line: only the one that was given out is found.
 */

#include <string.h>

#include "base/arena.h"
#include "store/sqlite/scroll_table.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct scroll_table *table;
	static char id[RANDOM_ID_SIZE];
	struct fuzz_input input = fuzz_begin(data, n);
	struct arena *arena = arena_new();
	const char *line;
	size_t position;

	if (table == NULL) {
		table = scroll_table_new();
		scroll_table_open(table, "c1", "queues", 0, id);
	}
	while (input.at < input.end) {
		line = fuzz_line(arena, &input);
		scroll_table_move(table, "c1", line, 7);
		fuzz_must(scroll_table_find(table, "c1", "queues", line, 0,
			      &position) == (strcmp(line, id) == 0));
		fuzz_must(!scroll_table_find(
			      table, line, "queues", id, 0, &position) ||
			  strcmp(line, "c1") == 0);
		fuzz_must(
		    !scroll_table_find(table, "c1", line, id, 0, &position) ||
		    strcmp(line, "queues") == 0);
	}
	fuzz_must(scroll_table_find(table, "c1", "queues", id, 0, &position));
	fuzz_must(position == 0 || position == 7);
	arena_free(arena);
	return 0;
}
