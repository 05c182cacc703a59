#include "api/call.h"
#include "api/checks.h"
#include "base/arena.h"
#include "base/random.h"
#include "base/text.h"
#include "generated/queues.h"
#include "model/queue.h"
#include "queues/fields.h"
#include "store/queues.h"

/* Fill in the queue from the request, except for its id. */
static const struct call_result *
describe(struct call *call, const struct queues_create_req *request,
    struct queue *queue)
{
	const struct call_result *refusal;

	if ((refusal = queues_check_counts(call, request->n_tags,
		 request->n_system_tags, request->n_metadata)) != NULL ||
	    (refusal = checks_tag_prefixes(
		 call, request->n_tags, request->tags)) != NULL ||
	    (refusal = checks_tag_prefixes(
		 call, request->n_system_tags, request->system_tags)) != NULL ||
	    (refusal = queues_check_metadata(call, request->n_metadata,
		 request->metadata, &queue->metadata)) != NULL)
		return refusal;
	queue->n_metadata = request->n_metadata;
	queue->display_name = request->display_name;
	queue->company = call->who.company;
	queue->created = call->now;
	queue->last_update = call->now;
	queue->n_tags = request->n_tags;
	queue->tags = text_sort(call->arena, request->n_tags, request->tags);
	queue->n_system_tags = request->n_system_tags;
	queue->system_tags = text_sort(
	    call->arena, request->n_system_tags, request->system_tags);
	return checks_name(call, request->name, &queue->name);
}

/* Create an empty queue; its name must be new in the company. */
const struct call_result *
queues_create(struct call *call, const struct queues_create_req *request,
    struct queues_create_resp *response)
{
	char *id = arena_alloc(call->arena, RANDOM_ID_SIZE);
	const struct call_result *refusal;
	struct queue queue = {.id = id};
	enum store_result created;

	if ((refusal = describe(call, request, &queue)) != NULL)
		return refusal;
	random_id(id);
	created = store_create(call->store, &queue);
	if (created == STORE_DUPLICATE)
		return call_fail(call, ERR_VALUE_EXISTS, NULL,
		    "name=%s, company=%s", queue.name, queue.company);
	if (created != STORE_OK)
		return call_fail_store(call, created);
	response->id = id;
	call_changed(call, &(struct call_change){.queue = id});
	return call_ok(call);
}
