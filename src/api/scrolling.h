#ifndef API_SCROLLING_H
#define API_SCROLLING_H

/* Scrolls through lists. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "api/checks.h"
#include "base/random.h"

struct call;
struct call_result;

struct scrolling {
	const char *list; /* that it goes through, such as "tasks" */
	/* as a request asks for it: */
	const char *given; /* id, or NULL */
	bool is_null;      /* null was given, which begins */
	bool has_size;
	int64_t size;
	bool refresh;
	/* what became of it: */
	char id[RANDOM_ID_SIZE];
	size_t position;
};

/*
 * Begin or find the scroll, and find out what to skip of its list and where to
 * end: the next part or, to refresh, all that was shown.  Returns NULL, or the
 * refusal, 400/1104 if the scroll goes through another list.
 */
const struct call_result *scrolling_begin(
    struct call *call, struct scrolling *scrolling, size_t *skip, size_t *limit)
    __attribute__((warn_unused_result));

/*
 * Find out what to skip of a list and where to end (0: nowhere): by the scroll,
 * which is begun or found, if a request asks for one, else by the page. Returns
 * NULL, or the refusal.
 */
const struct call_result *scrolling_page(struct call *call,
    struct scrolling *scrolling, const struct checks_page *page, size_t *skip,
    size_t *limit) __attribute__((warn_unused_result));

/* Move the scroll on by so many; its id, or NULL if there is none. */
const char *scrolling_go_on(
    struct call *call, const struct scrolling *scrolling, size_t n);

#endif
