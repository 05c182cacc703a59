#include "base/steady.h"
#include "store/mongo/tally.h"

#define EVERY 60000 /* ms */

uint64_t
tally_add(struct tally *tally, uint64_t n)
{
	int64_t now = steady_now();

	tally->n += n;
	if (tally->n == 0 ||
	    (tally->logged != 0 && now < tally->logged + EVERY))
		return 0;
	n = tally->n;
	*tally = (struct tally){.logged = now};
	return n;
}

uint64_t
tally_reset(struct tally *tally)
{
	uint64_t n = tally->n;

	*tally = (struct tally){0};
	return n;
}
