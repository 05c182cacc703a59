#ifndef STORE_OPEN_H
#define STORE_OPEN_H

/* Which store there is: SQLite in the data directory, or MongoDB. */

struct arena;
struct conf;
struct store;

enum store_open_mode {
	STORE_OPEN_SERVE,  /* as the server; on SQLite, the only one */
	STORE_OPEN_BESIDE, /* beside a server, for a moment */
	STORE_OPEN_CREATE, /* likewise, and made if there is none */
};

/* The store of the settings.  NULL: it can't be opened, and *error says why. */
struct store *store_open(struct arena *arena, enum store_open_mode mode,
    const struct conf *conf, const char **error);

#endif
