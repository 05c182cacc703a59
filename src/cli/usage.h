#ifndef CLI_USAGE_H
#define CLI_USAGE_H

/* The table of commands, and what is said about it: help, errors, and what a
 * shell may complete. */

#include <stddef.h>

struct arena;
struct cli;

typedef int command_run(struct cli *cli);

enum trait {
	MORE = 1 << 0,      /* may have more than n_words */
	STORELESS = 1 << 1, /* opens no store, or its own */
	OF_FILE = 1 << 2,   /* is for the file of SQLite only */
	OF_TASKS = 1 << 3,  /* is for a store that keeps tasks */
	PRINTS = 1 << 4,    /* prints JSON if asked to */
};

struct command {
	const char *group;
	const char *verb; /* NULL: the group is the command */
	size_t n_words;
	unsigned traits; /* of enum trait */
	command_run *run;
	const char *arguments;
	const char *help;
};

struct usage {
	size_t n;
	const struct command *commands;
};

/* How a command is called, without the name of the program. */
const char *usage_line(struct arena *arena, const struct command *command);

/* Print the help on all commands, or on a group if that is one. */
void usage_print(
    const struct usage *usage, struct arena *arena, const char *group);

/* Print the error that no command has this first word, or that it needs another
 * one; NULL: there is none. */
void usage_refuse(const struct usage *usage, const char *group);

/* Print what may come after n words, one a line; nothing after an option that
 * has a value. */
void usage_complete(const struct usage *usage, size_t n, char **words);

#endif
