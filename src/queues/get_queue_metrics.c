#include "api/call.h"
#include "api/checks.h"
#include "base/arena.h"
#include "base/budget.h"
#include "generated/queues.h"
#include "model/filter.h"
#include "model/list_filter.h"
#include "model/series.h"
#include "store/queues.h"
#include "store/samples.h"
#include "store/store.h"

#define BEFORE 3600            /* seconds to read before from_date */
#define MAX_TIME 1000000000000 /* seconds; the year 33658 */

/* Seconds since 1970, rounded down, at most MAX_TIME. */
static int64_t
seconds(double number)
{
	return number < MAX_TIME ? (int64_t)number : MAX_TIME;
}

/* Seconds to milliseconds, rounded up, at most MAX_TIME. */
static int64_t
milliseconds(double number)
{
	double exact = number * 1000;
	int64_t whole;

	if (number >= MAX_TIME)
		return MAX_TIME * 1000;
	whole = (int64_t)exact;
	return whole + ((double)whole < exact);
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

	answer->has.dates = answer->has.avg_waiting_times =
	    answer->has.queue_lengths = true;
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

/* Find the ids of the queues that a request selects, maybe none. */
static const struct call_result *
find_queues(struct call *call,
    const struct queues_get_queue_metrics_req *request,
    struct store_strings *ids)
{
	const struct list_parts named = {
	    .any = {.n_include = request->n_queue_ids,
		.include = request->queue_ids}};
	const struct store_strings *hidden = &call->server->hidden_tags;
	struct filter *filter = filter_new(call->arena, call->who.company);
	enum store_result listed;
	struct queue *queues;
	const char **items;
	size_t i;

	if (request->n_queue_ids > 0)
		filter_parts(filter, FILTER_ID, &named);
	if (!request->search_hidden)
		filter_hide(filter, hidden->n, hidden->items);
	listed = store_get_all(call->store, call->arena, filter,
	    (struct queue_need){0}, &ids->n, &queues);
	if (listed != STORE_OK)
		return checks_no_list(call, listed, filter_gave_up(filter));
	items = arena_alloc_n(call->arena, ids->n, sizeof(*items));
	for (i = 0; i < ids->n; i++)
		items[i] = queues[i].id;
	ids->items = items;
	return NULL;
}

static bool
take(void *context, const char *queue, const struct queue_sample *sample)
{
	return series_add(context, queue, sample);
}

/* Read the samples of queues, from an hour before from_date to to_date. */
static const struct call_result *
read_samples(struct call *call,
    const struct queues_get_queue_metrics_req *request,
    const struct store_strings *ids, struct series_set *metrics)
{
	struct store_sample_range range = {.company = call->who.company,
	    .ids = *ids,
	    .from = seconds(request->from_date) - BEFORE,
	    .to = seconds(request->to_date)};
	enum store_result result;

	if (ids->n <= STORE_MOST_LOOKS && range.from <= call->now / 1000 &&
	    call->now / 1000 <= range.to)
		range.now = call->now;
	budget_begin(call->budget, BUDGET_GO_ON);
	result =
	    store_list_samples(call->store, call->arena, &range, take, metrics);
	budget_end(call->budget);
	return result == STORE_OK ? NULL : call_fail_store(call, result);
}

/* Make a series for each queue, or a single one for all together. */
static const struct call_result *
make_series(struct call *call, struct series_set *metrics, bool each, size_t *n,
    struct series **series)
{
	bool is_fine = budget_begin(call->budget, BUDGET_WAIT);

	*n = 1;
	if (is_fine && each) {
		*n = series_each(metrics, series);
	} else if (is_fine) {
		*series = arena_alloc(call->arena, sizeof(**series));
		series_total(metrics, *series);
	}
	is_fine = budget_pay(call->budget, 0);
	budget_end(call->budget);
	return is_fine ? NULL : call_fail_budget(call);
}

/* Show the series of the queues that were found. */
static const struct call_result *
show(struct call *call, const struct queues_get_queue_metrics_req *request,
    const struct store_strings *ids,
    struct queues_get_queue_metrics_resp *response)
{
	const struct series_query query = {
	    .from = milliseconds(request->from_date),
	    .to = least(seconds(request->to_date) * 1000, call->now),
	    .interval = least(request->interval, MAX_TIME)};
	struct series_set *metrics = series_new(call->arena, &query);
	const struct call_result *refusal;
	struct series *series = NULL;
	size_t i;

	refusal = read_samples(call, request, ids, metrics);
	if (refusal == NULL)
		refusal = make_series(call, metrics, request->n_queue_ids > 0,
		    &response->n_queues, &series);
	if (refusal != NULL)
		return refusal;
	response->queues = arena_alloc_n(
	    call->arena, response->n_queues, sizeof(*response->queues));
	for (i = 0; series != NULL && i < response->n_queues; i++)
		answer_series(call->arena, &series[i], &response->queues[i]);
	return call_ok(call);
}

/* Show how long queues were, and how long tasks waited in them. */
const struct call_result *
queues_get_queue_metrics(struct call *call,
    const struct queues_get_queue_metrics_req *request,
    struct queues_get_queue_metrics_resp *response)
{
	const struct call_result *refusal;
	struct store_strings ids;

	refusal = checks_count(call, "queue_ids", request->n_queue_ids,
	    call->server->limits.filter_values);
	if (refusal == NULL)
		refusal = find_queues(call, request, &ids);
	if (refusal != NULL)
		return refusal;
	response->has.queues = true;
	if (ids.n == 0)
		return call_ok(call);
	if (request->refresh && ids.n <= STORE_MOST_LOOKS)
		store_sample_queues(
		    call->store, call->who.company, &ids, call->now);
	if (request->from_date >= request->to_date)
		return call_fail(call, ERR_INVALID_FIELDS_VALUE,
		    "from_date must be less than to_date", NULL);
	return show(call, request, &ids, response);
}
