#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "api/call.h"
#include "api/endpoint.h"
#include "api/observer.h"
#include "base/arena.h"
#include "base/exposition.h"
#include "base/metric.h"
#include "base/timefmt.h"
#include "http/http.h"

#define CODES 16 /* more than there are */

/* Calls of one action. */
struct action {
	_Atomic uint64_t counts[CODES]; /* by observer.codes */
	struct metric_histogram durations;
};

struct observer {
	const struct endpoint_table *endpoints;
	int64_t begun;            /* ms since 1970 */
	_Atomic int codes[CODES]; /* that were answered; 0: free, or any more */
	_Atomic uint64_t n_calls;
	_Atomic uint64_t n_polls;
	_Atomic uint64_t n_empty_polls;
	_Atomic uint64_t n_logged_polls; /* of these */
	_Atomic uint64_t n_logged_empty_polls;
	_Atomic uint64_t n_added;      /* tasks */
	struct metric_histogram waits; /* of tasks that were popped */
	struct action actions[];       /* of endpoints; the last: not found */
};

/* The fields of lines, in their order. */
enum field {
	ACTION,
	METHOD,
	PATH,
	CODE,
	SUBCODE,
	MESSAGE,
	USER,
	USER_NAME,
	QUEUE,
	TARGET_QUEUE,
	TASK,
	PROJECT,
	WORKER,
	CLIENT,
	AGENT,
	TRX,
	BYTES_IN,
	BYTES_OUT,
	MS,
	N_FIELDS
};

static const struct log_key keys[N_FIELDS] = {
    [ACTION] = {"action", "rpc.method"},
    [METHOD] = {"method", "http.request.method"},
    [PATH] = {"path", "url.path"},
    [CODE] = {"code", "http.response.status_code"},
    [SUBCODE] = {"subcode", "lineup.subcode"},
    [MESSAGE] = {"message", "error.message"},
    [USER] = {"user", "user.id"},
    [USER_NAME] = {"user_name", "user.name"},
    [QUEUE] = {"queue", "lineup.queue.id"},
    [TARGET_QUEUE] = {"target_queue", "lineup.target_queue.id"},
    [TASK] = {"task", "lineup.task.id"},
    [PROJECT] = {"project", "lineup.project.id"},
    [WORKER] = {"worker", "lineup.worker.id"},
    [CLIENT] = {"client", "client.address"},
    [AGENT] = {"agent", "user_agent.original"},
    [TRX] = {"trx", "lineup.trx"},
    [BYTES_IN] = {"bytes_in", "http.request.body.size"},
    [BYTES_OUT] = {"bytes_out", "http.response.body.size"},
    [MS] = {"ms", "lineup.duration_ms"},
};

static const struct log_key polls_key = {"polls", "lineup.polls"};
static const struct log_key empty_key = {"empty", "lineup.empty_polls"};

/* A line under way. */
struct line {
	size_t n;
	struct log_field fields[N_FIELDS];
};

struct observer *
observer_new(const struct endpoint_table *endpoints)
{
	size_t i, n = endpoints->n + 1;
	struct observer *observer = arena_must(
	    calloc(1, sizeof(*observer) + n * sizeof(*observer->actions)));

	observer->endpoints = endpoints;
	observer->begun = timefmt_now();
	metric_init(&observer->waits, &metric_long);
	for (i = 0; i < n; i++)
		metric_init(&observer->actions[i].durations, &metric_short);
	return observer;
}

void
observer_free(struct observer *observer)
{
	free(observer);
}

static void
add_text(struct line *line, enum field field, const char *text)
{
	if (text != NULL && *text != '\0')
		line->fields[line->n++] =
		    (struct log_field){&keys[field], LOG_TEXT, text, 0};
}

static void
add_number(struct line *line, enum field field, int64_t number)
{
	line->fields[line->n++] =
	    (struct log_field){&keys[field], LOG_NUMBER, NULL, number};
}

static void
add_user(struct line *line, const struct call *call)
{
	add_text(line, USER, call->who.user);
	add_text(line, USER_NAME, call->who.user_name);
}

/* Add what each line ends with, and write it. */
static void
end(struct line *line, const struct observer_call *observed,
    enum log_level level, const char *event)
{
	add_text(line, TRX, observed->trx);
	line->fields[line->n++] =
	    (struct log_field){&keys[MS], LOG_MICROSECONDS, NULL, observed->us};
	log_event(level, event, line->n, line->fields);
}

static void
log_change(
    const struct observer_call *observed, const struct call_change *change)
{
	const char *worker = change->worker;
	struct line line = {0};

	add_text(&line, ACTION, observed->endpoint->name);
	add_user(&line, observed->call);
	add_text(&line, QUEUE, change->queue);
	add_text(&line, TARGET_QUEUE, change->target_queue);
	add_text(&line, TASK, change->task);
	add_text(&line, PROJECT, change->project);
	add_text(
	    &line, WORKER, worker == NULL ? observed->call->worker : worker);
	end(&line, observed, LOG_LEVEL_INFO, "change");
}

static void
add_result(struct line *line, const struct observer_call *observed)
{
	const struct err_info *info = err_info(observed->result->error);

	add_number(line, CODE, info->code);
	add_number(line, SUBCODE, info->subcode);
	add_text(line, MESSAGE, observed->result->message);
}

static void
log_refusal(const struct observer_call *observed, int code)
{
	struct line line = {0};

	if (observed->endpoint == NULL)
		add_text(&line, PATH, observed->path);
	else
		add_text(&line, ACTION, observed->endpoint->name);
	add_result(&line, observed);
	add_user(&line, observed->call);
	add_text(&line, WORKER, observed->call->worker);
	add_text(&line, CLIENT, observed->call->address);
	end(&line, observed, LOG_LEVEL_INFO,
	    code >= 500 ? "failure" : "refusal");
}

static void
log_call(const struct observer_call *observed)
{
	const struct http_request *request = observed->request;
	struct line line = {0};

	add_text(&line, METHOD, request->method);
	add_text(&line, PATH, observed->path);
	add_result(&line, observed);
	add_text(&line, USER, observed->call->who.user);
	add_text(&line, WORKER, observed->call->worker);
	add_text(&line, CLIENT, observed->call->address);
	add_text(&line, AGENT, request->agent);
	if (request->body_state == HTTP_BODY_READ)
		add_number(&line, BYTES_IN, (int64_t)request->n_body);
	add_number(&line, BYTES_OUT, (int64_t)observed->length);
	end(&line, observed, LOG_LEVEL_DEBUG, "call");
}

/* True for what is logged at info beside changes. */
static bool
is_logged(int code)
{
	return code == 401 || code == 403 || code >= 500;
}

/* Add to a number that other threads change, too. */
static void
add(_Atomic uint64_t *number, uint64_t n)
{
	atomic_fetch_add_explicit(number, n, memory_order_relaxed);
}

/* The place of a code in the list, which gets it now if it doesn't have it. */
static size_t
place_of(struct observer *observer, int code)
{
	int known;
	size_t i;

	for (i = 0; i + 1 < CODES; i++) {
		known = atomic_load(&observer->codes[i]);
		if (known == code ||
		    (known == 0 && (atomic_compare_exchange_strong(
					&observer->codes[i], &known, code) ||
				       known == code)))
			break;
	}
	return i;
}

static void
count_tasks(struct observer *observer, const struct call *call)
{
	const struct call_change *change;

	if (call->is_poll) {
		add(&observer->n_polls, 1);
		if (call->changes == NULL)
			add(&observer->n_empty_polls, 1);
	}
	for (change = call->changes; change != NULL; change = change->next) {
		if (change->effect == CALL_ADDED)
			add(&observer->n_added, 1);
		else if (change->effect == CALL_POPPED)
			metric_add(&observer->waits, change->waited * 1000);
	}
}

static void
count(struct observer *observer, const struct observer_call *observed, int code)
{
	const struct endpoint_table *table = observer->endpoints;
	size_t i = observed->endpoint == NULL
		       ? table->n
		       : (size_t)(observed->endpoint - table->rows);
	struct action *action = &observer->actions[i];

	add(&observer->n_calls, 1);
	add(&action->counts[place_of(observer, code)], 1);
	metric_add(&action->durations, observed->us);
	count_tasks(observer, observed->call);
}

static void
log_all(const struct observer_call *observed, int code)
{
	const struct call_change *change = observed->call->changes;

	for (; change != NULL; change = change->next)
		log_change(observed, change);
	if (is_logged(code))
		log_refusal(observed, code);
}

void
observer_note(struct observer *observer, const struct observer_call *observed)
{
	int code = err_info(observed->result->error)->code;

	count(observer, observed, code);
	if (log_wants(LOG_LEVEL_INFO))
		log_all(observed, code);
	if (log_wants(LOG_LEVEL_DEBUG))
		log_call(observed);
}

uint64_t
observer_n_calls(struct observer *observer)
{
	return atomic_load(&observer->n_calls);
}

int64_t
observer_begun(const struct observer *observer)
{
	return observer->begun;
}

/* How much a number has grown since the last call. */
static int64_t
growth(_Atomic uint64_t *number, _Atomic uint64_t *logged)
{
	uint64_t now = atomic_load(number);

	return (int64_t)(now - atomic_exchange(logged, now));
}

void
observer_tick(void *context)
{
	struct observer *observer = context;
	/* in this order, so that there are never more empty ones */
	int64_t n_empty =
	    growth(&observer->n_empty_polls, &observer->n_logged_empty_polls);
	int64_t n = growth(&observer->n_polls, &observer->n_logged_polls);
	const struct log_field fields[] = {
	    {&polls_key, LOG_NUMBER, NULL, n},
	    {&empty_key, LOG_NUMBER, NULL, n_empty},
	};

	if (n > 0)
		log_event(LOG_LEVEL_INFO, "polls", 2, fields);
}

/* The name of an action for a label. */
static const char *
name_of(const struct observer *observer, size_t i)
{
	return i < observer->endpoints->n ? observer->endpoints->rows[i].name
					  : "unknown";
}

static void
show_codes(struct observer *observer, struct exposition *page, size_t i)
{
	struct action *action = &observer->actions[i];
	char code[12];
	const struct exposition_label labels[] = {
	    {"action", name_of(observer, i)}, {"code", code}};
	uint64_t n;
	size_t k;

	for (k = 0; k < CODES; k++) {
		if ((n = atomic_load(&action->counts[k])) == 0)
			continue;
		snprintf(
		    code, sizeof(code), "%d", atomic_load(&observer->codes[k]));
		exposition_sample(page, 2, labels, (double)n);
	}
}

static void
show_durations(struct observer *observer, struct exposition *page, size_t i)
{
	struct action *action = &observer->actions[i];
	const struct exposition_label label = {"action", name_of(observer, i)};
	size_t k;

	for (k = 0; k < CODES; k++) {
		if (atomic_load(&action->counts[k]) > 0) {
			exposition_histogram(
			    page, 1, &label, &action->durations);
			break;
		}
	}
}

static void
show_tasks(struct observer *observer, struct exposition *page)
{
	uint64_t n_empty = atomic_load(&observer->n_empty_polls);

	exposition_single(page, "lineup_tasks_added", EXPOSITION_COUNTER,
	    "Tasks that were put into queues.",
	    (double)atomic_load(&observer->n_added));
	exposition_single(page, "lineup_polls", EXPOSITION_COUNTER,
	    "Calls of agents for the next task.",
	    (double)atomic_load(&observer->n_polls));
	exposition_single(page, "lineup_empty_polls", EXPOSITION_COUNTER,
	    "Those of them that got no task.", (double)n_empty);
	exposition_family(page, "lineup_task_wait_seconds",
	    EXPOSITION_HISTOGRAM,
	    "How long tasks had waited when agents got them.");
	exposition_histogram(page, 0, NULL, &observer->waits);
}

void
observer_show(struct observer *observer, struct exposition *page)
{
	size_t i, n = observer->endpoints->n + 1;

	exposition_family(page, "lineup_calls", EXPOSITION_COUNTER,
	    "Calls by action and result code.");
	for (i = 0; i < n; i++)
		show_codes(observer, page, i);
	exposition_family(page, "lineup_call_duration_seconds",
	    EXPOSITION_HISTOGRAM,
	    "Calls, from when they were read until the answer was ready.");
	for (i = 0; i < n; i++)
		show_durations(observer, page, i);
	show_tasks(observer, page);
}
