#include <stdlib.h>
#include <string.h>

#include "api/endpoint.h"

static int
compare(const void *name, const void *endpoint)
{
	return strcmp(name, ((const struct endpoint *)endpoint)->name);
}

const struct endpoint *
endpoint_find(const struct endpoint_table *table, const char *name)
{
	return bsearch(
	    name, table->rows, table->n, sizeof(*table->rows), compare);
}
