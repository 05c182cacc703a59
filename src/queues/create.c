#include "api/call.h"
#include "base/arena.h"
#include "base/ident.h"
#include "generated/queues.h"
#include "model/queue.h"
#include "queues/fields.h"
#include "queues/refusals.h"
#include "store/queues.h"

/* The queue that a request describes. */
static const struct call_result *
describe(struct call *call, const struct queues_create_req *request,
    struct queue *queue)
{
	const struct call_limits *limits = &call->server->limits;
	const struct call_result *result;

	if ((result = queues_check_count(
		 call, "tags", request->n_tags, limits->tags))
		    ->error != ERR_OK ||
	    (result = queues_check_count(
		 call, "system_tags", request->n_system_tags, limits->tags))
		    ->error != ERR_OK ||
	    (result = queues_check_count(
		 call, "metadata", request->n_metadata, limits->metadata))
		    ->error != ERR_OK ||
	    (result = queues_check_tags(call, request->n_tags, request->tags))
		    ->error != ERR_OK ||
	    (result = queues_check_tags(
		 call, request->n_system_tags, request->system_tags))
		    ->error != ERR_OK)
		return result;
	result = queues_check_metadata(
	    call, request->n_metadata, request->metadata, &queue->metadata);
	if (result->error != ERR_OK)
		return result;
	queue->n_metadata = request->n_metadata;
	queue->display_name = request->display_name;
	queue->company = call->who.company;
	queue->created = call->now;
	queue->last_update = call->now;
	queue->n_tags = request->n_tags;
	queue->tags =
	    queues_sort_tags(call->arena, request->n_tags, request->tags);
	queue->n_system_tags = request->n_system_tags;
	queue->system_tags = queues_sort_tags(
	    call->arena, request->n_system_tags, request->system_tags);
	return queues_check_name(call, request->name, &queue->name);
}

/* Create an empty queue; its name is new to the company. */
const struct call_result *
queues_create(struct call *call, const struct queues_create_req *request,
    struct queues_create_resp *response)
{
	char *id = arena_alloc(call->arena, IDENT_ID_SIZE);
	const struct call_result *result;
	struct queue queue = {.id = id};
	enum store_result created;

	if ((result = describe(call, request, &queue))->error != ERR_OK)
		return result;
	ident_new_id(id);
	created = store_create(call->store, &queue);
	if (created == STORE_DUPLICATE)
		return call_fail(call, ERR_VALUE_EXISTS, NULL,
		    "name=%s, company=%s", queue.name, queue.company);
	if (created != STORE_OK)
		return call_fail_store(call, created);
	response->has.id = true;
	response->id = id;
	return call_ok(call);
}
