#include <stddef.h>

#include "base/arena.h"
#include "store/sqlite/sqlite.h"
#include "tests/scratch.h"
#include "tests/store/contract.h"

/* The contracts of what the service "lineup" asks the store for. */

static struct arena *arena;

static struct store *
make(void)
{
	const char *error;

	return store_sqlite_open_or_create(arena, scratch_new(), &error);
}

int
main(void)
{
	int status;

	arena = arena_new();
	status = store_contract_run_entries("store_sqlite entries", make);
	status |= store_contract_run_watching("store_sqlite watching", make);
	scratch_remove();
	arena_free(arena);
	return status;
}
