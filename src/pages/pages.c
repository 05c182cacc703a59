#include <string.h>

#include "base/arena.h"
#include "http/http.h"
#include "pages/pages.h"
#include "store/records.h"
#include "store/store.h"

#define JSON "application/json"
#define PREFIX "/lineup"

typedef void page_answer(struct store *store, struct http_response *response);

struct page {
	const char *path;
	page_answer *answer;
};

static void
answer_alive(struct store *store, struct http_response *response)
{
	(void)store;
	http_set_text(response, 200, JSON, "{\"status\":\"alive\"}");
}

static void
answer_ready(struct store *store, struct http_response *response)
{
	if (store_ping(store) == STORE_OK)
		http_set_text(response, 200, JSON, "{\"status\":\"ready\"}");
	else
		http_set_text(
		    response, 503, JSON, "{\"status\":\"not ready\"}");
}

static const struct page pages[] = {
    {"/", answer_alive},
    {"/healthz", answer_alive},
    {"/readyz", answer_ready},
};

/*
 * The id of the task that a link is for, to the page of a task or pipeline that
 * the SDK prints; NULL: it is no such link.
 */
static const char *
linked_task(struct arena *arena, const char *uri)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
	const char *at;

	if (strncmp(uri, "/projects/", 10) != 0 &&
	    strncmp(uri, "/pipelines/", 11) != 0)
		return NULL;
	if ((at = strstr(uri, "/tasks/")) != NULL)
		at += 7;
	else if ((at = strstr(uri, "/experiments/")) != NULL)
		at += 13;
	else
		return NULL;
	return arena_strndup(arena, at, strspn(at, letters));
}

static bool
is_browser(const struct http_request *request)
{
	return request->accept != NULL &&
	       strstr(request->accept, "text/html") != NULL;
}

/* Lead to the operators' page, which the web server has. */
static void
lead(struct http_response *response, const char *location)
{
	http_set_text(response, 302, "text/plain", "");
	http_add_header(response, "Location", location);
}

/* Answer a link to a task's page; false: it is none. */
static bool
answer_task(struct arena *arena, const struct http_request *request,
    const char *uri, struct http_response *response)
{
	const char *task = linked_task(arena, uri);

	if (task == NULL)
		return false;
	if (is_browser(request))
		lead(response, arena_printf(arena, "/ui/#/task/%s", task));
	else
		http_set_text(response, 200, "text/plain",
		    "In a browser, this leads to the task's page. Its id is in "
		    "the link: see it by\n"
		    "    lineup task show ID\n"
		    "    lineup task log -f ID\n");
	return true;
}

const char *
pages_path(const char *uri)
{
	const size_t n_prefix = sizeof(PREFIX) - 1;

	return strncmp(uri, PREFIX "/", n_prefix + 1) == 0 ? uri + n_prefix
							   : uri;
}

bool
pages_answer(struct arena *arena, const struct http_request *request,
    struct store *store, struct http_response *response)
{
	const char *uri = pages_path(request->uri);
	size_t i;

	/* relative, so that they stay below /lineup */
	if (http_path_is(uri, "/ui") ||
	    (http_path_is(uri, "/") && is_browser(request))) {
		lead(response, "ui/");
		return true;
	}
	for (i = 0; i < sizeof(pages) / sizeof(*pages); i++) {
		if (http_path_is(uri, pages[i].path)) {
			pages[i].answer(store, response);
			return true;
		}
	}
	return store_keeps_tasks(store) &&
	       answer_task(arena, request, uri, response);
}
