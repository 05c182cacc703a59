#include "api/call.h"
#include "queues/polls.h"
#include "store/sightings.h"

void
queues_note_poll(struct call *call, const char *queue)
{
	const struct store_sighting sighting = {.company = call->who.company,
	    .queue = queue,
	    .user = call->who.user,
	    .address = call->address == NULL ? "" : call->address,
	    .worker = call->worker == NULL ? "" : call->worker,
	    .seen = call->now};

	store_note_sighting(call->store, &sighting);
}
