/* Made from schema/queues.conf by the generator; do not edit. */

#ifndef QUEUES_H
#define QUEUES_H

/*
 * Queues of tasks that wait for a worker.
 *
 * In a request, has.x is true if the member x was sent with a value, and null.x
 * if it was sent as null; without has.x it holds its default.  In an answer, a
 * text or pointer is written unless it is NULL, another member x if has.x is
 * true, and null if null.x is.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/api_version.h"
#include "json/jval.h"

struct call;
struct call_result;

/* How any and all are combined. */
enum queues_field_filter_op {
	QUEUES_FIELD_FILTER_OP_UNKNOWN, /* none of these */
	QUEUES_FIELD_FILTER_OP_AND,
	QUEUES_FIELD_FILTER_OP_OR,
};

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
	/* The key that identifies the item. */
	const char *key;
	/* The type of the value. */
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
	/* The items to set. */
	size_t n_metadata;
	struct queues_metadata_item *metadata;
	/* Delete all other metadata. */
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
		bool update_execution_queue;
	} has;
	struct {
		bool update_execution_queue;
	} null;
	/* Id of the queue. */
	const char *queue;
	/* Id of the task. */
	const char *task;
	/* Also record in the task which queue it is waiting in. Since 2.31. */
	bool update_execution_queue;
};

struct queues_add_task_resp {
	struct {
		bool added;
	} has;
	/* How many tasks were added: 0 or 1. */
	int64_t added;
};

struct queues_clear_queue_req {
	struct {
		bool queue;
	} has;
	/* Id of the queue. */
	const char *queue;
};

struct queues_clear_queue_resp {
	struct {
		bool removed_tasks;
	} has;
	/* Ids of the tasks. */
	size_t n_removed_tasks;
	const char **removed_tasks;
};

struct queues_create_req {
	struct {
		bool name;
		bool tags;
		bool system_tags;
		bool metadata;
		bool display_name;
	} has;
	struct {
		bool tags;
		bool system_tags;
		bool metadata;
		bool display_name;
	} null;
	/* Name of the queue, unique within the company. */
	const char *name;
	/* Tags for users. */
	size_t n_tags;
	const char **tags;
	/* Tags that the system sets; don't change them. */
	size_t n_system_tags;
	const char **system_tags;
	/* The queue's metadata: items by key. Since 2.13. */
	size_t n_metadata;
	struct queues_metadata_item_pair *metadata;
	/* The name that web pages show instead. Since 2.31. */
	const char *display_name;
};

struct queues_create_resp {
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
	/* Delete it even if it has tasks. */
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
	/* Keys of the items to delete. */
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

/* Pass if one of these holds. */
struct queues_field_filter_any {
	struct {
		bool include;
		bool exclude;
	} has;
	struct {
		bool include;
		bool exclude;
	} null;
	/* The field has one of these. */
	size_t n_include;
	const char **include;
	/* The field lacks one of these. */
	size_t n_exclude;
	const char **exclude;
};

/* Pass if all of these hold. */
struct queues_field_filter_all {
	struct {
		bool include;
		bool exclude;
	} has;
	struct {
		bool include;
		bool exclude;
	} null;
	/* The field has all of these. */
	size_t n_include;
	const char **include;
	/* The field has none of these. */
	size_t n_exclude;
	const char **exclude;
};

/* Which values of a field pass. */
struct queues_field_filter {
	struct {
		bool any;
		bool all;
		bool op;
	} has;
	struct {
		bool any;
		bool all;
		bool op;
	} null;
	/* Pass if one of these holds. */
	struct queues_field_filter_any any;
	/* Pass if all of these hold. */
	struct queues_field_filter_all all;
	/* How any and all are combined. */
	enum queues_field_filter_op op;
};

struct queues_field_filter_pair {
	const char *name;
	struct queues_field_filter value;
};

/* A pattern that is looked for in several fields. */
struct queues_fields_pattern {
	struct {
		bool fields;
		bool pattern;
		bool datetime;
	} has;
	struct {
		bool pattern;
		bool datetime;
	} null;
	/* Names of the fields. */
	size_t n_fields;
	const char **fields;
	/* A regular expression. */
	const char *pattern;
	/* Conditions on a time; queues have no field that these apply to. */
	size_t n_datetime;
	const char **datetime;
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
		bool max_task_entries;
		bool search_hidden;
		bool filters;
		bool any;
		bool or;
		bool all;
		bool and;
		bool count_task_entries;
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
		bool max_task_entries;
		bool search_hidden;
		bool filters;
		bool any;
		bool or;
		bool all;
		bool and;
		bool count_task_entries;
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
	/* Which page to show, counted from 0. */
	int64_t page;
	/* How many queues a page has; the last one may have fewer. */
	int64_t page_size;
	/*
	 * Fields to order by, with '-' in front for descending order;
	 * '@text_score' orders by how well search_text matches.
	 */
	size_t n_order_by;
	const char **order_by;
	/* Only queues in which this text is found. */
	const char *search_text;
	/*
	 * Fields to show, with '.' between the names of nested ones; all fields
	 * if not given.
	 */
	size_t n_only_fields;
	const char **only_fields;
	/*
	 * The scroll_id of an earlier call, to continue; null starts a scroll.
	 * Since 2.15.
	 */
	const char *scroll_id;
	/*
	 * Return again everything that this scroll has shown so far. Since
	 * 2.15.
	 */
	bool refresh_scroll;
	/* How many queues to show. Since 2.15. */
	int64_t size;
	/*
	 * How many entries of each queue to show: the first ones or, if
	 * negative, the last ones; 0 shows all. Since 2.20.
	 */
	int64_t max_task_entries;
	/* Also show hidden queues. Since 2.21. */
	bool search_hidden;
	/* Only queues that pass the filters of these fields. */
	size_t n_filters;
	struct queues_field_filter_pair *filters;
	/* Only queues in whose fields the pattern is found, ignoring case. */
	struct queues_fields_pattern any;
	/* Only queues in whose fields the pattern is found, ignoring case. */
	struct queues_fields_pattern or;
	/* Only queues in whose fields the pattern is found, ignoring case. */
	struct queues_fields_pattern all;
	/* Only queues in whose fields the pattern is found, ignoring case. */
	struct queues_fields_pattern and;
	/*
	 * Only queues with one of these values at this path in their metadata.
	 */
	size_t n_metadata;
	struct queues_list_filter_pair *metadata;
	/*
	 * Also return how many tasks wait in each queue, regardless of
	 * max_task_entries.
	 */
	bool count_task_entries;
};

struct queues_entry {
	struct {
		bool added;
	} has;
	/* Id of the task. */
	const char *task;
	/* When the task was added. */
	int64_t added;
};

/* What a task of the queue may use; workers set it when they register. */
struct queues_queue_resources {
	struct {
		bool cpu_usage;
		bool gpu_usage;
	} has;
	/* Share of the processors. */
	double cpu_usage;
	/* Share of the graphics processors. */
	double gpu_usage;
};

struct queues_queue {
	struct {
		bool created;
		bool tags;
		bool system_tags;
		bool entries;
		bool last_update;
		bool metadata;
		bool resources;
	} has;
	/* Id of the queue. */
	const char *id;
	/* Name of the queue. */
	const char *name;
	/* The name that web pages show instead. */
	const char *display_name;
	/* Id of the user who owns it. */
	const char *user;
	/* Id of the company that it belongs to. */
	const char *company;
	/* When it was created. */
	int64_t created;
	/* Tags for users. */
	size_t n_tags;
	const char **tags;
	/* Tags that the system sets; don't change them. */
	size_t n_system_tags;
	const char **system_tags;
	/* The tasks that wait, the next one first. */
	size_t n_entries;
	struct queues_entry *entries;
	/* When its entries last changed. */
	int64_t last_update;
	/* The queue's metadata: items by key. */
	size_t n_metadata;
	struct queues_metadata_item_pair *metadata;
	/*
	 * What a task of the queue may use; workers set it when they register.
	 */
	struct queues_queue_resources resources;
};

struct queues_get_all_resp {
	struct {
		bool queues;
	} has;
	/* The queues. */
	size_t n_queues;
	struct queues_queue *queues;
	/* Send it with the next call to continue. Since 2.15. */
	const char *scroll_id;
};

/* The company that it belongs to. */
struct queues_queue_ex_company {
	/* Id of the company. */
	const char *id;
};

struct queues_named {
	/* The id. */
	const char *id;
	/* The name, if it is known. */
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

/* What a task of the queue may use; workers set it when they register. */
struct queues_queue_ex_resources {
	struct {
		bool cpu_usage;
		bool gpu_usage;
	} has;
	/* Share of the processors. */
	double cpu_usage;
	/* Share of the graphics processors. */
	double gpu_usage;
};

struct queues_worker {
	struct {
		bool task;
	} has;
	struct {
		bool task;
	} null;
	/* IP address of the worker. */
	const char *ip;
	/* Key under which Redis stores the worker. */
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
		bool entries_count;
		bool last_update;
		bool metadata;
		bool resources;
		bool system_tags;
		bool tags;
		bool workers;
	} has;
	/* The company that it belongs to. */
	struct queues_queue_ex_company company;
	/* When it was created. */
	int64_t created;
	/* The name that web pages show instead. */
	const char *display_name;
	/* The tasks that wait, the next one first. */
	size_t n_entries;
	struct queues_entry_ex *entries;
	/* How many tasks wait, if that was asked for. */
	int64_t entries_count;
	/* Id of the queue. */
	const char *id;
	/* When its entries last changed. */
	int64_t last_update;
	/* The queue's metadata: items by key. */
	size_t n_metadata;
	struct queues_metadata_item_pair *metadata;
	/* Name of the queue. */
	const char *name;
	/*
	 * What a task of the queue may use; workers set it when they register.
	 */
	struct queues_queue_ex_resources resources;
	/* Tags that the system sets; don't change them. */
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
	} has;
	/* The queues. */
	size_t n_queues;
	struct queues_queue_ex *queues;
	/* Send it with the next call to continue. Since 2.15. */
	const char *scroll_id;
};

struct queues_get_by_id_req {
	struct {
		bool queue;
		bool max_task_entries;
	} has;
	struct {
		bool max_task_entries;
	} null;
	/* Id of the queue. */
	const char *queue;
	/*
	 * How many entries to show: the first ones or, if negative, the last
	 * ones; 0 shows all. Since 2.20.
	 */
	int64_t max_task_entries;
};

struct queues_get_by_id_resp {
	struct {
		bool queue;
	} has;
	/* The queue. */
	struct queues_queue queue;
};

struct queues_get_by_task_id_req {
	struct {
		bool task;
	} has;
	/* Id of the task. */
	const char *task;
};

struct queues_get_by_task_id_resp {
	/* Id of the queue. */
	const char *id;
	/* Name of the queue. */
	const char *name;
	/* The name that web pages show instead. */
	const char *display_name;
};

struct queues_get_default_req {
	char nothing;
};

struct queues_get_default_resp {
	/* Id of the queue. */
	const char *id;
	/* Name of the queue. */
	const char *name;
};

struct queues_get_next_task_req {
	struct {
		bool queue;
		bool get_task_info;
		bool task;
	} has;
	struct {
		bool get_task_info;
		bool task;
	} null;
	/* Id of the queue. */
	const char *queue;
	/* Also return whose task it is. */
	bool get_task_info;
	/* Take the first task only if it is this one. Since 2.21. */
	const char *task;
};

/* Whose task it is, if that was asked for and is known. */
struct queues_get_next_task_resp_task_info {
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
	/* The entry that was taken; absent if the queue is empty. */
	struct queues_entry entry;
	/* Whose task it is, if that was asked for and is known. */
	struct queues_get_next_task_resp_task_info task_info;
};

struct queues_get_num_entries_req {
	struct {
		bool queue;
	} has;
	/* Id of the queue. */
	const char *queue;
};

struct queues_get_num_entries_resp {
	struct {
		bool num;
	} has;
	/* How many tasks wait. */
	int64_t num;
};

struct queues_get_queue_metrics_req {
	struct {
		bool from_date;
		bool to_date;
		bool interval;
		bool queue_ids;
		bool refresh;
		bool search_hidden;
	} has;
	struct {
		bool queue_ids;
		bool refresh;
		bool search_hidden;
	} null;
	/* Start of the time to show, in seconds since 1970. */
	double from_date;
	/* End of the time to show, in seconds since 1970. */
	double to_date;
	/* Length of an interval in seconds, at least 1. */
	int64_t interval;
	/*
	 * Ids of the queues to show; if none are given, one series shows all
	 * queues of the company together.
	 */
	size_t n_queue_ids;
	const char **queue_ids;
	/*
	 * First record a sample of the present state of the queues. Since 2.20.
	 */
	bool refresh;
	/* Also show hidden queues. */
	bool search_hidden;
};

struct queues_queue_metrics {
	struct {
		bool avg_waiting_times;
		bool dates;
		bool queue_lengths;
	} has;
	/*
	 * The mean time that tasks had been waiting, in seconds, for each date:
	 * the greatest in its interval.
	 */
	size_t n_avg_waiting_times;
	double *avg_waiting_times;
	/*
	 * The start of each interval in which something was recorded, in
	 * milliseconds since 1970, in ascending order.
	 */
	size_t n_dates;
	int64_t *dates;
	/* Id of the queue. */
	const char *queue;
	/*
	 * How many tasks were waiting, for each date: at the moment of that
	 * mean.
	 */
	size_t n_queue_lengths;
	int64_t *queue_lengths;
};

struct queues_get_queue_metrics_resp {
	struct {
		bool queues;
	} has;
	/* A series for each queue, or a single one named 'total'. */
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
	/* How many places to move it; 1 if not given. */
	int64_t count;
};

struct queues_move_task_backward_resp {
	struct {
		bool position;
	} has;
	/* The new position of the task, counted from 0. */
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
	/* How many places to move it; 1 if not given. */
	int64_t count;
};

struct queues_move_task_forward_resp {
	struct {
		bool position;
	} has;
	/* The new position of the task, counted from 0. */
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
	/* The new position of the task, counted from 0. */
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
	/* The new position of the task, counted from 0. */
	int64_t position;
};

struct queues_move_task_to_queue_req {
	struct {
		bool queue;
		bool task;
		bool target_queue;
		bool update_execution_queue;
	} has;
	struct {
		bool update_execution_queue;
	} null;
	/* Id of the queue that it is in. */
	const char *queue;
	/* Id of the task. */
	const char *task;
	/* Id of the queue that it is moved to. */
	const char *target_queue;
	/* Also record in the task which queue it is waiting in. */
	bool update_execution_queue;
};

struct queues_move_task_to_queue_resp {
	struct {
		bool moved;
	} has;
	/* How many tasks were moved: 0 or 1. */
	int64_t moved;
};

struct queues_peek_task_req {
	struct {
		bool queue;
	} has;
	/* Id of the queue. */
	const char *queue;
};

struct queues_peek_task_resp {
	struct {
		bool task;
	} null;
	/* Id of the task. */
	const char *task;
};

struct queues_remove_task_req {
	struct {
		bool queue;
		bool task;
		bool update_task_status;
	} has;
	struct {
		bool update_task_status;
	} null;
	/* Id of the queue. */
	const char *queue;
	/* Id of the task. */
	const char *task;
	/*
	 * Restore the status that the task had before it was queued. Since
	 * 2.31.
	 */
	bool update_task_status;
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
		bool display_name;
	} has;
	struct {
		bool name;
		bool tags;
		bool system_tags;
		bool metadata;
		bool display_name;
	} null;
	/* Id of the queue. */
	const char *queue;
	/* Name of the queue, unique within the company. */
	const char *name;
	/* Tags for users. */
	size_t n_tags;
	const char **tags;
	/* Tags that the system sets; don't change them. */
	size_t n_system_tags;
	const char **system_tags;
	/* The queue's metadata: items by key. Since 2.13. */
	size_t n_metadata;
	struct queues_metadata_item_pair *metadata;
	/* The name that web pages show instead. Since 2.31. */
	const char *display_name;
};

/* What was changed, and to what. */
struct queues_update_resp_fields {
	struct {
		bool tags;
		bool system_tags;
		bool metadata;
	} has;
	/* The name, as it was sent. */
	const char *name;
	/* The display name, as it was sent. */
	const char *display_name;
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

/* The value of a text; one that there is not is refused. */
enum queues_field_filter_op queues_field_filter_op_read(
    struct jval_reader *reader, const struct jval *value);

/* The text of a value. */
const char *queues_field_filter_op_text(enum queues_field_filter_op value);

/*
 * Read a request or a part of one into the struct of the function's name.
 * False, with the reason in the reader, if it is refused.
 */
bool queues_metadata_item_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool queues_add_or_update_metadata_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool queues_add_task_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool queues_clear_queue_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool queues_create_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool queues_delete_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool queues_delete_metadata_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool queues_field_filter_any_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool queues_field_filter_all_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool queues_field_filter_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool queues_fields_pattern_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool queues_get_all_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool queues_get_by_id_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool queues_get_by_task_id_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool queues_get_default_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool queues_get_next_task_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool queues_get_num_entries_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool queues_get_queue_metrics_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool queues_move_task_backward_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool queues_move_task_forward_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool queues_move_task_to_back_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool queues_move_task_to_front_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool queues_move_task_to_queue_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool queues_peek_task_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool queues_remove_task_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool queues_update_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);

/* Write a response or a part of one, the struct of the function's name. */
void queues_metadata_item_write(struct jval_writer *writer, const char *name,
    const void *of);
void queues_add_or_update_metadata_resp_write(struct jval_writer *writer,
    const char *name, const void *of);
void queues_add_task_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void queues_clear_queue_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void queues_create_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void queues_delete_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void queues_delete_metadata_resp_write(struct jval_writer *writer,
    const char *name, const void *of);
void queues_entry_write(struct jval_writer *writer, const char *name,
    const void *of);
void queues_queue_resources_write(struct jval_writer *writer, const char *name,
    const void *of);
void queues_queue_write(struct jval_writer *writer, const char *name,
    const void *of);
void queues_get_all_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void queues_queue_ex_company_write(struct jval_writer *writer, const char *name,
    const void *of);
void queues_named_write(struct jval_writer *writer, const char *name,
    const void *of);
void queues_entry_ex_write(struct jval_writer *writer, const char *name,
    const void *of);
void queues_queue_ex_resources_write(struct jval_writer *writer,
    const char *name, const void *of);
void queues_worker_write(struct jval_writer *writer, const char *name,
    const void *of);
void queues_queue_ex_write(struct jval_writer *writer, const char *name,
    const void *of);
void queues_get_all_ex_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void queues_get_by_id_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void queues_get_by_task_id_resp_write(struct jval_writer *writer,
    const char *name, const void *of);
void queues_get_default_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void queues_get_next_task_resp_task_info_write(struct jval_writer *writer,
    const char *name, const void *of);
void queues_get_next_task_resp_write(struct jval_writer *writer,
    const char *name, const void *of);
void queues_get_num_entries_resp_write(struct jval_writer *writer,
    const char *name, const void *of);
void queues_queue_metrics_write(struct jval_writer *writer, const char *name,
    const void *of);
void queues_get_queue_metrics_resp_write(struct jval_writer *writer,
    const char *name, const void *of);
void queues_move_task_backward_resp_write(struct jval_writer *writer,
    const char *name, const void *of);
void queues_move_task_forward_resp_write(struct jval_writer *writer,
    const char *name, const void *of);
void queues_move_task_to_back_resp_write(struct jval_writer *writer,
    const char *name, const void *of);
void queues_move_task_to_front_resp_write(struct jval_writer *writer,
    const char *name, const void *of);
void queues_move_task_to_queue_resp_write(struct jval_writer *writer,
    const char *name, const void *of);
void queues_peek_task_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void queues_remove_task_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void queues_update_resp_fields_write(struct jval_writer *writer,
    const char *name, const void *of);
void queues_update_resp_write(struct jval_writer *writer, const char *name,
    const void *of);

/* Set items of a queue's metadata. */
const struct call_result *queues_add_or_update_metadata(struct call *call,
    const struct queues_add_or_update_metadata_req *request,
    struct queues_add_or_update_metadata_resp *response);

/* Append a task to a queue. */
const struct call_result *queues_add_task(struct call *call,
    const struct queues_add_task_req *request,
    struct queues_add_task_resp *response);

/*
 * Take all tasks out of a queue, and restore the status that they had before
 * they were queued.
 */
const struct call_result *queues_clear_queue(struct call *call,
    const struct queues_clear_queue_req *request,
    struct queues_clear_queue_resp *response);

/* Create a queue. */
const struct call_result *queues_create(struct call *call,
    const struct queues_create_req *request,
    struct queues_create_resp *response);

/* Delete a queue; if it has tasks, this requires force. */
const struct call_result *queues_delete(struct call *call,
    const struct queues_delete_req *request,
    struct queues_delete_resp *response);

/* Delete items of a queue's metadata. */
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

/* Show which queue a task waits in. */
const struct call_result *queues_get_by_task_id(struct call *call,
    const struct queues_get_by_task_id_req *request,
    struct queues_get_by_task_id_resp *response);

/* Show the queue that is tagged as the default. */
const struct call_result *queues_get_default(struct call *call,
    const struct queues_get_default_req *request,
    struct queues_get_default_resp *response);

/* Take the first task out of a queue. */
const struct call_result *queues_get_next_task(struct call *call,
    const struct queues_get_next_task_req *request,
    struct queues_get_next_task_resp *response);

/* Show how many tasks wait in a queue. */
const struct call_result *queues_get_num_entries(struct call *call,
    const struct queues_get_num_entries_req *request,
    struct queues_get_num_entries_resp *response);

/* Show how long queues were, and how long tasks waited in them. */
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

/* Move a task from a queue to the end of another one, in one step. */
const struct call_result *queues_move_task_to_queue(struct call *call,
    const struct queues_move_task_to_queue_req *request,
    struct queues_move_task_to_queue_resp *response);

/* Show which task is first in a queue. */
const struct call_result *queues_peek_task(struct call *call,
    const struct queues_peek_task_req *request,
    struct queues_peek_task_resp *response);

/* Take a task out of a queue, whatever its position. */
const struct call_result *queues_remove_task(struct call *call,
    const struct queues_remove_task_req *request,
    struct queues_remove_task_resp *response);

/* Change a queue. */
const struct call_result *queues_update(struct call *call,
    const struct queues_update_req *request,
    struct queues_update_resp *response);

#endif
