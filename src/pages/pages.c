#include <string.h>

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

/* True for a link to the page of a task or pipeline that the SDK prints. */
static bool
is_task_link(const char *uri)
{
	return (strncmp(uri, "/projects/", 10) == 0 ||
		   strncmp(uri, "/pipelines/", 11) == 0) &&
	       (strstr(uri, "/tasks/") != NULL ||
		   strstr(uri, "/experiments/") != NULL);
}

const char *
pages_path(const char *uri)
{
	const size_t n_prefix = sizeof(PREFIX) - 1;

	return strncmp(uri, PREFIX "/", n_prefix + 1) == 0 ? uri + n_prefix
							   : uri;
}

bool
pages_answer(
    const char *uri, struct store *store, struct http_response *response)
{
	size_t i;

	uri = pages_path(uri);
	for (i = 0; i < sizeof(pages) / sizeof(*pages); i++) {
		if (http_path_is(uri, pages[i].path)) {
			pages[i].answer(store, response);
			return true;
		}
	}
	if (is_task_link(uri) && store_keeps_tasks(store)) {
		http_set_text(response, 200, "text/plain",
		    "lineup has no page for a task. Its id is in the link: "
		    "see it by\n"
		    "    lineup task show ID\n"
		    "    lineup task log -f ID\n");
		return true;
	}
	return false;
}
