#include "api/call.h"
#include "base/arena.h"
#include "generated/lineup.h"
#include "lineup/names.h"
#include "lineup/refusals.h"
#include "store/entries.h"

#define MOST 500 /* entries of an answer */

/* List some of a queue's tasks, with what is known of them. */
const struct call_result *
lineup_get_entries(struct call *call,
    const struct lineup_get_entries_req *request,
    struct lineup_get_entries_resp *response)
{
	size_t i, n = request->n < MOST ? (size_t)request->n : MOST;
	struct store_window window;
	enum store_result listed;

	listed = store_list_entries(call->store, call->arena, call->who.company,
	    request->queue, request->from, n, &window);
	if (listed == STORE_NOT_FOUND)
		return lineup_no_queue(call, request->queue);
	if (listed != STORE_OK)
		return call_fail_store(call, listed);
	response->has.length = response->has.entries = true;
	response->length = (int64_t)window.length;
	response->n_entries = window.n;
	response->entries =
	    arena_alloc_n(call->arena, window.n, sizeof(*response->entries));
	for (i = 0; i < window.n; i++) {
		response->entries[i].task = window.entries[i].task;
		response->entries[i].has.added = true;
		response->entries[i].added = window.entries[i].added;
	}
	lineup_name_entries(call, window.n, response->entries);
	return call_ok(call);
}
