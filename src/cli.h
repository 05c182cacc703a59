#ifndef CLI_H
#define CLI_H

/*
 * The commands of lineup(1).  Each gets the words behind its name and the
 * options, writes to standard output, and returns an exit status; what goes
 * wrong is one line on standard error.
 */

#include <stddef.h>

#include "store.h"

struct arena;

/* The company of a new database: the original's default. */
#define CLI_DEFAULT_COMPANY "d1bd92a3b039400cbafc60a7a5b1e52b"

struct cli {
	struct arena *arena;
	struct store *store; /* NULL before cli_init() has made one */
	const char *data;    /* directory of the database */
	const char *host;    /* address that clients use */
	const char *company; /* id */
	const char *company_name;
	const char *role;
	const char *label;
	size_t n_words;
	char **words;
};

/* Make what a server needs, where it is missing. */
int cli_init(struct cli *cli);

/* Users and their keys. */
int cli_user_add(struct cli *cli);
int cli_user_list(struct cli *cli);
int cli_key_add(struct cli *cli);
int cli_key_list(struct cli *cli);
int cli_key_revoke(struct cli *cli);

/* Check the database's integrity and invariants. */
int cli_check(struct cli *cli);

/* Say what went wrong, as printf(3); returns EXIT_FAILURE. */
int cli_fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* What a store's answer means to people. */
const char *cli_reason(enum store_result result);

#endif
