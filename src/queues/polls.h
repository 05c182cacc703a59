#ifndef QUEUES_POLLS_H
#define QUEUES_POLLS_H

/* Notes of who polls queues, for those who wonder why a task waits. */

struct call;

/* Note that the caller has polled a queue of its company. */
void queues_note_poll(struct call *call, const char *queue);

#endif
