#include "base/text.h"
#include "api/call.h"
#include "api/checks.h"
#include "generated/queues.h"
#include "model/queue.h"
#include "queues/answer.h"
#include "queues/fields.h"
#include "queues/refusals.h"
#include "store/queues.h"
#include "store/store.h"

/* The changes that a request asks for, as stores take them. */
struct wish {
	struct store_changes changes;
	struct store_strings tags;
	struct store_strings system_tags;
	struct store_metadata metadata;
};

/*
 * A null list clears the tags; a null name changes nothing (doc/original.md,
 * "Names and tags").
 */
static const struct call_result *
read_tags(struct call *call, const struct queues_update_req *request,
    struct wish *wish)
{
	const struct call_result *refusal;

	if (request->has.system_tags || request->null.system_tags) {
		wish->system_tags.n = request->n_system_tags;
		wish->system_tags.items = request->system_tags;
		wish->changes.system_tags = &wish->system_tags;
	}
	if (!request->has.tags && !request->null.tags)
		return NULL;
	wish->tags.n = request->n_tags;
	wish->tags.items = request->tags;
	wish->changes.tags = &wish->tags;
	refusal = checks_tag_prefixes(call, request->n_tags, request->tags);
	if (refusal != NULL)
		return refusal;
	return checks_tag_prefixes(
	    call, request->n_system_tags, request->system_tags);
}

static const struct call_result *
read_metadata(struct call *call, const struct queues_update_req *request,
    struct wish *wish)
{
	struct queue_metadata *items;
	const struct call_result *refusal;

	if (!request->has.metadata && !request->null.metadata)
		return NULL;
	refusal = queues_check_metadata(
	    call, request->n_metadata, request->metadata, &items);
	wish->metadata.n = request->n_metadata;
	wish->metadata.items = items;
	wish->changes.metadata = &wish->metadata;
	return refusal;
}

static const struct call_result *
read_wish(struct call *call, const struct queues_update_req *request,
    struct wish *wish)
{
	const struct call_result *refusal;

	*wish = (struct wish){.changes.display_name = request->display_name};
	if ((refusal = queues_check_counts(call, request->n_tags,
		 request->n_system_tags, request->n_metadata)) != NULL ||
	    (refusal = read_tags(call, request, wish)) != NULL ||
	    (refusal = read_metadata(call, request, wish)) != NULL)
		return refusal;
	if (!request->has.name)
		return NULL;
	return checks_name(call, request->name, &wish->changes.name);
}

/* Echo the changes: the name as it was sent, tags sorted. */
static void
echo(struct call *call, const struct queues_update_req *request,
    const struct wish *wish, struct queues_update_resp *response)
{
	struct queues_update_resp_fields *fields = &response->fields;

	fields->name = request->name;
	fields->display_name = request->display_name;
	fields->has.tags = wish->changes.tags != NULL;
	fields->n_tags = wish->tags.n;
	fields->tags = text_sort(call->arena, wish->tags.n, wish->tags.items);
	fields->has.system_tags = wish->changes.system_tags != NULL;
	fields->n_system_tags = wish->system_tags.n;
	fields->system_tags = text_sort(
	    call->arena, wish->system_tags.n, wish->system_tags.items);
	fields->has.metadata = wish->changes.metadata != NULL;
	fields->n_metadata = wish->metadata.n;
	fields->metadata = queues_answer_metadata(
	    call->arena, wish->metadata.n, wish->metadata.items);
}

/* Change what the request names; last_update stays. */
const struct call_result *
queues_update(struct call *call, const struct queues_update_req *request,
    struct queues_update_resp *response)
{
	const struct store_actor who = call_actor(call);
	const struct call_result *refusal;
	enum store_result updated;
	struct wish wish;

	if ((refusal = read_wish(call, request, &wish)) != NULL)
		return refusal;
	wish.changes.who = &who;
	wish.changes.now = call->now;
	updated = store_update(
	    call->store, call->who.company, request->queue, &wish.changes);
	if (updated == STORE_NOT_FOUND)
		return queues_no_queue(call, request->queue);
	if (updated == STORE_DUPLICATE)
		return call_fail(call, ERR_VALUE_EXISTS, NULL,
		    "name=%s, company=%s", wish.changes.name,
		    call->who.company);
	if (updated != STORE_OK)
		return call_fail_store(call, updated);
	response->has.fields = response->has.updated = true;
	echo(call, request, &wish, response);
	response->updated =
	    wish.changes.name != NULL || wish.changes.display_name != NULL ||
	    wish.changes.tags != NULL || wish.changes.system_tags != NULL ||
	    wish.changes.metadata != NULL;
	call_changed(call, &(struct call_change){.queue = request->queue});
	return call_ok(call);
}
