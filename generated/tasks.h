/* Made from schema/tasks.conf by the generator; do not edit. */

#ifndef TASKS_H
#define TASKS_H

/*
 * Tasks: what is run, how, and what came of it.
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

enum tasks_artifact_mode_enum {
	TASKS_ARTIFACT_MODE_ENUM_UNKNOWN, /* none of these */
	TASKS_ARTIFACT_MODE_ENUM_INPUT,
	TASKS_ARTIFACT_MODE_ENUM_OUTPUT,
};

enum tasks_task_status_enum {
	TASKS_TASK_STATUS_ENUM_UNKNOWN, /* none of these */
	TASKS_TASK_STATUS_ENUM_CREATED,
	TASKS_TASK_STATUS_ENUM_QUEUED,
	TASKS_TASK_STATUS_ENUM_IN_PROGRESS,
	TASKS_TASK_STATUS_ENUM_STOPPED,
	TASKS_TASK_STATUS_ENUM_PUBLISHED,
	TASKS_TASK_STATUS_ENUM_PUBLISHING,
	TASKS_TASK_STATUS_ENUM_CLOSED,
	TASKS_TASK_STATUS_ENUM_FAILED,
	TASKS_TASK_STATUS_ENUM_COMPLETED,
	TASKS_TASK_STATUS_ENUM_UNKNOWN_2,
};

enum tasks_task_type_enum {
	TASKS_TASK_TYPE_ENUM_UNKNOWN, /* none of these */
	TASKS_TASK_TYPE_ENUM_TRAINING,
	TASKS_TASK_TYPE_ENUM_TESTING,
	TASKS_TASK_TYPE_ENUM_INFERENCE,
	TASKS_TASK_TYPE_ENUM_DATA_PROCESSING,
	TASKS_TASK_TYPE_ENUM_APPLICATION,
	TASKS_TASK_TYPE_ENUM_MONITOR,
	TASKS_TASK_TYPE_ENUM_CONTROLLER,
	TASKS_TASK_TYPE_ENUM_OPTIMIZER,
	TASKS_TASK_TYPE_ENUM_SERVICE,
	TASKS_TASK_TYPE_ENUM_QC,
	TASKS_TASK_TYPE_ENUM_CUSTOM,
};

enum tasks_replace_hyperparams_enum {
	TASKS_REPLACE_HYPERPARAMS_ENUM_UNKNOWN, /* none of these */
	TASKS_REPLACE_HYPERPARAMS_ENUM_NONE,
	TASKS_REPLACE_HYPERPARAMS_ENUM_SECTION,
	TASKS_REPLACE_HYPERPARAMS_ENUM_ALL,
};

/* How any and all are combined. */
enum tasks_field_filter_op {
	TASKS_FIELD_FILTER_OP_UNKNOWN, /* none of these */
	TASKS_FIELD_FILTER_OP_AND,
	TASKS_FIELD_FILTER_OP_OR,
};

struct tasks_integer_pair {
	const char *name;
	int64_t value;
};

struct tasks_string_pair {
	const char *name;
	const char *value;
};

struct tasks_list_filter_pair {
	const char *name;
	size_t n_values;
	const char **values;
};

struct tasks_script {
	struct {
		bool binary;
		bool repository;
		bool tag;
		bool branch;
		bool version_num;
		bool entry_point;
		bool working_dir;
		bool requirements;
		bool diff;
	} has;
	struct {
		bool binary;
		bool repository;
		bool tag;
		bool branch;
		bool version_num;
		bool entry_point;
		bool working_dir;
		bool requirements;
		bool diff;
	} null;
	/* The interpreter. */
	const char *binary;
	/* Where the repository is; empty for a script of its own. */
	const char *repository;
	/* A tag of the repository. */
	const char *tag;
	/* A branch of the repository. */
	const char *branch;
	/* A commit of the repository. */
	const char *version_num;
	/* The file that is run. */
	const char *entry_point;
	/* The folder to run it in. */
	const char *working_dir;
	/* Lists of packages, by the program that installs them. */
	struct jval requirements;
	/*
	 * What differs from the commit; the script itself, if there is no
	 * repository.
	 */
	const char *diff;
};

struct tasks_params_item {
	struct {
		bool section;
		bool name;
		bool value;
		bool type;
		bool description;
	} has;
	struct {
		bool section;
		bool name;
		bool value;
		bool type;
		bool description;
	} null;
	/* The section that it belongs to. */
	const char *section;
	/* Its name. */
	const char *name;
	/* The value. */
	const char *value;
	/* What kind it is. */
	const char *type;
	/* What it means. */
	const char *description;
};

struct tasks_params_item_pair {
	const char *name;
	struct tasks_params_item value;
};

struct tasks_section_params {
	size_t n_pairs;
	struct tasks_params_item_pair *pairs;
};

struct tasks_section_params_pair {
	const char *name;
	struct tasks_section_params value;
};

struct tasks_configuration_item {
	struct {
		bool name;
		bool value;
		bool type;
		bool description;
	} has;
	struct {
		bool name;
		bool value;
		bool type;
		bool description;
	} null;
	/* Its name. */
	const char *name;
	/* The value. */
	const char *value;
	/* What kind it is. */
	const char *type;
	/* What it means. */
	const char *description;
};

struct tasks_configuration_item_pair {
	const char *name;
	struct tasks_configuration_item value;
};

struct tasks_artifact_type_data {
	struct {
		bool preview;
		bool content_type;
		bool data_hash;
	} has;
	struct {
		bool preview;
		bool content_type;
		bool data_hash;
	} null;
	/* The beginning of the data, or what it is. */
	const char *preview;
	/* MIME type of the data. */
	const char *content_type;
	/* A hash of the data alone. */
	const char *data_hash;
};

struct tasks_artifact_display_data_list {
	size_t n_items;
	const char **items;
};

struct tasks_artifact {
	struct {
		bool key;
		bool type;
		bool mode;
		bool uri;
		bool content_size;
		bool hash;
		bool timestamp;
		bool type_data;
		bool display_data;
	} has;
	struct {
		bool mode;
		bool uri;
		bool content_size;
		bool hash;
		bool timestamp;
		bool type_data;
		bool display_data;
	} null;
	/* What it is found by. */
	const char *key;
	/* What kind it is. */
	const char *type;
	/* Whether the task reads or makes it. */
	enum tasks_artifact_mode_enum mode;
	/* Where the data is. */
	const char *uri;
	/* Its length in bytes. */
	int64_t content_size;
	/* A hash of the data. */
	const char *hash;
	/* When it happened, in milliseconds since 1970. */
	int64_t timestamp;
	/* More about the data. */
	struct tasks_artifact_type_data type_data;
	/* Names and values to show. */
	size_t n_display_data;
	struct tasks_artifact_display_data_list *display_data;
};

struct tasks_execution {
	struct {
		bool queue;
		bool parameters;
		bool model;
		bool model_desc;
		bool model_labels;
		bool framework;
		bool docker_cmd;
		bool artifacts;
	} has;
	struct {
		bool queue;
		bool parameters;
		bool model;
		bool model_desc;
		bool model_labels;
		bool framework;
		bool docker_cmd;
		bool artifacts;
	} null;
	/* Id of the queue. */
	const char *queue;
	/* Parameters of old clients. */
	struct jval parameters;
	/* Id of the model. */
	const char *model;
	/* Description of a model. */
	struct jval model_desc;
	/* Numbers of labels, by name. */
	size_t n_model_labels;
	struct tasks_integer_pair *model_labels;
	/* The framework that it uses. */
	const char *framework;
	/* The container of old clients. */
	const char *docker_cmd;
	/* The artifacts. */
	size_t n_artifacts;
	struct tasks_artifact *artifacts;
};

struct tasks_task_model_item {
	struct {
		bool name;
		bool model;
	} has;
	/* Its name. */
	const char *name;
	/* Id of the model. */
	const char *model;
};

struct tasks_task_models {
	struct {
		bool input;
		bool output;
	} has;
	struct {
		bool input;
		bool output;
	} null;
	/* Those that it takes. */
	size_t n_input;
	struct tasks_task_model_item *input;
	/* Those that it makes. */
	size_t n_output;
	struct tasks_task_model_item *output;
};

struct tasks_output {
	struct {
		bool destination;
		bool model;
		bool result;
		bool error;
	} has;
	struct {
		bool destination;
		bool model;
		bool result;
		bool error;
	} null;
	/* Where output goes. */
	const char *destination;
	/* Id of the model that it made. */
	const char *model;
	/* How it ended. */
	const char *result;
	/* What went wrong last. */
	const char *error;
};

/* Those parts of a task that are stored as they were sent. */
struct tasks_task_parts {
	struct {
		bool script;
		bool hyperparams;
		bool configuration;
		bool execution;
		bool container;
		bool models;
		bool runtime;
		bool output;
	} has;
	struct {
		bool script;
		bool hyperparams;
		bool configuration;
		bool execution;
		bool container;
		bool models;
		bool runtime;
		bool output;
	} null;
	struct tasks_script script;
	size_t n_hyperparams;
	struct tasks_section_params_pair *hyperparams;
	size_t n_configuration;
	struct tasks_configuration_item_pair *configuration;
	struct tasks_execution execution;
	size_t n_container;
	struct tasks_string_pair *container;
	struct tasks_task_models models;
	struct jval runtime;
	struct tasks_output output;
};

struct tasks_add_or_update_artifacts_req {
	struct {
		bool task;
		bool artifacts;
		bool force;
	} has;
	struct {
		bool force;
	} null;
	/* Id of the task. */
	const char *task;
	/* The artifacts. */
	size_t n_artifacts;
	struct tasks_artifact *artifacts;
	/* Do it whatever the status is. */
	bool force;
};

struct tasks_add_or_update_artifacts_resp {
	struct {
		bool updated;
	} has;
	/* How many tasks were changed: 0 or 1. */
	int64_t updated;
};

struct tasks_clone_req {
	struct {
		bool task;
		bool new_task_name;
		bool new_task_comment;
		bool new_task_tags;
		bool new_task_system_tags;
		bool new_task_parent;
		bool new_task_project;
		bool new_task_hyperparams;
		bool new_task_configuration;
		bool execution_overrides;
		bool validate_references;
		bool new_project_name;
		bool new_task_input_models;
		bool new_task_container;
	} has;
	struct {
		bool new_task_name;
		bool new_task_comment;
		bool new_task_tags;
		bool new_task_system_tags;
		bool new_task_parent;
		bool new_task_project;
		bool new_task_hyperparams;
		bool new_task_configuration;
		bool execution_overrides;
		bool validate_references;
		bool new_project_name;
		bool new_task_input_models;
		bool new_task_container;
	} null;
	/* Id of the task. */
	const char *task;
	/* Name of the new task. */
	const char *new_task_name;
	/* Comment of the new task. */
	const char *new_task_comment;
	/* Tags of the new task. */
	size_t n_new_task_tags;
	const char **new_task_tags;
	/* System tags of the new task; none, if they are not given. */
	size_t n_new_task_system_tags;
	const char **new_task_system_tags;
	/* Id of the task that the new one comes from. */
	const char *new_task_parent;
	/* Id of the project of the new task. */
	const char *new_task_project;
	/* Parameters that are set in the new task. */
	size_t n_new_task_hyperparams;
	struct tasks_section_params_pair *new_task_hyperparams;
	/* Configurations that are set in the new task. */
	size_t n_new_task_configuration;
	struct tasks_configuration_item_pair *new_task_configuration;
	/* What is set in the execution of the new task. */
	struct tasks_execution execution_overrides;
	/* Check what the task refers to. */
	bool validate_references;
	/*
	 * Name of the project of the new task, which is created if there is
	 * none. Since 2.12.
	 */
	const char *new_project_name;
	/* Models that the new task takes. Since 2.13. */
	size_t n_new_task_input_models;
	struct tasks_task_model_item *new_task_input_models;
	/* Container of the new task. Since 2.13. */
	size_t n_new_task_container;
	struct tasks_string_pair *new_task_container;
};

/* The project, if it was asked for by name. */
struct tasks_clone_resp_new_project {
	/* Its id. Since 2.12. */
	const char *id;
	/* Its name. Since 2.12. */
	const char *name;
};

struct tasks_clone_resp {
	struct {
		bool new_project;
	} has;
	/* Its id. */
	const char *id;
	/* The project, if it was asked for by name. Since 2.12. */
	struct tasks_clone_resp_new_project new_project;
};

struct tasks_close_req {
	struct {
		bool force;
		bool task;
		bool status_reason;
		bool status_message;
	} has;
	struct {
		bool force;
		bool status_reason;
		bool status_message;
	} null;
	/* Do it whatever the status is. */
	bool force;
	/* Id of the task. */
	const char *task;
	/* Why the status changes. */
	const char *status_reason;
	/* More about the status. */
	const char *status_message;
};

/* What was changed, and to what. */
struct tasks_changed_fields {
	struct {
		bool status;
		bool status_changed;
		bool last_update;
		bool last_change;
		bool type;
		bool tags;
		bool system_tags;
	} has;
	enum tasks_task_status_enum status;
	/* Why the status changed. */
	const char *status_reason;
	/* More about the status. */
	const char *status_message;
	/* When the status changed. */
	int64_t status_changed;
	/* The same time. */
	int64_t last_update;
	/* The same time. */
	int64_t last_change;
	/* Id of the user who changed it. */
	const char *last_changed_by;
	/* Id of the queue that it was put into. */
	const char *execution_queue;
	/* The name. */
	const char *name;
	enum tasks_task_type_enum type;
	/* The tags. */
	size_t n_tags;
	const char **tags;
	/* The system tags. */
	size_t n_system_tags;
	const char **system_tags;
	/* The comment. */
	const char *comment;
	/* Id of the task that it comes from. */
	const char *parent;
	/* Id of the project. */
	const char *project;
};

struct tasks_close_resp {
	struct {
		bool updated;
		bool fields;
	} has;
	/* How many were changed: 0 or 1. */
	int64_t updated;
	struct tasks_changed_fields fields;
};

struct tasks_completed_req {
	struct {
		bool force;
		bool task;
		bool status_reason;
		bool status_message;
		bool publish;
	} has;
	struct {
		bool force;
		bool status_reason;
		bool status_message;
		bool publish;
	} null;
	/* Do it whatever the status is. */
	bool force;
	/* Id of the task. */
	const char *task;
	/* Why the status changes. */
	const char *status_reason;
	/* More about the status. */
	const char *status_message;
	/* Publish it, too. Since 2.20. */
	bool publish;
};

struct tasks_completed_resp {
	struct {
		bool updated;
		bool fields;
		bool published;
	} has;
	/* How many were changed: 0 or 1. */
	int64_t updated;
	struct tasks_changed_fields fields;
	/* How many were published: 0 or 1. Since 2.20. */
	int64_t published;
};

struct tasks_create_req {
	struct {
		bool name;
		bool tags;
		bool system_tags;
		bool type;
		bool comment;
		bool parent;
		bool project;
		bool output_dest;
		bool execution;
		bool script;
		bool hyperparams;
		bool configuration;
		bool models;
		bool container;
	} has;
	struct {
		bool tags;
		bool system_tags;
		bool comment;
		bool parent;
		bool project;
		bool output_dest;
		bool execution;
		bool script;
		bool hyperparams;
		bool configuration;
		bool models;
		bool container;
	} null;
	/* Its name. */
	const char *name;
	/* Tags for users. */
	size_t n_tags;
	const char **tags;
	/* Tags that the system sets; leave them alone. */
	size_t n_system_tags;
	const char **system_tags;
	/* What kind it is. */
	enum tasks_task_type_enum type;
	/* A comment. */
	const char *comment;
	/* Id of the task that it comes from. */
	const char *parent;
	/* Id of the project. */
	const char *project;
	/* Where its output goes. */
	const char *output_dest;
	/* How it is run, and its artifacts. */
	struct tasks_execution execution;
	/* What is run. */
	struct tasks_script script;
	/* Its parameters, by section and name. */
	size_t n_hyperparams;
	struct tasks_section_params_pair *hyperparams;
	/* Its configurations, by name. */
	size_t n_configuration;
	struct tasks_configuration_item_pair *configuration;
	/* The models that it takes and makes. Since 2.13. */
	struct tasks_task_models models;
	/* The container that it runs in. Since 2.13. */
	size_t n_container;
	struct tasks_string_pair *container;
};

struct tasks_create_resp {
	/* Its id. */
	const char *id;
};

struct tasks_delete_req {
	struct {
		bool move_to_trash;
		bool force;
		bool task;
		bool status_reason;
		bool status_message;
		bool return_file_urls;
		bool delete_output_models;
		bool delete_external_artifacts;
		bool include_pipeline_steps;
	} has;
	struct {
		bool move_to_trash;
		bool force;
		bool status_reason;
		bool status_message;
		bool return_file_urls;
		bool delete_output_models;
		bool delete_external_artifacts;
		bool include_pipeline_steps;
	} null;
	/* Has no effect. */
	bool move_to_trash;
	/* Do it whatever the status is. */
	bool force;
	/* Id of the task. */
	const char *task;
	/* Why the status changes. */
	const char *status_reason;
	/* More about the status. */
	const char *status_message;
	/* Show where its files are. Since 2.13. */
	bool return_file_urls;
	/* Delete the models that it made, too. Since 2.13. */
	bool delete_output_models;
	/* Delete its files from the file server, too. Since 2.21. */
	bool delete_external_artifacts;
	/* If it is a pipeline, do the same with its steps. Since 2.30. */
	bool include_pipeline_steps;
};

struct tasks_task_urls {
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

struct tasks_delete_resp {
	struct {
		bool deleted;
		bool updated_children;
		bool updated_models;
		bool events;
		bool urls;
	} has;
	/* Whether it was deleted. */
	bool deleted;
	/* How many tasks came from it. */
	int64_t updated_children;
	/* How many models it made. */
	int64_t updated_models;
	/* What became of its events. */
	struct jval events;
	/* Where its files are. Since 2.13. */
	struct tasks_task_urls urls;
};

struct tasks_delete_configuration_req {
	struct {
		bool task;
		bool configuration;
		bool force;
	} has;
	struct {
		bool force;
	} null;
	/* Id of the task. */
	const char *task;
	/* Names of the configurations. */
	size_t n_configuration;
	const char **configuration;
	/* Do it whatever the status is. */
	bool force;
};

struct tasks_delete_configuration_resp {
	struct {
		bool deleted;
	} has;
	/* How many were deleted: 0 or 1. */
	int64_t deleted;
};

struct tasks_param_key {
	struct {
		bool section;
		bool name;
	} has;
	struct {
		bool section;
		bool name;
	} null;
	/* The section that it belongs to. */
	const char *section;
	/* Its name. */
	const char *name;
};

struct tasks_delete_hyper_params_req {
	struct {
		bool task;
		bool hyperparams;
		bool force;
	} has;
	struct {
		bool force;
	} null;
	/* Id of the task. */
	const char *task;
	/* The parameters; without a name, a whole section. */
	size_t n_hyperparams;
	struct tasks_param_key *hyperparams;
	/* Do it whatever the status is. */
	bool force;
};

struct tasks_delete_hyper_params_resp {
	struct {
		bool deleted;
	} has;
	/* How many were deleted: 0 or 1. */
	int64_t deleted;
};

struct tasks_dequeue_req {
	struct {
		bool task;
		bool status_reason;
		bool status_message;
		bool remove_from_all_queues;
		bool new_status;
	} has;
	struct {
		bool status_reason;
		bool status_message;
		bool remove_from_all_queues;
		bool new_status;
	} null;
	/* Id of the task. */
	const char *task;
	/* Why the status changes. */
	const char *status_reason;
	/* More about the status. */
	const char *status_message;
	/*
	 * Take it out of every queue, not only out of the one that it is to be
	 * run from. Since 2.25.
	 */
	bool remove_from_all_queues;
	/*
	 * The status that it gets, instead of the one that it had before it was
	 * queued. Since 2.26.
	 */
	const char *new_status;
};

struct tasks_dequeue_resp {
	struct {
		bool updated;
		bool fields;
		bool dequeued;
	} has;
	/* How many were changed: 0 or 1. */
	int64_t updated;
	struct tasks_changed_fields fields;
	/* How many were taken out: 0 or 1. */
	int64_t dequeued;
};

struct tasks_dequeue_many_req {
	struct {
		bool ids;
		bool status_reason;
		bool status_message;
		bool remove_from_all_queues;
		bool new_status;
	} has;
	struct {
		bool status_reason;
		bool status_message;
		bool remove_from_all_queues;
		bool new_status;
	} null;
	/* Ids of the tasks. */
	size_t n_ids;
	const char **ids;
	/* Why the status changes. */
	const char *status_reason;
	/* More about the status. */
	const char *status_message;
	/*
	 * Take it out of every queue, not only out of the one that it is to be
	 * run from. Since 2.25.
	 */
	bool remove_from_all_queues;
	/*
	 * The status that it gets, instead of the one that it had before it was
	 * queued. Since 2.26.
	 */
	const char *new_status;
};

struct tasks_dequeue_many_resp_succeeded {
	struct {
		bool updated;
		bool fields;
		bool dequeued;
	} has;
	/* Its id. */
	const char *id;
	/* How many were changed: 0 or 1. */
	int64_t updated;
	struct tasks_changed_fields fields;
	/* Whether it was taken out. */
	bool dequeued;
};

/* Why not. */
struct tasks_dequeue_many_resp_failed_error {
	struct {
		bool codes;
		bool data;
	} has;
	/* Code and subcode. */
	size_t n_codes;
	int64_t *codes;
	/* The message. */
	const char *msg;
	/* More about it. */
	struct jval data;
};

struct tasks_dequeue_many_resp_failed {
	struct {
		bool error;
	} has;
	/* Its id. */
	const char *id;
	/* Why not. */
	struct tasks_dequeue_many_resp_failed_error error;
};

struct tasks_dequeue_many_resp {
	struct {
		bool succeeded;
		bool failed;
	} has;
	/* With which it was done. */
	size_t n_succeeded;
	struct tasks_dequeue_many_resp_succeeded *succeeded;
	/* With which it was not done. */
	size_t n_failed;
	struct tasks_dequeue_many_resp_failed *failed;
};

struct tasks_edit_req {
	struct {
		bool task;
		bool force;
		bool name;
		bool tags;
		bool system_tags;
		bool type;
		bool comment;
		bool parent;
		bool project;
		bool output_dest;
		bool execution;
		bool script;
		bool hyperparams;
		bool configuration;
		bool models;
		bool container;
		bool runtime;
	} has;
	struct {
		bool force;
		bool name;
		bool tags;
		bool system_tags;
		bool type;
		bool comment;
		bool parent;
		bool project;
		bool output_dest;
		bool execution;
		bool script;
		bool hyperparams;
		bool configuration;
		bool models;
		bool container;
		bool runtime;
	} null;
	/* Id of the task. */
	const char *task;
	/* Do it whatever the status is. */
	bool force;
	/* Its name. */
	const char *name;
	/* Tags for users. */
	size_t n_tags;
	const char **tags;
	/* Tags that the system sets; leave them alone. */
	size_t n_system_tags;
	const char **system_tags;
	/* What kind it is. */
	enum tasks_task_type_enum type;
	/* A comment. */
	const char *comment;
	/* Id of the task that it comes from. */
	const char *parent;
	/* Id of the project. */
	const char *project;
	/* Where its output goes. */
	const char *output_dest;
	/* How it is run, and its artifacts. */
	struct tasks_execution execution;
	/* What is run. */
	struct tasks_script script;
	/* Its parameters, by section and name. */
	size_t n_hyperparams;
	struct tasks_section_params_pair *hyperparams;
	/* Its configurations, by name. */
	size_t n_configuration;
	struct tasks_configuration_item_pair *configuration;
	/* The models that it takes and makes. Since 2.13. */
	struct tasks_task_models models;
	/* The container that it runs in. Since 2.13. */
	size_t n_container;
	struct tasks_string_pair *container;
	/* What is known while it runs. Since 2.13. */
	struct jval runtime;
};

struct tasks_edit_resp {
	struct {
		bool updated;
		bool fields;
	} has;
	/* How many were changed: 0 or 1. */
	int64_t updated;
	struct tasks_changed_fields fields;
};

struct tasks_edit_configuration_req {
	struct {
		bool task;
		bool configuration;
		bool replace_configuration;
		bool force;
	} has;
	struct {
		bool replace_configuration;
		bool force;
	} null;
	/* Id of the task. */
	const char *task;
	/* The configurations. */
	size_t n_configuration;
	struct tasks_configuration_item *configuration;
	/* Forget all others. */
	bool replace_configuration;
	/* Do it whatever the status is. */
	bool force;
};

struct tasks_edit_configuration_resp {
	struct {
		bool updated;
	} has;
	/* How many were changed: 0 or 1. */
	int64_t updated;
};

struct tasks_edit_hyper_params_req {
	struct {
		bool task;
		bool hyperparams;
		bool replace_hyperparams;
		bool force;
	} has;
	struct {
		bool replace_hyperparams;
		bool force;
	} null;
	/* Id of the task. */
	const char *task;
	/* The parameters. */
	size_t n_hyperparams;
	struct tasks_params_item *hyperparams;
	/*
	 * What to forget first: nothing, all sections that are named, or
	 * everything.
	 */
	enum tasks_replace_hyperparams_enum replace_hyperparams;
	/* Do it whatever the status is. */
	bool force;
};

struct tasks_edit_hyper_params_resp {
	struct {
		bool updated;
	} has;
	/* How many were changed: 0 or 1. */
	int64_t updated;
};

struct tasks_enqueue_req {
	struct {
		bool queue;
		bool task;
		bool status_reason;
		bool status_message;
		bool queue_name;
		bool verify_watched_queue;
		bool update_execution_queue;
	} has;
	struct {
		bool queue;
		bool status_reason;
		bool status_message;
		bool queue_name;
		bool verify_watched_queue;
		bool update_execution_queue;
	} null;
	/* Id of the queue. */
	const char *queue;
	/* Id of the task. */
	const char *task;
	/* Why the status changes. */
	const char *status_reason;
	/* More about the status. */
	const char *status_message;
	/*
	 * Name of the queue, which is created if there is none; instead of its
	 * id. Since 2.19.
	 */
	const char *queue_name;
	/* Say whether a worker serves the queue. Since 2.22. */
	bool verify_watched_queue;
	/*
	 * Write the queue into the task; false only for a task that is queued
	 * already. Since 2.31.
	 */
	bool update_execution_queue;
};

struct tasks_enqueue_resp {
	struct {
		bool updated;
		bool fields;
		bool queued;
		bool queue_watched;
	} has;
	/* How many were changed: 0 or 1. */
	int64_t updated;
	struct tasks_changed_fields fields;
	/* How many were queued: 0 or 1. */
	int64_t queued;
	/* Whether a worker serves the queue. Since 2.22. */
	bool queue_watched;
};

struct tasks_enqueue_many_req {
	struct {
		bool ids;
		bool status_reason;
		bool status_message;
		bool queue;
		bool validate_tasks;
		bool queue_name;
		bool verify_watched_queue;
	} has;
	struct {
		bool status_reason;
		bool status_message;
		bool queue;
		bool validate_tasks;
		bool queue_name;
		bool verify_watched_queue;
	} null;
	/* Ids of the tasks. */
	size_t n_ids;
	const char **ids;
	/* Why the status changes. */
	const char *status_reason;
	/* More about the status. */
	const char *status_message;
	/* Id of the queue. */
	const char *queue;
	/* Check what the tasks refer to first. */
	bool validate_tasks;
	/*
	 * Name of the queue, which is created if there is none; instead of its
	 * id. Since 2.19.
	 */
	const char *queue_name;
	/* Say whether a worker serves the queue. Since 2.22. */
	bool verify_watched_queue;
};

struct tasks_enqueue_many_resp_succeeded {
	struct {
		bool updated;
		bool fields;
		bool queued;
	} has;
	/* Its id. */
	const char *id;
	/* How many were changed: 0 or 1. */
	int64_t updated;
	struct tasks_changed_fields fields;
	/* Whether it was queued. */
	bool queued;
};

/* Why not. */
struct tasks_enqueue_many_resp_failed_error {
	struct {
		bool codes;
		bool data;
	} has;
	/* Code and subcode. */
	size_t n_codes;
	int64_t *codes;
	/* The message. */
	const char *msg;
	/* More about it. */
	struct jval data;
};

struct tasks_enqueue_many_resp_failed {
	struct {
		bool error;
	} has;
	/* Its id. */
	const char *id;
	/* Why not. */
	struct tasks_enqueue_many_resp_failed_error error;
};

struct tasks_enqueue_many_resp {
	struct {
		bool succeeded;
		bool failed;
		bool queue_watched;
	} has;
	/* With which it was done. */
	size_t n_succeeded;
	struct tasks_enqueue_many_resp_succeeded *succeeded;
	/* With which it was not done. */
	size_t n_failed;
	struct tasks_enqueue_many_resp_failed *failed;
	/* Whether a worker serves the queue. Since 2.22. */
	bool queue_watched;
};

struct tasks_failed_req {
	struct {
		bool force;
		bool task;
		bool status_reason;
		bool status_message;
	} has;
	struct {
		bool force;
		bool status_reason;
		bool status_message;
	} null;
	/* Do it whatever the status is. */
	bool force;
	/* Id of the task. */
	const char *task;
	/* Why the status changes. */
	const char *status_reason;
	/* More about the status. */
	const char *status_message;
};

struct tasks_failed_resp {
	struct {
		bool updated;
		bool fields;
	} has;
	/* How many were changed: 0 or 1. */
	int64_t updated;
	struct tasks_changed_fields fields;
};

struct tasks_multi_field_pattern_data {
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
	/*
	 * Times, as in the filter 'created': all of the fields must comply, or
	 * a single one is named.
	 */
	size_t n_datetime;
	const char **datetime;
	/* Names of the fields. */
	size_t n_fields;
	const char **fields;
};

/* Pass if one of these holds. */
struct tasks_field_filter_any {
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
struct tasks_field_filter_all {
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
struct tasks_field_filter {
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
	struct tasks_field_filter_any any;
	/* Pass if all of these hold. */
	struct tasks_field_filter_all all;
	/* How any and all are combined. */
	enum tasks_field_filter_op op;
};

struct tasks_field_filter_pair {
	const char *name;
	struct tasks_field_filter value;
};

struct tasks_get_all_req {
	struct {
		bool id;
		bool name;
		bool user;
		bool page;
		bool page_size;
		bool order_by;
		bool type;
		bool tags;
		bool system_tags;
		bool status;
		bool project;
		bool only_fields;
		bool parent;
		bool status_changed;
		bool search_text;
		bool all;
		bool any;
		bool search_hidden;
		bool scroll_id;
		bool refresh_scroll;
		bool size;
		bool include_subprojects;
		bool or;
		bool and;
		bool comment;
		bool company;
		bool last_worker;
		bool status_reason;
		bool status_message;
		bool created;
		bool started;
		bool completed;
		bool published;
		bool last_update;
		bool last_change;
		bool last_worker_report;
		bool active_duration;
		bool last_iteration;
		bool script;
		bool hyperparams;
		bool configuration;
		bool execution;
		bool container;
		bool models;
		bool runtime;
		bool output;
		bool last_metrics;
		bool last_changed_by;
		bool enqueue_status;
		bool filters;
		bool allow_public;
	} has;
	struct {
		bool id;
		bool name;
		bool user;
		bool page;
		bool page_size;
		bool order_by;
		bool type;
		bool tags;
		bool system_tags;
		bool status;
		bool project;
		bool only_fields;
		bool parent;
		bool status_changed;
		bool search_text;
		bool all;
		bool any;
		bool search_hidden;
		bool scroll_id;
		bool refresh_scroll;
		bool size;
		bool include_subprojects;
		bool or;
		bool and;
		bool comment;
		bool company;
		bool last_worker;
		bool status_reason;
		bool status_message;
		bool created;
		bool started;
		bool completed;
		bool published;
		bool last_update;
		bool last_change;
		bool last_worker_report;
		bool active_duration;
		bool last_iteration;
		bool script;
		bool hyperparams;
		bool configuration;
		bool execution;
		bool container;
		bool models;
		bool runtime;
		bool output;
		bool last_metrics;
		bool last_changed_by;
		bool enqueue_status;
		bool filters;
		bool allow_public;
	} null;
	/* Only tasks with one of these ids. */
	size_t n_id;
	const char **id;
	/* Only tasks whose name matches this regular expression. */
	const char *name;
	/* Only tasks of these users. */
	size_t n_user;
	const char **user;
	/* Which page to show, from 0. */
	int64_t page;
	/* How many a page has; the last one may have fewer. */
	int64_t page_size;
	/* Fields to order by, '-' before one for descending. */
	size_t n_order_by;
	const char **order_by;
	/* Only tasks of these types. */
	size_t n_type;
	const char **type;
	/* Only tasks with one of these tags; '-' before a tag excludes it. */
	size_t n_tags;
	const char **tags;
	/*
	 * Only tasks with one of these system tags; '-' before a tag excludes
	 * it.
	 */
	size_t n_system_tags;
	const char **system_tags;
	/* Only tasks with one of these statuses. */
	size_t n_status;
	const char **status;
	/* Only tasks of these projects. */
	size_t n_project;
	const char **project;
	/*
	 * Fields to show, '.' between the names of nested ones; all, if it is
	 * not given.
	 */
	size_t n_only_fields;
	const char **only_fields;
	/* Only tasks that come from one of these. */
	size_t n_parent;
	const char **parent;
	/* Only tasks whose status changed then: a time after >, >=, < or <=. */
	size_t n_status_changed;
	const char **status_changed;
	/* Only those in which this text is found. */
	const char *search_text;
	/* Only those in all of whose fields a pattern is found. */
	struct tasks_multi_field_pattern_data all;
	/* Only those in one of whose fields a pattern is found. */
	struct tasks_multi_field_pattern_data any;
	/* Show hidden ones, too. Since 2.14. */
	bool search_hidden;
	/* What an earlier call gave to go on with; null begins. Since 2.15. */
	const char *scroll_id;
	/* Read again all that this scroll has shown. Since 2.15. */
	bool refresh_scroll;
	/* How many to show. Since 2.15. */
	int64_t size;
	/* Look into the projects within, too. Since 2.13. */
	bool include_subprojects;
	/*
	 * Only tasks in whose fields the pattern is found, ignoring case, or
	 * whose times are so.
	 */
	struct tasks_multi_field_pattern_data or;
	/*
	 * Only tasks in whose fields the pattern is found, ignoring case, or
	 * whose times are so.
	 */
	struct tasks_multi_field_pattern_data and;
	/* Only tasks whose comment matches this regular expression. */
	const char *comment;
	/*
	 * Only tasks with one of these values; '-' before a value excludes it.
	 */
	size_t n_company;
	const char **company;
	/*
	 * Only tasks with one of these values; '-' before a value excludes it.
	 */
	size_t n_last_worker;
	const char **last_worker;
	/*
	 * Only tasks with one of these values; '-' before a value excludes it.
	 */
	size_t n_status_reason;
	const char **status_reason;
	/*
	 * Only tasks with one of these values; '-' before a value excludes it.
	 */
	size_t n_status_message;
	const char **status_message;
	/*
	 * Only tasks with such a time, as '2020-01-01T00:00:00'; '>=', '>',
	 * '<=' or '<' may stand before it. All conditions must hold.
	 */
	size_t n_created;
	const char **created;
	/*
	 * Only tasks with such a time, as '2020-01-01T00:00:00'; '>=', '>',
	 * '<=' or '<' may stand before it. All conditions must hold.
	 */
	size_t n_started;
	const char **started;
	/*
	 * Only tasks with such a time, as '2020-01-01T00:00:00'; '>=', '>',
	 * '<=' or '<' may stand before it. All conditions must hold.
	 */
	size_t n_completed;
	const char **completed;
	/*
	 * Only tasks with such a time, as '2020-01-01T00:00:00'; '>=', '>',
	 * '<=' or '<' may stand before it. All conditions must hold.
	 */
	size_t n_published;
	const char **published;
	/*
	 * Only tasks with such a time, as '2020-01-01T00:00:00'; '>=', '>',
	 * '<=' or '<' may stand before it. All conditions must hold.
	 */
	size_t n_last_update;
	const char **last_update;
	/*
	 * Only tasks with such a time, as '2020-01-01T00:00:00'; '>=', '>',
	 * '<=' or '<' may stand before it. All conditions must hold.
	 */
	size_t n_last_change;
	const char **last_change;
	/*
	 * Only tasks with such a time, as '2020-01-01T00:00:00'; '>=', '>',
	 * '<=' or '<' may stand before it. All conditions must hold.
	 */
	size_t n_last_worker_report;
	const char **last_worker_report;
	/*
	 * Only tasks with a number in this range: the least and the greatest.
	 */
	size_t n_active_duration;
	int64_t *active_duration;
	/*
	 * Only tasks with a number in this range: the least and the greatest.
	 */
	size_t n_last_iteration;
	int64_t *last_iteration;
	/* Tasks can not be filtered by this: it is refused. */
	struct jval script;
	/* Tasks can not be filtered by this: it is refused. */
	struct jval hyperparams;
	/* Tasks can not be filtered by this: it is refused. */
	struct jval configuration;
	/* Tasks can not be filtered by this: it is refused. */
	struct jval execution;
	/* Tasks can not be filtered by this: it is refused. */
	struct jval container;
	/* Tasks can not be filtered by this: it is refused. */
	struct jval models;
	/* Tasks can not be filtered by this: it is refused. */
	struct jval runtime;
	/* Tasks can not be filtered by this: it is refused. */
	struct jval output;
	/* Tasks can not be filtered by this: it is refused. */
	struct jval last_metrics;
	/* Tasks can not be filtered by this: it is refused. */
	struct jval last_changed_by;
	/* Tasks can not be filtered by this: it is refused. */
	struct jval enqueue_status;
	/*
	 * Only tasks that pass the filters of these fields, which replace
	 * others on the same field.
	 */
	size_t n_filters;
	struct tasks_field_filter_pair *filters;
	/*
	 * Tasks can be filtered by execution.queue: only those that are to run
	 * from one of these queues.
	 */
	size_t n_of_execution;
	struct tasks_list_filter_pair *of_execution;
	/* Tasks can not be filtered by these: any is refused. */
	size_t n_of_hyperparams;
	struct tasks_list_filter_pair *of_hyperparams;
	/* Tasks can not be filtered by these: any is refused. */
	size_t n_of_configuration;
	struct tasks_list_filter_pair *of_configuration;
	/* Tasks can not be filtered by these: any is refused. */
	size_t n_of_script;
	struct tasks_list_filter_pair *of_script;
	/* Tasks can not be filtered by these: any is refused. */
	size_t n_of_container;
	struct tasks_list_filter_pair *of_container;
	/* Tasks can not be filtered by these: any is refused. */
	size_t n_of_models;
	struct tasks_list_filter_pair *of_models;
	/* Tasks can not be filtered by these: any is refused. */
	size_t n_of_runtime;
	struct tasks_list_filter_pair *of_runtime;
	/* Tasks can not be filtered by these: any is refused. */
	size_t n_of_output;
	struct tasks_list_filter_pair *of_output;
	/* Tasks can not be filtered by these: any is refused. */
	size_t n_of_last_metrics;
	struct tasks_list_filter_pair *of_last_metrics;
	/* Show public ones, too. Since 2.23. */
	bool allow_public;
};

struct tasks_last_metrics_event {
	struct {
		bool value;
		bool min_value;
		bool min_value_iteration;
		bool max_value;
		bool max_value_iteration;
		bool first_value;
		bool first_value_iteration;
		bool mean_value;
		bool count;
	} has;
	/* Name of the metric. */
	const char *metric;
	/* Name of the variant, a curve within the metric. */
	const char *variant;
	/* The value. */
	double value;
	/* The least value. */
	double min_value;
	/* The iteration of the least value. */
	int64_t min_value_iteration;
	/* The greatest value. */
	double max_value;
	/* The iteration of the greatest value. */
	int64_t max_value_iteration;
	/* The first value. */
	double first_value;
	/* The iteration of the first value. */
	int64_t first_value_iteration;
	/* The mean of all values. */
	double mean_value;
	/* How many values there were. */
	int64_t count;
	/* What the X axis is called. */
	const char *x_axis_label;
};

struct tasks_last_metrics_event_pair {
	const char *name;
	struct tasks_last_metrics_event value;
};

struct tasks_last_metrics_variants {
	size_t n_pairs;
	struct tasks_last_metrics_event_pair *pairs;
};

struct tasks_last_metrics_variants_pair {
	const char *name;
	struct tasks_last_metrics_variants value;
};

struct tasks_task {
	struct {
		bool type;
		bool status;
		bool created;
		bool started;
		bool completed;
		bool active_duration;
		bool output;
		bool execution;
		bool container;
		bool models;
		bool script;
		bool tags;
		bool system_tags;
		bool status_changed;
		bool published;
		bool last_worker_report;
		bool last_update;
		bool last_change;
		bool last_iteration;
		bool last_metrics;
		bool hyperparams;
		bool configuration;
		bool runtime;
		bool enqueue_status;
	} has;
	/* Its id. */
	const char *id;
	/* Its name. */
	const char *name;
	/* Id of the user who made it. */
	const char *user;
	/* Id of the company that it belongs to. */
	const char *company;
	/* What kind it is. */
	enum tasks_task_type_enum type;
	/* Its status. */
	enum tasks_task_status_enum status;
	/* A comment. */
	const char *comment;
	/* When it was created. */
	int64_t created;
	/* How many were started: 0 or 1. */
	int64_t started;
	/* When it ended. */
	int64_t completed;
	/* How long it ran, in seconds. */
	int64_t active_duration;
	/* Id of the task that it comes from. */
	const char *parent;
	/* Id of the project. */
	const char *project;
	/* Those that it makes. */
	struct tasks_output output;
	/* How it is run, and its artifacts. */
	struct tasks_execution execution;
	/* The container that it runs in. */
	size_t n_container;
	struct tasks_string_pair *container;
	/* The models that it takes and makes. */
	struct tasks_task_models models;
	/* What is run. */
	struct tasks_script script;
	/* Tags for users. */
	size_t n_tags;
	const char **tags;
	/* Tags that the system sets; leave them alone. */
	size_t n_system_tags;
	const char **system_tags;
	/* When the status changed. */
	int64_t status_changed;
	/* More about the status. */
	const char *status_message;
	/* Why the status changes. */
	const char *status_reason;
	/* When it was published. */
	int64_t published;
	/* Id of the worker that ran it last. */
	const char *last_worker;
	/* When that worker reported last. */
	int64_t last_worker_report;
	/* When something in it changed last. */
	int64_t last_update;
	/* When anything changed in it last. */
	int64_t last_change;
	/* The last iteration that was reported. */
	int64_t last_iteration;
	/* The last values of its metrics, by hashes of metric and variant. */
	size_t n_last_metrics;
	struct tasks_last_metrics_variants_pair *last_metrics;
	/* Its parameters, by section and name. */
	size_t n_hyperparams;
	struct tasks_section_params_pair *hyperparams;
	/* Its configurations, by name. */
	size_t n_configuration;
	struct tasks_configuration_item_pair *configuration;
	/* What is known while it runs. */
	struct jval runtime;
	/* Id of the user who changed it last. */
	const char *last_changed_by;
	enum tasks_task_status_enum enqueue_status;
};

struct tasks_get_all_resp {
	struct {
		bool tasks;
	} has;
	/* The tasks. */
	size_t n_tasks;
	struct tasks_task *tasks;
	/* What an earlier call gave to go on with; null begins. Since 2.15. */
	const char *scroll_id;
};

struct tasks_get_all_ex_resp {
	struct {
		bool tasks;
	} has;
	/* The tasks. */
	size_t n_tasks;
	struct tasks_task *tasks;
	/* What an earlier call gave to go on with; null begins. Since 2.15. */
	const char *scroll_id;
};

struct tasks_get_by_id_req {
	struct {
		bool task;
	} has;
	/* Id of the task. */
	const char *task;
};

struct tasks_get_by_id_resp {
	struct {
		bool task;
	} has;
	/* Id of the task. */
	struct tasks_task task;
};

struct tasks_get_hyper_params_req {
	struct {
		bool tasks;
	} has;
	/* Ids of the tasks. */
	size_t n_tasks;
	const char **tasks;
};

struct tasks_get_hyper_params_resp_params {
	struct {
		bool hyperparams;
	} has;
	/* Id of the task. */
	const char *task;
	/* Its parameters. */
	size_t n_hyperparams;
	struct tasks_params_item *hyperparams;
};

struct tasks_get_hyper_params_resp {
	struct {
		bool params;
	} has;
	/* The parameters of each task. */
	size_t n_params;
	struct tasks_get_hyper_params_resp_params *params;
};

struct tasks_ping_req {
	struct {
		bool task;
	} has;
	/* Id of the task. */
	const char *task;
};

struct tasks_ping_resp {
	char nothing;
};

struct tasks_publish_req {
	struct {
		bool force;
		bool publish_model;
		bool task;
		bool status_reason;
		bool status_message;
	} has;
	struct {
		bool force;
		bool publish_model;
		bool status_reason;
		bool status_message;
	} null;
	/* Do it whatever the status is. */
	bool force;
	/* Publish the models that it made, too. */
	bool publish_model;
	/* Id of the task. */
	const char *task;
	/* Why the status changes. */
	const char *status_reason;
	/* More about the status. */
	const char *status_message;
};

struct tasks_publish_resp {
	struct {
		bool updated;
		bool fields;
	} has;
	/* How many were changed: 0 or 1. */
	int64_t updated;
	struct tasks_changed_fields fields;
};

struct tasks_reset_req {
	struct {
		bool force;
		bool clear_all;
		bool task;
		bool status_reason;
		bool status_message;
		bool return_file_urls;
		bool delete_output_models;
		bool delete_external_artifacts;
	} has;
	struct {
		bool force;
		bool clear_all;
		bool status_reason;
		bool status_message;
		bool return_file_urls;
		bool delete_output_models;
		bool delete_external_artifacts;
	} null;
	/* Do it whatever the status is. */
	bool force;
	/* Forget script and execution, too. */
	bool clear_all;
	/* Id of the task. */
	const char *task;
	/* Why the status changes. */
	const char *status_reason;
	/* More about the status. */
	const char *status_message;
	/* Show where its files are. Since 2.13. */
	bool return_file_urls;
	/* Delete the models that it made, too. Since 2.13. */
	bool delete_output_models;
	/* Delete its files from the file server, too. Since 2.21. */
	bool delete_external_artifacts;
};

struct tasks_reset_resp {
	struct {
		bool updated;
		bool fields;
		bool dequeued;
		bool events;
		bool deleted_models;
		bool urls;
	} has;
	/* How many were changed: 0 or 1. */
	int64_t updated;
	struct tasks_changed_fields fields;
	/* How it left its queue. */
	struct jval dequeued;
	/* What became of its events. */
	struct jval events;
	/* How many models were deleted. */
	int64_t deleted_models;
	/* Where its files are. Since 2.13. */
	struct tasks_task_urls urls;
};

struct tasks_set_requirements_req {
	struct {
		bool task;
		bool requirements;
	} has;
	/* Id of the task. */
	const char *task;
	/* Lists of packages, by the program that installs them. */
	struct jval requirements;
};

struct tasks_set_requirements_resp {
	struct {
		bool updated;
		bool fields;
	} has;
	/* How many were changed: 0 or 1. */
	int64_t updated;
	struct tasks_changed_fields fields;
};

struct tasks_started_req {
	struct {
		bool force;
		bool task;
		bool status_reason;
		bool status_message;
	} has;
	struct {
		bool force;
		bool status_reason;
		bool status_message;
	} null;
	/* Do it whatever the status is. */
	bool force;
	/* Id of the task. */
	const char *task;
	/* Why the status changes. */
	const char *status_reason;
	/* More about the status. */
	const char *status_message;
};

struct tasks_started_resp {
	struct {
		bool updated;
		bool fields;
		bool started;
	} has;
	/* How many were changed: 0 or 1. */
	int64_t updated;
	struct tasks_changed_fields fields;
	/* How many were started: 0 or 1. */
	int64_t started;
};

struct tasks_stop_req {
	struct {
		bool force;
		bool task;
		bool status_reason;
		bool status_message;
		bool include_pipeline_steps;
	} has;
	struct {
		bool force;
		bool status_reason;
		bool status_message;
		bool include_pipeline_steps;
	} null;
	/* Do it whatever the status is. */
	bool force;
	/* Id of the task. */
	const char *task;
	/* Why the status changes. */
	const char *status_reason;
	/* More about the status. */
	const char *status_message;
	/* If it is a pipeline, do the same with its steps. Since 2.30. */
	bool include_pipeline_steps;
};

struct tasks_stop_resp {
	struct {
		bool updated;
		bool fields;
	} has;
	/* How many were changed: 0 or 1. */
	int64_t updated;
	struct tasks_changed_fields fields;
};

struct tasks_stopped_req {
	struct {
		bool force;
		bool task;
		bool status_reason;
		bool status_message;
	} has;
	struct {
		bool force;
		bool status_reason;
		bool status_message;
	} null;
	/* Do it whatever the status is. */
	bool force;
	/* Id of the task. */
	const char *task;
	/* Why the status changes. */
	const char *status_reason;
	/* More about the status. */
	const char *status_message;
};

struct tasks_stopped_resp {
	struct {
		bool updated;
		bool fields;
	} has;
	/* How many were changed: 0 or 1. */
	int64_t updated;
	struct tasks_changed_fields fields;
};

struct tasks_update_req {
	struct {
		bool task;
		bool name;
		bool tags;
		bool system_tags;
		bool comment;
		bool project;
		bool output__error;
		bool created;
	} has;
	struct {
		bool name;
		bool tags;
		bool system_tags;
		bool comment;
		bool project;
		bool output__error;
		bool created;
	} null;
	/* Id of the task. */
	const char *task;
	/* Its name. */
	const char *name;
	/* Tags for users. */
	size_t n_tags;
	const char **tags;
	/* Tags that the system sets; leave them alone. */
	size_t n_system_tags;
	const char **system_tags;
	/* A comment. */
	const char *comment;
	/* Id of the project. */
	const char *project;
	/* What went wrong last. */
	const char *output__error;
	/* When it was created. */
	const char *created;
};

struct tasks_update_resp {
	struct {
		bool updated;
		bool fields;
	} has;
	/* How many were changed: 0 or 1. */
	int64_t updated;
	struct tasks_changed_fields fields;
};

/* The value of a text; an unknown text is refused. */
enum tasks_artifact_mode_enum tasks_artifact_mode_enum_read(
    struct jval_reader *reader, const struct jval *value);
enum tasks_task_status_enum tasks_task_status_enum_read(
    struct jval_reader *reader, const struct jval *value);
enum tasks_task_type_enum tasks_task_type_enum_read(struct jval_reader *reader,
    const struct jval *value);
enum tasks_replace_hyperparams_enum tasks_replace_hyperparams_enum_read(
    struct jval_reader *reader, const struct jval *value);
enum tasks_field_filter_op tasks_field_filter_op_read(
    struct jval_reader *reader, const struct jval *value);

/* The text of a value. */
const char *tasks_artifact_mode_enum_text(enum tasks_artifact_mode_enum value);
const char *tasks_task_status_enum_text(enum tasks_task_status_enum value);
const char *tasks_task_type_enum_text(enum tasks_task_type_enum value);
const char *tasks_replace_hyperparams_enum_text(
    enum tasks_replace_hyperparams_enum value);
const char *tasks_field_filter_op_text(enum tasks_field_filter_op value);

/*
 * Read a request or a part of one into the struct of the function's name.
 * False, with the reason in the reader, if it is refused.
 */
bool tasks_script_read(struct jval_reader *reader, const struct jval *value,
    void *to);
bool tasks_params_item_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool tasks_section_params_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool tasks_configuration_item_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool tasks_artifact_type_data_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool tasks_artifact_display_data_list_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool tasks_artifact_read(struct jval_reader *reader, const struct jval *value,
    void *to);
bool tasks_execution_read(struct jval_reader *reader, const struct jval *value,
    void *to);
bool tasks_task_model_item_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool tasks_task_models_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool tasks_output_read(struct jval_reader *reader, const struct jval *value,
    void *to);
bool tasks_task_parts_read(struct jval_reader *reader, const struct jval *value,
    void *to);
bool tasks_add_or_update_artifacts_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool tasks_clone_req_read(struct jval_reader *reader, const struct jval *value,
    void *to);
bool tasks_close_req_read(struct jval_reader *reader, const struct jval *value,
    void *to);
bool tasks_completed_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool tasks_create_req_read(struct jval_reader *reader, const struct jval *value,
    void *to);
bool tasks_delete_req_read(struct jval_reader *reader, const struct jval *value,
    void *to);
bool tasks_delete_configuration_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool tasks_param_key_read(struct jval_reader *reader, const struct jval *value,
    void *to);
bool tasks_delete_hyper_params_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool tasks_dequeue_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool tasks_dequeue_many_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool tasks_edit_req_read(struct jval_reader *reader, const struct jval *value,
    void *to);
bool tasks_edit_configuration_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool tasks_edit_hyper_params_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool tasks_enqueue_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool tasks_enqueue_many_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool tasks_failed_req_read(struct jval_reader *reader, const struct jval *value,
    void *to);
bool tasks_multi_field_pattern_data_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool tasks_field_filter_any_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool tasks_field_filter_all_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool tasks_field_filter_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool tasks_get_all_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool tasks_get_by_id_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool tasks_get_hyper_params_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool tasks_ping_req_read(struct jval_reader *reader, const struct jval *value,
    void *to);
bool tasks_publish_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool tasks_reset_req_read(struct jval_reader *reader, const struct jval *value,
    void *to);
bool tasks_set_requirements_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool tasks_started_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool tasks_stop_req_read(struct jval_reader *reader, const struct jval *value,
    void *to);
bool tasks_stopped_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool tasks_update_req_read(struct jval_reader *reader, const struct jval *value,
    void *to);

/* Write a response or a part of one, the struct of the function's name. */
void tasks_script_write(struct jval_writer *writer, const char *name,
    const void *of);
void tasks_params_item_write(struct jval_writer *writer, const char *name,
    const void *of);
void tasks_section_params_write(struct jval_writer *writer, const char *name,
    const void *of);
void tasks_configuration_item_write(struct jval_writer *writer,
    const char *name, const void *of);
void tasks_artifact_type_data_write(struct jval_writer *writer,
    const char *name, const void *of);
void tasks_artifact_display_data_list_write(struct jval_writer *writer,
    const char *name, const void *of);
void tasks_artifact_write(struct jval_writer *writer, const char *name,
    const void *of);
void tasks_execution_write(struct jval_writer *writer, const char *name,
    const void *of);
void tasks_task_model_item_write(struct jval_writer *writer, const char *name,
    const void *of);
void tasks_task_models_write(struct jval_writer *writer, const char *name,
    const void *of);
void tasks_output_write(struct jval_writer *writer, const char *name,
    const void *of);
void tasks_task_parts_write(struct jval_writer *writer, const char *name,
    const void *of);
void tasks_add_or_update_artifacts_resp_write(struct jval_writer *writer,
    const char *name, const void *of);
void tasks_clone_resp_new_project_write(struct jval_writer *writer,
    const char *name, const void *of);
void tasks_clone_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void tasks_changed_fields_write(struct jval_writer *writer, const char *name,
    const void *of);
void tasks_close_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void tasks_completed_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void tasks_create_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void tasks_task_urls_write(struct jval_writer *writer, const char *name,
    const void *of);
void tasks_delete_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void tasks_delete_configuration_resp_write(struct jval_writer *writer,
    const char *name, const void *of);
void tasks_delete_hyper_params_resp_write(struct jval_writer *writer,
    const char *name, const void *of);
void tasks_dequeue_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void tasks_dequeue_many_resp_succeeded_write(struct jval_writer *writer,
    const char *name, const void *of);
void tasks_dequeue_many_resp_failed_error_write(struct jval_writer *writer,
    const char *name, const void *of);
void tasks_dequeue_many_resp_failed_write(struct jval_writer *writer,
    const char *name, const void *of);
void tasks_dequeue_many_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void tasks_edit_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void tasks_edit_configuration_resp_write(struct jval_writer *writer,
    const char *name, const void *of);
void tasks_edit_hyper_params_resp_write(struct jval_writer *writer,
    const char *name, const void *of);
void tasks_enqueue_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void tasks_enqueue_many_resp_succeeded_write(struct jval_writer *writer,
    const char *name, const void *of);
void tasks_enqueue_many_resp_failed_error_write(struct jval_writer *writer,
    const char *name, const void *of);
void tasks_enqueue_many_resp_failed_write(struct jval_writer *writer,
    const char *name, const void *of);
void tasks_enqueue_many_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void tasks_failed_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void tasks_last_metrics_event_write(struct jval_writer *writer,
    const char *name, const void *of);
void tasks_last_metrics_variants_write(struct jval_writer *writer,
    const char *name, const void *of);
void tasks_task_write(struct jval_writer *writer, const char *name,
    const void *of);
void tasks_get_all_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void tasks_get_all_ex_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void tasks_get_by_id_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void tasks_get_hyper_params_resp_params_write(struct jval_writer *writer,
    const char *name, const void *of);
void tasks_get_hyper_params_resp_write(struct jval_writer *writer,
    const char *name, const void *of);
void tasks_ping_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void tasks_publish_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void tasks_reset_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void tasks_set_requirements_resp_write(struct jval_writer *writer,
    const char *name, const void *of);
void tasks_started_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void tasks_stop_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void tasks_stopped_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void tasks_update_resp_write(struct jval_writer *writer, const char *name,
    const void *of);

/* Set artifacts of a task. */
const struct call_result *tasks_add_or_update_artifacts(struct call *call,
    const struct tasks_add_or_update_artifacts_req *request,
    struct tasks_add_or_update_artifacts_resp *response);

/* Make a new task like another one. */
const struct call_result *tasks_clone(struct call *call,
    const struct tasks_clone_req *request, struct tasks_clone_resp *response);

/* Close a task. */
const struct call_result *tasks_close(struct call *call,
    const struct tasks_close_req *request, struct tasks_close_resp *response);

/* Say that a task is done. */
const struct call_result *tasks_completed(struct call *call,
    const struct tasks_completed_req *request,
    struct tasks_completed_resp *response);

/* Create a task. */
const struct call_result *tasks_create(struct call *call,
    const struct tasks_create_req *request, struct tasks_create_resp *response);

/* Delete a task with its events. */
const struct call_result *tasks_delete(struct call *call,
    const struct tasks_delete_req *request, struct tasks_delete_resp *response);

/* Delete configurations of a task. */
const struct call_result *tasks_delete_configuration(struct call *call,
    const struct tasks_delete_configuration_req *request,
    struct tasks_delete_configuration_resp *response);

/* Delete parameters of a task. */
const struct call_result *tasks_delete_hyper_params(struct call *call,
    const struct tasks_delete_hyper_params_req *request,
    struct tasks_delete_hyper_params_resp *response);

/* Take a task out of its queue. */
const struct call_result *tasks_dequeue(struct call *call,
    const struct tasks_dequeue_req *request,
    struct tasks_dequeue_resp *response);

/* Take tasks out of their queues, each by itself. */
const struct call_result *tasks_dequeue_many(struct call *call,
    const struct tasks_dequeue_many_req *request,
    struct tasks_dequeue_many_resp *response);

/* Change a task; without force, only one that is not started. */
const struct call_result *tasks_edit(struct call *call,
    const struct tasks_edit_req *request, struct tasks_edit_resp *response);

/* Set configurations of a task. */
const struct call_result *tasks_edit_configuration(struct call *call,
    const struct tasks_edit_configuration_req *request,
    struct tasks_edit_configuration_resp *response);

/* Set parameters of a task. */
const struct call_result *tasks_edit_hyper_params(struct call *call,
    const struct tasks_edit_hyper_params_req *request,
    struct tasks_edit_hyper_params_resp *response);

/* Put a task into a queue, to be run. */
const struct call_result *tasks_enqueue(struct call *call,
    const struct tasks_enqueue_req *request,
    struct tasks_enqueue_resp *response);

/* Put tasks into a queue, each by itself. */
const struct call_result *tasks_enqueue_many(struct call *call,
    const struct tasks_enqueue_many_req *request,
    struct tasks_enqueue_many_resp *response);

/* Say that a task failed. */
const struct call_result *tasks_failed(struct call *call,
    const struct tasks_failed_req *request, struct tasks_failed_resp *response);

/* List tasks. */
const struct call_result *tasks_get_all(struct call *call,
    const struct tasks_get_all_req *request,
    struct tasks_get_all_resp *response);

/* List tasks. */
const struct call_result *tasks_get_all_ex(struct call *call,
    const struct tasks_get_all_req *request,
    struct tasks_get_all_ex_resp *response);

/* Show one task. */
const struct call_result *tasks_get_by_id(struct call *call,
    const struct tasks_get_by_id_req *request,
    struct tasks_get_by_id_resp *response);

/* Show the parameters of tasks. */
const struct call_result *tasks_get_hyper_params(struct call *call,
    const struct tasks_get_hyper_params_req *request,
    struct tasks_get_hyper_params_resp *response);

/* Say that a task is alive. */
const struct call_result *tasks_ping(struct call *call,
    const struct tasks_ping_req *request, struct tasks_ping_resp *response);

/* Publish a task. */
const struct call_result *tasks_publish(struct call *call,
    const struct tasks_publish_req *request,
    struct tasks_publish_resp *response);

/* Forget that a task was run, so that it can be run again. */
const struct call_result *tasks_reset(struct call *call,
    const struct tasks_reset_req *request, struct tasks_reset_resp *response);

/* Set the packages that a task needs. */
const struct call_result *tasks_set_requirements(struct call *call,
    const struct tasks_set_requirements_req *request,
    struct tasks_set_requirements_resp *response);

/* Say that a task runs. */
const struct call_result *tasks_started(struct call *call,
    const struct tasks_started_req *request,
    struct tasks_started_resp *response);

/* Ask for a task to be stopped. */
const struct call_result *tasks_stop(struct call *call,
    const struct tasks_stop_req *request, struct tasks_stop_resp *response);

/* Say that a task was stopped. */
const struct call_result *tasks_stopped(struct call *call,
    const struct tasks_stopped_req *request,
    struct tasks_stopped_resp *response);

/* Change what describes a task. */
const struct call_result *tasks_update(struct call *call,
    const struct tasks_update_req *request, struct tasks_update_resp *response);

#endif
