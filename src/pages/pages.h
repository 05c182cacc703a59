#ifndef PAGES_PAGES_H
#define PAGES_PAGES_H

/* Pages beside the API, which anyone may read. */

#include <stdbool.h>

struct http_response;
struct store;

/* A URI without the prefix /lineup, if it has it. */
const char *pages_path(const char *uri);

/*
 * Answer the request for a page by its URI, with or without the prefix /lineup,
 * under which the drop-ins for web servers have them.  False: there is no such
 * page.
 */
bool pages_answer(
    const char *uri, struct store *store, struct http_response *response);

#endif
