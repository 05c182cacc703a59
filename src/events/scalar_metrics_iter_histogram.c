#include <string.h>

#include "api/call.h"
#include "api/checks.h"
#include "base/arena.h"
#include "generated/events.h"
#include "model/text_set.h"
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

/* Which curves are wanted, and how they are shown. */
struct showing {
	struct arena *arena;
	const struct text_set *wanted; /* keys; NULL: all */
	enum events_scalar_key_enum key;
};

/* A text for a curve or, if variant is NULL, for a metric as a whole. */
static const char *
key_of(struct arena *arena, const char *metric, const char *variant)
{
	return variant == NULL ? arena_printf(arena, "m%s", metric)
			       : arena_printf(arena, "v%zu:%s%s",
				     strlen(metric), metric, variant);
}

static bool
is_wanted(const struct showing *showing, const struct event *scalar)
{
	const char *curve, *metric;

	if (showing->wanted == NULL)
		return true;
	metric = key_of(showing->arena, scalar->metric, NULL);
	curve = key_of(showing->arena, scalar->metric, scalar->variant);
	return text_set_find(showing->wanted, metric) != TEXT_SET_NONE ||
	       text_set_find(showing->wanted, curve) != TEXT_SET_NONE;
}

/* Note the curves of which a request wants only some. */
static const struct call_result *
choose(struct call *call,
    const struct events_scalar_metrics_iter_histogram_req *request,
    struct showing *showing)
{
	const struct events_metric_variants *metrics = request->metrics;
	size_t most = call->server->limits.filter_values;
	const struct call_result *refusal;
	struct text_set *wanted;
	size_t i, k, n = 0;

	for (i = 0; i < request->n_metrics; i++)
		n += 1 + metrics[i].n_variants;
	if (n == 0 ||
	    (refusal = checks_count(call, "metrics", n, most)) != NULL)
		return n == 0 ? NULL : refusal;
	wanted = text_set_new(call->arena, n, false);
	for (i = 0; i < request->n_metrics; i++) {
		if (metrics[i].metric == NULL)
			continue;
		if (metrics[i].n_variants == 0)
			text_set_add(wanted,
			    key_of(call->arena, metrics[i].metric, NULL));
		for (k = 0; k < metrics[i].n_variants; k++)
			text_set_add(
			    wanted, key_of(call->arena, metrics[i].metric,
					metrics[i].variants[k]));
	}
	showing->wanted = wanted;
	return NULL;
}

/* Both kinds of curves have the same members. */
#define ANSWER(curve)                                                          \
	do {                                                                   \
		(curve)->name = scalars[0].variant;                            \
		(curve)->has.x = (curve)->has.y = true;                        \
		(curve)->n_x = (curve)->n_y = n;                               \
		(curve)->x = x;                                                \
		(curve)->y = y;                                                \
	} while (0)

static void
answer_curve(const struct showing *showing, size_t n,
    const struct event *scalars, struct events_any_curve_pair *pair)
{
	struct arena *arena = showing->arena;
	bool by_iteration = showing->key == EVENTS_SCALAR_KEY_ENUM_ITER;
	int64_t *x = arena_alloc_n(arena, n, sizeof(*x));
	double *y = arena_alloc_n(arena, n, sizeof(*y));
	struct events_any_curve *curve = &pair->value;
	size_t i;

	for (i = 0; i < n; i++) {
		x[i] = by_iteration ? scalars[i].iteration : scalars[i].time;
		y[i] = scalars[i].value;
	}
	pair->name = scalars[0].variant;
	*curve = (struct events_any_curve){0};
	if (showing->key == EVENTS_SCALAR_KEY_ENUM_ISO_TIME) {
		curve->time_curve =
		    arena_alloc(arena, sizeof(*curve->time_curve));
		ANSWER(curve->time_curve);
	} else {
		curve->curve = arena_alloc(arena, sizeof(*curve->curve));
		ANSWER(curve->curve);
	}
}

/* Answer a metric; false: none of its curves is wanted. */
static bool
answer_metric(const struct showing *showing, size_t n,
    const struct event *scalars, struct events_curves_pair *pair)
{
	size_t i, length;

	pair->name = scalars[0].metric;
	pair->value.n_pairs = 0;
	pair->value.pairs =
	    arena_alloc_n(showing->arena, n, sizeof(*pair->value.pairs));
	for (i = 0; i < n; i += length) {
		length = count(n - i, &scalars[i], true);
		if (is_wanted(showing, &scalars[i]))
			answer_curve(showing, length, &scalars[i],
			    &pair->value.pairs[pair->value.n_pairs++]);
	}
	return pair->value.n_pairs > 0;
}

/* Show the curves of a task, by metrics and variants. */
const struct call_result *
events_scalar_metrics_iter_histogram(struct call *call,
    const struct events_scalar_metrics_iter_histogram_req *request,
    struct events_scalar_metrics_iter_histogram_resp *response)
{
	size_t most = request->samples < MOST ? (size_t)request->samples : MOST;
	struct showing showing = {.arena = call->arena,
	    .key =
		request->has.key ? request->key : EVENTS_SCALAR_KEY_ENUM_ITER};
	const struct call_result *refusal = choose(call, request, &showing);
	struct event *scalars;
	enum store_result listed;
	size_t i, n, length;

	if (refusal != NULL)
		return refusal;
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
		if (answer_metric(&showing, length, &scalars[i],
			&response->pairs[response->n_pairs]))
			response->n_pairs++;
	}
	return call_ok(call);
}
