#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "cli/cli.h"
#include "cli/print.h"
#include "conf/conf.h"
#include "config.h"
#include "store/open.h"
#include "store/records.h"
#include "store/store.h"

typedef int command_run(struct cli *cli);

enum trait {
	MORE = 1 << 0,      /* may have more than n_words */
	STORELESS = 1 << 1, /* opens no store, or its own */
	OF_FILE = 1 << 2,   /* is for the file of SQLite only */
	OF_TASKS = 1 << 3,  /* is for a store that keeps tasks */
};

struct command {
	const char *group;
	const char *verb; /* NULL: the group is the command */
	size_t n_words;
	unsigned traits; /* of enum trait */
	command_run *run;
	const char *usage;
};

static const struct command commands[] = {
    {"init", NULL, 0, STORELESS, cli_init,
	"init [--host URL] [--beside]  make what a server needs and lacks; "
	"with\n                                       --beside, change "
	"nothing in MongoDB"},
    {"user", "add", 1, 0, cli_user_add,
	"user add NAME [--role ROLE] [--company ID] [--company-name NAME]"},
    {"user", "list", 0, 0, cli_user_list,
	"user list                     id, role, company, name, disabled"},
    {"user", "disable", 1, 0, cli_user_disable,
	"user disable USER             refuse calls with the user's keys"},
    {"user", "enable", 1, 0, cli_user_enable,
	"user enable USER              undo that"},
    {"user", "remove", 1, 0, cli_user_remove,
	"user remove USER              remove a user, and its keys"},
    {"key", "add", 1, 0, cli_key_add,
	"key add USER [--label TEXT]   a new key for a user (id)"},
    {"key", "list", 0, 0, cli_key_list,
	"key list                      key, user, label"},
    {"key", "revoke", 1, 0, cli_key_revoke,
	"key revoke KEY                make a key invalid"},
    {"queue", "list", 0, 0, cli_queue_list,
	"queue list [--company ID]     id, company, number of tasks, name"},
    {"queue", "show", 1, 0, cli_queue_show,
	"queue show QUEUE              print a queue (given by id or name)"},
    {"queue", "add", 1, MORE, cli_queue_add,
	"queue add QUEUE [TASK...]     add tasks; without any, make a queue"},
    {"queue", "move", 3, 0, cli_queue_move,
	"queue move QUEUE TASK PLACE   to front, back, or an index from 0"},
    {"queue", "remove", 1, MORE, cli_queue_remove,
	"queue remove QUEUE [TASK...] [--force]   remove tasks, or the queue"},
    {"task", "list", 0, OF_TASKS, cli_task_list,
	"task list [--status STATUS] [--queue QUEUE] [--project PROJECT] "
	"[--limit N] [--company ID]\n"
	"                                id, company, status, last update, "
	"name; newest first"},
    {"task", "show", 1, OF_TASKS, cli_task_show,
	"task show TASK                print a task (given by id)"},
    {"task", "log", 1, OF_TASKS, cli_task_log,
	"task log TASK [-f]            print its console log; with -f, until "
	"it has ended"},
    {"task", "enqueue", 2, MORE | OF_TASKS, cli_task_enqueue,
	"task enqueue QUEUE TASK...    put tasks into a queue, to be run"},
    {"task", "dequeue", 1, MORE | OF_TASKS, cli_task_dequeue,
	"task dequeue TASK...          take them out of it"},
    {"task", "stop", 1, MORE | OF_TASKS, cli_task_stop,
	"task stop TASK... [--force]   stop them, or ask their workers to"},
    {"task", "delete", 1, MORE | OF_TASKS, cli_task_delete,
	"task delete TASK... [--force]  delete tasks with their events"},
    {"worker", "list", 0, 0, cli_worker_list,
	"worker list [--company ID]    id, company, last report, task, queues"},
    {"explain", NULL, 1, 0, cli_explain,
	"explain TASK [--company ID]   say why a task is not run"},
    {"export", NULL, 1, 0, cli_export,
	"export FILE [--company ID]    write all queues and tasks as text; - "
	"is stdout"},
    {"import", NULL, 1, 0, cli_import,
	"import FILE                   add what is in an export; - is "
	"stdin"},
    {"backup", NULL, 1, OF_FILE, cli_backup,
	"backup FILE                   copy the database"},
    {"restore", NULL, 1, STORELESS | OF_FILE, cli_restore,
	"restore FILE [--force]        use a copy as database; no server may "
	"run"},
    {"check", NULL, 0, 0, cli_check,
	"check [--repair] [--wait SECONDS]   find faults, or repair those of "
	"tasks"},
};

#define N_COMMANDS (sizeof(commands) / sizeof(*commands))

static void
print_help(void)
{
	size_t i;

	printf("Usage: lineup COMMAND [--data DIR]\n\n");
	for (i = 0; i < N_COMMANDS; i++)
		printf("  lineup %s\n", commands[i].usage);
	printf("\n--data is the server's directory, --store mongodb://... a "
	       "database to use instead.\nWithout them, the settings of "
	       "lineupd apply: LINEUP_DATA, LINEUP_STORE, or its\n"
	       "settings file.  All commands but restore can be used while "
	       "the server runs.\n");
}

static const struct command *
find_command(struct cli *cli)
{
	const struct command *command;
	size_t i, n;

	for (i = 0; i < N_COMMANDS; i++) {
		command = &commands[i];
		n = command->verb == NULL ? 1 : 2;
		if (cli->n_words < n + command->n_words ||
		    (cli->n_words > n + command->n_words &&
			!(command->traits & MORE)) ||
		    strcmp(cli->words[0], command->group) != 0 ||
		    (n == 2 && strcmp(cli->words[1], command->verb) != 0))
			continue;
		cli->words += n;
		cli->n_words -= n;
		return command;
	}
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
	if (strcmp(name, "-f") == 0)
		return &cli->follow;
	return NULL;
}

/* Sort the arguments into words and options; false if one is wrong. */
static bool
read_arguments(struct cli *cli, int argc, char **argv)
{
	const char **value;
	bool *flag;
	int i;

	cli->words = arena_alloc_n(cli->arena, (size_t)argc, sizeof(*argv));
	for (i = 1; i < argc; i++) {
		flag = find_flag(cli, argv[i]);
		if (flag != NULL) {
			*flag = true;
			continue;
		}
		if (strncmp(argv[i], "--", 2) != 0) {
			cli->words[cli->n_words++] = argv[i];
			continue;
		}
		value = option(cli, argv[i]);
		if (value == NULL || i + 1 == argc) {
			cli_fail("%s: unknown, or without a value; try --help",
			    argv[i]);
			return false;
		}
		*value = argv[++i];
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
	status = command->run(cli);
	store_close(cli->store);
	return status;
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
	if (argc == 2 && strcmp(argv[1], "--help") == 0) {
		print_help();
		status = EXIT_SUCCESS;
	} else if (argc == 2 && strcmp(argv[1], "--version") == 0) {
		printf("lineup %s\n", PACKAGE_VERSION);
		status = EXIT_SUCCESS;
	} else if (conf_read(cli.arena, 1, argv, &cli.conf, &error) ==
		   CONF_BAD) {
		cli_fail("%s", error);
	} else if (read_arguments(&cli, argc, argv)) {
		command = find_command(&cli);
		status = command == NULL
			     ? cli_fail("no such command; try --help")
			     : run(&cli, command);
	}
	arena_free(cli.arena);
	return status;
}
