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

/*
 * Read a request or a part of one into the struct of the function's name.
 * False, with the reason in the reader, if it is refused.
 */
bool lineup_find_task_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool lineup_get_entries_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);

/* Write a response or a part of one, the struct of the function's name. */
void lineup_holder_write(struct jval_writer *writer, const char *name,
    const void *of);
void lineup_find_task_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void lineup_entry_write(struct jval_writer *writer, const char *name,
    const void *of);
void lineup_get_entries_resp_write(struct jval_writer *writer, const char *name,
    const void *of);

/* Find the queues that hold a task, and its position in each. */
const struct call_result *lineup_find_task(struct call *call,
    const struct lineup_find_task_req *request,
    struct lineup_find_task_resp *response);

/* List some of a queue's tasks, from any position. */
const struct call_result *lineup_get_entries(struct call *call,
    const struct lineup_get_entries_req *request,
    struct lineup_get_entries_resp *response);

#endif
