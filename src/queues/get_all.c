#include <string.h>

#include "api/call.h"
#include "api/checks.h"
#include "api/scrolling.h"
#include "base/arena.h"
#include "generated/queues.h"
#include "model/filter.h"
#include "model/queue.h"
#include "queues/answer.h"
#include "queues/polls.h"
#include "queues/select.h"
#include "queues/view.h"
#include "store/queues.h"

#define MOST_POLLED 100 /* queues of an agent */

/*
 * True if this is how agents look whether their queues are still there, before
 * they poll them: it asks for ids and tags of given queues.
 */
static bool
is_of_agent(const struct queues_get_all_req *request)
{
	const char *const *fields = request->only_fields;

	return request->n_id > 0 && request->n_id <= MOST_POLLED &&
	       request->n_only_fields == 2 && strcmp(fields[0], "id") == 0 &&
	       strcmp(fields[1], "tags") == 0;
}

/* List the queues that a request selects, in its order. */
const struct call_result *
queues_get_all(struct call *call, const struct queues_get_all_req *request,
    struct queues_get_all_resp *response)
{
	struct filter *filter = filter_new(call->arena, call->who.company);
	const struct call_result *refusal;
	struct scrolling scrolling;
	struct queue_need need = {.max_entries = request->max_task_entries};
	enum store_result listed;
	struct queues_view view;
	struct queue *queues;
	size_t i, n;

	if ((refusal = queues_select(call, request, filter, &scrolling)) !=
		NULL ||
	    (refusal = queues_view_read(call, request->n_only_fields,
		 request->only_fields, &view)) != NULL)
		return refusal;
	need.parts = queues_view_parts(&view);
	listed =
	    store_get_all(call->store, call->arena, filter, need, &n, &queues);
	if (listed != STORE_OK)
		return checks_no_list(call, listed, filter_gave_up(filter));
	response->has.queues = true;
	response->n_queues = n;
	response->scroll_id = scrolling_go_on(call, &scrolling, n);
	response->queues =
	    arena_alloc_n(call->arena, n, sizeof(*response->queues));
	for (i = 0; i < n; i++)
		queues_answer_queue(
		    call->arena, &queues[i], &view, &response->queues[i]);
	for (i = 0; is_of_agent(request) && i < n; i++)
		queues_note_poll(call, queues[i].id);
	return call_ok(call);
}
