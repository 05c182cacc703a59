#ifndef EVENTS_LISTING_H
#define EVENTS_LISTING_H

/* Events as answers show them. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct call;
struct call_result;
struct jval;
struct store_event_list;
struct store_event_range;

/* How many events a call gets that asks for so many. */
size_t events_listing_most(int64_t asked);

/* Read the events of a range.  Returns NULL, or the refusal. */
const struct call_result *events_listing_read(struct call *call,
    const struct store_event_range *range, struct store_event_list *list)
    __attribute__((warn_unused_result));

/* The events that were read, as an answer has them; turned: the last one first.
 */
struct jval *events_listing_show(
    struct call *call, const struct store_event_list *list, bool turned);

#endif
