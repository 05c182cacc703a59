#ifndef PAGES_PAGES_H
#define PAGES_PAGES_H

/* Pages beside the API, which anyone may read. */

#include <stdbool.h>

struct arena;
struct http_request;
struct http_response;
struct store;

/* A URI without the prefix /lineup, if it has it. */
const char *pages_path(const char *uri);

/*
 * Answer the request for a page, with or without the prefix /lineup, under
 * which the drop-ins for web servers have them; browsers are led to the page
 * /ui/. False: there is no such page.
 */
bool pages_answer(struct arena *arena, const struct http_request *request,
    struct store *store, struct http_response *response);

#endif
