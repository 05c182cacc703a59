#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/timefmt.h"
#include "cli/cli.h"
#include "cli/print.h"
#include "lineup/overview.h"
#include "lineup/sentences.h"

#define EACH 2 /* s between two looks */
#define HEAD 2 /* lines above the queues */
#define CLEAR "\033[H\033[2J"

/* The queues of all companies, at one time. */
struct screen {
	struct arena *arena;
	int64_t now;
	size_t n;
	size_t room;
	const struct lineup_queue_overview **queues;
};

static enum store_result
read_company(struct cli *cli, struct screen *screen, const char *company)
{
	struct overview overview;
	enum store_result result;
	size_t i;

	result = overview_read(
	    cli->store, screen->arena, company, screen->now, &overview);
	for (i = 0; result == STORE_OK && i < overview.n; i++) {
		screen->queues = arena_grow(screen->arena, screen->queues,
		    screen->n, &screen->room, sizeof(*screen->queues));
		screen->queues[screen->n++] = &overview.queues[i];
	}
	return result;
}

/* The longest first. */
static int
compare_lengths(const void *a, const void *b)
{
	const struct lineup_queue_overview *const *left = a, *const *right = b;

	return ((*left)->waiting < (*right)->waiting) -
	       ((*left)->waiting > (*right)->waiting);
}

static const char *
say_wait(struct arena *arena, bool is_known, double seconds)
{
	return is_known ? arena_printf(arena, "%.1f s", seconds) : "-";
}

static void
print_queue(
    const struct screen *screen, const struct lineup_queue_overview *queue)
{
	printf("%8lld  %-11s %6lld %6lld  %9s %9s %7zu  ",
	    (long long)queue->waiting,
	    queue->has.oldest
		? sentences_length(screen->arena, screen->now - queue->oldest)
		: "-",
	    (long long)queue->last_minute.added,
	    (long long)queue->last_minute.popped,
	    say_wait(screen->arena, queue->has.wait_p50, queue->wait_p50),
	    say_wait(screen->arena, queue->has.wait_p95, queue->wait_p95),
	    queue->n_pollers);
	cli_print(stdout, queue->name);
	if (queue->has.next_task) {
		printf(": ");
		cli_print(stdout, queue->next_task.name == NULL
				      ? queue->next_task.task
				      : queue->next_task.name);
	}
	putchar('\n');
}

/* How many queues fit below the head; 0: all do, as this is no terminal. */
static size_t
count_lines(void)
{
	struct winsize size;

	if (!isatty(STDOUT_FILENO) ||
	    ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 ||
	    size.ws_row <= HEAD + 1)
		return 0;
	return (size_t)size.ws_row - HEAD - 1;
}

static void
print_screen(const struct screen *screen)
{
	size_t i, n = count_lines();

	printf("%s%s, %zu queue%s; in and out are of the last minute, waits of "
	       "the last hour\n",
	    n > 0 ? CLEAR : "", sentences_time(screen->arena, screen->now),
	    screen->n, screen->n == 1 ? "" : "s");
	printf("%8s  %-11s %6s %6s  %9s %9s %7s  %s\n", "waiting", "oldest",
	    "in", "out", "half", "95 of 100", "pollers", "queue: next task");
	for (i = 0; i < screen->n && (n == 0 || i < n); i++)
		print_queue(screen, screen->queues[i]);
	fflush(stdout);
}

static enum store_result
look(struct cli *cli)
{
	struct screen screen = {.arena = arena_new(), .now = timefmt_now()};
	struct store_company *companies;
	enum store_result result;
	size_t i, n;

	result = cli_list_companies(cli, &n, &companies);
	for (i = 0; result == STORE_OK && i < n; i++)
		result = read_company(cli, &screen, companies[i].id);
	if (result == STORE_OK && screen.n > 1)
		qsort(screen.queues, screen.n, sizeof(*screen.queues),
		    compare_lengths);
	if (result == STORE_OK)
		print_screen(&screen);
	arena_free(screen.arena);
	return result;
}

/* Once, if this is no terminal; else until it is interrupted. */
int
cli_top(struct cli *cli)
{
	enum store_result result;

	while ((result = look(cli)) == STORE_OK && isatty(STDOUT_FILENO))
		sleep(EACH);
	return result == STORE_OK ? EXIT_SUCCESS
				  : cli_fail("%s", cli_reason(result));
}
