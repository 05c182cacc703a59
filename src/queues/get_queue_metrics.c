#include "api/call.h"
#include "base/arena.h"
#include "generated/queues.h"
#include "model/series.h"
#include "store/store.h"

#define BEFORE 3600            /* seconds that are read before from_date */
#define MAX_TIME 1000000000000 /* seconds; the year 33658 */

/* Seconds since 1970 that a number says, at most MAX_TIME. */
static int64_t
seconds(double number)
{
	return number < MAX_TIME ? (int64_t)number : MAX_TIME;
}

static int64_t
least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static void
answer_series(struct arena *arena, const struct series *series,
    struct queues_queue_metrics *answer)
{
	size_t i, n = series->n;

	answer->has.queue = answer->has.dates = true;
	answer->has.avg_waiting_times = answer->has.queue_lengths = true;
	answer->queue = series->queue;
	answer->n_dates = answer->n_avg_waiting_times =
	    answer->n_queue_lengths = n;
	answer->dates = arena_alloc_n(arena, n, sizeof(*answer->dates));
	answer->avg_waiting_times =
	    arena_alloc_n(arena, n, sizeof(*answer->avg_waiting_times));
	answer->queue_lengths =
	    arena_alloc_n(arena, n, sizeof(*answer->queue_lengths));
	for (i = 0; i < n; i++) {
		answer->dates[i] = series->points[i].time;
		answer->avg_waiting_times[i] = series->points[i].wait;
		answer->queue_lengths[i] = series->points[i].length;
	}
}

/* What lists samples tells metrics. */
struct listing {
	struct series_set *metrics;
	size_t n_queues;
	bool is_too_much;
};

static bool
take(void *context, const char *queue, const struct queue_sample *sample)
{
	struct listing *listing = context;

	listing->n_queues += sample == NULL;
	listing->is_too_much = !series_add(listing->metrics, queue, sample);
	return !listing->is_too_much;
}

/* The samples of the queues that a request asks for, an hour early. */
static const struct call_result *
read_samples(struct call *call,
    const struct queues_get_queue_metrics_req *request, struct listing *listing)
{
	const struct store_sample_range range = {.company = call->who.company,
	    .ids = {request->n_queue_ids, request->queue_ids},
	    .from = seconds(request->from_date) - BEFORE,
	    .to = seconds(request->to_date)};
	enum store_result result;

	result =
	    store_list_samples(call->store, call->arena, &range, take, listing);
	return result == STORE_OK ? call_ok(call)
				  : call_fail_store(call, result);
}

/* A series for each queue that is named, or one for all of the company. */
static bool
make_series(struct listing *listing, bool each, size_t *n,
    struct series **series, struct series *total)
{
	if (listing->is_too_much)
		return false;
	if (each) {
		*n = series_each(listing->metrics, series);
		return true;
	}
	*series = total;
	*n = listing->n_queues > 0;
	return series_total(listing->metrics, total);
}

/* How long queues were, and how long tasks waited in them. */
const struct call_result *
queues_get_queue_metrics(struct call *call,
    const struct queues_get_queue_metrics_req *request,
    struct queues_get_queue_metrics_resp *response)
{
	const struct series_query query = {
	    .from = seconds(request->from_date) * 1000,
	    .to = least(seconds(request->to_date) * 1000, call->now),
	    .interval = least(request->interval, MAX_TIME)};
	struct listing listing = {.metrics = series_new(call->arena, &query)};
	struct series *series, total;
	const struct call_result *result;
	size_t i;

	if (request->from_date >= request->to_date)
		return call_fail(call, ERR_INVALID_FIELDS_VALUE,
		    "from_date must be less than to_date", NULL);
	result = read_samples(call, request, &listing);
	if (result->error != ERR_OK)
		return result;
	if (!make_series(&listing, request->n_queue_ids > 0,
		&response->n_queues, &series, &total))
		return call_fail(call, ERR_INVALID_FIELDS_VALUE,
		    "too many samples: ask for a shorter time, a longer "
		    "interval or fewer queues",
		    NULL);
	response->has.queues = true;
	response->queues = arena_alloc_n(
	    call->arena, response->n_queues, sizeof(*response->queues));
	for (i = 0; i < response->n_queues; i++)
		answer_series(call->arena, &series[i], &response->queues[i]);
	return call_ok(call);
}
