#include "generated/lineup.h"
#include "lineup/traces.h"
#include "store/traces.h"

void
lineup_answer_trace(
    const struct store_trace *trace, struct lineup_trace *answer)
{
	answer->id = trace->id;
	answer->name = trace->name;
	answer->user = trace->user;
	answer->status = trace->status;
	answer->queue = trace->queue;
	answer->worker = trace->worker;
	answer->popped_by = trace->popped_by;
	answer->has.status_changed = trace->status_changed != 0;
	answer->status_changed = trace->status_changed;
	answer->has.popped = trace->popped != 0;
	answer->popped = trace->popped;
	answer->has.started = trace->started != 0;
	answer->started = trace->started;
}
