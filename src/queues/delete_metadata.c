#include "api/call.h"
#include "api/checks.h"
#include "base/arena.h"
#include "base/text.h"
#include "generated/queues.h"
#include "model/queue.h"
#include "queues/refusals.h"
#include "store/queues.h"

/* Delete metadata items of a queue; missing ones are ignored. */
const struct call_result *
queues_delete_metadata(struct call *call,
    const struct queues_delete_metadata_req *request,
    struct queues_delete_metadata_resp *response)
{
	const char **names =
	    arena_alloc_n(call->arena, request->n_keys, sizeof(*names));
	const struct store_actor who = call_actor(call);
	struct store_metadata_changes changes = {
	    .remove = {.n = request->n_keys, .items = names},
	    .budget = call->budget,
	    .who = &who,
	    .now = call->now};
	const struct call_result *refusal;
	enum store_result changed;
	size_t i;

	if (request->n_keys == 0)
		return queues_empty_list(call, "keys");
	refusal = checks_count(
	    call, "keys", request->n_keys, call->server->limits.metadata);
	if (refusal != NULL)
		return refusal;
	for (i = 0; i < request->n_keys; i++) {
		names[i] = text_strip(call->arena, request->keys[i]);
		if (*names[i] == '\0')
			return queues_empty_key(call);
	}
	changed = store_change_metadata(
	    call->store, call->who.company, request->queue, &changes);
	if (changed == STORE_NOT_FOUND)
		return queues_no_queue(call, request->queue);
	if (changed != STORE_OK)
		return call_fail_store(call, changed);
	response->has.updated = true;
	response->updated = 1;
	call_changed(call, &(struct call_change){.queue = request->queue});
	return call_ok(call);
}
