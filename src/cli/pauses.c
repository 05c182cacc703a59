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

int
cli_queue_pause(struct cli *cli)
{
	const char *words[2], **before, *value;
	struct queue queue;
	size_t n, n_before;

	if (!find(cli, &queue))
		return EXIT_FAILURE;
	n = list_words(cli, words);
	if (n == 0)
		return set_pause(cli, &queue, "true");
	if (pause_scope(queue.pause) == PAUSE_EVERYBODY)
		return cli_fail(
		    "%s is paused for everybody; resume it first", queue.name);
	before = pause_list(cli->arena, queue.pause, &n_before);
	value = append_words(cli->arena, "", n_before, before, 0, NULL);
	value = append_words(cli->arena, value, n, words, n_before, before);
	return set_pause(cli, &queue, value);
}

int
cli_queue_resume(struct cli *cli)
{
	const char *words[2], **before, *value;
	struct queue queue;
	size_t n, n_before;

	if (!find(cli, &queue))
		return EXIT_FAILURE;
	n = list_words(cli, words);
	if (n == 0)
		return set_pause(cli, &queue, NULL);
	if (pause_scope(queue.pause) == PAUSE_EVERYBODY)
		return cli_fail("%s is paused for everybody; without --user "
				"and --host, it is resumed",
		    queue.name);
	before = pause_list(cli->arena, queue.pause, &n_before);
	value = append_words(cli->arena, "", n_before, before, n, words);
	return set_pause(cli, &queue, *value == '\0' ? NULL : value);
}
