/* Made from schema/queues.conf by the generator; do not edit. */

#ifndef QUEUES_H
#define QUEUES_H

/*
 * Queues of tasks that wait for a worker.
 *
 * Of a request, has.x is true if the member x was sent with a value, and null.x
 * if it was sent as null; without has.x it is its default.  Of an answer, the
 * members with has.x are written, and those with null.x as null.  X_SINCE and
 * X_UNTIL are the versions that know x, where not all do.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/api_version.h"
#include "json/jval.h"

struct call;
struct call_result;

struct queues_list_filter_pair {
	const char *name;
	size_t n_values;
	const char **values;
};

struct queues_metadata_item {
	struct {
		bool key;
		bool type;
		bool value;
	} has;
	/* What the item is found by. */
	const char *key;
	/* What kind of value it is. */
	const char *type;
	/* The value. */
	const char *value;
};

struct queues_metadata_item_pair {
	const char *name;
	struct queues_metadata_item value;
};

struct queues_add_or_update_metadata_req {
	struct {
		bool queue;
		bool metadata;
		bool replace_metadata;
	} has;
	struct {
		bool replace_metadata;
	} null;
	/* Id of the queue. */
	const char *queue;
	/* What to set. */
	size_t n_metadata;
	struct queues_metadata_item *metadata;
	/* Forget all other metadata. */
	bool replace_metadata;
};

struct queues_add_or_update_metadata_resp {
	struct {
		bool updated;
	} has;
	/* How many queues were changed: 0 or 1. */
	int64_t updated;
};

struct queues_add_task_req {
	struct {
		bool queue;
		bool task;
	} has;
	/* Id of the queue. */
	const char *queue;
	/* Id of the task. */
	const char *task;
};

struct queues_add_task_resp {
	struct {
		bool added;
	} has;
	/* How many tasks were added: 0 or 1. */
	int64_t added;
};

struct queues_create_req {
	struct {
		bool name;
		bool tags;
		bool system_tags;
		bool metadata;
	} has;
	struct {
		bool tags;
		bool system_tags;
		bool metadata;
	} null;
	/* Name of the queue, unique within the company. */
	const char *name;
	/* Tags for users. */
	size_t n_tags;
	const char **tags;
	/* Tags that the system sets; leave them alone. */
	size_t n_system_tags;
	const char **system_tags;
	/* Named texts that belong to the queue. Since 2.13. */
	size_t n_metadata;
	struct queues_metadata_item_pair *metadata;
};

enum {
	QUEUES_CREATE_REQ_METADATA_SINCE = API_VERSION(2, 13),
};

struct queues_create_resp {
	struct {
		bool id;
	} has;
	/* Id of the new queue. */
	const char *id;
};

struct queues_delete_req {
	struct {
		bool queue;
		bool force;
	} has;
	struct {
		bool force;
	} null;
	/* Id of the queue. */
	const char *queue;
	/* Delete it though it holds tasks. */
	bool force;
};

struct queues_delete_resp {
	struct {
		bool deleted;
	} has;
	/* How many queues were deleted: 0 or 1. */
	int64_t deleted;
};

struct queues_delete_metadata_req {
	struct {
		bool queue;
		bool keys;
	} has;
	/* Id of the queue. */
	const char *queue;
	/* Names of what to delete. */
	size_t n_keys;
	const char **keys;
};

struct queues_delete_metadata_resp {
	struct {
		bool updated;
	} has;
	/* How many queues were changed: 0 or 1. */
	int64_t updated;
};

/* A pattern that is looked for in several fields. */
struct queues_fields_pattern {
	struct {
		bool fields;
		bool pattern;
	} has;
	/* Names of the fields. */
	size_t n_fields;
	const char **fields;
	/* A regular expression. */
	const char *pattern;
};

struct queues_get_all_req {
	struct {
		bool name;
		bool id;
		bool tags;
		bool system_tags;
		bool page;
		bool page_size;
		bool order_by;
		bool search_text;
		bool only_fields;
		bool scroll_id;
		bool refresh_scroll;
		bool size;
		bool any;
		bool or;
		bool all;
		bool and;
	} has;
	struct {
		bool name;
		bool id;
		bool tags;
		bool system_tags;
		bool page;
		bool page_size;
		bool order_by;
		bool search_text;
		bool only_fields;
		bool scroll_id;
		bool refresh_scroll;
		bool size;
		bool any;
		bool or;
		bool all;
		bool and;
	} null;
	/* Only queues whose name matches this regular expression. */
	const char *name;
	/* Only queues with one of these ids. */
	size_t n_id;
	const char **id;
	/* Only queues with one of these tags; '-' before a tag excludes it. */
	size_t n_tags;
	const char **tags;
	/*
	 * Only queues with one of these system tags; '-' before a tag excludes
	 * it.
	 */
	size_t n_system_tags;
	const char **system_tags;
	/* Which page to show, from 0. */
	int64_t page;
	/* How many queues a page has; the last one may have fewer. */
	int64_t page_size;
	/*
	 * Fields to order by, '-' before one for descending; '@text_score'
	 * orders by how well search_text matches.
	 */
	size_t n_order_by;
	const char **order_by;
	/* Only queues in which this text is found. */
	const char *search_text;
	/*
	 * Fields to show, '.' between the names of nested ones; all, if it is
	 * not given.
	 */
	size_t n_only_fields;
	const char **only_fields;
	/* What an earlier call gave to go on with; null begins. Since 2.15. */
	const char *scroll_id;
	/* Read again all that this scroll has shown. Since 2.15. */
	bool refresh_scroll;
	/* How many queues to show. Since 2.15. */
	int64_t size;
	/*
	 * Only queues in whose fields a pattern is found, letters of either
	 * case.
	 */
	struct queues_fields_pattern any;
	/*
	 * Only queues in whose fields a pattern is found, letters of either
	 * case.
	 */
	struct queues_fields_pattern or;
	/*
	 * Only queues in whose fields a pattern is found, letters of either
	 * case.
	 */
	struct queues_fields_pattern all;
	/*
	 * Only queues in whose fields a pattern is found, letters of either
	 * case.
	 */
	struct queues_fields_pattern and;
	/*
	 * Only queues with one of these values at this path of their metadata.
	 */
	size_t n_metadata;
	struct queues_list_filter_pair *metadata;
};

enum {
	QUEUES_GET_ALL_REQ_SCROLL_ID_SINCE = API_VERSION(2, 15),
	QUEUES_GET_ALL_REQ_REFRESH_SCROLL_SINCE = API_VERSION(2, 15),
	QUEUES_GET_ALL_REQ_SIZE_SINCE = API_VERSION(2, 15),
};

struct queues_entry {
	struct {
		bool task;
		bool added;
	} has;
	/* Id of the task. */
	const char *task;
	/* When the task was added. */
	int64_t added;
};

struct queues_queue {
	struct {
		bool id;
		bool name;
		bool user;
		bool company;
		bool created;
		bool tags;
		bool system_tags;
		bool entries;
		bool last_update;
		bool metadata;
	} has;
	/* Id of the queue. */
	const char *id;
	/* Name of the queue. */
	const char *name;
	/* Id of the user who owns it. */
	const char *user;
	/* Id of the company that it belongs to. */
	const char *company;
	/* When it was created. */
	int64_t created;
	/* Tags for users. */
	size_t n_tags;
	const char **tags;
	/* Tags that the system sets; leave them alone. */
	size_t n_system_tags;
	const char **system_tags;
	/* The tasks that wait, the next one first. */
	size_t n_entries;
	struct queues_entry *entries;
	/* When its entries changed last. */
	int64_t last_update;
	/* Named texts that belong to the queue. */
	size_t n_metadata;
	struct queues_metadata_item_pair *metadata;
};

struct queues_get_all_resp {
	struct {
		bool queues;
		bool scroll_id;
	} has;
	/* The queues. */
	size_t n_queues;
	struct queues_queue *queues;
	/* To be sent with the next call to go on. Since 2.15. */
	const char *scroll_id;
};

enum {
	QUEUES_GET_ALL_RESP_SCROLL_ID_SINCE = API_VERSION(2, 15),
};

/* The company that it belongs to. */
struct queues_queue_ex_company {
	struct {
		bool id;
	} has;
	/* Id of the company. */
	const char *id;
};

struct queues_named {
	struct {
		bool id;
		bool name;
	} has;
	/* Its id. */
	const char *id;
	/* Its name, where it is known. */
	const char *name;
};

struct queues_entry_ex {
	struct {
		bool added;
		bool task;
	} has;
	/* When the task was added. */
	int64_t added;
	/* The task. */
	struct queues_named task;
};

struct queues_worker {
	struct {
		bool ip;
		bool key;
		bool name;
		bool task;
	} has;
	struct {
		bool task;
	} null;
	/* Its address. */
	const char *ip;
	/* What it is kept by. */
	const char *key;
	/* Id of the worker. */
	const char *name;
	/* The task that it works on. */
	struct queues_named task;
};

struct queues_queue_ex {
	struct {
		bool company;
		bool created;
		bool entries;
		bool id;
		bool last_update;
		bool metadata;
		bool name;
		bool system_tags;
		bool tags;
		bool user;
		bool workers;
	} has;
	/* The company that it belongs to. */
	struct queues_queue_ex_company company;
	/* When it was created. */
	int64_t created;
	/* The tasks that wait, the next one first. */
	size_t n_entries;
	struct queues_entry_ex *entries;
	/* Id of the queue. */
	const char *id;
	/* When its entries changed last. */
	int64_t last_update;
	/* Named texts that belong to the queue. */
	size_t n_metadata;
	struct queues_metadata_item_pair *metadata;
	/* Name of the queue. */
	const char *name;
	/* Tags that the system sets; leave them alone. */
	size_t n_system_tags;
	const char **system_tags;
	/* Tags for users. */
	size_t n_tags;
	const char **tags;
	/* Id of the user who owns it. */
	const char *user;
	/* The workers that serve the queue. */
	size_t n_workers;
	struct queues_worker *workers;
};

struct queues_get_all_ex_resp {
	struct {
		bool queues;
		bool scroll_id;
	} has;
	/* The queues. */
	size_t n_queues;
	struct queues_queue_ex *queues;
	/* To be sent with the next call to go on. Since 2.15. */
	const char *scroll_id;
};

enum {
	QUEUES_GET_ALL_EX_RESP_SCROLL_ID_SINCE = API_VERSION(2, 15),
};

struct queues_get_by_id_req {
	struct {
		bool queue;
	} has;
	/* Id of the queue. */
	const char *queue;
};

struct queues_get_by_id_resp {
	struct {
		bool queue;
	} has;
	/* The queue. */
	struct queues_queue queue;
};

struct queues_get_default_req {
	char nothing;
};

struct queues_get_default_resp {
	struct {
		bool id;
		bool name;
	} has;
	/* Id of the queue. */
	const char *id;
	/* Name of the queue. */
	const char *name;
};

struct queues_get_next_task_req {
	struct {
		bool queue;
		bool get_task_info;
	} has;
	struct {
		bool get_task_info;
	} null;
	/* Id of the queue. */
	const char *queue;
	/* Tell whose task it is, too. */
	bool get_task_info;
};

/* Whose task it is, if that was asked for and is known. */
struct queues_get_next_task_resp_task_info {
	struct {
		bool company;
		bool user;
	} has;
	/* Id of the company. */
	const char *company;
	/* Id of the user. */
	const char *user;
};

struct queues_get_next_task_resp {
	struct {
		bool entry;
		bool task_info;
	} has;
	/* What was taken; absent if the queue is empty. */
	struct queues_entry entry;
	/* Whose task it is, if that was asked for and is known. */
	struct queues_get_next_task_resp_task_info task_info;
};

struct queues_get_queue_metrics_req {
	struct {
		bool from_date;
		bool to_date;
		bool interval;
		bool queue_ids;
	} has;
	struct {
		bool queue_ids;
	} null;
	/* Beginning of the time to show, in seconds since 1970. */
	double from_date;
	/* End of the time to show, in seconds since 1970. */
	double to_date;
	/* Length of an interval in seconds, 1 at least. */
	int64_t interval;
	/* Queues to show; all of the company's in one sum, if none is given. */
	size_t n_queue_ids;
	const char **queue_ids;
};

struct queues_queue_metrics {
	struct {
		bool avg_waiting_times;
		bool dates;
		bool queue;
		bool queue_lengths;
	} has;
	/*
	 * The mean time that tasks had waited, in seconds, one for each date:
	 * the greatest of its interval.
	 */
	size_t n_avg_waiting_times;
	double *avg_waiting_times;
	/*
	 * Beginnings of the intervals in which something was recorded, in
	 * milliseconds since 1970, rising.
	 */
	size_t n_dates;
	int64_t *dates;
	/* Id of the queue. */
	const char *queue;
	/*
	 * How many tasks waited, one for each date: at the moment that its mean
	 * was taken.
	 */
	size_t n_queue_lengths;
	int64_t *queue_lengths;
};

struct queues_get_queue_metrics_resp {
	struct {
		bool queues;
	} has;
	/* A series for each queue, or one named 'total'. */
	size_t n_queues;
	struct queues_queue_metrics *queues;
};

struct queues_move_task_backward_req {
	struct {
		bool queue;
		bool task;
		bool count;
	} has;
	struct {
		bool count;
	} null;
	/* Id of the queue. */
	const char *queue;
	/* Id of the task. */
	const char *task;
	/* How many places to move it; 1, if it is not given. */
	int64_t count;
};

struct queues_move_task_backward_resp {
	struct {
		bool position;
	} has;
	/* Where the task stands now, from 0. */
	int64_t position;
};

struct queues_move_task_forward_req {
	struct {
		bool queue;
		bool task;
		bool count;
	} has;
	struct {
		bool count;
	} null;
	/* Id of the queue. */
	const char *queue;
	/* Id of the task. */
	const char *task;
	/* How many places to move it; 1, if it is not given. */
	int64_t count;
};

struct queues_move_task_forward_resp {
	struct {
		bool position;
	} has;
	/* Where the task stands now, from 0. */
	int64_t position;
};

struct queues_move_task_to_back_req {
	struct {
		bool queue;
		bool task;
	} has;
	/* Id of the queue. */
	const char *queue;
	/* Id of the task. */
	const char *task;
};

struct queues_move_task_to_back_resp {
	struct {
		bool position;
	} has;
	/* Where the task stands now, from 0. */
	int64_t position;
};

struct queues_move_task_to_front_req {
	struct {
		bool queue;
		bool task;
	} has;
	/* Id of the queue. */
	const char *queue;
	/* Id of the task. */
	const char *task;
};

struct queues_move_task_to_front_resp {
	struct {
		bool position;
	} has;
	/* Where the task stands now, from 0. */
	int64_t position;
};

struct queues_remove_task_req {
	struct {
		bool queue;
		bool task;
	} has;
	/* Id of the queue. */
	const char *queue;
	/* Id of the task. */
	const char *task;
};

struct queues_remove_task_resp {
	struct {
		bool removed;
	} has;
	/* How many entries were taken out. */
	int64_t removed;
};

struct queues_update_req {
	struct {
		bool queue;
		bool name;
		bool tags;
		bool system_tags;
		bool metadata;
	} has;
	struct {
		bool name;
		bool tags;
		bool system_tags;
		bool metadata;
	} null;
	/* Id of the queue. */
	const char *queue;
	/* Name of the queue, unique within the company. */
	const char *name;
	/* Tags for users. */
	size_t n_tags;
	const char **tags;
	/* Tags that the system sets; leave them alone. */
	size_t n_system_tags;
	const char **system_tags;
	/* Named texts that belong to the queue. Since 2.13. */
	size_t n_metadata;
	struct queues_metadata_item_pair *metadata;
};

enum {
	QUEUES_UPDATE_REQ_METADATA_SINCE = API_VERSION(2, 13),
};

/* What was changed, and to what. */
struct queues_update_resp_fields {
	struct {
		bool name;
		bool tags;
		bool system_tags;
		bool metadata;
	} has;
	/* The name, as it was sent. */
	const char *name;
	/* The tags, sorted. */
	size_t n_tags;
	const char **tags;
	/* The system tags, sorted. */
	size_t n_system_tags;
	const char **system_tags;
	/* The metadata. */
	size_t n_metadata;
	struct queues_metadata_item_pair *metadata;
};

struct queues_update_resp {
	struct {
		bool fields;
		bool updated;
	} has;
	/* What was changed, and to what. */
	struct queues_update_resp_fields fields;
	/* How many queues were changed: 0 or 1. */
	int64_t updated;
};

/*
 * Read a request or a part of one.  False, with the reason in the reader, if it
 * is refused.
 */
bool queues_metadata_item_read(struct jval_reader *reader,
    const struct jval *value, struct queues_metadata_item *into);
bool queues_add_or_update_metadata_req_read(struct jval_reader *reader,
    const struct jval *value, struct queues_add_or_update_metadata_req *into);
bool queues_add_task_req_read(struct jval_reader *reader,
    const struct jval *value, struct queues_add_task_req *into);
bool queues_create_req_read(struct jval_reader *reader,
    const struct jval *value, struct queues_create_req *into);
bool queues_delete_req_read(struct jval_reader *reader,
    const struct jval *value, struct queues_delete_req *into);
bool queues_delete_metadata_req_read(struct jval_reader *reader,
    const struct jval *value, struct queues_delete_metadata_req *into);
bool queues_fields_pattern_read(struct jval_reader *reader,
    const struct jval *value, struct queues_fields_pattern *into);
bool queues_get_all_req_read(struct jval_reader *reader,
    const struct jval *value, struct queues_get_all_req *into);
bool queues_get_by_id_req_read(struct jval_reader *reader,
    const struct jval *value, struct queues_get_by_id_req *into);
bool queues_get_default_req_read(struct jval_reader *reader,
    const struct jval *value, struct queues_get_default_req *into);
bool queues_get_next_task_req_read(struct jval_reader *reader,
    const struct jval *value, struct queues_get_next_task_req *into);
bool queues_get_queue_metrics_req_read(struct jval_reader *reader,
    const struct jval *value, struct queues_get_queue_metrics_req *into);
bool queues_move_task_backward_req_read(struct jval_reader *reader,
    const struct jval *value, struct queues_move_task_backward_req *into);
bool queues_move_task_forward_req_read(struct jval_reader *reader,
    const struct jval *value, struct queues_move_task_forward_req *into);
bool queues_move_task_to_back_req_read(struct jval_reader *reader,
    const struct jval *value, struct queues_move_task_to_back_req *into);
bool queues_move_task_to_front_req_read(struct jval_reader *reader,
    const struct jval *value, struct queues_move_task_to_front_req *into);
bool queues_remove_task_req_read(struct jval_reader *reader,
    const struct jval *value, struct queues_remove_task_req *into);
bool queues_update_req_read(struct jval_reader *reader,
    const struct jval *value, struct queues_update_req *into);

/* Write a response or a part of one: the members that it has. */
void queues_metadata_item_write(struct jval_writer *writer, const char *name,
    const struct queues_metadata_item *from);
void queues_add_or_update_metadata_resp_write(struct jval_writer *writer,
    const char *name, const struct queues_add_or_update_metadata_resp *from);
void queues_add_task_resp_write(struct jval_writer *writer, const char *name,
    const struct queues_add_task_resp *from);
void queues_create_resp_write(struct jval_writer *writer, const char *name,
    const struct queues_create_resp *from);
void queues_delete_resp_write(struct jval_writer *writer, const char *name,
    const struct queues_delete_resp *from);
void queues_delete_metadata_resp_write(struct jval_writer *writer,
    const char *name, const struct queues_delete_metadata_resp *from);
void queues_entry_write(struct jval_writer *writer, const char *name,
    const struct queues_entry *from);
void queues_queue_write(struct jval_writer *writer, const char *name,
    const struct queues_queue *from);
void queues_get_all_resp_write(struct jval_writer *writer, const char *name,
    const struct queues_get_all_resp *from);
void queues_queue_ex_company_write(struct jval_writer *writer, const char *name,
    const struct queues_queue_ex_company *from);
void queues_named_write(struct jval_writer *writer, const char *name,
    const struct queues_named *from);
void queues_entry_ex_write(struct jval_writer *writer, const char *name,
    const struct queues_entry_ex *from);
void queues_worker_write(struct jval_writer *writer, const char *name,
    const struct queues_worker *from);
void queues_queue_ex_write(struct jval_writer *writer, const char *name,
    const struct queues_queue_ex *from);
void queues_get_all_ex_resp_write(struct jval_writer *writer, const char *name,
    const struct queues_get_all_ex_resp *from);
void queues_get_by_id_resp_write(struct jval_writer *writer, const char *name,
    const struct queues_get_by_id_resp *from);
void queues_get_default_resp_write(struct jval_writer *writer, const char *name,
    const struct queues_get_default_resp *from);
void queues_get_next_task_resp_task_info_write(struct jval_writer *writer,
    const char *name, const struct queues_get_next_task_resp_task_info *from);
void queues_get_next_task_resp_write(struct jval_writer *writer,
    const char *name, const struct queues_get_next_task_resp *from);
void queues_queue_metrics_write(struct jval_writer *writer, const char *name,
    const struct queues_queue_metrics *from);
void queues_get_queue_metrics_resp_write(struct jval_writer *writer,
    const char *name, const struct queues_get_queue_metrics_resp *from);
void queues_move_task_backward_resp_write(struct jval_writer *writer,
    const char *name, const struct queues_move_task_backward_resp *from);
void queues_move_task_forward_resp_write(struct jval_writer *writer,
    const char *name, const struct queues_move_task_forward_resp *from);
void queues_move_task_to_back_resp_write(struct jval_writer *writer,
    const char *name, const struct queues_move_task_to_back_resp *from);
void queues_move_task_to_front_resp_write(struct jval_writer *writer,
    const char *name, const struct queues_move_task_to_front_resp *from);
void queues_remove_task_resp_write(struct jval_writer *writer, const char *name,
    const struct queues_remove_task_resp *from);
void queues_update_resp_fields_write(struct jval_writer *writer,
    const char *name, const struct queues_update_resp_fields *from);
void queues_update_resp_write(struct jval_writer *writer, const char *name,
    const struct queues_update_resp *from);

/* Set pieces of a queue's metadata. */
const struct call_result *queues_add_or_update_metadata(struct call *call,
    const struct queues_add_or_update_metadata_req *request,
    struct queues_add_or_update_metadata_resp *response);

/* Append a task to a queue. */
const struct call_result *queues_add_task(struct call *call,
    const struct queues_add_task_req *request,
    struct queues_add_task_resp *response);

/* Create a queue. */
const struct call_result *queues_create(struct call *call,
    const struct queues_create_req *request,
    struct queues_create_resp *response);

/* Delete a queue; one that holds tasks only by force. */
const struct call_result *queues_delete(struct call *call,
    const struct queues_delete_req *request,
    struct queues_delete_resp *response);

/* Delete pieces of a queue's metadata. */
const struct call_result *queues_delete_metadata(struct call *call,
    const struct queues_delete_metadata_req *request,
    struct queues_delete_metadata_resp *response);

/* List queues. */
const struct call_result *queues_get_all(struct call *call,
    const struct queues_get_all_req *request,
    struct queues_get_all_resp *response);

/* List queues. */
const struct call_result *queues_get_all_ex(struct call *call,
    const struct queues_get_all_req *request,
    struct queues_get_all_ex_resp *response);

/* Show one queue. */
const struct call_result *queues_get_by_id(struct call *call,
    const struct queues_get_by_id_req *request,
    struct queues_get_by_id_resp *response);

/* Show the queue that is tagged as the default. */
const struct call_result *queues_get_default(struct call *call,
    const struct queues_get_default_req *request,
    struct queues_get_default_resp *response);

/* Take the first task out of a queue. */
const struct call_result *queues_get_next_task(struct call *call,
    const struct queues_get_next_task_req *request,
    struct queues_get_next_task_resp *response);

/* How long queues were, and how long tasks waited in them. */
const struct call_result *queues_get_queue_metrics(struct call *call,
    const struct queues_get_queue_metrics_req *request,
    struct queues_get_queue_metrics_resp *response);

/* Move a task towards the back of its queue. */
const struct call_result *queues_move_task_backward(struct call *call,
    const struct queues_move_task_backward_req *request,
    struct queues_move_task_backward_resp *response);

/* Move a task towards the front of its queue. */
const struct call_result *queues_move_task_forward(struct call *call,
    const struct queues_move_task_forward_req *request,
    struct queues_move_task_forward_resp *response);

/* Move a task to the back of its queue. */
const struct call_result *queues_move_task_to_back(struct call *call,
    const struct queues_move_task_to_back_req *request,
    struct queues_move_task_to_back_resp *response);

/* Move a task to the front of its queue. */
const struct call_result *queues_move_task_to_front(struct call *call,
    const struct queues_move_task_to_front_req *request,
    struct queues_move_task_to_front_resp *response);

/* Take a task out of a queue, wherever it stands. */
const struct call_result *queues_remove_task(struct call *call,
    const struct queues_remove_task_req *request,
    struct queues_remove_task_resp *response);

/* Change a queue. */
const struct call_result *queues_update(struct call *call,
    const struct queues_update_req *request,
    struct queues_update_resp *response);

#endif
