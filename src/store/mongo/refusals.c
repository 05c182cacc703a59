#include <inttypes.h>

#include "base/log.h"
#include "store/mongo/refusals.h"

static void
log_more(uint64_t n)
{
	if (n > 0)
		log_warning("mongodb: more commands refused for the same "
			    "reason: %" PRIu64,
		    n);
}

void
refusals_init(struct refusals *refusals)
{
	*refusals = (struct refusals){0};
	pthread_mutex_init(&refusals->mutex, NULL);
}

void
refusals_fini(struct refusals *refusals)
{
	log_more(tally_reset(&refusals->tally));
	pthread_mutex_destroy(&refusals->mutex);
}

void
refusals_add(struct refusals *refusals, const char *command, uint32_t code,
    const char *why)
{
	uint64_t n;

	pthread_mutex_lock(&refusals->mutex);
	if (code != refusals->code)
		log_more(tally_reset(&refusals->tally));
	refusals->code = code;
	n = tally_add(&refusals->tally, 1);
	if (n > 0) {
		log_more(n - 1);
		log_warning("mongodb: %s refused: %s", command, why);
	}
	pthread_mutex_unlock(&refusals->mutex);
}
