#ifndef HTTP_NETWORKS_H
#define HTTP_NETWORKS_H

/* Lists of addresses and networks, such as "127.0.0.1 10.0.0.0/8 ::1". */

#include <stdbool.h>

struct arena;
struct networks;

/*
 * Read a list, separated by blanks; an address without "/" and a length stands
 * for itself.  NULL: *error, in the arena, says what is wrong.
 */
const struct networks *networks_read(
    struct arena *arena, const char *text, const char **error);

/* True if an address is in one of them; false for any other text, or NULL. */
bool networks_hold(const struct networks *networks, const char *address);

#endif
