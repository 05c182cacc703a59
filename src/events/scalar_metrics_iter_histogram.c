#include <string.h>

#include "api/call.h"
#include "base/arena.h"
#include "generated/events.h"
#include "store/events.h"

#define MOST 6000 /* points of a curve */

/* True if two scalars are of one metric, and if with_variant of one curve. */
static bool
belong_together(const struct event *a, const struct event *b, bool with_variant)
{
	return strcmp(a->metric, b->metric) == 0 &&
	       (!with_variant || strcmp(a->variant, b->variant) == 0);
}

/* How many scalars, from the first on, belong together. */
static size_t
count(size_t n, const struct event *scalars, bool with_variant)
{
	size_t i = 0;

	while (i < n && belong_together(&scalars[i], &scalars[0], with_variant))
		i++;
	return i;
}

static void
answer_curve(struct call *call, bool by_time, size_t n,
    const struct event *scalars, struct events_curve_pair *pair)
{
	struct events_curve *curve = &pair->value;
	size_t i;

	pair->name = curve->name = scalars[0].variant;
	curve->has.x = curve->has.y = true;
	curve->n_x = curve->n_y = n;
	curve->x = arena_alloc_n(call->arena, n, sizeof(*curve->x));
	curve->y = arena_alloc_n(call->arena, n, sizeof(*curve->y));
	for (i = 0; i < n; i++) {
		curve->x[i] =
		    (double)(by_time ? scalars[i].time : scalars[i].iteration);
		curve->y[i] = scalars[i].value;
	}
}

static void
answer_metric(struct call *call, bool by_time, size_t n,
    const struct event *scalars, struct events_curves_pair *pair)
{
	size_t i, length;

	pair->name = scalars[0].metric;
	pair->value.pairs =
	    arena_alloc_n(call->arena, n, sizeof(*pair->value.pairs));
	for (i = 0; i < n; i += length) {
		length = count(n - i, &scalars[i], true);
		answer_curve(call, by_time, length, &scalars[i],
		    &pair->value.pairs[pair->value.n_pairs++]);
	}
}

/* Show the curves of a task, by metrics and variants. */
const struct call_result *
events_scalar_metrics_iter_histogram(struct call *call,
    const struct events_scalar_metrics_iter_histogram_req *request,
    struct events_scalar_metrics_iter_histogram_resp *response)
{
	bool by_time =
	    request->has.key && request->key != EVENTS_SCALAR_KEY_ENUM_ITER;
	size_t most = request->samples < MOST ? (size_t)request->samples : MOST;
	struct event *scalars;
	enum store_result listed;
	size_t i, n, length;

	listed = store_list_scalars(call->store, call->arena, call->who.company,
	    request->task, most, &n, &scalars);
	if (listed == STORE_NO_TASK)
		return call_fail(call, ERR_INVALID_TASK_ID, NULL, "ids=['%s']",
		    request->task);
	if (listed != STORE_OK)
		return call_fail_store(call, listed);
	response->pairs =
	    arena_alloc_n(call->arena, n, sizeof(*response->pairs));
	for (i = 0; i < n; i += length) {
		length = count(n - i, &scalars[i], false);
		answer_metric(call, by_time, length, &scalars[i],
		    &response->pairs[response->n_pairs++]);
	}
	return call_ok(call);
}
