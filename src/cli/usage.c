#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "cli/print.h"
#include "cli/usage.h"

#define HELP_COLUMN 34 /* after "lineup " */

const char *
usage_line(struct arena *arena, const struct command *command)
{
	bool has_verb = command->verb != NULL;

	return arena_printf(arena, "%s%s%s%s%s", command->group,
	    has_verb ? " " : "", has_verb ? command->verb : "",
	    *command->arguments == '\0' ? "" : " ", command->arguments);
}

static bool
is_of(const struct command *command, const char *group)
{
	return group != NULL && strcmp(command->group, group) == 0;
}

/* The number of commands that begin with a word. */
static size_t
count(const struct usage *usage, const char *group)
{
	size_t i, n = 0;

	for (i = 0; i < usage->n; i++)
		n += is_of(&usage->commands[i], group);
	return n;
}

void
usage_print(const struct usage *usage, struct arena *arena, const char *group)
{
	bool has_all = count(usage, group) == 0;
	const char *line;
	size_t i;

	printf("Usage: lineup COMMAND [--data DIR]\n\n");
	for (i = 0; i < usage->n; i++) {
		if (!has_all && !is_of(&usage->commands[i], group))
			continue;
		line = usage_line(arena, &usage->commands[i]);
		if (strlen(line) + 2 <= HELP_COLUMN)
			printf("  lineup %-*s", HELP_COLUMN, line);
		else
			printf("  lineup %s\n  %*s", line,
			    (int)strlen("lineup ") + HELP_COLUMN, "");
		printf("%s\n", usage->commands[i].help);
	}
	printf("\n--data is the server's directory, --store mongodb://... a "
	       "database to use instead.\nWithout them, the settings of "
	       "lineupd apply: LINEUP_DATA, LINEUP_STORE, or its\n"
	       "settings file.  All commands but restore can be used while "
	       "the server runs.\nWith --json, lists and what show prints "
	       "are JSON.  After --, nothing is an option.\n");
}

void
usage_refuse(const struct usage *usage, const char *group)
{
	const char *before = ": ";
	size_t i;

	if (count(usage, group) == 0) {
		cli_fail(group == NULL ? "no command; try --help"
				       : "no such command; try --help");
		return;
	}
	fprintf(stderr, "lineup: %s needs one of these", group);
	for (i = 0; i < usage->n; i++) {
		if (!is_of(&usage->commands[i], group))
			continue;
		fprintf(stderr, "%s%s", before, usage->commands[i].verb);
		before = ", ";
	}
	fputc('\n', stderr);
}

/* The command that two words name, or NULL. */
static const struct command *
find(const struct usage *usage, const char *group, const char *verb)
{
	const struct command *command;
	size_t i;

	for (i = 0; i < usage->n; i++) {
		command = &usage->commands[i];
		if (is_of(command, group) &&
		    (command->verb == NULL ||
			(verb != NULL && strcmp(command->verb, verb) == 0)))
			return command;
	}
	return NULL;
}

/* Print the options that the arguments of a command have. */
static void
print_options(const char *arguments)
{
	const char *at = arguments;

	while ((at = strstr(at, "[-")) != NULL) {
		at++;
		printf("%.*s\n", (int)strcspn(at, " ]"), at);
	}
}

/* True if a word is an option that is followed by a value; the command may be
 * NULL. */
static bool
needs_value(const struct command *command, const char *word)
{
	const char *at;

	if (strcmp(word, "--data") == 0 || strcmp(word, "--store") == 0)
		return true;
	at = command == NULL || *word != '-' ? NULL
					     : strstr(command->arguments, word);
	return at != NULL && at[strlen(word)] == ' ';
}

/* Print the words that may be first, or follow the first one. */
static void
print_words(const struct usage *usage, const char *group)
{
	const char *last = "", *word;
	size_t i;

	for (i = 0; i < usage->n; i++) {
		if (group != NULL && !is_of(&usage->commands[i], group))
			continue;
		word = group == NULL ? usage->commands[i].group
				     : usage->commands[i].verb;
		if (strcmp(word, last) != 0)
			printf("%s\n", word);
		last = word;
	}
}

void
usage_complete(const struct usage *usage, size_t n, char **words)
{
	const struct command *command;
	const char *named[2] = {NULL, NULL}; /* the group and the verb */
	size_t i, n_named = 0;

	for (i = 0; i < n && n_named < 2; i++) {
		if (*words[i] != '-')
			named[n_named++] = words[i];
		else if (needs_value(NULL, words[i]))
			i++;
	}
	command = find(usage, named[0], named[1]);
	if (n > 0 && needs_value(command, words[n - 1]))
		return;
	if (command != NULL) {
		print_options(command->arguments);
		if (command->traits & PRINTS)
			printf("--json\n");
	} else if (named[1] == NULL &&
		   (named[0] == NULL || count(usage, named[0]) > 0)) {
		print_words(usage, named[0]);
	}
	printf("--data\n--store\n--help\n");
}
