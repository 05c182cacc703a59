/* Made from schema/lineup.conf by the generator; do not edit. */

#ifndef LINEUP_H
#define LINEUP_H

/*
 * Why tasks wait, and what goes on in queues.
 *
 * In a request, has.x is true if the member x was sent with a value, and null.x
 * if it was sent as null; without has.x, x has its default.  In an answer, a
 * text or pointer is written unless it is NULL, and any other member x if has.x
 * is true; if null.x is true, null is written instead.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/api_version.h"
#include "json/jval.h"

struct call;
struct call_result;

/*
 * not_known: no queue holds the task, and nothing is known of it. not_queued:
 * no queue holds it. paused: its queue is paused for everybody, or for all who
 * polled it in the last minute. nobody_polls: nobody has polled its queue in
 * the last minute. workers_busy: nor that, but all workers of the queue run
 * other tasks. waiting: its queue is polled, so it will be run.
 */
enum lineup_verdict {
	LINEUP_VERDICT_UNKNOWN, /* none of these */
	LINEUP_VERDICT_NOT_KNOWN,
	LINEUP_VERDICT_NOT_QUEUED,
	LINEUP_VERDICT_PAUSED,
	LINEUP_VERDICT_NOBODY_POLLS,
	LINEUP_VERDICT_WORKERS_BUSY,
	LINEUP_VERDICT_WAITING,
};

/*
 * popped: taken from the front, to be run; cleared: all tasks were taken out;
 * paused: for some or all who poll the queue.
 */
enum lineup_change_action {
	LINEUP_CHANGE_ACTION_UNKNOWN, /* none of these */
	LINEUP_CHANGE_ACTION_ADDED,
	LINEUP_CHANGE_ACTION_POPPED,
	LINEUP_CHANGE_ACTION_REMOVED,
	LINEUP_CHANGE_ACTION_MOVED,
	LINEUP_CHANGE_ACTION_CLEARED,
	LINEUP_CHANGE_ACTION_PAUSED,
	LINEUP_CHANGE_ACTION_RESUMED,
};

struct lineup_explain_task_req {
	struct {
		bool task;
	} has;
	/* Id of the task. */
	const char *task;
};

/* Why a task waits in a queue that holds it. */
struct lineup_reason {
	struct {
		bool position;
		bool length;
		bool added;
		bool verdict;
		bool paused_for;
		bool pollers;
		bool last_poll;
		bool workers;
		bool busy_workers;
		bool starts_in;
	} has;
	/* Id of the queue. */
	const char *id;
	/* Name of the queue. */
	const char *name;
	/* The task's position in it, from 0. */
	int64_t position;
	/* How many tasks are in the queue. */
	int64_t length;
	/* When the task was added. */
	int64_t added;
	/* The verdict for this queue. */
	enum lineup_verdict verdict;
	/*
	 * For whom the queue is paused, if it is: "everybody", or "user:ID" and
	 * "host:NAME".
	 */
	size_t n_paused_for;
	const char **paused_for;
	/*
	 * How many agents polled the queue in the last minute, apart from those
	 * for whom it is paused.
	 */
	int64_t pollers;
	/* When it was polled last, if that is known. */
	int64_t last_poll;
	/* How many workers are registered for the queue. */
	int64_t workers;
	/* How many of these run a task. */
	int64_t busy_workers;
	/*
	 * In about how many seconds the task starts, if tasks are popped as in
	 * the last hour; missing if those are fewer than five, or nobody polls.
	 */
	int64_t starts_in;
	/* The same, for people. */
	const char *text;
};

/*
 * What is known of a task's way through queues, by its record and by the
 * history; what is not known is missing.
 */
struct lineup_trace {
	struct {
		bool status_changed;
		bool popped;
		bool started;
	} has;
	/* Id of the task. */
	const char *id;
	/* Its name. */
	const char *name;
	/* Id of the user whose task it is. */
	const char *user;
	/* Its status. */
	const char *status;
	/* Since when it has this status. */
	int64_t status_changed;
	/* Id of the queue that it is to be run from, or was in last. */
	const char *queue;
	/* The worker that ran it last. */
	const char *worker;
	/* When it was taken from its queue. */
	int64_t popped;
	/* Id of the user who took it. */
	const char *popped_by;
	/* When it was started last. */
	int64_t started;
};

struct lineup_explain_task_resp {
	struct {
		bool verdict;
		bool queues;
		bool task;
	} has;
	/* Why; if several queues hold the task, the best verdict. */
	enum lineup_verdict verdict;
	/* The same for people; a line for each queue. */
	const char *text;
	/* The queues that hold the task, at most ten. */
	size_t n_queues;
	struct lineup_reason *queues;
	struct lineup_trace task;
};

struct lineup_find_task_req {
	struct {
		bool task;
	} has;
	/* Id of the task. */
	const char *task;
};

/* A queue that holds a task. */
struct lineup_holder {
	struct {
		bool position;
		bool length;
		bool added;
	} has;
	/* Id of the queue. */
	const char *id;
	/* Name of the queue. */
	const char *name;
	/* The task's position in it, from 0. */
	int64_t position;
	/* How many tasks are in the queue. */
	int64_t length;
	/* When the task was added. */
	int64_t added;
};

struct lineup_find_task_resp {
	struct {
		bool queues;
	} has;
	/* The queues; an empty list if none holds it. */
	size_t n_queues;
	struct lineup_holder *queues;
};

struct lineup_get_entries_req {
	struct {
		bool queue;
		bool from;
		bool n;
	} has;
	struct {
		bool from;
		bool n;
	} null;
	/* Id of the queue. */
	const char *queue;
	/* The position of the first one, from 0. */
	int64_t from;
	/* How many to list; more than 500 count as 500. */
	int64_t n;
};

struct lineup_entry {
	struct {
		bool added;
	} has;
	/* Id of the task. */
	const char *task;
	/* When it was added to the queue. */
	int64_t added;
	/* Name of the task, where it is known. */
	const char *name;
	/* Id of the user whose task it is, where that is known. */
	const char *user;
};

struct lineup_get_entries_resp {
	struct {
		bool length;
		bool entries;
	} has;
	/* How many tasks are in the queue. */
	int64_t length;
	/* The tasks, in their order. */
	size_t n_entries;
	struct lineup_entry *entries;
};

struct lineup_get_history_req {
	struct {
		bool queue;
		bool task;
		bool n;
	} has;
	struct {
		bool queue;
		bool task;
		bool n;
	} null;
	/* Id of the queue. */
	const char *queue;
	/* Id of the task; either it or the queue is required. */
	const char *task;
	/* How many to list; more than 500 count as 500. */
	int64_t n;
};

/* A change of a queue's tasks, or of its pause. */
struct lineup_change {
	struct {
		bool at;
		bool action;
		bool before;
		bool after;
	} has;
	/* When it was made. */
	int64_t at;
	/*
	 * popped: taken from the front, to be run; cleared: all tasks were
	 * taken out; paused: for some or all who poll the queue.
	 */
	enum lineup_change_action action;
	/* Id of the queue. */
	const char *queue;
	/*
	 * Id of the queue that the task was moved to, if that is another one.
	 */
	const char *target_queue;
	/* Id of the task. */
	const char *task;
	/*
	 * Id of the user who did it; missing if it was done on the server's
	 * command line.
	 */
	const char *user;
	/* The name of the agent that did it, if it sent one. */
	const char *worker;
	/*
	 * The task's position before, or how many tasks were cleared, if that
	 * is known.
	 */
	int64_t before;
	/* The task's position after it, if that is known. */
	int64_t after;
};

struct lineup_get_history_resp {
	struct {
		bool changes;
	} has;
	/* The changes. */
	size_t n_changes;
	struct lineup_change *changes;
};

struct lineup_get_overview_req {
	struct {
		bool since;
	} has;
	struct {
		bool since;
	} null;
	/*
	 * The counter of an earlier answer: if nothing has changed, nothing is
	 * listed.
	 */
	int64_t since;
};

/* How many tasks came and went. */
struct lineup_counts {
	struct {
		bool added;
		bool popped;
		bool removed;
	} has;
	/* Tasks that were added. */
	int64_t added;
	/* Tasks that agents took, to run them. */
	int64_t popped;
	/* Tasks that left otherwise. */
	int64_t removed;
};

/* An agent that polls a queue. */
struct lineup_poller {
	struct {
		bool last_poll;
	} has;
	/* The agent's name, if it sends one. */
	const char *worker;
	/* Id of the user who polls. */
	const char *user;
	/* The address that it polls from. */
	const char *address;
	/* When it polled last. */
	int64_t last_poll;
};

/* What goes on in a queue. */
struct lineup_queue_overview {
	struct {
		bool paused;
		bool paused_for;
		bool waiting;
		bool oldest;
		bool next_task;
		bool last_minute;
		bool last_hour;
		bool wait_p50;
		bool wait_p95;
		bool pollers;
		bool tags;
		bool system_tags;
	} has;
	/* Id of the queue. */
	const char *id;
	/* Its name. */
	const char *name;
	/* The name that web pages show instead. */
	const char *display_name;
	/*
	 * Whether it is paused, for some or for everybody: agents that ask for
	 * a task get none. It is if it has metadata with the key lineup_paused,
	 * whatever its value but "false".
	 */
	bool paused;
	/*
	 * For whom, if it is: "everybody", or, as in the metadata's value,
	 * where spaces stand between them, "user:ID" and "host:NAME": an
	 * address, an agent's name, or that up to a colon.
	 */
	size_t n_paused_for;
	const char **paused_for;
	/* How many tasks wait in it. */
	int64_t waiting;
	/* When the task was added that waits longest, of the first sixteen. */
	int64_t oldest;
	struct lineup_entry next_task;
	struct lineup_counts last_minute;
	struct lineup_counts last_hour;
	/*
	 * Seconds that half of the tasks popped in the last hour had waited at
	 * most, about.
	 */
	double wait_p50;
	/* The same for 95 of 100 tasks. */
	double wait_p95;
	/* Who has polled it in the last minute. */
	size_t n_pollers;
	struct lineup_poller *pollers;
	/* Its tags. */
	size_t n_tags;
	const char **tags;
	/* Its system tags. */
	size_t n_system_tags;
	const char **system_tags;
};

struct lineup_get_overview_resp {
	struct {
		bool changed;
		bool counter;
		bool queues;
	} has;
	/* False: everything is as it was, apart from the times of polls. */
	bool changed;
	/*
	 * Another number whenever something has changed; missing if nothing
	 * has.
	 */
	int64_t counter;
	/* All queues of the company. */
	size_t n_queues;
	struct lineup_queue_overview *queues;
};

struct lineup_get_status_req {
	char nothing;
};

/* The disk that the data is on. */
struct lineup_disk {
	struct {
		bool size;
		bool free;
		bool is_low;
	} has;
	/* Its size in bytes. */
	int64_t size;
	/* How many of these are free. */
	int64_t free;
	/* True if so little is free that nothing can be added. */
	bool is_low;
};

struct lineup_get_status_resp {
	struct {
		bool store_size;
		bool disk;
	} has;
	/* Version of the program. */
	const char *version;
	/* Version of the API that it announces. */
	const char *api_version;
	/* Id of its data. */
	const char *uid;
	/* What it keeps its data in: sqlite or mongodb. */
	const char *store;
	/* Size of the database in bytes, if that is known. */
	int64_t store_size;
	/* Missing if it isn't known. */
	struct lineup_disk disk;
};

struct lineup_list_orphans_req {
	struct {
		bool seconds;
	} has;
	struct {
		bool seconds;
	} null;
	/* How long ago they were taken, at least. */
	int64_t seconds;
};

struct lineup_list_orphans_resp {
	struct {
		bool tasks;
	} has;
	/* The tasks, at most a hundred; those taken first come first. */
	size_t n_tasks;
	struct lineup_trace *tasks;
};

/* The value of a text; an unknown text is refused. */
enum lineup_verdict lineup_verdict_read(struct jval_reader *reader,
    const struct jval *value);
enum lineup_change_action lineup_change_action_read(struct jval_reader *reader,
    const struct jval *value);

/* The text of a value. */
const char *lineup_verdict_text(enum lineup_verdict value);
const char *lineup_change_action_text(enum lineup_change_action value);

/*
 * Read a request or a part of one into the struct of the function's name.
 * False, with the reason in the reader, if it is refused.
 */
bool lineup_explain_task_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool lineup_find_task_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool lineup_get_entries_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool lineup_get_history_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool lineup_get_overview_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool lineup_get_status_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool lineup_list_orphans_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);

/* Write a response or a part of one, the struct of the function's name. */
void lineup_reason_write(struct jval_writer *writer, const char *name,
    const void *of);
void lineup_trace_write(struct jval_writer *writer, const char *name,
    const void *of);
void lineup_explain_task_resp_write(struct jval_writer *writer,
    const char *name, const void *of);
void lineup_holder_write(struct jval_writer *writer, const char *name,
    const void *of);
void lineup_find_task_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void lineup_entry_write(struct jval_writer *writer, const char *name,
    const void *of);
void lineup_get_entries_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void lineup_change_write(struct jval_writer *writer, const char *name,
    const void *of);
void lineup_get_history_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void lineup_counts_write(struct jval_writer *writer, const char *name,
    const void *of);
void lineup_poller_write(struct jval_writer *writer, const char *name,
    const void *of);
void lineup_queue_overview_write(struct jval_writer *writer, const char *name,
    const void *of);
void lineup_get_overview_resp_write(struct jval_writer *writer,
    const char *name, const void *of);
void lineup_disk_write(struct jval_writer *writer, const char *name,
    const void *of);
void lineup_get_status_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void lineup_list_orphans_resp_write(struct jval_writer *writer,
    const char *name, const void *of);

/* Say why a task is not run: one verdict, and what it rests on. */
const struct call_result *lineup_explain_task(struct call *call,
    const struct lineup_explain_task_req *request,
    struct lineup_explain_task_resp *response);

/* Find the queues that hold a task, and its position in each. */
const struct call_result *lineup_find_task(struct call *call,
    const struct lineup_find_task_req *request,
    struct lineup_find_task_resp *response);

/* List some of a queue's tasks, from any position. */
const struct call_result *lineup_get_entries(struct call *call,
    const struct lineup_get_entries_req *request,
    struct lineup_get_entries_resp *response);

/*
 * List the last changes of a queue, or of a task in any queue: the newest
 * first. They are kept as long as history_retention says; with SQLite, the last
 * million of them.
 */
const struct call_result *lineup_get_history(struct call *call,
    const struct lineup_get_history_req *request,
    struct lineup_get_history_resp *response);

/* Show what goes on in all queues. It is read every two seconds at most. */
const struct call_result *lineup_get_overview(struct call *call,
    const struct lineup_get_overview_req *request,
    struct lineup_get_overview_resp *response);

/* Show what this server is, and what room it has. */
const struct call_result *lineup_get_status(struct call *call,
    const struct lineup_get_status_req *request,
    struct lineup_get_status_resp *response);

/*
 * List tasks that were taken from their queues, and have not been started
 * since. Where it isn't known when a task was taken, the time counts since
 * which it has been queued.
 */
const struct call_result *lineup_list_orphans(struct call *call,
    const struct lineup_list_orphans_req *request,
    struct lineup_list_orphans_resp *response);

#endif
