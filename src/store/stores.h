#ifndef STORES_H
#define STORES_H

/* Which store there is: SQLite in the data directory, or MongoDB. */

struct arena;
struct conf;
struct store;

enum stores_mode {
	STORES_SERVE,  /* as the server; on SQLite, the only one */
	STORES_BESIDE, /* beside a server, for a moment */
	STORES_CREATE, /* likewise, and made if there is none */
};

/* The store of the settings.  NULL: it can't be opened, and *error says why. */
struct store *stores_open(struct arena *arena, enum stores_mode mode,
    const struct conf *conf, const char **error);

#endif
