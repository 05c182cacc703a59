#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "cli/cli.h"
#include "cli/print.h"
#include "cli/usage.h"
#include "conf/conf.h"
#include "config.h"
#include "store/open.h"
#include "store/records.h"
#include "store/store.h"

static const struct command commands[] = {
    {"init", NULL, 0, STORELESS, cli_init, "[--host URL] [--beside]",
	"make what a server needs and lacks; with --beside, change nothing in "
	"MongoDB"},
    {"user", "add", 1, 0, cli_user_add,
	"NAME [--role ROLE] [--company ID] [--company-name NAME]",
	"make a user, and the company if it is new"},
    {"user", "list", 0, PRINTS, cli_user_list, "",
	"id, role, company, name, disabled"},
    {"user", "disable", 1, 0, cli_user_disable, "USER",
	"refuse calls with the user's keys"},
    {"user", "enable", 1, 0, cli_user_enable, "USER", "undo that"},
    {"user", "remove", 1, 0, cli_user_remove, "USER",
	"remove a user, and its keys"},
    {"key", "add", 1, 0, cli_key_add, "USER [--label TEXT]",
	"a new key for a user (id)"},
    {"key", "list", 0, PRINTS, cli_key_list, "", "key, user, time, label"},
    {"key", "revoke", 1, 0, cli_key_revoke, "KEY", "make a key invalid"},
    {"queue", "list", 0, PRINTS, cli_queue_list, "[--company ID]",
	"id, company, number of tasks, name"},
    {"queue", "show", 1, PRINTS, cli_queue_show, "QUEUE",
	"print a queue (given by id or name)"},
    {"queue", "create", 1, 0, cli_queue_create, "NAME [--company ID]",
	"make a queue, and print its id"},
    {"queue", "rename", 2, 0, cli_queue_rename, "QUEUE NAME",
	"give it another name"},
    {"queue", "clear", 1, 0, cli_queue_clear, "QUEUE [--force]",
	"take all tasks out"},
    {"queue", "delete", 1, 0, cli_queue_delete, "QUEUE [--force]",
	"remove a queue"},
    {"queue", "add", 2, MORE, cli_queue_add, "QUEUE TASK...",
	"put tasks at the end"},
    {"queue", "remove", 2, MORE, cli_queue_remove, "QUEUE TASK...",
	"take tasks out"},
    {"queue", "move", 3, 0, cli_queue_move, "QUEUE TASK PLACE",
	"to front, back, or an index from 0"},
    {"queue", "pause", 1, 0, cli_queue_pause,
	"QUEUE [--user USER] [--host HOST]",
	"give agents no tasks: all, or these in addition"},
    {"queue", "resume", 1, 0, cli_queue_resume,
	"QUEUE [--user USER] [--host HOST]", "give tasks again"},
    {"task", "list", 0, OF_TASKS | PRINTS, cli_task_list,
	"[--status STATUS] [--queue QUEUE] [--project PROJECT] [--limit N] "
	"[--company ID]",
	"id, company, status, last update, name; newest first"},
    {"task", "show", 1, OF_TASKS | PRINTS, cli_task_show, "TASK",
	"print a task (given by id)"},
    {"task", "log", 1, OF_TASKS, cli_task_log, "TASK [-f]",
	"print its console log; with -f, until it has ended"},
    {"task", "enqueue", 2, MORE | OF_TASKS, cli_task_enqueue, "QUEUE TASK...",
	"put tasks into a queue, to be run"},
    {"task", "dequeue", 1, MORE | OF_TASKS, cli_task_dequeue, "TASK...",
	"take them out of it"},
    {"task", "stop", 1, MORE | OF_TASKS, cli_task_stop, "TASK... [--force]",
	"stop them, or ask their workers to"},
    {"task", "delete", 1, MORE | OF_TASKS, cli_task_delete, "TASK... [--force]",
	"delete tasks with their events"},
    {"worker", "list", 0, PRINTS, cli_worker_list, "[--company ID]",
	"id, company, last report, task, queues"},
    {"explain", NULL, 1, PRINTS, cli_explain, "TASK [--company ID]",
	"why a task is not run"},
    {"history", NULL, 0, MORE | PRINTS, cli_history,
	"[TASK] [--queue QUEUE] [--limit N]",
	"who changed what, of a task or in a queue; newest first"},
    {"top", NULL, 0, 0, cli_top, "[--company ID]",
	"what goes on in queues, live"},
    {"apply", NULL, 1, 0, cli_apply, "FILE [--dry-run] [--company ID]",
	"make the queues as a file says; - is stdin"},
    {"export", NULL, 1, 0, cli_export, "FILE [--queues] [--company ID]",
	"write all queues and tasks as text, or a file for apply; - is stdout"},
    {"import", NULL, 1, 0, cli_import, "FILE",
	"add what is in an export; - is stdin"},
    {"backup", NULL, 1, OF_FILE, cli_backup, "FILE", "copy the database"},
    {"restore", NULL, 1, STORELESS | OF_FILE, cli_restore, "FILE [--force]",
	"use a copy as database; no server may run"},
    {"check", NULL, 0, 0, cli_check, "[--repair] [--wait SECONDS]",
	"find faults, or repair those of tasks"},
};

#define N_COMMANDS (sizeof(commands) / sizeof(*commands))

static const struct usage usage = {N_COMMANDS, commands};

/* True if the words begin with the name of the command. */
static bool
is_named(const struct cli *cli, const struct command *command)
{
	if (cli->n_words == 0 || strcmp(cli->words[0], command->group) != 0)
		return false;
	return command->verb == NULL ||
	       (cli->n_words > 1 && strcmp(cli->words[1], command->verb) == 0);
}

/* The first option that the command does not take, or NULL. */
static const char *
find_stranger(const struct cli *cli, const struct command *command)
{
	const char *name, *at;
	size_t i, n;

	for (i = 0; i < cli->n_options; i++) {
		name = cli->options[i];
		n = strlen(name);
		at = strstr(command->arguments, name);
		if (at == NULL || strchr(" ]", at[n]) == NULL)
			return name;
	}
	return NULL;
}

/* Check what is given to a command; prints an error. */
static bool
are_right(const struct cli *cli, const struct command *command)
{
	const char *stranger;
	size_t i;

	if (cli->n_words < command->n_words ||
	    (cli->n_words > command->n_words && !(command->traits & MORE))) {
		cli_fail("usage: lineup %s", usage_line(cli->arena, command));
		return false;
	}
	if ((stranger = find_stranger(cli, command)) != NULL) {
		cli_fail("%s: not for this; usage: lineup %s", stranger,
		    usage_line(cli->arena, command));
		return false;
	}
	if (cli->json && !(command->traits & PRINTS)) {
		cli_fail("--json is for lists, and what show prints");
		return false;
	}
	for (i = 0; i < cli->n_words; i++) {
		if (*cli->words[i] == '\0') {
			cli_fail("an argument is empty");
			return false;
		}
	}
	return true;
}

/*
 * Find the command that the words name, and leave only those after its name;
 * NULL, after printing an error, if there is none or the words are wrong.
 */
static const struct command *
find_command(struct cli *cli)
{
	const struct command *command;
	size_t i, n;

	for (i = 0; i < N_COMMANDS; i++) {
		command = &commands[i];
		if (!is_named(cli, command))
			continue;
		n = command->verb == NULL ? 1 : 2;
		cli->words += n;
		cli->n_words -= n;
		return are_right(cli, command) ? command : NULL;
	}
	usage_refuse(&usage, cli->n_words == 0 ? NULL : cli->words[0]);
	return NULL;
}

/* The member that holds an option's value, or NULL. */
static const char **
option(struct cli *cli, const char *name)
{
	struct {
		const char *name;
		const char **value;
	} options[] = {
	    {"--data", &cli->conf.data},
	    {"--store", &cli->conf.store},
	    {"--host", &cli->host},
	    {"--user", &cli->user},
	    {"--company", &cli->company},
	    {"--company-name", &cli->company_name},
	    {"--role", &cli->role},
	    {"--label", &cli->label},
	    {"--wait", &cli->wait},
	    {"--status", &cli->status},
	    {"--queue", &cli->queue},
	    {"--project", &cli->project},
	    {"--limit", &cli->limit},
	};
	size_t i;

	for (i = 0; i < sizeof(options) / sizeof(*options); i++) {
		if (strcmp(name, options[i].name) == 0)
			return options[i].value;
	}
	return NULL;
}

/* The member that an option without a value sets, or NULL. */
static bool *
find_flag(struct cli *cli, const char *name)
{
	if (strcmp(name, "--force") == 0)
		return &cli->force;
	if (strcmp(name, "--repair") == 0)
		return &cli->repair;
	if (strcmp(name, "--beside") == 0)
		return &cli->beside;
	if (strcmp(name, "--dry-run") == 0)
		return &cli->dry_run;
	if (strcmp(name, "--queues") == 0)
		return &cli->queues;
	if (strcmp(name, "--json") == 0)
		return &cli->json;
	if (strcmp(name, "-f") == 0)
		return &cli->follow;
	return NULL;
}

/* Read the value of an option; false, after printing an error, if it has none.
 */
static bool
read_value(struct cli *cli, const char *name, const char *value)
{
	const char **member = option(cli, name);

	if (member == NULL)
		cli_fail("%s: no such option; try --help", name);
	else if (value == NULL || *value == '\0' ||
		 strncmp(value, "--", 2) == 0)
		cli_fail("%s: needs a value", name);
	else
		*member = value;
	return member != NULL && *member == value && value != NULL;
}

/* True if every command takes an option. */
static bool
is_common(const char *name)
{
	return strcmp(name, "--data") == 0 || strcmp(name, "--store") == 0 ||
	       strcmp(name, "--company") == 0 || strcmp(name, "--json") == 0;
}

/* Sort the arguments into words and options; false if one is wrong.  After "--"
 * come words only. */
static bool
read_arguments(struct cli *cli, int argc, char **argv)
{
	bool *flag, has_ended = false;
	int i;

	cli->words = arena_alloc_n(cli->arena, (size_t)argc, sizeof(*argv));
	cli->options = arena_alloc_n(cli->arena, (size_t)argc, sizeof(*argv));
	for (i = 1; i < argc; i++) {
		flag = has_ended ? NULL : find_flag(cli, argv[i]);
		if (has_ended ||
		    (flag == NULL && strncmp(argv[i], "--", 2) != 0)) {
			cli->words[cli->n_words++] = argv[i];
			continue;
		}
		if (strcmp(argv[i], "--") == 0) {
			has_ended = true;
			continue;
		}
		if (!is_common(argv[i]))
			cli->options[cli->n_options++] = argv[i];
		if (flag != NULL)
			*flag = true;
		else if (!read_value(cli, argv[i], argv[i + 1]))
			return false;
		else
			i++;
	}
	return true;
}

static int
run(struct cli *cli, const struct command *command)
{
	const char *error;
	int status;

	if ((command->traits & OF_FILE) && cli->conf.store != NULL)
		return cli_fail("that is for the database in a directory; "
				"MongoDB has tools of its own");
	if (!(command->traits & STORELESS)) {
		cli->store = store_open(
		    cli->arena, STORE_OPEN_BESIDE, &cli->conf, &error);
		if (cli->store == NULL)
			return cli_fail("%s", error);
	}
	if ((command->traits & OF_TASKS) && !store_keeps_tasks(cli->store)) {
		store_close(cli->store);
		return cli_fail("tasks are not kept in MongoDB by lineup; a "
				"ClearML server has them");
	}
	cli_print_begin(&cli->printer, cli->json);
	status = command->run(cli);
	if (!cli_print_end(&cli->printer))
		status = cli_fail_path("standard output");
	store_close(cli->store);
	return status;
}

/* True if there is --help, or -h, before any "--". */
static bool
asks_for_help(int argc, char **argv)
{
	int i;

	for (i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (strcmp(argv[i], "--help") == 0 ||
		    strcmp(argv[i], "-h") == 0)
			return true;
	}
	return false;
}

int
main(int argc, char **argv)
{
	struct cli cli = {.arena = arena_new(), .role = "user"};
	const struct command *command;
	int status = EXIT_FAILURE;
	const char *error;

	conf_keep_secrets();
	log_configure(LOG_LEVEL_WARNING, false);
	if (argc > 1 && strcmp(argv[1], "--complete") == 0) {
		usage_complete(&usage, (size_t)argc - 2, argv + 2);
		status = EXIT_SUCCESS;
	} else if (asks_for_help(argc, argv)) {
		usage_print(&usage, cli.arena, argv[1]);
		status = EXIT_SUCCESS;
	} else if (argc == 2 && strcmp(argv[1], "--version") == 0) {
		printf("lineup %s\n", PACKAGE_VERSION);
		status = EXIT_SUCCESS;
	} else if (conf_read(cli.arena, 1, argv, &cli.conf, &error) ==
		   CONF_BAD) {
		cli_fail("%s", error);
	} else if (read_arguments(&cli, argc, argv)) {
		command = find_command(&cli);
		if (command != NULL)
			status = run(&cli, command);
	}
	arena_free(cli.arena);
	return status;
}
