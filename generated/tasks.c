/* Made from schema/tasks.conf by the generator; do not edit. */

#include "base/api_version.h"
#include "base/arena.h"
#include "json/jval.h"
#include "tasks.h"

static const char *const tasks_artifact_mode_enum_texts[] = {
	[TASKS_ARTIFACT_MODE_ENUM_UNKNOWN] = "unknown",
	[TASKS_ARTIFACT_MODE_ENUM_INPUT] = "input",
	[TASKS_ARTIFACT_MODE_ENUM_OUTPUT] = "output",
};

enum tasks_artifact_mode_enum
tasks_artifact_mode_enum_read(struct jval_reader *reader,
    const struct jval *value)
{
	return (enum tasks_artifact_mode_enum)jval_one_of(reader, value,
	    tasks_artifact_mode_enum_texts,
	    sizeof(tasks_artifact_mode_enum_texts) /
	    sizeof(*tasks_artifact_mode_enum_texts));
}

const char *
tasks_artifact_mode_enum_text(enum tasks_artifact_mode_enum value)
{
	return tasks_artifact_mode_enum_texts[value];
}

static const char *const tasks_task_status_enum_texts[] = {
	[TASKS_TASK_STATUS_ENUM_UNKNOWN] = "unknown",
	[TASKS_TASK_STATUS_ENUM_CREATED] = "created",
	[TASKS_TASK_STATUS_ENUM_QUEUED] = "queued",
	[TASKS_TASK_STATUS_ENUM_IN_PROGRESS] = "in_progress",
	[TASKS_TASK_STATUS_ENUM_STOPPED] = "stopped",
	[TASKS_TASK_STATUS_ENUM_PUBLISHED] = "published",
	[TASKS_TASK_STATUS_ENUM_PUBLISHING] = "publishing",
	[TASKS_TASK_STATUS_ENUM_CLOSED] = "closed",
	[TASKS_TASK_STATUS_ENUM_FAILED] = "failed",
	[TASKS_TASK_STATUS_ENUM_COMPLETED] = "completed",
	[TASKS_TASK_STATUS_ENUM_UNKNOWN_2] = "unknown",
};

enum tasks_task_status_enum
tasks_task_status_enum_read(struct jval_reader *reader,
    const struct jval *value)
{
	return (enum tasks_task_status_enum)jval_one_of(reader, value,
	    tasks_task_status_enum_texts,
	    sizeof(tasks_task_status_enum_texts) /
	    sizeof(*tasks_task_status_enum_texts));
}

const char *
tasks_task_status_enum_text(enum tasks_task_status_enum value)
{
	return tasks_task_status_enum_texts[value];
}

static const char *const tasks_task_type_enum_texts[] = {
	[TASKS_TASK_TYPE_ENUM_UNKNOWN] = "unknown",
	[TASKS_TASK_TYPE_ENUM_TRAINING] = "training",
	[TASKS_TASK_TYPE_ENUM_TESTING] = "testing",
	[TASKS_TASK_TYPE_ENUM_INFERENCE] = "inference",
	[TASKS_TASK_TYPE_ENUM_DATA_PROCESSING] = "data_processing",
	[TASKS_TASK_TYPE_ENUM_APPLICATION] = "application",
	[TASKS_TASK_TYPE_ENUM_MONITOR] = "monitor",
	[TASKS_TASK_TYPE_ENUM_CONTROLLER] = "controller",
	[TASKS_TASK_TYPE_ENUM_OPTIMIZER] = "optimizer",
	[TASKS_TASK_TYPE_ENUM_SERVICE] = "service",
	[TASKS_TASK_TYPE_ENUM_QC] = "qc",
	[TASKS_TASK_TYPE_ENUM_CUSTOM] = "custom",
};

enum tasks_task_type_enum
tasks_task_type_enum_read(struct jval_reader *reader, const struct jval *value)
{
	return (enum tasks_task_type_enum)jval_one_of(reader, value,
	    tasks_task_type_enum_texts,
	    sizeof(tasks_task_type_enum_texts) /
	    sizeof(*tasks_task_type_enum_texts));
}

const char *
tasks_task_type_enum_text(enum tasks_task_type_enum value)
{
	return tasks_task_type_enum_texts[value];
}

static const char *const tasks_replace_hyperparams_enum_texts[] = {
	[TASKS_REPLACE_HYPERPARAMS_ENUM_UNKNOWN] = "unknown",
	[TASKS_REPLACE_HYPERPARAMS_ENUM_NONE] = "none",
	[TASKS_REPLACE_HYPERPARAMS_ENUM_SECTION] = "section",
	[TASKS_REPLACE_HYPERPARAMS_ENUM_ALL] = "all",
};

enum tasks_replace_hyperparams_enum
tasks_replace_hyperparams_enum_read(struct jval_reader *reader,
    const struct jval *value)
{
	return (enum tasks_replace_hyperparams_enum)jval_one_of(reader, value,
	    tasks_replace_hyperparams_enum_texts,
	    sizeof(tasks_replace_hyperparams_enum_texts) /
	    sizeof(*tasks_replace_hyperparams_enum_texts));
}

const char *
tasks_replace_hyperparams_enum_text(enum tasks_replace_hyperparams_enum value)
{
	return tasks_replace_hyperparams_enum_texts[value];
}

bool
tasks_script_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct tasks_script *into = to;
	struct jval field;

	*into = (struct tasks_script){0};
	if (!jval_object(reader, value))
		return false;
	into->has.binary = jval_optional(reader, value, "binary",
	    &into->null.binary, &field);
	if (into->has.binary)
		into->binary = jval_string(reader, &field);
	into->has.repository = jval_optional(reader, value, "repository",
	    &into->null.repository, &field);
	if (into->has.repository)
		into->repository = jval_string(reader, &field);
	into->has.tag = jval_optional(reader, value, "tag", &into->null.tag,
	    &field);
	if (into->has.tag)
		into->tag = jval_string(reader, &field);
	into->has.branch = jval_optional(reader, value, "branch",
	    &into->null.branch, &field);
	if (into->has.branch)
		into->branch = jval_string(reader, &field);
	into->has.version_num = jval_optional(reader, value, "version_num",
	    &into->null.version_num, &field);
	if (into->has.version_num)
		into->version_num = jval_string(reader, &field);
	into->has.entry_point = jval_optional(reader, value, "entry_point",
	    &into->null.entry_point, &field);
	if (into->has.entry_point)
		into->entry_point = jval_string(reader, &field);
	into->has.working_dir = jval_optional(reader, value, "working_dir",
	    &into->null.working_dir, &field);
	if (into->has.working_dir)
		into->working_dir = jval_string(reader, &field);
	into->has.requirements = jval_optional(reader, value, "requirements",
	    &into->null.requirements, &field);
	if (into->has.requirements) {
		jval_object(reader, &field);
		into->requirements = jval_detached(&field);
	}
	into->has.diff = jval_optional(reader, value, "diff", &into->null.diff,
	    &field);
	if (into->has.diff)
		into->diff = jval_string(reader, &field);
	return jval_ok(reader);
}

bool
tasks_params_item_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct tasks_params_item *into = to;
	struct jval field;

	*into = (struct tasks_params_item){0};
	if (!jval_object(reader, value))
		return false;
	into->has.section = jval_optional(reader, value, "section",
	    &into->null.section, &field);
	if (into->has.section)
		into->section = jval_string(reader, &field);
	into->has.name = jval_optional(reader, value, "name", &into->null.name,
	    &field);
	if (into->has.name)
		into->name = jval_string(reader, &field);
	into->has.value = jval_optional(reader, value, "value",
	    &into->null.value, &field);
	if (into->has.value)
		into->value = jval_string(reader, &field);
	into->has.type = jval_optional(reader, value, "type", &into->null.type,
	    &field);
	if (into->has.type)
		into->type = jval_string(reader, &field);
	into->has.description = jval_optional(reader, value, "description",
	    &into->null.description, &field);
	if (into->has.description)
		into->description = jval_string(reader, &field);
	return jval_ok(reader);
}

bool
tasks_section_params_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct tasks_section_params *into = to;
	struct jval item;
	struct jval_map map;
	size_t i;

	*into = (struct tasks_section_params){0};
	into->n_pairs = jval_map(reader, value, &map);
	into->pairs = arena_alloc_n(reader->arena, into->n_pairs,
	    sizeof(*into->pairs));
	for (i = 0; jval_map_next(&map, &item); i++) {
		into->pairs[i].name = item.name;
		tasks_params_item_read(reader, &item, &into->pairs[i].value);
	}
	return jval_ok(reader);
}

bool
tasks_configuration_item_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct tasks_configuration_item *into = to;
	struct jval field;

	*into = (struct tasks_configuration_item){0};
	if (!jval_object(reader, value))
		return false;
	into->has.name = jval_optional(reader, value, "name", &into->null.name,
	    &field);
	if (into->has.name)
		into->name = jval_string(reader, &field);
	into->has.value = jval_optional(reader, value, "value",
	    &into->null.value, &field);
	if (into->has.value)
		into->value = jval_string(reader, &field);
	into->has.type = jval_optional(reader, value, "type", &into->null.type,
	    &field);
	if (into->has.type)
		into->type = jval_string(reader, &field);
	into->has.description = jval_optional(reader, value, "description",
	    &into->null.description, &field);
	if (into->has.description)
		into->description = jval_string(reader, &field);
	return jval_ok(reader);
}

bool
tasks_artifact_type_data_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct tasks_artifact_type_data *into = to;
	struct jval field;

	*into = (struct tasks_artifact_type_data){0};
	if (!jval_object(reader, value))
		return false;
	into->has.preview = jval_optional(reader, value, "preview",
	    &into->null.preview, &field);
	if (into->has.preview)
		into->preview = jval_string(reader, &field);
	into->has.content_type = jval_optional(reader, value, "content_type",
	    &into->null.content_type, &field);
	if (into->has.content_type)
		into->content_type = jval_string(reader, &field);
	into->has.data_hash = jval_optional(reader, value, "data_hash",
	    &into->null.data_hash, &field);
	if (into->has.data_hash)
		into->data_hash = jval_string(reader, &field);
	return jval_ok(reader);
}

bool
tasks_artifact_display_data_list_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct tasks_artifact_display_data_list *into = to;

	*into = (struct tasks_artifact_display_data_list){0};
	into->items = jval_strings(reader, value, &into->n_items);
	return jval_ok(reader);
}

bool
tasks_artifact_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct tasks_artifact *into = to;
	struct jval field, item;
	size_t i;

	*into = (struct tasks_artifact){
		.mode = TASKS_ARTIFACT_MODE_ENUM_OUTPUT,
	};
	if (!jval_object(reader, value))
		return false;
	into->has.key = jval_required(reader, value, "key", &field);
	if (into->has.key)
		into->key = jval_string(reader, &field);
	into->has.type = jval_required(reader, value, "type", &field);
	if (into->has.type)
		into->type = jval_string(reader, &field);
	into->has.mode = jval_optional(reader, value, "mode", &into->null.mode,
	    &field);
	if (into->has.mode)
		into->mode = tasks_artifact_mode_enum_read(reader, &field);
	into->has.uri = jval_optional(reader, value, "uri", &into->null.uri,
	    &field);
	if (into->has.uri)
		into->uri = jval_string(reader, &field);
	into->has.content_size = jval_optional(reader, value, "content_size",
	    &into->null.content_size, &field);
	if (into->has.content_size)
		into->content_size = jval_integer(reader, &field);
	into->has.hash = jval_optional(reader, value, "hash", &into->null.hash,
	    &field);
	if (into->has.hash)
		into->hash = jval_string(reader, &field);
	into->has.timestamp = jval_optional(reader, value, "timestamp",
	    &into->null.timestamp, &field);
	if (into->has.timestamp)
		into->timestamp = jval_integer(reader, &field);
	into->has.type_data = jval_optional(reader, value, "type_data",
	    &into->null.type_data, &field);
	if (into->has.type_data)
		tasks_artifact_type_data_read(reader, &field, &into->type_data);
	into->has.display_data = jval_optional(reader, value, "display_data",
	    &into->null.display_data, &field);
	if (into->has.display_data) {
		into->n_display_data = jval_array(reader, &field);
		into->display_data = arena_alloc_n(reader->arena,
		    into->n_display_data, sizeof(*into->display_data));
		for (i = 0; i < into->n_display_data; i++) {
			jval_item(&field, i, &item);
			tasks_artifact_display_data_list_read(reader, &item,
			    &into->display_data[i]);
		}
	}
	return jval_ok(reader);
}

bool
tasks_execution_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct tasks_execution *into = to;
	struct jval field, item;
	struct jval_map map;
	size_t i;

	*into = (struct tasks_execution){0};
	if (!jval_object(reader, value))
		return false;
	into->has.queue = jval_optional(reader, value, "queue",
	    &into->null.queue, &field);
	if (into->has.queue)
		into->queue = jval_string(reader, &field);
	into->has.parameters = jval_optional(reader, value, "parameters",
	    &into->null.parameters, &field);
	if (into->has.parameters) {
		jval_object(reader, &field);
		into->parameters = jval_detached(&field);
	}
	into->has.model = jval_optional(reader, value, "model",
	    &into->null.model, &field);
	if (into->has.model)
		into->model = jval_string(reader, &field);
	into->has.model_desc = jval_optional(reader, value, "model_desc",
	    &into->null.model_desc, &field);
	if (into->has.model_desc) {
		jval_object(reader, &field);
		into->model_desc = jval_detached(&field);
	}
	into->has.model_labels = jval_optional(reader, value, "model_labels",
	    &into->null.model_labels, &field);
	if (into->has.model_labels) {
		into->n_model_labels = jval_map(reader, &field, &map);
		into->model_labels = arena_alloc_n(reader->arena,
		    into->n_model_labels, sizeof(*into->model_labels));
		for (i = 0; jval_map_next(&map, &item); i++) {
			into->model_labels[i].name = item.name;
			into->model_labels[i].value = jval_integer(reader,
			    &item);
		}
	}
	into->has.framework = jval_optional(reader, value, "framework",
	    &into->null.framework, &field);
	if (into->has.framework)
		into->framework = jval_string(reader, &field);
	into->has.docker_cmd = jval_optional(reader, value, "docker_cmd",
	    &into->null.docker_cmd, &field);
	if (into->has.docker_cmd)
		into->docker_cmd = jval_string(reader, &field);
	into->has.artifacts = jval_optional(reader, value, "artifacts",
	    &into->null.artifacts, &field);
	if (into->has.artifacts) {
		into->n_artifacts = jval_array(reader, &field);
		into->artifacts = arena_alloc_n(reader->arena,
		    into->n_artifacts, sizeof(*into->artifacts));
		for (i = 0; i < into->n_artifacts; i++) {
			jval_item(&field, i, &item);
			tasks_artifact_read(reader, &item, &into->artifacts[i]);
		}
	}
	return jval_ok(reader);
}

bool
tasks_task_model_item_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct tasks_task_model_item *into = to;
	struct jval field;

	*into = (struct tasks_task_model_item){0};
	if (!jval_object(reader, value))
		return false;
	into->has.name = jval_required(reader, value, "name", &field);
	if (into->has.name)
		into->name = jval_string(reader, &field);
	into->has.model = jval_required(reader, value, "model", &field);
	if (into->has.model)
		into->model = jval_string(reader, &field);
	return jval_ok(reader);
}

bool
tasks_task_models_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct tasks_task_models *into = to;
	struct jval field, item;
	size_t i;

	*into = (struct tasks_task_models){0};
	if (!jval_object(reader, value))
		return false;
	into->has.input = jval_optional(reader, value, "input",
	    &into->null.input, &field);
	if (into->has.input) {
		into->n_input = jval_array(reader, &field);
		into->input = arena_alloc_n(reader->arena, into->n_input,
		    sizeof(*into->input));
		for (i = 0; i < into->n_input; i++) {
			jval_item(&field, i, &item);
			tasks_task_model_item_read(reader, &item,
			    &into->input[i]);
		}
	}
	into->has.output = jval_optional(reader, value, "output",
	    &into->null.output, &field);
	if (into->has.output) {
		into->n_output = jval_array(reader, &field);
		into->output = arena_alloc_n(reader->arena, into->n_output,
		    sizeof(*into->output));
		for (i = 0; i < into->n_output; i++) {
			jval_item(&field, i, &item);
			tasks_task_model_item_read(reader, &item,
			    &into->output[i]);
		}
	}
	return jval_ok(reader);
}

bool
tasks_output_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct tasks_output *into = to;
	struct jval field;

	*into = (struct tasks_output){0};
	if (!jval_object(reader, value))
		return false;
	into->has.destination = jval_optional(reader, value, "destination",
	    &into->null.destination, &field);
	if (into->has.destination)
		into->destination = jval_string(reader, &field);
	into->has.model = jval_optional(reader, value, "model",
	    &into->null.model, &field);
	if (into->has.model)
		into->model = jval_string(reader, &field);
	into->has.result = jval_optional(reader, value, "result",
	    &into->null.result, &field);
	if (into->has.result)
		into->result = jval_string(reader, &field);
	into->has.error = jval_optional(reader, value, "error",
	    &into->null.error, &field);
	if (into->has.error)
		into->error = jval_string(reader, &field);
	return jval_ok(reader);
}

bool
tasks_task_parts_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct tasks_task_parts *into = to;
	struct jval field, item;
	struct jval_map map;
	size_t i;

	*into = (struct tasks_task_parts){0};
	if (!jval_object(reader, value))
		return false;
	into->has.script = jval_optional(reader, value, "script",
	    &into->null.script, &field);
	if (into->has.script)
		tasks_script_read(reader, &field, &into->script);
	into->has.hyperparams = jval_optional(reader, value, "hyperparams",
	    &into->null.hyperparams, &field);
	if (into->has.hyperparams) {
		into->n_hyperparams = jval_map(reader, &field, &map);
		into->hyperparams = arena_alloc_n(reader->arena,
		    into->n_hyperparams, sizeof(*into->hyperparams));
		for (i = 0; jval_map_next(&map, &item); i++) {
			into->hyperparams[i].name = item.name;
			tasks_section_params_read(reader, &item,
			    &into->hyperparams[i].value);
		}
	}
	into->has.configuration = jval_optional(reader, value, "configuration",
	    &into->null.configuration, &field);
	if (into->has.configuration) {
		into->n_configuration = jval_map(reader, &field, &map);
		into->configuration = arena_alloc_n(reader->arena,
		    into->n_configuration, sizeof(*into->configuration));
		for (i = 0; jval_map_next(&map, &item); i++) {
			into->configuration[i].name = item.name;
			tasks_configuration_item_read(reader, &item,
			    &into->configuration[i].value);
		}
	}
	into->has.execution = jval_optional(reader, value, "execution",
	    &into->null.execution, &field);
	if (into->has.execution)
		tasks_execution_read(reader, &field, &into->execution);
	into->has.container = jval_optional(reader, value, "container",
	    &into->null.container, &field);
	if (into->has.container) {
		into->n_container = jval_map(reader, &field, &map);
		into->container = arena_alloc_n(reader->arena,
		    into->n_container, sizeof(*into->container));
		for (i = 0; jval_map_next(&map, &item); i++) {
			into->container[i].name = item.name;
			into->container[i].value = jval_string(reader, &item);
		}
	}
	into->has.models = jval_optional(reader, value, "models",
	    &into->null.models, &field);
	if (into->has.models)
		tasks_task_models_read(reader, &field, &into->models);
	into->has.runtime = jval_optional(reader, value, "runtime",
	    &into->null.runtime, &field);
	if (into->has.runtime) {
		jval_object(reader, &field);
		into->runtime = jval_detached(&field);
	}
	into->has.output = jval_optional(reader, value, "output",
	    &into->null.output, &field);
	if (into->has.output)
		tasks_output_read(reader, &field, &into->output);
	return jval_ok(reader);
}

bool
tasks_add_or_update_artifacts_req_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct tasks_add_or_update_artifacts_req *into = to;
	struct jval field, item;
	size_t i;

	*into = (struct tasks_add_or_update_artifacts_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	into->has.artifacts = jval_required(reader, value, "artifacts", &field);
	if (into->has.artifacts) {
		into->n_artifacts = jval_array(reader, &field);
		into->artifacts = arena_alloc_n(reader->arena,
		    into->n_artifacts, sizeof(*into->artifacts));
		for (i = 0; i < into->n_artifacts; i++) {
			jval_item(&field, i, &item);
			tasks_artifact_read(reader, &item, &into->artifacts[i]);
		}
	}
	into->has.force = jval_optional(reader, value, "force",
	    &into->null.force, &field);
	if (into->has.force)
		into->force = jval_boolean(reader, &field);
	return jval_ok(reader);
}

bool
tasks_clone_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct tasks_clone_req *into = to;
	struct jval field, item;
	struct jval_map map;
	size_t i;

	*into = (struct tasks_clone_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	into->has.new_task_name = jval_optional(reader, value, "new_task_name",
	    &into->null.new_task_name, &field);
	if (into->has.new_task_name)
		into->new_task_name = jval_string(reader, &field);
	into->has.new_task_comment = jval_optional(reader, value,
	    "new_task_comment", &into->null.new_task_comment, &field);
	if (into->has.new_task_comment)
		into->new_task_comment = jval_string(reader, &field);
	into->has.new_task_tags = jval_optional(reader, value, "new_task_tags",
	    &into->null.new_task_tags, &field);
	if (into->has.new_task_tags)
		into->new_task_tags = jval_strings(reader, &field,
		    &into->n_new_task_tags);
	into->has.new_task_system_tags = jval_optional(reader, value,
	    "new_task_system_tags", &into->null.new_task_system_tags, &field);
	if (into->has.new_task_system_tags)
		into->new_task_system_tags = jval_strings(reader, &field,
		    &into->n_new_task_system_tags);
	into->has.new_task_parent = jval_optional(reader, value,
	    "new_task_parent", &into->null.new_task_parent, &field);
	if (into->has.new_task_parent)
		into->new_task_parent = jval_string(reader, &field);
	into->has.new_task_project = jval_optional(reader, value,
	    "new_task_project", &into->null.new_task_project, &field);
	if (into->has.new_task_project)
		into->new_task_project = jval_string(reader, &field);
	into->has.new_task_hyperparams = jval_optional(reader, value,
	    "new_task_hyperparams", &into->null.new_task_hyperparams, &field);
	if (into->has.new_task_hyperparams) {
		into->n_new_task_hyperparams = jval_map(reader, &field, &map);
		into->new_task_hyperparams = arena_alloc_n(reader->arena,
		    into->n_new_task_hyperparams,
		    sizeof(*into->new_task_hyperparams));
		for (i = 0; jval_map_next(&map, &item); i++) {
			into->new_task_hyperparams[i].name = item.name;
			tasks_section_params_read(reader, &item,
			    &into->new_task_hyperparams[i].value);
		}
	}
	into->has.new_task_configuration = jval_optional(reader, value,
	    "new_task_configuration", &into->null.new_task_configuration,
	    &field);
	if (into->has.new_task_configuration) {
		into->n_new_task_configuration = jval_map(reader, &field, &map);
		into->new_task_configuration = arena_alloc_n(reader->arena,
		    into->n_new_task_configuration,
		    sizeof(*into->new_task_configuration));
		for (i = 0; jval_map_next(&map, &item); i++) {
			into->new_task_configuration[i].name = item.name;
			tasks_configuration_item_read(reader, &item,
			    &into->new_task_configuration[i].value);
		}
	}
	into->has.execution_overrides = jval_optional(reader, value,
	    "execution_overrides", &into->null.execution_overrides, &field);
	if (into->has.execution_overrides)
		tasks_execution_read(reader, &field,
		    &into->execution_overrides);
	into->has.validate_references = jval_optional(reader, value,
	    "validate_references", &into->null.validate_references, &field);
	if (into->has.validate_references)
		into->validate_references = jval_boolean(reader, &field);
	into->has.new_project_name = jval_optional(reader, value,
	    "new_project_name", &into->null.new_project_name, &field);
	if (into->has.new_project_name)
		into->new_project_name = jval_string(reader, &field);
	into->has.new_task_input_models = jval_optional(reader, value,
	    "new_task_input_models", &into->null.new_task_input_models, &field);
	if (into->has.new_task_input_models) {
		into->n_new_task_input_models = jval_array(reader, &field);
		into->new_task_input_models = arena_alloc_n(reader->arena,
		    into->n_new_task_input_models,
		    sizeof(*into->new_task_input_models));
		for (i = 0; i < into->n_new_task_input_models; i++) {
			jval_item(&field, i, &item);
			tasks_task_model_item_read(reader, &item,
			    &into->new_task_input_models[i]);
		}
	}
	into->has.new_task_container = jval_optional(reader, value,
	    "new_task_container", &into->null.new_task_container, &field);
	if (into->has.new_task_container) {
		into->n_new_task_container = jval_map(reader, &field, &map);
		into->new_task_container = arena_alloc_n(reader->arena,
		    into->n_new_task_container,
		    sizeof(*into->new_task_container));
		for (i = 0; jval_map_next(&map, &item); i++) {
			into->new_task_container[i].name = item.name;
			into->new_task_container[i].value = jval_string(reader,
			    &item);
		}
	}
	return jval_ok(reader);
}

bool
tasks_close_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct tasks_close_req *into = to;
	struct jval field;

	*into = (struct tasks_close_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.force = jval_optional(reader, value, "force",
	    &into->null.force, &field);
	if (into->has.force)
		into->force = jval_boolean(reader, &field);
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	into->has.status_reason = jval_optional(reader, value, "status_reason",
	    &into->null.status_reason, &field);
	if (into->has.status_reason)
		into->status_reason = jval_string(reader, &field);
	into->has.status_message = jval_optional(reader, value,
	    "status_message", &into->null.status_message, &field);
	if (into->has.status_message)
		into->status_message = jval_string(reader, &field);
	return jval_ok(reader);
}

bool
tasks_completed_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct tasks_completed_req *into = to;
	struct jval field;

	*into = (struct tasks_completed_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.force = jval_optional(reader, value, "force",
	    &into->null.force, &field);
	if (into->has.force)
		into->force = jval_boolean(reader, &field);
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	into->has.status_reason = jval_optional(reader, value, "status_reason",
	    &into->null.status_reason, &field);
	if (into->has.status_reason)
		into->status_reason = jval_string(reader, &field);
	into->has.status_message = jval_optional(reader, value,
	    "status_message", &into->null.status_message, &field);
	if (into->has.status_message)
		into->status_message = jval_string(reader, &field);
	into->has.publish = jval_optional(reader, value, "publish",
	    &into->null.publish, &field);
	if (into->has.publish)
		into->publish = jval_boolean(reader, &field);
	return jval_ok(reader);
}

bool
tasks_create_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct tasks_create_req *into = to;
	struct jval field, item;
	struct jval_map map;
	size_t i;

	*into = (struct tasks_create_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.name = jval_required(reader, value, "name", &field);
	if (into->has.name)
		into->name = jval_string(reader, &field);
	into->has.tags = jval_optional(reader, value, "tags", &into->null.tags,
	    &field);
	if (into->has.tags)
		into->tags = jval_strings(reader, &field, &into->n_tags);
	into->has.system_tags = jval_optional(reader, value, "system_tags",
	    &into->null.system_tags, &field);
	if (into->has.system_tags)
		into->system_tags = jval_strings(reader, &field,
		    &into->n_system_tags);
	into->has.type = jval_required(reader, value, "type", &field);
	if (into->has.type)
		into->type = tasks_task_type_enum_read(reader, &field);
	into->has.comment = jval_optional(reader, value, "comment",
	    &into->null.comment, &field);
	if (into->has.comment)
		into->comment = jval_string(reader, &field);
	into->has.parent = jval_optional(reader, value, "parent",
	    &into->null.parent, &field);
	if (into->has.parent)
		into->parent = jval_string(reader, &field);
	into->has.project = jval_optional(reader, value, "project",
	    &into->null.project, &field);
	if (into->has.project)
		into->project = jval_string(reader, &field);
	into->has.output_dest = jval_optional(reader, value, "output_dest",
	    &into->null.output_dest, &field);
	if (into->has.output_dest)
		into->output_dest = jval_string(reader, &field);
	into->has.execution = jval_optional(reader, value, "execution",
	    &into->null.execution, &field);
	if (into->has.execution)
		tasks_execution_read(reader, &field, &into->execution);
	into->has.script = jval_optional(reader, value, "script",
	    &into->null.script, &field);
	if (into->has.script)
		tasks_script_read(reader, &field, &into->script);
	into->has.hyperparams = jval_optional(reader, value, "hyperparams",
	    &into->null.hyperparams, &field);
	if (into->has.hyperparams) {
		into->n_hyperparams = jval_map(reader, &field, &map);
		into->hyperparams = arena_alloc_n(reader->arena,
		    into->n_hyperparams, sizeof(*into->hyperparams));
		for (i = 0; jval_map_next(&map, &item); i++) {
			into->hyperparams[i].name = item.name;
			tasks_section_params_read(reader, &item,
			    &into->hyperparams[i].value);
		}
	}
	into->has.configuration = jval_optional(reader, value, "configuration",
	    &into->null.configuration, &field);
	if (into->has.configuration) {
		into->n_configuration = jval_map(reader, &field, &map);
		into->configuration = arena_alloc_n(reader->arena,
		    into->n_configuration, sizeof(*into->configuration));
		for (i = 0; jval_map_next(&map, &item); i++) {
			into->configuration[i].name = item.name;
			tasks_configuration_item_read(reader, &item,
			    &into->configuration[i].value);
		}
	}
	into->has.models = jval_optional(reader, value, "models",
	    &into->null.models, &field);
	if (into->has.models)
		tasks_task_models_read(reader, &field, &into->models);
	into->has.container = jval_optional(reader, value, "container",
	    &into->null.container, &field);
	if (into->has.container) {
		into->n_container = jval_map(reader, &field, &map);
		into->container = arena_alloc_n(reader->arena,
		    into->n_container, sizeof(*into->container));
		for (i = 0; jval_map_next(&map, &item); i++) {
			into->container[i].name = item.name;
			into->container[i].value = jval_string(reader, &item);
		}
	}
	return jval_ok(reader);
}

bool
tasks_delete_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct tasks_delete_req *into = to;
	struct jval field;

	*into = (struct tasks_delete_req){
		.delete_external_artifacts = true,
	};
	if (!jval_object(reader, value))
		return false;
	into->has.move_to_trash = jval_optional(reader, value, "move_to_trash",
	    &into->null.move_to_trash, &field);
	if (into->has.move_to_trash)
		into->move_to_trash = jval_boolean(reader, &field);
	into->has.force = jval_optional(reader, value, "force",
	    &into->null.force, &field);
	if (into->has.force)
		into->force = jval_boolean(reader, &field);
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	into->has.status_reason = jval_optional(reader, value, "status_reason",
	    &into->null.status_reason, &field);
	if (into->has.status_reason)
		into->status_reason = jval_string(reader, &field);
	into->has.status_message = jval_optional(reader, value,
	    "status_message", &into->null.status_message, &field);
	if (into->has.status_message)
		into->status_message = jval_string(reader, &field);
	into->has.return_file_urls = jval_optional(reader, value,
	    "return_file_urls", &into->null.return_file_urls, &field);
	if (into->has.return_file_urls)
		into->return_file_urls = jval_boolean(reader, &field);
	into->has.delete_output_models = jval_optional(reader, value,
	    "delete_output_models", &into->null.delete_output_models, &field);
	if (into->has.delete_output_models)
		into->delete_output_models = jval_boolean(reader, &field);
	into->has.delete_external_artifacts = jval_optional(reader, value,
	    "delete_external_artifacts", &into->null.delete_external_artifacts,
	    &field);
	if (into->has.delete_external_artifacts)
		into->delete_external_artifacts = jval_boolean(reader, &field);
	into->has.include_pipeline_steps = jval_optional(reader, value,
	    "include_pipeline_steps", &into->null.include_pipeline_steps,
	    &field);
	if (into->has.include_pipeline_steps)
		into->include_pipeline_steps = jval_boolean(reader, &field);
	return jval_ok(reader);
}

bool
tasks_delete_configuration_req_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct tasks_delete_configuration_req *into = to;
	struct jval field;

	*into = (struct tasks_delete_configuration_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	into->has.configuration = jval_required(reader, value, "configuration",
	    &field);
	if (into->has.configuration)
		into->configuration = jval_strings(reader, &field,
		    &into->n_configuration);
	into->has.force = jval_optional(reader, value, "force",
	    &into->null.force, &field);
	if (into->has.force)
		into->force = jval_boolean(reader, &field);
	return jval_ok(reader);
}

bool
tasks_param_key_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct tasks_param_key *into = to;
	struct jval field;

	*into = (struct tasks_param_key){0};
	if (!jval_object(reader, value))
		return false;
	into->has.section = jval_optional(reader, value, "section",
	    &into->null.section, &field);
	if (into->has.section)
		into->section = jval_string(reader, &field);
	into->has.name = jval_optional(reader, value, "name", &into->null.name,
	    &field);
	if (into->has.name)
		into->name = jval_string(reader, &field);
	return jval_ok(reader);
}

bool
tasks_delete_hyper_params_req_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct tasks_delete_hyper_params_req *into = to;
	struct jval field, item;
	size_t i;

	*into = (struct tasks_delete_hyper_params_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	into->has.hyperparams = jval_required(reader, value, "hyperparams",
	    &field);
	if (into->has.hyperparams) {
		into->n_hyperparams = jval_array(reader, &field);
		into->hyperparams = arena_alloc_n(reader->arena,
		    into->n_hyperparams, sizeof(*into->hyperparams));
		for (i = 0; i < into->n_hyperparams; i++) {
			jval_item(&field, i, &item);
			tasks_param_key_read(reader, &item,
			    &into->hyperparams[i]);
		}
	}
	into->has.force = jval_optional(reader, value, "force",
	    &into->null.force, &field);
	if (into->has.force)
		into->force = jval_boolean(reader, &field);
	return jval_ok(reader);
}

bool
tasks_dequeue_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct tasks_dequeue_req *into = to;
	struct jval field;

	*into = (struct tasks_dequeue_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	into->has.status_reason = jval_optional(reader, value, "status_reason",
	    &into->null.status_reason, &field);
	if (into->has.status_reason)
		into->status_reason = jval_string(reader, &field);
	into->has.status_message = jval_optional(reader, value,
	    "status_message", &into->null.status_message, &field);
	if (into->has.status_message)
		into->status_message = jval_string(reader, &field);
	into->has.remove_from_all_queues = jval_optional(reader, value,
	    "remove_from_all_queues", &into->null.remove_from_all_queues,
	    &field);
	if (into->has.remove_from_all_queues)
		into->remove_from_all_queues = jval_boolean(reader, &field);
	into->has.new_status = jval_optional(reader, value, "new_status",
	    &into->null.new_status, &field);
	if (into->has.new_status)
		into->new_status = jval_string(reader, &field);
	return jval_ok(reader);
}

bool
tasks_dequeue_many_req_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct tasks_dequeue_many_req *into = to;
	struct jval field;

	*into = (struct tasks_dequeue_many_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.ids = jval_required(reader, value, "ids", &field);
	if (into->has.ids)
		into->ids = jval_strings(reader, &field, &into->n_ids);
	into->has.status_reason = jval_optional(reader, value, "status_reason",
	    &into->null.status_reason, &field);
	if (into->has.status_reason)
		into->status_reason = jval_string(reader, &field);
	into->has.status_message = jval_optional(reader, value,
	    "status_message", &into->null.status_message, &field);
	if (into->has.status_message)
		into->status_message = jval_string(reader, &field);
	into->has.remove_from_all_queues = jval_optional(reader, value,
	    "remove_from_all_queues", &into->null.remove_from_all_queues,
	    &field);
	if (into->has.remove_from_all_queues)
		into->remove_from_all_queues = jval_boolean(reader, &field);
	into->has.new_status = jval_optional(reader, value, "new_status",
	    &into->null.new_status, &field);
	if (into->has.new_status)
		into->new_status = jval_string(reader, &field);
	return jval_ok(reader);
}

bool
tasks_edit_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct tasks_edit_req *into = to;
	struct jval field, item;
	struct jval_map map;
	size_t i;

	*into = (struct tasks_edit_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	into->has.force = jval_optional(reader, value, "force",
	    &into->null.force, &field);
	if (into->has.force)
		into->force = jval_boolean(reader, &field);
	into->has.name = jval_optional(reader, value, "name", &into->null.name,
	    &field);
	if (into->has.name)
		into->name = jval_string(reader, &field);
	into->has.tags = jval_optional(reader, value, "tags", &into->null.tags,
	    &field);
	if (into->has.tags)
		into->tags = jval_strings(reader, &field, &into->n_tags);
	into->has.system_tags = jval_optional(reader, value, "system_tags",
	    &into->null.system_tags, &field);
	if (into->has.system_tags)
		into->system_tags = jval_strings(reader, &field,
		    &into->n_system_tags);
	into->has.type = jval_optional(reader, value, "type", &into->null.type,
	    &field);
	if (into->has.type)
		into->type = tasks_task_type_enum_read(reader, &field);
	into->has.comment = jval_optional(reader, value, "comment",
	    &into->null.comment, &field);
	if (into->has.comment)
		into->comment = jval_string(reader, &field);
	into->has.parent = jval_optional(reader, value, "parent",
	    &into->null.parent, &field);
	if (into->has.parent)
		into->parent = jval_string(reader, &field);
	into->has.project = jval_optional(reader, value, "project",
	    &into->null.project, &field);
	if (into->has.project)
		into->project = jval_string(reader, &field);
	into->has.output_dest = jval_optional(reader, value, "output_dest",
	    &into->null.output_dest, &field);
	if (into->has.output_dest)
		into->output_dest = jval_string(reader, &field);
	into->has.execution = jval_optional(reader, value, "execution",
	    &into->null.execution, &field);
	if (into->has.execution)
		tasks_execution_read(reader, &field, &into->execution);
	into->has.script = jval_optional(reader, value, "script",
	    &into->null.script, &field);
	if (into->has.script)
		tasks_script_read(reader, &field, &into->script);
	into->has.hyperparams = jval_optional(reader, value, "hyperparams",
	    &into->null.hyperparams, &field);
	if (into->has.hyperparams) {
		into->n_hyperparams = jval_map(reader, &field, &map);
		into->hyperparams = arena_alloc_n(reader->arena,
		    into->n_hyperparams, sizeof(*into->hyperparams));
		for (i = 0; jval_map_next(&map, &item); i++) {
			into->hyperparams[i].name = item.name;
			tasks_section_params_read(reader, &item,
			    &into->hyperparams[i].value);
		}
	}
	into->has.configuration = jval_optional(reader, value, "configuration",
	    &into->null.configuration, &field);
	if (into->has.configuration) {
		into->n_configuration = jval_map(reader, &field, &map);
		into->configuration = arena_alloc_n(reader->arena,
		    into->n_configuration, sizeof(*into->configuration));
		for (i = 0; jval_map_next(&map, &item); i++) {
			into->configuration[i].name = item.name;
			tasks_configuration_item_read(reader, &item,
			    &into->configuration[i].value);
		}
	}
	into->has.models = jval_optional(reader, value, "models",
	    &into->null.models, &field);
	if (into->has.models)
		tasks_task_models_read(reader, &field, &into->models);
	into->has.container = jval_optional(reader, value, "container",
	    &into->null.container, &field);
	if (into->has.container) {
		into->n_container = jval_map(reader, &field, &map);
		into->container = arena_alloc_n(reader->arena,
		    into->n_container, sizeof(*into->container));
		for (i = 0; jval_map_next(&map, &item); i++) {
			into->container[i].name = item.name;
			into->container[i].value = jval_string(reader, &item);
		}
	}
	into->has.runtime = jval_optional(reader, value, "runtime",
	    &into->null.runtime, &field);
	if (into->has.runtime) {
		jval_object(reader, &field);
		into->runtime = jval_detached(&field);
	}
	return jval_ok(reader);
}

bool
tasks_edit_configuration_req_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct tasks_edit_configuration_req *into = to;
	struct jval field, item;
	size_t i;

	*into = (struct tasks_edit_configuration_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	into->has.configuration = jval_required(reader, value, "configuration",
	    &field);
	if (into->has.configuration) {
		into->n_configuration = jval_array(reader, &field);
		into->configuration = arena_alloc_n(reader->arena,
		    into->n_configuration, sizeof(*into->configuration));
		for (i = 0; i < into->n_configuration; i++) {
			jval_item(&field, i, &item);
			tasks_configuration_item_read(reader, &item,
			    &into->configuration[i]);
		}
	}
	into->has.replace_configuration = jval_optional(reader, value,
	    "replace_configuration", &into->null.replace_configuration, &field);
	if (into->has.replace_configuration)
		into->replace_configuration = jval_boolean(reader, &field);
	into->has.force = jval_optional(reader, value, "force",
	    &into->null.force, &field);
	if (into->has.force)
		into->force = jval_boolean(reader, &field);
	return jval_ok(reader);
}

bool
tasks_edit_hyper_params_req_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct tasks_edit_hyper_params_req *into = to;
	struct jval field, item;
	size_t i;

	*into = (struct tasks_edit_hyper_params_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	into->has.hyperparams = jval_required(reader, value, "hyperparams",
	    &field);
	if (into->has.hyperparams) {
		into->n_hyperparams = jval_array(reader, &field);
		into->hyperparams = arena_alloc_n(reader->arena,
		    into->n_hyperparams, sizeof(*into->hyperparams));
		for (i = 0; i < into->n_hyperparams; i++) {
			jval_item(&field, i, &item);
			tasks_params_item_read(reader, &item,
			    &into->hyperparams[i]);
		}
	}
	into->has.replace_hyperparams = jval_optional(reader, value,
	    "replace_hyperparams", &into->null.replace_hyperparams, &field);
	if (into->has.replace_hyperparams)
		into->replace_hyperparams =
		    tasks_replace_hyperparams_enum_read(reader, &field);
	into->has.force = jval_optional(reader, value, "force",
	    &into->null.force, &field);
	if (into->has.force)
		into->force = jval_boolean(reader, &field);
	return jval_ok(reader);
}

bool
tasks_enqueue_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct tasks_enqueue_req *into = to;
	struct jval field;

	*into = (struct tasks_enqueue_req){
		.update_execution_queue = true,
	};
	if (!jval_object(reader, value))
		return false;
	into->has.queue = jval_optional(reader, value, "queue",
	    &into->null.queue, &field);
	if (into->has.queue)
		into->queue = jval_string(reader, &field);
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	into->has.status_reason = jval_optional(reader, value, "status_reason",
	    &into->null.status_reason, &field);
	if (into->has.status_reason)
		into->status_reason = jval_string(reader, &field);
	into->has.status_message = jval_optional(reader, value,
	    "status_message", &into->null.status_message, &field);
	if (into->has.status_message)
		into->status_message = jval_string(reader, &field);
	into->has.queue_name = jval_optional(reader, value, "queue_name",
	    &into->null.queue_name, &field);
	if (into->has.queue_name)
		into->queue_name = jval_string(reader, &field);
	into->has.verify_watched_queue = jval_optional(reader, value,
	    "verify_watched_queue", &into->null.verify_watched_queue, &field);
	if (into->has.verify_watched_queue)
		into->verify_watched_queue = jval_boolean(reader, &field);
	into->has.update_execution_queue = jval_optional(reader, value,
	    "update_execution_queue", &into->null.update_execution_queue,
	    &field);
	if (into->has.update_execution_queue)
		into->update_execution_queue = jval_boolean(reader, &field);
	return jval_ok(reader);
}

bool
tasks_enqueue_many_req_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct tasks_enqueue_many_req *into = to;
	struct jval field;

	*into = (struct tasks_enqueue_many_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.ids = jval_required(reader, value, "ids", &field);
	if (into->has.ids)
		into->ids = jval_strings(reader, &field, &into->n_ids);
	into->has.status_reason = jval_optional(reader, value, "status_reason",
	    &into->null.status_reason, &field);
	if (into->has.status_reason)
		into->status_reason = jval_string(reader, &field);
	into->has.status_message = jval_optional(reader, value,
	    "status_message", &into->null.status_message, &field);
	if (into->has.status_message)
		into->status_message = jval_string(reader, &field);
	into->has.queue = jval_optional(reader, value, "queue",
	    &into->null.queue, &field);
	if (into->has.queue)
		into->queue = jval_string(reader, &field);
	into->has.validate_tasks = jval_optional(reader, value,
	    "validate_tasks", &into->null.validate_tasks, &field);
	if (into->has.validate_tasks)
		into->validate_tasks = jval_boolean(reader, &field);
	into->has.queue_name = jval_optional(reader, value, "queue_name",
	    &into->null.queue_name, &field);
	if (into->has.queue_name)
		into->queue_name = jval_string(reader, &field);
	into->has.verify_watched_queue = jval_optional(reader, value,
	    "verify_watched_queue", &into->null.verify_watched_queue, &field);
	if (into->has.verify_watched_queue)
		into->verify_watched_queue = jval_boolean(reader, &field);
	return jval_ok(reader);
}

bool
tasks_failed_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct tasks_failed_req *into = to;
	struct jval field;

	*into = (struct tasks_failed_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.force = jval_optional(reader, value, "force",
	    &into->null.force, &field);
	if (into->has.force)
		into->force = jval_boolean(reader, &field);
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	into->has.status_reason = jval_optional(reader, value, "status_reason",
	    &into->null.status_reason, &field);
	if (into->has.status_reason)
		into->status_reason = jval_string(reader, &field);
	into->has.status_message = jval_optional(reader, value,
	    "status_message", &into->null.status_message, &field);
	if (into->has.status_message)
		into->status_message = jval_string(reader, &field);
	return jval_ok(reader);
}

bool
tasks_multi_field_pattern_data_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct tasks_multi_field_pattern_data *into = to;
	struct jval field;

	*into = (struct tasks_multi_field_pattern_data){0};
	if (!jval_object(reader, value))
		return false;
	into->has.pattern = jval_optional(reader, value, "pattern",
	    &into->null.pattern, &field);
	if (into->has.pattern)
		into->pattern = jval_string(reader, &field);
	into->has.datetime = jval_optional(reader, value, "datetime",
	    &into->null.datetime, &field);
	if (into->has.datetime)
		into->datetime = jval_string(reader, &field);
	into->has.fields = jval_optional(reader, value, "fields",
	    &into->null.fields, &field);
	if (into->has.fields)
		into->fields = jval_strings(reader, &field, &into->n_fields);
	return jval_ok(reader);
}

bool
tasks_get_all_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct tasks_get_all_req *into = to;
	struct jval field, item;
	size_t i;

	*into = (struct tasks_get_all_req){
		.allow_public = true,
	};
	if (!jval_object(reader, value))
		return false;
	into->has.id = jval_optional(reader, value, "id", &into->null.id,
	    &field);
	if (into->has.id)
		into->id = jval_string_list(reader, &field, &into->n_id);
	into->has.name = jval_optional(reader, value, "name", &into->null.name,
	    &field);
	if (into->has.name)
		into->name = jval_string(reader, &field);
	into->has.user = jval_optional(reader, value, "user", &into->null.user,
	    &field);
	if (into->has.user)
		into->user = jval_string_list(reader, &field, &into->n_user);
	into->has.page = jval_optional(reader, value, "page", &into->null.page,
	    &field);
	if (into->has.page) {
		into->page = jval_integer(reader, &field);
		jval_minimum(reader, &field, (double)into->page, 0);
	}
	into->has.page_size = jval_optional(reader, value, "page_size",
	    &into->null.page_size, &field);
	if (into->has.page_size) {
		into->page_size = jval_integer(reader, &field);
		jval_minimum(reader, &field, (double)into->page_size, 1);
	}
	into->has.order_by = jval_optional(reader, value, "order_by",
	    &into->null.order_by, &field);
	if (into->has.order_by)
		into->order_by = jval_strings(reader, &field,
		    &into->n_order_by);
	into->has.type = jval_optional(reader, value, "type", &into->null.type,
	    &field);
	if (into->has.type)
		into->type = jval_string_list(reader, &field, &into->n_type);
	into->has.tags = jval_optional(reader, value, "tags", &into->null.tags,
	    &field);
	if (into->has.tags)
		into->tags = jval_string_list(reader, &field, &into->n_tags);
	into->has.system_tags = jval_optional(reader, value, "system_tags",
	    &into->null.system_tags, &field);
	if (into->has.system_tags)
		into->system_tags = jval_string_list(reader, &field,
		    &into->n_system_tags);
	into->has.status = jval_optional(reader, value, "status",
	    &into->null.status, &field);
	if (into->has.status)
		into->status = jval_string_list(reader, &field,
		    &into->n_status);
	into->has.project = jval_optional(reader, value, "project",
	    &into->null.project, &field);
	if (into->has.project)
		into->project = jval_string_list(reader, &field,
		    &into->n_project);
	into->has.only_fields = jval_optional(reader, value, "only_fields",
	    &into->null.only_fields, &field);
	if (into->has.only_fields)
		into->only_fields = jval_strings(reader, &field,
		    &into->n_only_fields);
	into->has.parent = jval_optional(reader, value, "parent",
	    &into->null.parent, &field);
	if (into->has.parent)
		into->parent = jval_string(reader, &field);
	into->has.status_changed = jval_optional(reader, value,
	    "status_changed", &into->null.status_changed, &field);
	if (into->has.status_changed) {
		into->n_status_changed = jval_array(reader, &field);
		into->status_changed = arena_alloc_n(reader->arena,
		    into->n_status_changed, sizeof(*into->status_changed));
		for (i = 0; i < into->n_status_changed; i++) {
			jval_item(&field, i, &item);
			into->status_changed[i] = jval_string(reader, &item);
			jval_match(reader, &item, into->status_changed[i],
			    "^(>=|>|<=|<)?.*$");
		}
	}
	into->has.search_text = jval_optional(reader, value, "search_text",
	    &into->null.search_text, &field);
	if (into->has.search_text)
		into->search_text = jval_string(reader, &field);
	into->has.all = jval_optional(reader, value, "_all_", &into->null.all,
	    &field);
	if (into->has.all)
		tasks_multi_field_pattern_data_read(reader, &field, &into->all);
	into->has.any = jval_optional(reader, value, "_any_", &into->null.any,
	    &field);
	if (into->has.any)
		tasks_multi_field_pattern_data_read(reader, &field, &into->any);
	into->has.search_hidden = jval_optional(reader, value, "search_hidden",
	    &into->null.search_hidden, &field);
	if (into->has.search_hidden)
		into->search_hidden = jval_boolean(reader, &field);
	into->has.scroll_id = jval_optional(reader, value, "scroll_id",
	    &into->null.scroll_id, &field);
	if (into->has.scroll_id)
		into->scroll_id = jval_string(reader, &field);
	into->has.refresh_scroll = jval_optional(reader, value,
	    "refresh_scroll", &into->null.refresh_scroll, &field);
	if (into->has.refresh_scroll)
		into->refresh_scroll = jval_boolean(reader, &field);
	into->has.size = jval_optional(reader, value, "size", &into->null.size,
	    &field);
	if (into->has.size) {
		into->size = jval_integer(reader, &field);
		jval_minimum(reader, &field, (double)into->size, 1);
	}
	into->has.include_subprojects = jval_optional(reader, value,
	    "include_subprojects", &into->null.include_subprojects, &field);
	if (into->has.include_subprojects)
		into->include_subprojects = jval_boolean(reader, &field);
	into->has.allow_public = jval_optional(reader, value, "allow_public",
	    &into->null.allow_public, &field);
	if (into->has.allow_public)
		into->allow_public = jval_boolean(reader, &field);
	return jval_ok(reader);
}

bool
tasks_get_by_id_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct tasks_get_by_id_req *into = to;
	struct jval field;

	*into = (struct tasks_get_by_id_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	return jval_ok(reader);
}

bool
tasks_ping_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct tasks_ping_req *into = to;
	struct jval field;

	*into = (struct tasks_ping_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	return jval_ok(reader);
}

bool
tasks_publish_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct tasks_publish_req *into = to;
	struct jval field;

	*into = (struct tasks_publish_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.force = jval_optional(reader, value, "force",
	    &into->null.force, &field);
	if (into->has.force)
		into->force = jval_boolean(reader, &field);
	into->has.publish_model = jval_optional(reader, value, "publish_model",
	    &into->null.publish_model, &field);
	if (into->has.publish_model)
		into->publish_model = jval_boolean(reader, &field);
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	into->has.status_reason = jval_optional(reader, value, "status_reason",
	    &into->null.status_reason, &field);
	if (into->has.status_reason)
		into->status_reason = jval_string(reader, &field);
	into->has.status_message = jval_optional(reader, value,
	    "status_message", &into->null.status_message, &field);
	if (into->has.status_message)
		into->status_message = jval_string(reader, &field);
	return jval_ok(reader);
}

bool
tasks_reset_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct tasks_reset_req *into = to;
	struct jval field;

	*into = (struct tasks_reset_req){
		.delete_external_artifacts = true,
	};
	if (!jval_object(reader, value))
		return false;
	into->has.force = jval_optional(reader, value, "force",
	    &into->null.force, &field);
	if (into->has.force)
		into->force = jval_boolean(reader, &field);
	into->has.clear_all = jval_optional(reader, value, "clear_all",
	    &into->null.clear_all, &field);
	if (into->has.clear_all)
		into->clear_all = jval_boolean(reader, &field);
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	into->has.status_reason = jval_optional(reader, value, "status_reason",
	    &into->null.status_reason, &field);
	if (into->has.status_reason)
		into->status_reason = jval_string(reader, &field);
	into->has.status_message = jval_optional(reader, value,
	    "status_message", &into->null.status_message, &field);
	if (into->has.status_message)
		into->status_message = jval_string(reader, &field);
	into->has.return_file_urls = jval_optional(reader, value,
	    "return_file_urls", &into->null.return_file_urls, &field);
	if (into->has.return_file_urls)
		into->return_file_urls = jval_boolean(reader, &field);
	into->has.delete_output_models = jval_optional(reader, value,
	    "delete_output_models", &into->null.delete_output_models, &field);
	if (into->has.delete_output_models)
		into->delete_output_models = jval_boolean(reader, &field);
	into->has.delete_external_artifacts = jval_optional(reader, value,
	    "delete_external_artifacts", &into->null.delete_external_artifacts,
	    &field);
	if (into->has.delete_external_artifacts)
		into->delete_external_artifacts = jval_boolean(reader, &field);
	return jval_ok(reader);
}

bool
tasks_set_requirements_req_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct tasks_set_requirements_req *into = to;
	struct jval field;

	*into = (struct tasks_set_requirements_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	into->has.requirements = jval_required(reader, value, "requirements",
	    &field);
	if (into->has.requirements) {
		jval_object(reader, &field);
		into->requirements = jval_detached(&field);
	}
	return jval_ok(reader);
}

bool
tasks_started_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct tasks_started_req *into = to;
	struct jval field;

	*into = (struct tasks_started_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.force = jval_optional(reader, value, "force",
	    &into->null.force, &field);
	if (into->has.force)
		into->force = jval_boolean(reader, &field);
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	into->has.status_reason = jval_optional(reader, value, "status_reason",
	    &into->null.status_reason, &field);
	if (into->has.status_reason)
		into->status_reason = jval_string(reader, &field);
	into->has.status_message = jval_optional(reader, value,
	    "status_message", &into->null.status_message, &field);
	if (into->has.status_message)
		into->status_message = jval_string(reader, &field);
	return jval_ok(reader);
}

bool
tasks_stop_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct tasks_stop_req *into = to;
	struct jval field;

	*into = (struct tasks_stop_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.force = jval_optional(reader, value, "force",
	    &into->null.force, &field);
	if (into->has.force)
		into->force = jval_boolean(reader, &field);
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	into->has.status_reason = jval_optional(reader, value, "status_reason",
	    &into->null.status_reason, &field);
	if (into->has.status_reason)
		into->status_reason = jval_string(reader, &field);
	into->has.status_message = jval_optional(reader, value,
	    "status_message", &into->null.status_message, &field);
	if (into->has.status_message)
		into->status_message = jval_string(reader, &field);
	into->has.include_pipeline_steps = jval_optional(reader, value,
	    "include_pipeline_steps", &into->null.include_pipeline_steps,
	    &field);
	if (into->has.include_pipeline_steps)
		into->include_pipeline_steps = jval_boolean(reader, &field);
	return jval_ok(reader);
}

bool
tasks_stopped_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct tasks_stopped_req *into = to;
	struct jval field;

	*into = (struct tasks_stopped_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.force = jval_optional(reader, value, "force",
	    &into->null.force, &field);
	if (into->has.force)
		into->force = jval_boolean(reader, &field);
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	into->has.status_reason = jval_optional(reader, value, "status_reason",
	    &into->null.status_reason, &field);
	if (into->has.status_reason)
		into->status_reason = jval_string(reader, &field);
	into->has.status_message = jval_optional(reader, value,
	    "status_message", &into->null.status_message, &field);
	if (into->has.status_message)
		into->status_message = jval_string(reader, &field);
	return jval_ok(reader);
}

bool
tasks_update_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct tasks_update_req *into = to;
	struct jval field;

	*into = (struct tasks_update_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	into->has.name = jval_optional(reader, value, "name", &into->null.name,
	    &field);
	if (into->has.name)
		into->name = jval_string(reader, &field);
	into->has.tags = jval_optional(reader, value, "tags", &into->null.tags,
	    &field);
	if (into->has.tags)
		into->tags = jval_strings(reader, &field, &into->n_tags);
	into->has.system_tags = jval_optional(reader, value, "system_tags",
	    &into->null.system_tags, &field);
	if (into->has.system_tags)
		into->system_tags = jval_strings(reader, &field,
		    &into->n_system_tags);
	into->has.comment = jval_optional(reader, value, "comment",
	    &into->null.comment, &field);
	if (into->has.comment)
		into->comment = jval_string(reader, &field);
	into->has.project = jval_optional(reader, value, "project",
	    &into->null.project, &field);
	if (into->has.project)
		into->project = jval_string(reader, &field);
	into->has.output__error = jval_optional(reader, value, "output__error",
	    &into->null.output__error, &field);
	if (into->has.output__error)
		into->output__error = jval_string(reader, &field);
	into->has.created = jval_optional(reader, value, "created",
	    &into->null.created, &field);
	if (into->has.created)
		into->created = jval_string(reader, &field);
	return jval_ok(reader);
}

void
tasks_script_write(struct jval_writer *writer, const char *name, const void *of)
{
	const struct tasks_script *from = of;

	jval_begin_object(writer, name);
	if (from->binary != NULL)
		jval_write_string(writer, "binary", from->binary);
	if (from->repository != NULL)
		jval_write_string(writer, "repository", from->repository);
	if (from->tag != NULL)
		jval_write_string(writer, "tag", from->tag);
	if (from->branch != NULL)
		jval_write_string(writer, "branch", from->branch);
	if (from->version_num != NULL)
		jval_write_string(writer, "version_num", from->version_num);
	if (from->entry_point != NULL)
		jval_write_string(writer, "entry_point", from->entry_point);
	if (from->working_dir != NULL)
		jval_write_string(writer, "working_dir", from->working_dir);
	if (from->has.requirements)
		jval_write_any(writer, "requirements", &from->requirements);
	if (from->diff != NULL)
		jval_write_string(writer, "diff", from->diff);
	jval_end_object(writer);
}

void
tasks_params_item_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct tasks_params_item *from = of;

	jval_begin_object(writer, name);
	if (from->section != NULL)
		jval_write_string(writer, "section", from->section);
	if (from->name != NULL)
		jval_write_string(writer, "name", from->name);
	if (from->value != NULL)
		jval_write_string(writer, "value", from->value);
	if (from->type != NULL)
		jval_write_string(writer, "type", from->type);
	if (from->description != NULL)
		jval_write_string(writer, "description", from->description);
	jval_end_object(writer);
}

void
tasks_section_params_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct tasks_section_params *from = of;
	size_t i;

	jval_begin_object(writer, name);
	for (i = 0; i < from->n_pairs; i++)
		tasks_params_item_write(writer, from->pairs[i].name,
		    &from->pairs[i].value);
	jval_end_object(writer);
}

void
tasks_configuration_item_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct tasks_configuration_item *from = of;

	jval_begin_object(writer, name);
	if (from->name != NULL)
		jval_write_string(writer, "name", from->name);
	if (from->value != NULL)
		jval_write_string(writer, "value", from->value);
	if (from->type != NULL)
		jval_write_string(writer, "type", from->type);
	if (from->description != NULL)
		jval_write_string(writer, "description", from->description);
	jval_end_object(writer);
}

void
tasks_artifact_type_data_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct tasks_artifact_type_data *from = of;

	jval_begin_object(writer, name);
	if (from->preview != NULL)
		jval_write_string(writer, "preview", from->preview);
	if (from->content_type != NULL)
		jval_write_string(writer, "content_type", from->content_type);
	if (from->data_hash != NULL)
		jval_write_string(writer, "data_hash", from->data_hash);
	jval_end_object(writer);
}

void
tasks_artifact_display_data_list_write(struct jval_writer *writer,
    const char *name, const void *of)
{
	const struct tasks_artifact_display_data_list *from = of;

	jval_write_strings(writer, name, from->items, from->n_items);
}

void
tasks_artifact_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct tasks_artifact *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->key != NULL)
		jval_write_string(writer, "key", from->key);
	if (from->type != NULL)
		jval_write_string(writer, "type", from->type);
	if (from->has.mode)
		jval_write_string(writer, "mode",
		    tasks_artifact_mode_enum_text(from->mode));
	if (from->uri != NULL)
		jval_write_string(writer, "uri", from->uri);
	if (from->has.content_size)
		jval_write_integer(writer, "content_size", from->content_size);
	if (from->hash != NULL)
		jval_write_string(writer, "hash", from->hash);
	if (from->has.timestamp)
		jval_write_integer(writer, "timestamp", from->timestamp);
	if (from->has.type_data)
		tasks_artifact_type_data_write(writer, "type_data",
		    &from->type_data);
	if (from->has.display_data) {
		jval_begin_array(writer, "display_data");
		for (i = 0; i < from->n_display_data; i++)
			tasks_artifact_display_data_list_write(writer, NULL,
			    &from->display_data[i]);
		jval_end_array(writer);
	}
	jval_end_object(writer);
}

void
tasks_execution_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct tasks_execution *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->queue != NULL)
		jval_write_string(writer, "queue", from->queue);
	if (from->has.parameters)
		jval_write_any(writer, "parameters", &from->parameters);
	if (from->model != NULL)
		jval_write_string(writer, "model", from->model);
	if (from->has.model_desc)
		jval_write_any(writer, "model_desc", &from->model_desc);
	if (from->has.model_labels) {
		jval_begin_object(writer, "model_labels");
		for (i = 0; i < from->n_model_labels; i++)
			jval_write_integer(writer, from->model_labels[i].name,
			    from->model_labels[i].value);
		jval_end_object(writer);
	}
	if (from->framework != NULL)
		jval_write_string(writer, "framework", from->framework);
	if (from->docker_cmd != NULL)
		jval_write_string(writer, "docker_cmd", from->docker_cmd);
	if (from->has.artifacts) {
		jval_begin_array(writer, "artifacts");
		for (i = 0; i < from->n_artifacts; i++)
			tasks_artifact_write(writer, NULL, &from->artifacts[i]);
		jval_end_array(writer);
	}
	jval_end_object(writer);
}

void
tasks_task_model_item_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct tasks_task_model_item *from = of;

	jval_begin_object(writer, name);
	if (from->name != NULL)
		jval_write_string(writer, "name", from->name);
	if (from->model != NULL)
		jval_write_string(writer, "model", from->model);
	jval_end_object(writer);
}

void
tasks_task_models_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct tasks_task_models *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->has.input) {
		jval_begin_array(writer, "input");
		for (i = 0; i < from->n_input; i++)
			tasks_task_model_item_write(writer, NULL,
			    &from->input[i]);
		jval_end_array(writer);
	}
	if (from->has.output) {
		jval_begin_array(writer, "output");
		for (i = 0; i < from->n_output; i++)
			tasks_task_model_item_write(writer, NULL,
			    &from->output[i]);
		jval_end_array(writer);
	}
	jval_end_object(writer);
}

void
tasks_output_write(struct jval_writer *writer, const char *name, const void *of)
{
	const struct tasks_output *from = of;

	jval_begin_object(writer, name);
	if (from->destination != NULL)
		jval_write_string(writer, "destination", from->destination);
	if (from->model != NULL)
		jval_write_string(writer, "model", from->model);
	if (from->result != NULL)
		jval_write_string(writer, "result", from->result);
	if (from->error != NULL)
		jval_write_string(writer, "error", from->error);
	jval_end_object(writer);
}

void
tasks_task_parts_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct tasks_task_parts *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->has.script)
		tasks_script_write(writer, "script", &from->script);
	if (from->has.hyperparams) {
		jval_begin_object(writer, "hyperparams");
		for (i = 0; i < from->n_hyperparams; i++)
			tasks_section_params_write(writer,
			    from->hyperparams[i].name,
			    &from->hyperparams[i].value);
		jval_end_object(writer);
	}
	if (from->has.configuration) {
		jval_begin_object(writer, "configuration");
		for (i = 0; i < from->n_configuration; i++)
			tasks_configuration_item_write(writer,
			    from->configuration[i].name,
			    &from->configuration[i].value);
		jval_end_object(writer);
	}
	if (from->has.execution)
		tasks_execution_write(writer, "execution", &from->execution);
	if (from->has.container) {
		jval_begin_object(writer, "container");
		for (i = 0; i < from->n_container; i++)
			jval_write_string(writer, from->container[i].name,
			    from->container[i].value);
		jval_end_object(writer);
	}
	if (from->has.models)
		tasks_task_models_write(writer, "models", &from->models);
	if (from->has.runtime)
		jval_write_any(writer, "runtime", &from->runtime);
	if (from->has.output)
		tasks_output_write(writer, "output", &from->output);
	jval_end_object(writer);
}

void
tasks_add_or_update_artifacts_resp_write(struct jval_writer *writer,
    const char *name, const void *of)
{
	const struct tasks_add_or_update_artifacts_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.updated)
		jval_write_integer(writer, "updated", from->updated);
	jval_end_object(writer);
}

void
tasks_clone_resp_new_project_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct tasks_clone_resp_new_project *from = of;

	jval_begin_object(writer, name);
	if (from->id != NULL)
		jval_write_string(writer, "id", from->id);
	if (from->name != NULL)
		jval_write_string(writer, "name", from->name);
	jval_end_object(writer);
}

void
tasks_clone_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct tasks_clone_resp *from = of;

	jval_begin_object(writer, name);
	if (from->id != NULL)
		jval_write_string(writer, "id", from->id);
	if (from->has.new_project)
		tasks_clone_resp_new_project_write(writer, "new_project",
		    &from->new_project);
	jval_end_object(writer);
}

void
tasks_changed_fields_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct tasks_changed_fields *from = of;

	jval_begin_object(writer, name);
	if (from->has.status)
		jval_write_string(writer, "status",
		    tasks_task_status_enum_text(from->status));
	if (from->status_reason != NULL)
		jval_write_string(writer, "status_reason", from->status_reason);
	if (from->status_message != NULL)
		jval_write_string(writer, "status_message",
		    from->status_message);
	if (from->has.status_changed)
		jval_write_time(writer, "status_changed", from->status_changed);
	if (from->has.last_update)
		jval_write_time(writer, "last_update", from->last_update);
	if (from->has.last_change)
		jval_write_time(writer, "last_change", from->last_change);
	if (from->last_changed_by != NULL)
		jval_write_string(writer, "last_changed_by",
		    from->last_changed_by);
	if (from->execution_queue != NULL)
		jval_write_string(writer, "execution.queue",
		    from->execution_queue);
	if (from->name != NULL)
		jval_write_string(writer, "name", from->name);
	if (from->has.type)
		jval_write_string(writer, "type",
		    tasks_task_type_enum_text(from->type));
	if (from->has.tags)
		jval_write_strings(writer, "tags", from->tags, from->n_tags);
	if (from->has.system_tags)
		jval_write_strings(writer, "system_tags", from->system_tags,
		    from->n_system_tags);
	if (from->comment != NULL)
		jval_write_string(writer, "comment", from->comment);
	if (from->parent != NULL)
		jval_write_string(writer, "parent", from->parent);
	if (from->project != NULL)
		jval_write_string(writer, "project", from->project);
	jval_end_object(writer);
}

void
tasks_close_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct tasks_close_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.updated)
		jval_write_integer(writer, "updated", from->updated);
	if (from->has.fields)
		tasks_changed_fields_write(writer, "fields", &from->fields);
	jval_end_object(writer);
}

void
tasks_completed_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct tasks_completed_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.updated)
		jval_write_integer(writer, "updated", from->updated);
	if (from->has.fields)
		tasks_changed_fields_write(writer, "fields", &from->fields);
	if (from->has.published)
		jval_write_integer(writer, "published", from->published);
	jval_end_object(writer);
}

void
tasks_create_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct tasks_create_resp *from = of;

	jval_begin_object(writer, name);
	if (from->id != NULL)
		jval_write_string(writer, "id", from->id);
	jval_end_object(writer);
}

void
tasks_task_urls_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct tasks_task_urls *from = of;

	jval_begin_object(writer, name);
	if (from->has.model_urls)
		jval_write_strings(writer, "model_urls", from->model_urls,
		    from->n_model_urls);
	if (from->has.event_urls)
		jval_write_strings(writer, "event_urls", from->event_urls,
		    from->n_event_urls);
	if (from->has.artifact_urls)
		jval_write_strings(writer, "artifact_urls", from->artifact_urls,
		    from->n_artifact_urls);
	jval_end_object(writer);
}

void
tasks_delete_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct tasks_delete_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.deleted)
		jval_write_boolean(writer, "deleted", from->deleted);
	if (from->has.updated_children)
		jval_write_integer(writer, "updated_children",
		    from->updated_children);
	if (from->has.updated_models)
		jval_write_integer(writer, "updated_models",
		    from->updated_models);
	if (from->has.events)
		jval_write_any(writer, "events", &from->events);
	if (from->has.urls)
		tasks_task_urls_write(writer, "urls", &from->urls);
	jval_end_object(writer);
}

void
tasks_delete_configuration_resp_write(struct jval_writer *writer,
    const char *name, const void *of)
{
	const struct tasks_delete_configuration_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.deleted)
		jval_write_integer(writer, "deleted", from->deleted);
	jval_end_object(writer);
}

void
tasks_delete_hyper_params_resp_write(struct jval_writer *writer,
    const char *name, const void *of)
{
	const struct tasks_delete_hyper_params_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.deleted)
		jval_write_integer(writer, "deleted", from->deleted);
	jval_end_object(writer);
}

void
tasks_dequeue_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct tasks_dequeue_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.updated)
		jval_write_integer(writer, "updated", from->updated);
	if (from->has.fields)
		tasks_changed_fields_write(writer, "fields", &from->fields);
	if (from->has.dequeued)
		jval_write_integer(writer, "dequeued", from->dequeued);
	jval_end_object(writer);
}

void
tasks_dequeue_many_resp_succeeded_write(struct jval_writer *writer,
    const char *name, const void *of)
{
	const struct tasks_dequeue_many_resp_succeeded *from = of;

	jval_begin_object(writer, name);
	if (from->id != NULL)
		jval_write_string(writer, "id", from->id);
	if (from->has.updated)
		jval_write_integer(writer, "updated", from->updated);
	if (from->has.fields)
		tasks_changed_fields_write(writer, "fields", &from->fields);
	if (from->has.dequeued)
		jval_write_boolean(writer, "dequeued", from->dequeued);
	jval_end_object(writer);
}

void
tasks_dequeue_many_resp_failed_error_write(struct jval_writer *writer,
    const char *name, const void *of)
{
	const struct tasks_dequeue_many_resp_failed_error *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->has.codes) {
		jval_begin_array(writer, "codes");
		for (i = 0; i < from->n_codes; i++)
			jval_write_integer(writer, NULL, from->codes[i]);
		jval_end_array(writer);
	}
	if (from->msg != NULL)
		jval_write_string(writer, "msg", from->msg);
	if (from->has.data)
		jval_write_any(writer, "data", &from->data);
	jval_end_object(writer);
}

void
tasks_dequeue_many_resp_failed_write(struct jval_writer *writer,
    const char *name, const void *of)
{
	const struct tasks_dequeue_many_resp_failed *from = of;

	jval_begin_object(writer, name);
	if (from->id != NULL)
		jval_write_string(writer, "id", from->id);
	if (from->has.error)
		tasks_dequeue_many_resp_failed_error_write(writer, "error",
		    &from->error);
	jval_end_object(writer);
}

void
tasks_dequeue_many_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct tasks_dequeue_many_resp *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->has.succeeded) {
		jval_begin_array(writer, "succeeded");
		for (i = 0; i < from->n_succeeded; i++)
			tasks_dequeue_many_resp_succeeded_write(writer, NULL,
			    &from->succeeded[i]);
		jval_end_array(writer);
	}
	if (from->has.failed) {
		jval_begin_array(writer, "failed");
		for (i = 0; i < from->n_failed; i++)
			tasks_dequeue_many_resp_failed_write(writer, NULL,
			    &from->failed[i]);
		jval_end_array(writer);
	}
	jval_end_object(writer);
}

void
tasks_edit_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct tasks_edit_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.updated)
		jval_write_integer(writer, "updated", from->updated);
	if (from->has.fields)
		tasks_changed_fields_write(writer, "fields", &from->fields);
	jval_end_object(writer);
}

void
tasks_edit_configuration_resp_write(struct jval_writer *writer,
    const char *name, const void *of)
{
	const struct tasks_edit_configuration_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.updated)
		jval_write_integer(writer, "updated", from->updated);
	jval_end_object(writer);
}

void
tasks_edit_hyper_params_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct tasks_edit_hyper_params_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.updated)
		jval_write_integer(writer, "updated", from->updated);
	jval_end_object(writer);
}

void
tasks_enqueue_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct tasks_enqueue_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.updated)
		jval_write_integer(writer, "updated", from->updated);
	if (from->has.fields)
		tasks_changed_fields_write(writer, "fields", &from->fields);
	if (from->has.queued)
		jval_write_integer(writer, "queued", from->queued);
	if (from->has.queue_watched)
		jval_write_boolean(writer, "queue_watched",
		    from->queue_watched);
	jval_end_object(writer);
}

void
tasks_enqueue_many_resp_succeeded_write(struct jval_writer *writer,
    const char *name, const void *of)
{
	const struct tasks_enqueue_many_resp_succeeded *from = of;

	jval_begin_object(writer, name);
	if (from->id != NULL)
		jval_write_string(writer, "id", from->id);
	if (from->has.updated)
		jval_write_integer(writer, "updated", from->updated);
	if (from->has.fields)
		tasks_changed_fields_write(writer, "fields", &from->fields);
	if (from->has.queued)
		jval_write_boolean(writer, "queued", from->queued);
	jval_end_object(writer);
}

void
tasks_enqueue_many_resp_failed_error_write(struct jval_writer *writer,
    const char *name, const void *of)
{
	const struct tasks_enqueue_many_resp_failed_error *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->has.codes) {
		jval_begin_array(writer, "codes");
		for (i = 0; i < from->n_codes; i++)
			jval_write_integer(writer, NULL, from->codes[i]);
		jval_end_array(writer);
	}
	if (from->msg != NULL)
		jval_write_string(writer, "msg", from->msg);
	if (from->has.data)
		jval_write_any(writer, "data", &from->data);
	jval_end_object(writer);
}

void
tasks_enqueue_many_resp_failed_write(struct jval_writer *writer,
    const char *name, const void *of)
{
	const struct tasks_enqueue_many_resp_failed *from = of;

	jval_begin_object(writer, name);
	if (from->id != NULL)
		jval_write_string(writer, "id", from->id);
	if (from->has.error)
		tasks_enqueue_many_resp_failed_error_write(writer, "error",
		    &from->error);
	jval_end_object(writer);
}

void
tasks_enqueue_many_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct tasks_enqueue_many_resp *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->has.succeeded) {
		jval_begin_array(writer, "succeeded");
		for (i = 0; i < from->n_succeeded; i++)
			tasks_enqueue_many_resp_succeeded_write(writer, NULL,
			    &from->succeeded[i]);
		jval_end_array(writer);
	}
	if (from->has.failed) {
		jval_begin_array(writer, "failed");
		for (i = 0; i < from->n_failed; i++)
			tasks_enqueue_many_resp_failed_write(writer, NULL,
			    &from->failed[i]);
		jval_end_array(writer);
	}
	if (from->has.queue_watched)
		jval_write_boolean(writer, "queue_watched",
		    from->queue_watched);
	jval_end_object(writer);
}

void
tasks_failed_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct tasks_failed_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.updated)
		jval_write_integer(writer, "updated", from->updated);
	if (from->has.fields)
		tasks_changed_fields_write(writer, "fields", &from->fields);
	jval_end_object(writer);
}

void
tasks_last_metrics_event_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct tasks_last_metrics_event *from = of;

	jval_begin_object(writer, name);
	if (from->metric != NULL)
		jval_write_string(writer, "metric", from->metric);
	if (from->variant != NULL)
		jval_write_string(writer, "variant", from->variant);
	if (from->has.value)
		jval_write_number(writer, "value", from->value);
	if (from->has.min_value)
		jval_write_number(writer, "min_value", from->min_value);
	if (from->has.min_value_iteration)
		jval_write_integer(writer, "min_value_iteration",
		    from->min_value_iteration);
	if (from->has.max_value)
		jval_write_number(writer, "max_value", from->max_value);
	if (from->has.max_value_iteration)
		jval_write_integer(writer, "max_value_iteration",
		    from->max_value_iteration);
	if (from->has.first_value)
		jval_write_number(writer, "first_value", from->first_value);
	if (from->has.first_value_iteration)
		jval_write_integer(writer, "first_value_iteration",
		    from->first_value_iteration);
	if (from->has.mean_value)
		jval_write_number(writer, "mean_value", from->mean_value);
	if (from->has.count)
		jval_write_integer(writer, "count", from->count);
	if (from->x_axis_label != NULL)
		jval_write_string(writer, "x_axis_label", from->x_axis_label);
	jval_end_object(writer);
}

void
tasks_last_metrics_variants_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct tasks_last_metrics_variants *from = of;
	size_t i;

	jval_begin_object(writer, name);
	for (i = 0; i < from->n_pairs; i++)
		tasks_last_metrics_event_write(writer, from->pairs[i].name,
		    &from->pairs[i].value);
	jval_end_object(writer);
}

void
tasks_task_write(struct jval_writer *writer, const char *name, const void *of)
{
	const struct tasks_task *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->id != NULL)
		jval_write_string(writer, "id", from->id);
	if (from->name != NULL)
		jval_write_string(writer, "name", from->name);
	if (from->user != NULL)
		jval_write_string(writer, "user", from->user);
	if (from->company != NULL)
		jval_write_string(writer, "company", from->company);
	if (from->has.type)
		jval_write_string(writer, "type",
		    tasks_task_type_enum_text(from->type));
	if (from->has.status)
		jval_write_string(writer, "status",
		    tasks_task_status_enum_text(from->status));
	if (from->comment != NULL)
		jval_write_string(writer, "comment", from->comment);
	if (from->has.created)
		jval_write_time(writer, "created", from->created);
	if (from->has.started)
		jval_write_time(writer, "started", from->started);
	if (from->has.completed)
		jval_write_time(writer, "completed", from->completed);
	if (from->has.active_duration)
		jval_write_integer(writer, "active_duration",
		    from->active_duration);
	if (from->parent != NULL)
		jval_write_string(writer, "parent", from->parent);
	if (from->project != NULL)
		jval_write_string(writer, "project", from->project);
	if (from->has.output)
		tasks_output_write(writer, "output", &from->output);
	if (from->has.execution)
		tasks_execution_write(writer, "execution", &from->execution);
	if (from->has.container) {
		jval_begin_object(writer, "container");
		for (i = 0; i < from->n_container; i++)
			jval_write_string(writer, from->container[i].name,
			    from->container[i].value);
		jval_end_object(writer);
	}
	if (from->has.models)
		tasks_task_models_write(writer, "models", &from->models);
	if (from->has.script)
		tasks_script_write(writer, "script", &from->script);
	if (from->has.tags)
		jval_write_strings(writer, "tags", from->tags, from->n_tags);
	if (from->has.system_tags)
		jval_write_strings(writer, "system_tags", from->system_tags,
		    from->n_system_tags);
	if (from->has.status_changed)
		jval_write_time(writer, "status_changed", from->status_changed);
	if (from->status_message != NULL)
		jval_write_string(writer, "status_message",
		    from->status_message);
	if (from->status_reason != NULL)
		jval_write_string(writer, "status_reason", from->status_reason);
	if (from->has.published)
		jval_write_time(writer, "published", from->published);
	if (from->last_worker != NULL)
		jval_write_string(writer, "last_worker", from->last_worker);
	if (from->has.last_worker_report)
		jval_write_time(writer, "last_worker_report",
		    from->last_worker_report);
	if (from->has.last_update)
		jval_write_time(writer, "last_update", from->last_update);
	if (from->has.last_change)
		jval_write_time(writer, "last_change", from->last_change);
	if (from->has.last_iteration)
		jval_write_integer(writer, "last_iteration",
		    from->last_iteration);
	if (from->has.last_metrics) {
		jval_begin_object(writer, "last_metrics");
		for (i = 0; i < from->n_last_metrics; i++)
			tasks_last_metrics_variants_write(writer,
			    from->last_metrics[i].name,
			    &from->last_metrics[i].value);
		jval_end_object(writer);
	}
	if (from->has.hyperparams) {
		jval_begin_object(writer, "hyperparams");
		for (i = 0; i < from->n_hyperparams; i++)
			tasks_section_params_write(writer,
			    from->hyperparams[i].name,
			    &from->hyperparams[i].value);
		jval_end_object(writer);
	}
	if (from->has.configuration) {
		jval_begin_object(writer, "configuration");
		for (i = 0; i < from->n_configuration; i++)
			tasks_configuration_item_write(writer,
			    from->configuration[i].name,
			    &from->configuration[i].value);
		jval_end_object(writer);
	}
	if (from->has.runtime)
		jval_write_any(writer, "runtime", &from->runtime);
	if (from->last_changed_by != NULL)
		jval_write_string(writer, "last_changed_by",
		    from->last_changed_by);
	if (from->has.enqueue_status)
		jval_write_string(writer, "enqueue_status",
		    tasks_task_status_enum_text(from->enqueue_status));
	jval_end_object(writer);
}

void
tasks_get_all_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct tasks_get_all_resp *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->has.tasks) {
		jval_begin_array(writer, "tasks");
		for (i = 0; i < from->n_tasks; i++)
			tasks_task_write(writer, NULL, &from->tasks[i]);
		jval_end_array(writer);
	}
	if (from->scroll_id != NULL)
		jval_write_string(writer, "scroll_id", from->scroll_id);
	jval_end_object(writer);
}

void
tasks_get_all_ex_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct tasks_get_all_ex_resp *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->has.tasks) {
		jval_begin_array(writer, "tasks");
		for (i = 0; i < from->n_tasks; i++)
			tasks_task_write(writer, NULL, &from->tasks[i]);
		jval_end_array(writer);
	}
	if (from->scroll_id != NULL)
		jval_write_string(writer, "scroll_id", from->scroll_id);
	jval_end_object(writer);
}

void
tasks_get_by_id_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct tasks_get_by_id_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.task)
		tasks_task_write(writer, "task", &from->task);
	jval_end_object(writer);
}

void
tasks_ping_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct tasks_ping_resp *from = of;

	(void)from;
	jval_begin_object(writer, name);
	jval_end_object(writer);
}

void
tasks_publish_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct tasks_publish_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.updated)
		jval_write_integer(writer, "updated", from->updated);
	if (from->has.fields)
		tasks_changed_fields_write(writer, "fields", &from->fields);
	jval_end_object(writer);
}

void
tasks_reset_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct tasks_reset_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.updated)
		jval_write_integer(writer, "updated", from->updated);
	if (from->has.fields)
		tasks_changed_fields_write(writer, "fields", &from->fields);
	if (from->has.dequeued)
		jval_write_any(writer, "dequeued", &from->dequeued);
	if (from->has.events)
		jval_write_any(writer, "events", &from->events);
	if (from->has.deleted_models)
		jval_write_integer(writer, "deleted_models",
		    from->deleted_models);
	if (from->has.urls)
		tasks_task_urls_write(writer, "urls", &from->urls);
	jval_end_object(writer);
}

void
tasks_set_requirements_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct tasks_set_requirements_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.updated)
		jval_write_integer(writer, "updated", from->updated);
	if (from->has.fields)
		tasks_changed_fields_write(writer, "fields", &from->fields);
	jval_end_object(writer);
}

void
tasks_started_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct tasks_started_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.updated)
		jval_write_integer(writer, "updated", from->updated);
	if (from->has.fields)
		tasks_changed_fields_write(writer, "fields", &from->fields);
	if (from->has.started)
		jval_write_integer(writer, "started", from->started);
	jval_end_object(writer);
}

void
tasks_stop_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct tasks_stop_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.updated)
		jval_write_integer(writer, "updated", from->updated);
	if (from->has.fields)
		tasks_changed_fields_write(writer, "fields", &from->fields);
	jval_end_object(writer);
}

void
tasks_stopped_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct tasks_stopped_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.updated)
		jval_write_integer(writer, "updated", from->updated);
	if (from->has.fields)
		tasks_changed_fields_write(writer, "fields", &from->fields);
	jval_end_object(writer);
}

void
tasks_update_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct tasks_update_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.updated)
		jval_write_integer(writer, "updated", from->updated);
	if (from->has.fields)
		tasks_changed_fields_write(writer, "fields", &from->fields);
	jval_end_object(writer);
}
