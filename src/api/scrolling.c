#include <string.h>

#include "api/call.h"
#include "api/scrolling.h"
#include "base/arena.h"
#include "base/log.h"
#include "store/scrolls.h"

/* Find the scroll that a request names; null or "" begins one. */
static const struct call_result *
find(struct call *call, struct scrolling *scrolling)
{
	const char *id = scrolling->given;
	enum store_result found;

	if (id == NULL || *id == '\0') {
		found = store_open_scroll(call->store, call->who.company,
		    scrolling->list, call->now, scrolling->id);
		return found == STORE_OK ? NULL : call_fail_store(call, found);
	}
	found = store_find_scroll(call->store, call->who.company,
	    scrolling->list, id, call->now, &scrolling->position);
	if (found == STORE_NOT_FOUND)
		return call_fail(
		    call, ERR_INVALID_SCROLL_ID, NULL, "scroll_id=%s", id);
	if (found != STORE_OK)
		return call_fail_store(call, found);
	memcpy(scrolling->id, id, sizeof(scrolling->id));
	return NULL;
}

const struct call_result *
scrolling_begin(
    struct call *call, struct scrolling *scrolling, size_t *skip, size_t *limit)
{
	const struct call_result *refusal;
	size_t size = (size_t)scrolling->size;

	if (!scrolling->has_size)
		return call_fail(call, ERR_VALIDATION_ERROR,
		    "Integer size parameter greater than 1 should be provided "
		    "when working with scroll",
		    NULL);
	if ((refusal = find(call, scrolling)) != NULL)
		return refusal;
	if (scrolling->refresh) {
		if (scrolling->position > size)
			size = scrolling->position;
		scrolling->position = 0;
	}
	*skip = scrolling->position;
	*limit = size;
	return NULL;
}

const struct call_result *
scrolling_page(struct call *call, struct scrolling *scrolling,
    const struct checks_page *page, size_t *skip, size_t *limit)
{
	return scrolling->given != NULL || scrolling->is_null
		   ? scrolling_begin(call, scrolling, skip, limit)
		   : checks_paging(call, page, skip, limit);
}

const char *
scrolling_go_on(struct call *call, const struct scrolling *scrolling, size_t n)
{
	if (*scrolling->id == '\0')
		return NULL;
	/* not fatal: if the scroll is lost, its next use is refused */
	if (store_move_scroll(call->store, call->who.company, scrolling->id,
		scrolling->position + n) != STORE_OK)
		log_warning("cannot move scroll %s on", scrolling->id);
	return arena_strdup(call->arena, scrolling->id);
}
