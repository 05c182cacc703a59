#include <stdlib.h>
#include <string.h>

#include "api/metrics.h"
#include "api/observer.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/exposition.h"
#include "base/kept.h"
#include "base/log.h"
#include "base/process.h"
#include "base/timefmt.h"
#include "config.h"
#include "http/http.h"
#include "http/networks.h"
#include "pages/pages.h"
#include "store/sightings.h"
#include "store/stats.h"

#define TEXT "text/plain; charset=utf-8"
#define BEARER "Bearer "
#define PIECE 4096
#define RECENT 60000 /* ms: who polled since then is counted */

/* The text of a page, as far as it is written. */
struct text {
	struct arena *arena;
	size_t n;
	size_t room;
	char *data;
};

static bool
append(void *context, const char *data, size_t n)
{
	struct text *text = context;
	size_t room = text->room == 0 ? 4 * (size_t)PIECE : text->room;
	char *larger;

	while (room < text->n + n)
		room *= 2;
	if (room > text->room) {
		larger = arena_alloc(text->arena, room);
		if (text->n > 0)
			memcpy(larger, text->data, text->n);
		text->data = larger;
		text->room = room;
	}
	memcpy(text->data + text->n, data, n);
	text->n += n;
	return true;
}

/* Compares digests, so that the time it takes shows nothing of the token. */
static bool
is_token(const char *header, const char *token)
{
	char given[DIGEST_SHA256_SIZE], wanted[DIGEST_SHA256_SIZE];

	if (header == NULL || token == NULL ||
	    strncmp(header, BEARER, sizeof(BEARER) - 1) != 0)
		return false;
	header += sizeof(BEARER) - 1;
	digest_sha256(header, strlen(header), given);
	digest_sha256(token, strlen(token), wanted);
	return strcmp(given, wanted) == 0;
}

static bool
may_read(const struct metrics *metrics, const struct http_request *request)
{
	return is_token(request->authorization, metrics->token) ||
	       networks_hold(metrics->networks, request->peer);
}

static void
refuse(const struct metrics *metrics, struct http_response *response)
{
	if (metrics->token == NULL) {
		http_set_text(response, 403, TEXT,
		    "The setting metrics_addresses does not have your "
		    "address, and metrics_token is not set.\n");
		return;
	}
	http_set_text(response, 401, TEXT,
	    "This page needs the token of the setting metrics_token.\n");
	http_add_header(response, "WWW-Authenticate", "Bearer");
}

static void
put_process(struct exposition *page, const struct metrics *metrics)
{
	static const struct exposition_label version = {
	    "version", PACKAGE_VERSION};
	struct process_use use;

	process_measure(&use);
	exposition_family(
	    page, "lineup_build", EXPOSITION_INFO, "The program that answers.");
	exposition_sample(page, 1, &version, 1);
	exposition_single(page, "process_start_time_seconds", EXPOSITION_GAUGE,
	    "When the process started, since 1970.",
	    (double)observer_begun(metrics->observer) / 1000);
	exposition_single(page, "process_cpu_seconds", EXPOSITION_COUNTER,
	    "Processor time, of the process and its system calls.", use.cpu);
	exposition_single(page, "process_resident_memory_bytes",
	    EXPOSITION_GAUGE, "Resident memory.", (double)use.memory);
	exposition_single(page, "process_open_fds", EXPOSITION_GAUGE,
	    "Open descriptors.", (double)use.files);
	exposition_single(page, "process_max_fds", EXPOSITION_GAUGE,
	    "Descriptors that may be open.", (double)use.max_files);
	exposition_single(page, "lineup_threads", EXPOSITION_GAUGE,
	    "Threads that accept new connections.", (double)metrics->n_threads);
	exposition_single(page, "lineup_threads_busy", EXPOSITION_GAUGE,
	    "Threads that answer a request at this moment.",
	    (double)atomic_load(metrics->n_busy));
	exposition_single(page, "lineup_log_dropped_lines", EXPOSITION_COUNTER,
	    "Log lines dropped because standard error was too slow.",
	    (double)log_n_dropped());
}

static void
put_store(struct exposition *page, const struct metrics *metrics)
{
	const struct store_figure *figure;
	struct store_stats stats;
	size_t i;

	store_measure(metrics->store, &stats);
	for (i = 0; i < stats.n; i++) {
		figure = &stats.figures[i];
		exposition_single(page, figure->name,
		    figure->is_total ? EXPOSITION_COUNTER : EXPOSITION_GAUGE,
		    figure->help, figure->value);
	}
	if (stats.commits == NULL)
		return;
	exposition_family(page, "lineup_store_commit_duration_seconds",
	    EXPOSITION_HISTOGRAM, "Commits, each with its fsync.");
	exposition_histogram(page, 0, NULL, stats.commits);
}

/* What is read of all queues. */
struct survey {
	struct store_lengths lengths;
	int64_t *n_pollers; /* of each of the longest queues */
	int64_t n_all;      /* agents that poll any queue */
};

/* A number of a queue. */
typedef double number_of(const struct survey *survey, size_t i, int64_t now);

static double
length_of(const struct survey *survey, size_t i, int64_t now)
{
	(void)now;
	return (double)survey->lengths.longest[i].n;
}

static double
pollers_of(const struct survey *survey, size_t i, int64_t now)
{
	(void)now;
	return (double)survey->n_pollers[i];
}

static double
age_of(const struct survey *survey, size_t i, int64_t now)
{
	const struct store_length *queue = &survey->lengths.longest[i];

	return queue->added == 0 || queue->added > now
		   ? 0
		   : (double)(now - queue->added) / 1000;
}

static void
put_each_queue(
    struct exposition *page, const struct survey *survey, number_of *number)
{
	const struct store_length *queue = survey->lengths.longest;
	int64_t now = timefmt_now();
	size_t i;

	for (i = 0; i < survey->lengths.n; i++, queue++) {
		const struct exposition_label labels[] = {
		    {"company", queue->company}, {"queue", queue->id},
		    {"name", queue->name}};

		exposition_sample(page, 3, labels, number(survey, i, now));
	}
}

static int
compare_agents(const void *a, const void *b)
{
	const struct store_sighting *left = a, *right = b;
	int order = strcmp(left->worker, right->worker);

	if (order == 0)
		order = strcmp(left->address, right->address);
	return order == 0 ? strcmp(left->user, right->user) : order;
}

static int
compare_queues(const void *a, const void *b)
{
	return strcmp(((const struct store_sighting *)a)->queue,
	    ((const struct store_sighting *)b)->queue);
}

/* How many of n sightings, in the order of their queues, are of a queue. */
static int64_t
count_of(size_t n, const struct store_sighting *sightings, const char *queue)
{
	size_t low = 0, high = n, middle, from;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (strcmp(sightings[middle].queue, queue) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (from = low; low < n && strcmp(sightings[low].queue, queue) == 0;)
		low++;
	return (int64_t)(low - from);
}

static void
count_pollers(struct survey *survey, struct arena *arena, size_t n,
    struct store_sighting *sightings)
{
	struct store_lengths *lengths = &survey->lengths;
	size_t i;

	survey->n_pollers =
	    arena_alloc_n(arena, lengths->n, sizeof(*survey->n_pollers));
	if (n > 1)
		qsort(sightings, n, sizeof(*sightings), compare_agents);
	for (i = 0; i < n; i++)
		survey->n_all += i == 0 || compare_agents(&sightings[i],
					       &sightings[i - 1]) != 0;
	if (n > 1)
		qsort(sightings, n, sizeof(*sightings), compare_queues);
	for (i = 0; i < lengths->n; i++)
		survey->n_pollers[i] =
		    count_of(n, sightings, lengths->longest[i].id);
}

/* Read what goes on in all queues; NULL if the store does not answer. */
static const void *
make_survey(void *context, struct arena *arena)
{
	const struct metrics *metrics = context;
	struct survey *survey = arena_alloc(arena, sizeof(*survey));
	struct store_sighting *sightings;
	size_t n;

	*survey = (struct survey){0};
	if (store_list_longest(metrics->store, arena, metrics->n_queues,
		&survey->lengths) != STORE_OK ||
	    store_list_sightings(metrics->store, arena, NULL, NULL,
		timefmt_now() - RECENT, &n, &sightings) != STORE_OK)
		return NULL;
	count_pollers(survey, arena, n, sightings);
	return survey;
}

static const struct survey *
find_survey(const struct metrics *metrics, struct arena *arena)
{
	struct metrics copy = *metrics;
	const void *survey;

	if (metrics->keep == 0)
		return make_survey(&copy, arena);
	return kept_get(metrics->kept, arena, "", metrics->keep, make_survey,
		   &copy, &survey) == KEPT_OK
		   ? survey
		   : NULL;
}

static void
put_queues(
    struct exposition *page, struct arena *arena, const struct metrics *metrics)
{
	const struct survey *survey = find_survey(metrics, arena);

	exposition_single(page, "lineup_store_up", EXPOSITION_GAUGE,
	    "1 if the store answers; else there are no numbers of queues.",
	    survey != NULL);
	if (survey == NULL)
		return;
	exposition_single(page, "lineup_queues", EXPOSITION_GAUGE,
	    "Queues, of all companies.", (double)survey->lengths.n_queues);
	exposition_single(page, "lineup_waiting_tasks", EXPOSITION_GAUGE,
	    "Tasks that wait, in all queues.",
	    (double)survey->lengths.n_entries);
	exposition_single(page, "lineup_pollers", EXPOSITION_GAUGE,
	    "Agents that polled any queue in the last minute.",
	    (double)survey->n_all);
	exposition_family(page, "lineup_queue_length", EXPOSITION_GAUGE,
	    "Tasks that wait in a queue, of the longest queues.");
	put_each_queue(page, survey, length_of);
	exposition_family(page, "lineup_queue_oldest_age_seconds",
	    EXPOSITION_GAUGE,
	    "How long a task has waited, of the first sixteen of a queue.");
	put_each_queue(page, survey, age_of);
	exposition_family(page, "lineup_queue_pollers", EXPOSITION_GAUGE,
	    "Agents that polled a queue in the last minute.");
	put_each_queue(page, survey, pollers_of);
}

static bool
wants_open(const struct http_request *request)
{
	return request->accept != NULL &&
	       strstr(request->accept, "application/openmetrics-text") != NULL;
}

bool
metrics_answer(const struct metrics *metrics, struct arena *arena,
    const struct http_request *request, struct http_response *response)
{
	struct text text = {.arena = arena};
	struct exposition page = {0};
	char piece[PIECE];
	struct buf out;

	if (metrics == NULL ||
	    !http_path_is(pages_path(request->uri), "/metrics"))
		return false;
	if (!may_read(metrics, request)) {
		refuse(metrics, response);
		return true;
	}
	buf_init(&out, piece, sizeof(piece), append, &text);
	page.out = &out;
	page.is_open = wants_open(request);
	observer_show(metrics->observer, &page);
	put_queues(&page, arena, metrics);
	put_store(&page, metrics);
	put_process(&page, metrics);
	exposition_end(&page);
	buf_flush(&out);
	response->status = 200;
	response->content_type = exposition_media_type(page.is_open);
	response->body = text.data;
	response->length = text.n;
	return true;
}
