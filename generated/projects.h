/* Made from schema/projects.conf by the generator; do not edit. */

#ifndef PROJECTS_H
#define PROJECTS_H

/*
 * Projects, to which tasks belong.
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

struct projects_create_req {
	struct {
		bool name;
		bool description;
		bool tags;
		bool system_tags;
		bool default_output_destination;
	} has;
	struct {
		bool description;
		bool tags;
		bool system_tags;
		bool default_output_destination;
	} null;
	/* Its name. */
	const char *name;
	/* What it is. */
	const char *description;
	/* Tags for users. */
	size_t n_tags;
	const char **tags;
	/* Tags that the system sets; leave them alone. */
	size_t n_system_tags;
	const char **system_tags;
	/* Where output of its tasks goes, unless they say otherwise. */
	const char *default_output_destination;
};

struct projects_create_resp {
	/* Its id. */
	const char *id;
};

struct projects_delete_req {
	struct {
		bool project;
		bool force;
		bool delete_contents;
		bool delete_external_artifacts;
	} has;
	struct {
		bool force;
		bool delete_contents;
		bool delete_external_artifacts;
	} null;
	/* Id of the project. */
	const char *project;
	/* Do it whatever the status is. */
	bool force;
	/* Delete what it holds, too; tasks stay all the same. Since 2.13. */
	bool delete_contents;
	/* Delete its files from the file server, too. Since 2.26. */
	bool delete_external_artifacts;
};

struct projects_urls {
	struct {
		bool model_urls;
		bool event_urls;
		bool artifact_urls;
	} has;
	size_t n_model_urls;
	const char **model_urls;
	size_t n_event_urls;
	const char **event_urls;
	size_t n_artifact_urls;
	const char **artifact_urls;
};

struct projects_delete_resp {
	struct {
		bool deleted;
		bool disassociated_tasks;
		bool urls;
		bool deleted_models;
		bool deleted_tasks;
	} has;
	/* How many were deleted: 0 or 1. */
	int64_t deleted;
	/* How many tasks were left without a project. */
	int64_t disassociated_tasks;
	/* Where its files are. Since 2.13. */
	struct projects_urls urls;
	/* How many models were deleted. Since 2.13. */
	int64_t deleted_models;
	/* How many tasks were deleted. Since 2.13. */
	int64_t deleted_tasks;
};

struct projects_multi_field_pattern_data {
	struct {
		bool pattern;
		bool datetime;
		bool fields;
	} has;
	struct {
		bool pattern;
		bool datetime;
		bool fields;
	} null;
	/* A regular expression. */
	const char *pattern;
	/* A condition on times. */
	const char *datetime;
	/* Names of the fields. */
	size_t n_fields;
	const char **fields;
};

struct projects_get_all_req {
	struct {
		bool id;
		bool name;
		bool basename;
		bool description;
		bool tags;
		bool system_tags;
		bool order_by;
		bool page;
		bool page_size;
		bool search_text;
		bool only_fields;
		bool all;
		bool any;
		bool shallow_search;
		bool search_hidden;
		bool scroll_id;
		bool refresh_scroll;
		bool size;
	} has;
	struct {
		bool id;
		bool name;
		bool basename;
		bool description;
		bool tags;
		bool system_tags;
		bool order_by;
		bool page;
		bool page_size;
		bool search_text;
		bool only_fields;
		bool all;
		bool any;
		bool shallow_search;
		bool search_hidden;
		bool scroll_id;
		bool refresh_scroll;
		bool size;
	} null;
	/* Only projects with one of these ids. */
	size_t n_id;
	const char **id;
	/* Only projects whose name matches this regular expression. */
	const char *name;
	/*
	 * Only projects the last part of whose name matches this regular
	 * expression.
	 */
	const char *basename;
	/* Only projects whose description matches this regular expression. */
	const char *description;
	/*
	 * Only projects with one of these tags; '-' before a tag excludes it.
	 */
	size_t n_tags;
	const char **tags;
	/*
	 * Only projects with one of these system tags; '-' before a tag
	 * excludes it.
	 */
	size_t n_system_tags;
	const char **system_tags;
	/* Fields to order by, '-' before one for descending. */
	size_t n_order_by;
	const char **order_by;
	/* Which page to show, from 0. */
	int64_t page;
	/* How many a page has; the last one may have fewer. */
	int64_t page_size;
	/* Only those in which this text is found. */
	const char *search_text;
	/*
	 * Fields to show, '.' between the names of nested ones; all, if it is
	 * not given.
	 */
	size_t n_only_fields;
	const char **only_fields;
	/* Only those in all of whose fields a pattern is found. */
	struct projects_multi_field_pattern_data all;
	/* Only those in one of whose fields a pattern is found. */
	struct projects_multi_field_pattern_data any;
	/* Only projects that are not within others. Since 2.13. */
	bool shallow_search;
	/* Show hidden ones, too. Since 2.14. */
	bool search_hidden;
	/* What an earlier call gave to go on with; null begins. Since 2.15. */
	const char *scroll_id;
	/* Read again all that this scroll has shown. Since 2.15. */
	bool refresh_scroll;
	/* How many to show. Since 2.15. */
	int64_t size;
};

/* How many there are of each status. */
struct projects_stats_status_count_status_count {
	struct {
		bool created;
		bool completed;
		bool queued;
		bool in_progress;
		bool stopped;
		bool published;
		bool closed;
		bool failed;
		bool unknown;
	} has;
	/* When it was created. */
	int64_t created;
	/* When it ended. */
	int64_t completed;
	/* How many were queued: 0 or 1. */
	int64_t queued;
	/* How many run. */
	int64_t in_progress;
	/* How many were stopped. */
	int64_t stopped;
	/* When it was published. */
	int64_t published;
	/* How many are closed. */
	int64_t closed;
	/* What was refused. */
	int64_t failed;
	/* How many have an unknown status. */
	int64_t unknown;
};

struct projects_stats_status_count {
	struct {
		bool total_runtime;
		bool total_tasks;
		bool completed_tasks_24h;
		bool last_task_run;
		bool status_count;
	} has;
	/* How long they ran, in seconds. */
	int64_t total_runtime;
	/* How many there are. */
	int64_t total_tasks;
	/* How many were completed in the last day. */
	int64_t completed_tasks_24h;
	/* When one was started last. */
	int64_t last_task_run;
	/* How many there are of each status. */
	struct projects_stats_status_count_status_count status_count;
};

struct projects_stats_datasets {
	struct {
		bool count;
		bool tags;
	} has;
	/* How many values there were. */
	int64_t count;
	/* Tags for users. */
	size_t n_tags;
	const char **tags;
};

struct projects_stats {
	struct {
		bool active;
		bool archived;
		bool datasets;
	} has;
	/* Those that are not archived. */
	struct projects_stats_status_count active;
	/* Those that are archived. */
	struct projects_stats_status_count archived;
	/* Its datasets. */
	struct projects_stats_datasets datasets;
};

struct projects_projects_get_all_response_single_sub_projects {
	/* Its id. */
	const char *id;
	/* Its name. */
	const char *name;
};

/* Size of the dataset. */
struct projects_projects_get_all_response_single_dataset_stats {
	struct {
		bool file_count;
		bool total_size;
	} has;
	/* How many files. */
	int64_t file_count;
	/* Bytes of all files. */
	int64_t total_size;
};

struct projects_projects_get_all_response_single {
	struct {
		bool created;
		bool tags;
		bool system_tags;
		bool last_update;
		bool hidden;
		bool stats;
		bool sub_projects;
		bool own_datasets;
		bool own_tasks;
		bool own_models;
		bool dataset_stats;
	} has;
	/* Its id. */
	const char *id;
	/* Its name. */
	const char *name;
	/* The last part of its name. */
	const char *basename;
	/* What it is. */
	const char *description;
	/* Id of the user who made it. */
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
	/* Where output of its tasks goes, unless they say otherwise. */
	const char *default_output_destination;
	/* When something in it changed last. */
	int64_t last_update;
	/* Whether it is hidden. */
	bool hidden;
	/* Numbers of its tasks. */
	struct projects_stats stats;
	/* The projects within it. */
	size_t n_sub_projects;
	struct projects_projects_get_all_response_single_sub_projects *sub_projects;
	/* How many datasets it has itself. */
	int64_t own_datasets;
	/* How many tasks it has itself. */
	int64_t own_tasks;
	/* How many models it has itself. */
	int64_t own_models;
	/* Size of the dataset. */
	struct projects_projects_get_all_response_single_dataset_stats dataset_stats;
};

struct projects_get_all_resp {
	struct {
		bool projects;
	} has;
	/* The projects. */
	size_t n_projects;
	struct projects_projects_get_all_response_single *projects;
	/* What an earlier call gave to go on with; null begins. Since 2.15. */
	const char *scroll_id;
};

struct projects_get_all_ex_resp {
	struct {
		bool projects;
	} has;
	/* The projects. */
	size_t n_projects;
	struct projects_projects_get_all_response_single *projects;
	/* What an earlier call gave to go on with; null begins. Since 2.15. */
	const char *scroll_id;
};

struct projects_get_by_id_req {
	struct {
		bool project;
	} has;
	/* Id of the project. */
	const char *project;
};

struct projects_project {
	struct {
		bool created;
		bool tags;
		bool system_tags;
		bool last_update;
	} has;
	/* Its id. */
	const char *id;
	/* Its name. */
	const char *name;
	/* The last part of its name. */
	const char *basename;
	/* What it is. */
	const char *description;
	/* Id of the user who made it. */
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
	/* Where output of its tasks goes, unless they say otherwise. */
	const char *default_output_destination;
	/* When something in it changed last. */
	int64_t last_update;
};

struct projects_get_by_id_resp {
	struct {
		bool project;
	} has;
	/* Id of the project. */
	struct projects_project project;
};

struct projects_update_req {
	struct {
		bool project;
		bool name;
		bool description;
		bool tags;
		bool system_tags;
		bool default_output_destination;
	} has;
	struct {
		bool name;
		bool description;
		bool tags;
		bool system_tags;
		bool default_output_destination;
	} null;
	/* Id of the project. */
	const char *project;
	/* Its name. */
	const char *name;
	/* What it is. */
	const char *description;
	/* Tags for users. */
	size_t n_tags;
	const char **tags;
	/* Tags that the system sets; leave them alone. */
	size_t n_system_tags;
	const char **system_tags;
	/* Where output of its tasks goes, unless they say otherwise. */
	const char *default_output_destination;
};

/* What was changed, and to what. */
struct projects_update_resp_fields {
	struct {
		bool tags;
		bool system_tags;
		bool last_update;
	} has;
	/* The name. */
	const char *name;
	/* The description. */
	const char *description;
	/* The tags. */
	size_t n_tags;
	const char **tags;
	/* The system tags. */
	size_t n_system_tags;
	const char **system_tags;
	/* Where output of its tasks goes. */
	const char *default_output_destination;
	/* When it was changed. */
	int64_t last_update;
};

struct projects_update_resp {
	struct {
		bool updated;
		bool fields;
	} has;
	/* How many were changed: 0 or 1. */
	int64_t updated;
	/* What was changed, and to what. */
	struct projects_update_resp_fields fields;
};

/*
 * Read a request or a part of one into the struct of the function's name.
 * False, with the reason in the reader, if it is refused.
 */
bool projects_create_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool projects_delete_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool projects_multi_field_pattern_data_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool projects_get_all_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool projects_get_by_id_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool projects_update_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);

/* Write a response or a part of one, the struct of the function's name. */
void projects_create_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void projects_urls_write(struct jval_writer *writer, const char *name,
    const void *of);
void projects_delete_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void projects_stats_status_count_status_count_write(struct jval_writer *writer,
    const char *name, const void *of);
void projects_stats_status_count_write(struct jval_writer *writer,
    const char *name, const void *of);
void projects_stats_datasets_write(struct jval_writer *writer, const char *name,
    const void *of);
void projects_stats_write(struct jval_writer *writer, const char *name,
    const void *of);
void projects_projects_get_all_response_single_sub_projects_write(
    struct jval_writer *writer, const char *name, const void *of);
void projects_projects_get_all_response_single_dataset_stats_write(
    struct jval_writer *writer, const char *name, const void *of);
void projects_projects_get_all_response_single_write(struct jval_writer *writer,
    const char *name, const void *of);
void projects_get_all_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void projects_get_all_ex_resp_write(struct jval_writer *writer,
    const char *name, const void *of);
void projects_project_write(struct jval_writer *writer, const char *name,
    const void *of);
void projects_get_by_id_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void projects_update_resp_fields_write(struct jval_writer *writer,
    const char *name, const void *of);
void projects_update_resp_write(struct jval_writer *writer, const char *name,
    const void *of);

/* Create a project. */
const struct call_result *projects_create(struct call *call,
    const struct projects_create_req *request,
    struct projects_create_resp *response);

/* Delete a project. */
const struct call_result *projects_delete(struct call *call,
    const struct projects_delete_req *request,
    struct projects_delete_resp *response);

/* List projects. */
const struct call_result *projects_get_all(struct call *call,
    const struct projects_get_all_req *request,
    struct projects_get_all_resp *response);

/* List projects. */
const struct call_result *projects_get_all_ex(struct call *call,
    const struct projects_get_all_req *request,
    struct projects_get_all_ex_resp *response);

/* Show one project. */
const struct call_result *projects_get_by_id(struct call *call,
    const struct projects_get_by_id_req *request,
    struct projects_get_by_id_resp *response);

/* Change a project. */
const struct call_result *projects_update(struct call *call,
    const struct projects_update_req *request,
    struct projects_update_resp *response);

#endif
