#ifndef CLI_TABLE_H
#define CLI_TABLE_H

/* A list as a table on a terminal, by libsmartcols. */

#include <stddef.h>

struct cli_column;
struct table;

/* A table with these columns. */
struct table *table_new(size_t n, const struct cli_column *columns);

/* Add a row, with a text or NULL for each column. */
void table_add(struct table *table, const char *const *texts);

/* Print the table, and free it. */
void table_print(struct table *table);

#endif
