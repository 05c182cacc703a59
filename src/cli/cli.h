#ifndef CLI_CLI_H
#define CLI_CLI_H

/*
 * The commands of lineup(1).  Each gets the words after its name and the
 * options, writes to standard output, and returns an exit status; an error is
 * one line on standard error.
 */

#include <stdbool.h>
#include <stddef.h>

#include "conf/conf.h"
#include "store/users.h"

struct arena;
struct queue;

/* The company of a new database: the original's default. */
#define CLI_DEFAULT_COMPANY "d1bd92a3b039400cbafc60a7a5b1e52b"

/* The version of the format of exports, which their first line has. */
#define CLI_EXPORT_FORM 1

struct cli {
	struct arena *arena;
	struct conf conf;    /* the server's settings */
	struct store *store; /* NULL if the command opens none or its own */
	const char *host;    /* address that clients use */
	const char *company; /* id; NULL: not given */
	const char *company_name;
	const char *role;
	const char *label;
	const char *wait; /* seconds; NULL: not given */
	bool force;       /* remove or replace even what isn't empty */
	bool repair;      /* the faults that a check finds */
	bool beside;      /* the data in MongoDB are another server's */
	size_t n_words;
	char **words;
};

/* Make what a server needs and is missing. */
int cli_init(struct cli *cli);

/* Users and their keys. */
int cli_user_add(struct cli *cli);
int cli_user_list(struct cli *cli);
int cli_user_disable(struct cli *cli);
int cli_user_enable(struct cli *cli);
int cli_user_remove(struct cli *cli);
int cli_key_add(struct cli *cli);
int cli_key_list(struct cli *cli);
int cli_key_revoke(struct cli *cli);

/* Queues and their tasks. */
int cli_queue_list(struct cli *cli);
int cli_queue_show(struct cli *cli);
int cli_queue_add(struct cli *cli);
int cli_queue_move(struct cli *cli);
int cli_queue_remove(struct cli *cli);

/* Write all queues as text, in the format that export.c describes; read it. */
int cli_export(struct cli *cli);
int cli_import(struct cli *cli);

/* Copy the database to a file; use such a file as the database. */
int cli_backup(struct cli *cli);
int cli_restore(struct cli *cli);

/* Check the database's integrity and invariants. */
int cli_check(struct cli *cli);

/*
 * The companies that a command is about: that of --company (STORE_NOT_FOUND if
 * it doesn't exist), or all.
 */
enum store_result cli_list_companies(
    struct cli *cli, size_t *n, struct store_company **companies);

/* The queues of a company. */
enum store_result cli_list_queues(struct cli *cli, const char *company,
    unsigned parts, size_t *n, struct queue **queues);

#endif
