#include "api/call.h"
#include "api/checks.h"
#include "base/arena.h"
#include "base/text.h"
#include "generated/queues.h"
#include "model/filter.h"
#include "model/queue.h"
#include "store/queues.h"

/* Ids to list in the refusal if many queues are tagged. */
#define MAX_TOLD 100

/* The ids of queues, as the original lists them. */
static const char *
list_ids(struct arena *arena, size_t n, const struct queue *queues)
{
	const char **ids = arena_alloc_n(arena, n, sizeof(*ids));
	size_t i;

	for (i = 0; i < n; i++)
		ids[i] = queues[i].id;
	return text_join(arena, n, ids);
}

/* Show the queue that is tagged as the company's default, if only one is. */
const struct call_result *
queues_get_default(struct call *call,
    const struct queues_get_default_req *request,
    struct queues_get_default_resp *response)
{
	static const char *const tag[] = {"default"};
	struct filter *filter = filter_new(call->arena, call->who.company);
	enum store_result listed;
	struct queue *queues;
	const char *error;
	size_t n;

	(void)request;
	filter_list(filter, FILTER_SYSTEM_TAGS, 1, tag, &error);
	filter_page(filter, 0, MAX_TOLD);
	listed = store_get_all(call->store, call->arena, filter,
	    (struct queue_need){0}, &n, &queues);
	if (listed != STORE_OK)
		return checks_no_list(call, listed, filter_gave_up(filter));
	if (n == 0)
		return call_fail(call, ERR_NO_DEFAULT_QUEUE, NULL, NULL);
	if (n > 1)
		return call_fail(call, ERR_MORE_THAN_ONE_DEFAULT_QUEUE, NULL,
		    "queues=(%s)", list_ids(call->arena, n, queues));
	response->id = queues[0].id;
	response->name = queues[0].name;
	return call_ok(call);
}
