#ifndef STORE_OPEN_H
#define STORE_OPEN_H

/* Opens SQLite in the data directory, or MongoDB, as the settings say. */

#include <stdbool.h>

struct arena;
struct conf;
struct store;

enum store_open_mode {
	STORE_OPEN_SERVE,  /* by the server; on SQLite, only one at a time */
	STORE_OPEN_BESIDE, /* briefly, maybe while a server runs */
	STORE_OPEN_CREATE, /* likewise; create it if there is none */
};

/* Open the store.  NULL: it failed, and *error (in the arena) says why. */
struct store *store_open(struct arena *arena, enum store_open_mode mode,
    const struct conf *conf, const char **error);

/* Check the settings that say where the store is, without opening it; false:
 * *error says what is wrong. */
bool store_open_check(
    struct arena *arena, const struct conf *conf, const char **error);

#endif
