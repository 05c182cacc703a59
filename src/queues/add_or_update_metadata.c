#include "api/call.h"
#include "api/checks.h"
#include "generated/queues.h"
#include "model/queue.h"
#include "queues/fields.h"
#include "queues/refusals.h"
#include "store/queues.h"

/* Set metadata items of a queue, named by their own keys. */
const struct call_result *
queues_add_or_update_metadata(struct call *call,
    const struct queues_add_or_update_metadata_req *request,
    struct queues_add_or_update_metadata_resp *response)
{
	const struct call_limits *limits = &call->server->limits;
	const struct store_actor who = call_actor(call);
	struct store_metadata_changes changes = {
	    .replace = request->replace_metadata,
	    .most = limits->metadata,
	    .most_bytes = limits->metadata_size,
	    .budget = call->budget,
	    .who = &who,
	    .now = call->now};
	const struct call_result *refusal;
	struct queue_metadata *items;
	enum store_result changed;

	if (request->n_metadata == 0)
		return queues_empty_list(call, "metadata");
	refusal = checks_count(
	    call, "metadata", request->n_metadata, limits->metadata);
	if (refusal != NULL)
		return refusal;
	refusal = queues_check_items(
	    call, request->n_metadata, request->metadata, &items);
	if (refusal != NULL)
		return refusal;
	changes.set.n = request->n_metadata;
	changes.set.items = items;
	changed = store_change_metadata(
	    call->store, call->who.company, request->queue, &changes);
	if (changed == STORE_NOT_FOUND)
		return queues_no_queue(call, request->queue);
	if (changed == STORE_FULL)
		return queues_too_much_metadata(call);
	if (changed != STORE_OK)
		return call_fail_store(call, changed);
	response->has.updated = true;
	response->updated = 1;
	call_changed(call, &(struct call_change){.queue = request->queue});
	return call_ok(call);
}
