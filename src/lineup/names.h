#ifndef LINEUP_NAMES_H
#define LINEUP_NAMES_H

/* What is known of the tasks that answers list. */

#include <stddef.h>

struct call;
struct lineup_entry;

/*
 * Set the names and users of entries, where a store knows their tasks; failing
 * to look them up is not an error.
 */
void lineup_name_entries(
    struct call *call, size_t n, struct lineup_entry *entries);

#endif
