#ifndef CLI_CLI_H
#define CLI_CLI_H

/*
 * The commands of lineup(1).  Each gets the words after its name and the
 * options, writes to standard output, and returns an exit status; an error is
 * one line on standard error.
 */

#include <stdbool.h>
#include <stddef.h>

#include "cli/print.h"
#include "conf/conf.h"
#include "store/users.h"

struct arena;
struct project;
struct queue;
struct store_task;

/* The company of a new database: the original's default. */
#define CLI_DEFAULT_COMPANY "d1bd92a3b039400cbafc60a7a5b1e52b"

/* The version of the format of exports, which their first line has. */
#define CLI_EXPORT_FORM 1

struct cli {
	struct arena *arena;
	struct conf conf;    /* the server's settings */
	struct store *store; /* NULL if the command opens none or its own */
	struct cli_printer printer;
	const char *host;    /* address that clients use, or a client */
	const char *user;    /* id of one who polls */
	const char *company; /* id; NULL: not given */
	const char *company_name;
	const char *role;
	const char *label;
	const char *wait;    /* seconds; NULL: not given */
	const char *status;  /* of tasks to list; NULL: any, here and below */
	const char *queue;   /* that they are to be run from: its id or name */
	const char *project; /* that they are in, likewise */
	const char *limit;   /* how many to list; NULL: not given */
	bool follow;         /* a log until its task has ended */
	bool force;          /* remove or replace even what isn't empty */
	bool repair;         /* the faults that a check finds */
	bool beside;         /* the data in MongoDB are another server's */
	bool dry_run;        /* only print what would change */
	bool queues;         /* export the queues alone, for apply */
	bool json;           /* print JSON */
	size_t n_options;    /* those above that not every command takes */
	char **options;
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
int cli_queue_create(struct cli *cli);
int cli_queue_rename(struct cli *cli);
int cli_queue_clear(struct cli *cli);
int cli_queue_delete(struct cli *cli);
int cli_queue_add(struct cli *cli);
int cli_queue_remove(struct cli *cli);
int cli_queue_move(struct cli *cli);
int cli_queue_pause(struct cli *cli);
int cli_queue_resume(struct cli *cli);

/* Tasks, in a store that keeps them. */
int cli_task_list(struct cli *cli);
int cli_task_show(struct cli *cli);
int cli_task_log(struct cli *cli);
int cli_task_enqueue(struct cli *cli);
int cli_task_dequeue(struct cli *cli);
int cli_task_stop(struct cli *cli);
int cli_task_delete(struct cli *cli);

/* Why a task is not run; who changed what; what goes on in queues. */
int cli_explain(struct cli *cli);
int cli_history(struct cli *cli);
int cli_top(struct cli *cli);

/* Workers that are alive. */
int cli_worker_list(struct cli *cli);

/*
 * Write all queues, projects and tasks as text, in the format that export.c
 * describes; read it.
 */
int cli_export(struct cli *cli);
int cli_import(struct cli *cli);

/* Make the queues as a file says (queue_file.h). */
int cli_apply(struct cli *cli);

/* The text of such a file about the queues that there are; NULL, after printing
 * an error, if it failed. */
const char *cli_queues_text(struct cli *cli);

/* The part of an export about projects and tasks, of n companies. */
enum store_result cli_export_tasks(struct cli *cli, size_t n,
    const struct store_company *companies, struct jval_writer *writer);

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

/* Add the rows of a company to a list. */
typedef enum store_result cli_list_fn(struct cli *cli, const char *company);

/* Print a list with the rows of all companies that a command is about; returns
 * the exit status. */
int cli_list_all(struct cli *cli, size_t n, const struct cli_column *columns,
    cli_list_fn *add);

/* The projects of a company, in the order of their names. */
enum store_result cli_list_projects(struct cli *cli, struct arena *arena,
    const char *company, size_t *n, struct project **projects);

/* The queues of a company. */
enum store_result cli_list_queues(struct cli *cli, const char *company,
    unsigned parts, size_t *n, struct queue **queues);

/*
 * Find the queue or the project that has this id or name, or the task of this
 * id; false, after printing an error, if there is none or more than one.
 */
bool cli_find_queue(struct cli *cli, const char *word, struct queue *queue);
bool cli_find_project(
    struct cli *cli, const char *word, struct project *project);
bool cli_find_task(struct cli *cli, const char *id, struct store_task *task);

/* Read a whole number from 0 to most; false if the text is none. */
bool cli_read_number(const char *text, long most, long *number);

#endif
