#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "cli/cli.h"
#include "cli/print.h"
#include "json/jval.h"
#include "json/jval_text.h"
#include "store/events.h"
#include "store/records.h"
#include "store/tasks.h"

#define PAUSE 1 /* s between two looks for new lines */

/* A log that is being printed. */
struct printing {
	struct cli *cli;
	const struct store_task *task;
	struct store_event_walk walk;
	struct arena *arena; /* for the step at hand */
	sigset_t signals;    /* that end it, if it is followed */
};

/* Print a part of a message up to a line's end or a tab; returns its length. */
static size_t
print_part(const char *text, char *part)
{
	size_t n = strcspn(text, "\r\n\t");

	memcpy(part, text, n);
	part[n] = '\0';
	cli_print(stdout, part);
	return n;
}

/*
 * Print a message as lines: a carriage return, as in a progress bar, ends one,
 * too.
 */
static void
print_message(struct arena *arena, const char *text)
{
	char *part = arena_alloc(arena, strlen(text) + 1);

	for (;;) {
		text += print_part(text, part);
		if (*text == '\0')
			break;
		if (strncmp(text, "\r\n", 2) == 0)
			text++;
		putchar(*text == '\t' ? '\t' : '\n');
		if (*++text == '\0' && text[-1] != '\t')
			return;
	}
	putchar('\n');
}

static void
print_event(struct arena *arena, const struct event *event)
{
	struct jval_reader reader;
	struct jval body, message;
	const char *text;
	bool null;

	jval_reader_init(&reader, arena);
	if (event->type != EVENT_LOG ||
	    !jval_text_any(arena, event->body, &body) ||
	    !jval_optional(&reader, &body, "msg", &null, &message))
		return;
	text = jval_string(&reader, &message);
	if (jval_ok(&reader))
		print_message(arena, text);
}

/* Print some more; *n is how many events were looked at. */
static enum store_result
print_step(struct printing *printing, size_t *n)
{
	enum store_result result;
	struct event *events;
	size_t i;

	arena_reset(printing->arena);
	result = store_walk_events(printing->cli->store, printing->arena,
	    printing->task->company, printing->task->id, &printing->walk, n,
	    &events);
	if (result != STORE_OK)
		return result;
	for (i = 0; i < *n; i++)
		print_event(printing->arena, &events[i]);
	/* log lines come first */
	if (*n > 0 && !printing->walk.by_arrival &&
	    printing->walk.type != EVENT_LOG)
		*n = 0;
	return STORE_OK;
}

/* True if a signal to end comes within so many seconds. */
static bool
is_interrupted(const struct printing *printing, int seconds)
{
	const struct timespec pause = {.tv_sec = seconds};

	return printing->cli->follow &&
	       sigtimedwait(&printing->signals, NULL, &pause) > 0;
}

/* Print what there is now; *interrupted is set by a signal. */
static enum store_result
print_all(struct printing *printing, bool *interrupted)
{
	enum store_result result;
	size_t n;

	do {
		result = print_step(printing, &n);
		*interrupted = is_interrupted(printing, 0);
	} while (
	    result == STORE_OK && n > 0 && !*interrupted && !ferror(stdout));
	return fflush(stdout) == 0 ? result : STORE_OK;
}

/* True while a task may have more to say. */
static bool
goes_on(enum task_status status)
{
	return status == TASK_CREATED || status == TASK_QUEUED ||
	       status == TASK_IN_PROGRESS || status == TASK_UNKNOWN;
}

/* Print what comes, until the task has ended, or by a signal. */
static enum store_result
follow(struct printing *printing)
{
	enum store_result result;
	struct task task;
	bool interrupted = false;

	printing->walk.by_arrival = true;
	do {
		arena_reset(printing->arena);
		result = store_get_task(printing->cli->store, printing->arena,
		    printing->task->company, printing->task->id, 0, &task);
		if (result == STORE_OK)
			result = print_all(printing, &interrupted);
	} while (result == STORE_OK && !interrupted && !ferror(stdout) &&
		 goes_on(task.status) && !is_interrupted(printing, PAUSE));
	return result;
}

int
cli_task_log(struct cli *cli)
{
	struct store_task task;
	struct printing printing = {
	    .cli = cli, .task = &task, .arena = arena_new()};
	enum store_result result;
	bool interrupted;

	if (!cli_find_task(cli, cli->words[0], &task)) {
		arena_free(printing.arena);
		return EXIT_FAILURE;
	}
	sigemptyset(&printing.signals);
	sigaddset(&printing.signals, SIGINT);
	sigaddset(&printing.signals, SIGTERM);
	if (cli->follow)
		sigprocmask(SIG_BLOCK, &printing.signals, NULL);
	result = print_all(&printing, &interrupted);
	if (result == STORE_OK && cli->follow && !interrupted)
		result = follow(&printing);
	arena_free(printing.arena);
	if (result == STORE_NO_TASK)
		return cli_fail("%s: it was deleted", task.id);
	if (result != STORE_OK)
		return cli_fail("%s", cli_reason(result));
	return ferror(stdout) ? cli_fail("the log can't be written")
			      : EXIT_SUCCESS;
}
