#ifndef API_SCROLLING_H
#define API_SCROLLING_H

/* Scrolls through lists that criteria select. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/random.h"

struct call;
struct call_result;
struct criteria;

struct scrolling {
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

/* True if a request asks for a scroll. */
bool scrolling_is_asked(const struct scrolling *scrolling);

/* Begin or find the scroll, and set the page of criteria.  Returns NULL, or the
 * refusal. */
const struct call_result *scrolling_begin(
    struct call *call, struct scrolling *scrolling, struct criteria *criteria)
    __attribute__((warn_unused_result));

/* Move the scroll on by so many; its id, or NULL if there is none. */
const char *scrolling_go_on(
    struct call *call, const struct scrolling *scrolling, size_t n);

#endif
