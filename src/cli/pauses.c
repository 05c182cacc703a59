#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/timefmt.h"
#include "cli/cli.h"
#include "cli/print.h"
#include "model/pause.h"
#include "store/queues.h"

/* Print an error if a user or a host that was given can't be a word. */
static bool
are_words(const struct cli *cli)
{
	const char *const given[] = {cli->user, cli->host};
	size_t i;

	for (i = 0; i < 2; i++) {
		if (given[i] == NULL)
			continue;
		if (*given[i] == '\0' || strchr(given[i], ' ') != NULL) {
			cli_fail("%s: empty, or with a space", given[i]);
			return false;
		}
	}
	return true;
}

/* The words that the options ask for; at most two. */
static size_t
list_words(const struct cli *cli, const char **words)
{
	size_t n = 0;

	if (cli->user != NULL)
		words[n++] = arena_printf(cli->arena, "user:%s", cli->user);
	if (cli->host != NULL)
		words[n++] = arena_printf(cli->arena, "host:%s", cli->host);
	return n;
}

static bool
has_word(size_t n, const char *const *words, const char *word)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (strcmp(words[i], word) == 0)
			return true;
	}
	return false;
}

/* Append those of n words that are not among others to a text. */
static const char *
append_words(struct arena *arena, const char *text, size_t n,
    const char *const *words, size_t n_others, const char *const *others)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (!has_word(n_others, others, words[i]))
			text = arena_printf(arena, "%s%s%s", text,
			    *text == '\0' ? "" : " ", words[i]);
	}
	return text;
}

/* Find the queue that the first word names, with its pause. */
static bool
find(struct cli *cli, struct queue *queue)
{
	const struct queue_need need = {.parts = QUEUE_PAUSE};
	enum store_result result;

	if (!are_words(cli) || !cli_find_queue(cli, cli->words[0], queue))
		return false;
	result = store_get_by_id(
	    cli->store, cli->arena, queue->company, queue->id, need, queue);
	if (result != STORE_OK)
		cli_fail("%s: %s", cli->words[0], cli_reason(result));
	return result == STORE_OK;
}

/* Set a queue's pause, or remove it (value NULL). */
static int
set_pause(struct cli *cli, const struct queue *queue, const char *value)
{
	static const char *const key = PAUSE_KEY;
	const struct queue_metadata item = {
	    .name = key, .key = key, .type = "string", .value = value};
	struct store_metadata_changes changes = {.now = timefmt_now()};
	enum store_result result;

	if (value == NULL)
		changes.remove = (struct store_strings){1, &key};
	else
		changes.set = (struct store_metadata){1, &item};
	result = store_change_metadata(
	    cli->store, queue->company, queue->id, &changes);
	return result == STORE_OK
		   ? EXIT_SUCCESS
		   : cli_fail("%s: %s", cli->words[0], cli_reason(result));
}

/* A pause that is changed for some pollers, or for everybody if n is 0. */
struct pausing {
	struct queue queue;
	size_t n;
	const char *words[2]; /* the pollers that the options name */
	size_t n_before;
	const char **before; /* those for which it is paused */
};

/*
 * Find the queue and what is to be changed; false after a message, which ends
 * with the hint if a pause for everybody can't be changed for some.
 */
static bool
begin(struct cli *cli, struct pausing *pausing, const char *hint)
{
	const struct queue *queue = &pausing->queue;

	if (!find(cli, &pausing->queue))
		return false;
	pausing->n = list_words(cli, pausing->words);
	if (pausing->n == 0)
		return true;
	if (pause_scope(queue->pause) == PAUSE_EVERYBODY) {
		cli_fail("%s is paused for everybody; %s", queue->name, hint);
		return false;
	}
	pausing->before =
	    pause_list(cli->arena, queue->pause, &pausing->n_before);
	return true;
}

int
cli_queue_pause(struct cli *cli)
{
	struct pausing to;
	const char *value;

	if (!begin(cli, &to, "resume it first"))
		return EXIT_FAILURE;
	if (to.n == 0)
		return set_pause(cli, &to.queue, "true");
	value = append_words(cli->arena, "", to.n_before, to.before, 0, NULL);
	value = append_words(
	    cli->arena, value, to.n, to.words, to.n_before, to.before);
	return set_pause(cli, &to.queue, value);
}

int
cli_queue_resume(struct cli *cli)
{
	struct pausing to;
	const char *value;

	if (!begin(cli, &to, "without --user and --host, it is resumed"))
		return EXIT_FAILURE;
	if (to.n == 0)
		return set_pause(cli, &to.queue, NULL);
	value = append_words(
	    cli->arena, "", to.n_before, to.before, to.n, to.words);
	return set_pause(cli, &to.queue, *value == '\0' ? NULL : value);
}
