#ifndef STORE_PAUSES_H
#define STORE_PAUSES_H

/* For adapters: pauses of queues (model/pause.h) in terms of the store. */

#include "model/pause.h"
#include "store/history.h"

/* Who asks for a task; who may be NULL. */
struct pause_poller store_poller(const struct store_actor *who);

/*
 * Whether a change of a pause's value (NULL: none) is to be noted in the
 * history, and as what.
 */
bool store_pause_action(
    const char *before, const char *after, enum store_action *action);

#endif
