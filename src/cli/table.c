#include <ctype.h>
#include <stdlib.h>

#include <libsmartcols.h>

#include "base/arena.h"
#include "cli/print.h"
#include "cli/table.h"

struct table {
	struct libscols_table *table;
	size_t n_columns;
};

/* A header as tools of the system have it: in capitals. */
static void
add_column(struct table *table, const struct cli_column *column)
{
	char header[32];
	size_t i;

	for (i = 0; column->name[i] != '\0' && i + 1 < sizeof(header); i++)
		header[i] = (char)toupper((unsigned char)column->name[i]);
	header[i] = '\0';
	arena_must(scols_table_new_column(table->table, header, 0,
	    column->kind == CLI_NUMBER ? SCOLS_FL_RIGHT : 0));
}

struct table *
table_new(size_t n, const struct cli_column *columns)
{
	struct table *table = arena_must(malloc(sizeof(*table)));
	size_t i;

	table->table = arena_must(scols_new_table());
	table->n_columns = n;
	for (i = 0; i < n; i++)
		add_column(table, &columns[i]);
	return table;
}

void
table_add(struct table *table, const char *const *texts)
{
	struct libscols_line *line =
	    arena_must(scols_table_new_line(table->table, NULL));
	size_t i;

	for (i = 0; i < table->n_columns; i++) {
		if (texts[i] != NULL &&
		    scols_line_set_data(line, i, texts[i]) != 0)
			arena_must(NULL);
	}
}

void
table_print(struct table *table)
{
	scols_print_table(table->table);
	scols_unref_table(table->table);
	free(table);
}
