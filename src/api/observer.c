#include <stdatomic.h>
#include <stdlib.h>

#include "api/call.h"
#include "api/endpoint.h"
#include "api/observer.h"
#include "base/arena.h"
#include "http/http.h"

struct observer {
	_Atomic uint64_t n_calls;
	/* since the last line about them: */
	_Atomic uint64_t n_polls;
	_Atomic uint64_t n_empty_polls;
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
observer_new(void)
{
	return arena_must(calloc(1, sizeof(struct observer)));
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

void
observer_note(struct observer *observer, const struct observer_call *observed)
{
	const struct call *call = observed->call;
	const struct call_change *change;
	int code = err_info(observed->result->error)->code;

	atomic_fetch_add_explicit(&observer->n_calls, 1, memory_order_relaxed);
	if (call->is_poll) {
		atomic_fetch_add_explicit(
		    &observer->n_polls, 1, memory_order_relaxed);
		if (call->changes == NULL)
			atomic_fetch_add_explicit(
			    &observer->n_empty_polls, 1, memory_order_relaxed);
	}
	if (log_wants(LOG_LEVEL_INFO)) {
		for (change = call->changes; change != NULL;
		     change = change->next)
			log_change(observed, change);
		if (is_logged(code))
			log_refusal(observed, code);
	}
	if (log_wants(LOG_LEVEL_DEBUG))
		log_call(observed);
}

uint64_t
observer_n_calls(struct observer *observer)
{
	return atomic_load(&observer->n_calls);
}

void
observer_tick(void *context)
{
	struct observer *observer = context;
	/* in this order, so that there are never more empty ones */
	uint64_t n_empty = atomic_exchange(&observer->n_empty_polls, 0);
	uint64_t n = atomic_exchange(&observer->n_polls, 0);
	const struct log_field fields[] = {
	    {&polls_key, LOG_NUMBER, NULL, (int64_t)n},
	    {&empty_key, LOG_NUMBER, NULL, (int64_t)n_empty},
	};

	if (n > 0)
		log_event(LOG_LEVEL_INFO, "polls", 2, fields);
}
