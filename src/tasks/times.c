#include <string.h>

#include "api/call.h"
#include "api/checks.h"
#include "base/timefmt.h"
#include "generated/tasks.h"
#include "model/criteria.h"
#include "tasks/times.h"

/* 400/16: what a field is compared with makes no sense. */
static const struct call_result *
refuse(struct call *call, const char *error, const char *field)
{
	return call_fail(call, ERR_INVALID_FIELDS_VALUE,
	    "failed parsing query field", "error=%s, field=%s", error, field);
}

static const struct call_result *
add_range(struct call *call, struct criteria *criteria, const char *field,
    enum criteria_sign sign, int64_t value)
{
	return criteria_add_range(criteria, field, sign, value)
		   ? NULL
		   : refuse(call, "too many conditions", field);
}

/* The sign in front of a time; *text is set behind it. */
static enum criteria_sign
read_sign(const char **text)
{
	static const struct {
		const char *text;
		enum criteria_sign sign;
	} signs[] = {
	    {">=", CRITERIA_AT_LEAST},
	    {"<=", CRITERIA_AT_MOST},
	    {">", CRITERIA_GREATER},
	    {"<", CRITERIA_LESS},
	};
	size_t i;

	for (i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
		if (strncmp(*text, signs[i].text, strlen(signs[i].text)) == 0) {
			*text += strlen(signs[i].text);
			return signs[i].sign;
		}
	}
	return CRITERIA_EQUAL;
}

/* Add a condition; without a sign before the time, this one is meant. */
static const struct call_result *
add_time(struct call *call, struct criteria *criteria, const char *field,
    enum criteria_sign meant, const char *text)
{
	enum criteria_sign sign;
	int64_t time;

	if (text == NULL)
		return refuse(call, "null is not a time", field);
	sign = read_sign(&text);
	if (!timefmt_read(text, &time))
		return refuse(call, "not a time", field);
	return add_range(
	    call, criteria, field, sign == CRITERIA_EQUAL ? meant : sign, time);
}

static const struct call_result *
add_times(struct call *call, struct criteria *criteria, const char *field,
    size_t n, const char *const *texts)
{
	const struct call_result *refusal = NULL;
	size_t i;

	for (i = 0; i < n && refusal == NULL; i++)
		refusal =
		    add_time(call, criteria, field, CRITERIA_EQUAL, texts[i]);
	return refusal;
}

/* True if there are two times, or null, without a sign. */
static bool
is_span(size_t n, const char *const *texts)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (texts[i] != NULL && strchr("<>", *texts[i]) != NULL)
			return false;
	}
	return n == 2;
}

/* The start may be given as the first and the last time; null is open. */
static const struct call_result *
add_start(struct call *call, struct criteria *criteria, size_t n,
    const char *const *texts)
{
	const struct call_result *refusal = NULL;

	if (!is_span(n, texts))
		return add_times(call, criteria, "started", n, texts);
	if (texts[0] != NULL)
		refusal = add_time(
		    call, criteria, "started", CRITERIA_AT_LEAST, texts[0]);
	if (refusal == NULL && texts[1] != NULL)
		refusal = add_time(
		    call, criteria, "started", CRITERIA_AT_MOST, texts[1]);
	return refusal;
}

/* Numbers are given as the least and the greatest. */
static const struct call_result *
add_numbers(struct call *call, struct criteria *criteria, const char *field,
    size_t n, const int64_t *numbers)
{
	const struct call_result *refusal;

	if (n == 0)
		return NULL;
	if (n != 2)
		return refuse(call, "not the least and the greatest", field);
	refusal =
	    add_range(call, criteria, field, CRITERIA_AT_LEAST, numbers[0]);
	return refusal == NULL ? add_range(call, criteria, field,
				     CRITERIA_AT_MOST, numbers[1])
			       : refusal;
}

const struct call_result *
tasks_times_add(struct call *call, const struct tasks_get_all_req *request,
    struct criteria *criteria)
{
	const struct {
		const char *name;
		size_t n;
		const char *const *texts;
	} times[] = {
	    {"status_changed", request->n_status_changed,
		request->status_changed},
	    {"created", request->n_created, request->created},
	    {"completed", request->n_completed, request->completed},
	    {"published", request->n_published, request->published},
	    {"last_update", request->n_last_update, request->last_update},
	    {"last_change", request->n_last_change, request->last_change},
	    {"last_worker_report", request->n_last_worker_report,
		request->last_worker_report},
	};
	const struct call_result *refusal =
	    add_start(call, criteria, request->n_started, request->started);
	size_t i;

	for (i = 0; i < sizeof(times) / sizeof(*times) && refusal == NULL; i++)
		refusal = add_times(
		    call, criteria, times[i].name, times[i].n, times[i].texts);
	if (refusal == NULL)
		refusal = add_numbers(call, criteria, "active_duration",
		    request->n_active_duration, request->active_duration);
	if (refusal == NULL)
		refusal = add_numbers(call, criteria, "last_iteration",
		    request->n_last_iteration, request->last_iteration);
	return refusal;
}

const struct call_result *
tasks_times_add_to_fields(struct call *call, const char *name, bool all,
    const struct tasks_multi_field_pattern_data *given,
    struct criteria *criteria)
{
	const struct call_result *refusal = NULL;
	size_t i, field;

	if (!all && given->n_fields > 1)
		return refuse(call, "datetime for one of several fields", name);
	for (i = 0; i < given->n_fields && refusal == NULL; i++) {
		if (!criteria_find(criteria, given->fields[i], &field))
			refusal = checks_no_field(call, given->fields[i]);
		else if (!criteria->fields->items[field].is_time)
			refusal = refuse(call, "not a time", given->fields[i]);
		else
			refusal = add_times(call, criteria, given->fields[i],
			    given->n_datetime, given->datetime);
	}
	return refusal;
}
