#include <string.h>

#include "store/pauses.h"

struct pause_poller
store_poller(const struct store_actor *who)
{
	if (who == NULL)
		return (struct pause_poller){0};
	return (struct pause_poller){who->user, who->address, who->worker};
}

bool
store_pause_action(
    const char *before, const char *after, enum store_action *action)
{
	enum pause_scope from = pause_scope(before), to = pause_scope(after);

	*action = to == PAUSE_NOBODY ? STORE_RESUMED : STORE_PAUSED;
	return from != to || (to == PAUSE_SOME && strcmp(before, after) != 0);
}
