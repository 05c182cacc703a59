/* Made from schema/projects.conf by the generator; do not edit. */

#include "base/api_version.h"
#include "base/arena.h"
#include "json/jval.h"
#include "projects.h"

bool
projects_create_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct projects_create_req *into = to;
	struct jval field;

	*into = (struct projects_create_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.name = jval_required(reader, value, "name", &field);
	if (into->has.name)
		into->name = jval_string(reader, &field);
	into->has.description = jval_optional(reader, value, "description",
	    &into->null.description, &field);
	if (into->has.description)
		into->description = jval_string(reader, &field);
	into->has.tags = jval_optional(reader, value, "tags", &into->null.tags,
	    &field);
	if (into->has.tags)
		into->tags = jval_strings(reader, &field, &into->n_tags);
	into->has.system_tags = jval_optional(reader, value, "system_tags",
	    &into->null.system_tags, &field);
	if (into->has.system_tags)
		into->system_tags = jval_strings(reader, &field,
		    &into->n_system_tags);
	into->has.default_output_destination = jval_optional(reader, value,
	    "default_output_destination",
	    &into->null.default_output_destination, &field);
	if (into->has.default_output_destination)
		into->default_output_destination = jval_string(reader, &field);
	return jval_ok(reader);
}

bool
projects_delete_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct projects_delete_req *into = to;
	struct jval field;

	*into = (struct projects_delete_req){
		.delete_external_artifacts = true,
	};
	if (!jval_object(reader, value))
		return false;
	into->has.project = jval_required(reader, value, "project", &field);
	if (into->has.project)
		into->project = jval_string(reader, &field);
	into->has.force = jval_optional(reader, value, "force",
	    &into->null.force, &field);
	if (into->has.force)
		into->force = jval_boolean(reader, &field);
	into->has.delete_contents = jval_optional(reader, value,
	    "delete_contents", &into->null.delete_contents, &field);
	if (into->has.delete_contents)
		into->delete_contents = jval_boolean(reader, &field);
	into->has.delete_external_artifacts = jval_optional(reader, value,
	    "delete_external_artifacts", &into->null.delete_external_artifacts,
	    &field);
	if (into->has.delete_external_artifacts)
		into->delete_external_artifacts = jval_boolean(reader, &field);
	return jval_ok(reader);
}

bool
projects_multi_field_pattern_data_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct projects_multi_field_pattern_data *into = to;
	struct jval field;

	*into = (struct projects_multi_field_pattern_data){0};
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
projects_get_all_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct projects_get_all_req *into = to;
	struct jval field;

	*into = (struct projects_get_all_req){0};
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
	into->has.basename = jval_optional(reader, value, "basename",
	    &into->null.basename, &field);
	if (into->has.basename)
		into->basename = jval_string(reader, &field);
	into->has.description = jval_optional(reader, value, "description",
	    &into->null.description, &field);
	if (into->has.description)
		into->description = jval_string(reader, &field);
	into->has.tags = jval_optional(reader, value, "tags", &into->null.tags,
	    &field);
	if (into->has.tags)
		into->tags = jval_string_list(reader, &field, &into->n_tags);
	into->has.system_tags = jval_optional(reader, value, "system_tags",
	    &into->null.system_tags, &field);
	if (into->has.system_tags)
		into->system_tags = jval_string_list(reader, &field,
		    &into->n_system_tags);
	into->has.order_by = jval_optional(reader, value, "order_by",
	    &into->null.order_by, &field);
	if (into->has.order_by)
		into->order_by = jval_strings(reader, &field,
		    &into->n_order_by);
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
	into->has.search_text = jval_optional(reader, value, "search_text",
	    &into->null.search_text, &field);
	if (into->has.search_text)
		into->search_text = jval_string(reader, &field);
	into->has.only_fields = jval_optional(reader, value, "only_fields",
	    &into->null.only_fields, &field);
	if (into->has.only_fields)
		into->only_fields = jval_strings(reader, &field,
		    &into->n_only_fields);
	into->has.all = jval_optional(reader, value, "_all_", &into->null.all,
	    &field);
	if (into->has.all)
		projects_multi_field_pattern_data_read(reader, &field,
		    &into->all);
	into->has.any = jval_optional(reader, value, "_any_", &into->null.any,
	    &field);
	if (into->has.any)
		projects_multi_field_pattern_data_read(reader, &field,
		    &into->any);
	into->has.shallow_search = jval_optional(reader, value,
	    "shallow_search", &into->null.shallow_search, &field);
	if (into->has.shallow_search)
		into->shallow_search = jval_boolean(reader, &field);
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
	return jval_ok(reader);
}

bool
projects_get_by_id_req_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct projects_get_by_id_req *into = to;
	struct jval field;

	*into = (struct projects_get_by_id_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.project = jval_required(reader, value, "project", &field);
	if (into->has.project)
		into->project = jval_string(reader, &field);
	return jval_ok(reader);
}

bool
projects_update_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct projects_update_req *into = to;
	struct jval field;

	*into = (struct projects_update_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.project = jval_required(reader, value, "project", &field);
	if (into->has.project)
		into->project = jval_string(reader, &field);
	into->has.name = jval_optional(reader, value, "name", &into->null.name,
	    &field);
	if (into->has.name)
		into->name = jval_string(reader, &field);
	into->has.description = jval_optional(reader, value, "description",
	    &into->null.description, &field);
	if (into->has.description)
		into->description = jval_string(reader, &field);
	into->has.tags = jval_optional(reader, value, "tags", &into->null.tags,
	    &field);
	if (into->has.tags)
		into->tags = jval_strings(reader, &field, &into->n_tags);
	into->has.system_tags = jval_optional(reader, value, "system_tags",
	    &into->null.system_tags, &field);
	if (into->has.system_tags)
		into->system_tags = jval_strings(reader, &field,
		    &into->n_system_tags);
	into->has.default_output_destination = jval_optional(reader, value,
	    "default_output_destination",
	    &into->null.default_output_destination, &field);
	if (into->has.default_output_destination)
		into->default_output_destination = jval_string(reader, &field);
	return jval_ok(reader);
}

void
projects_create_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct projects_create_resp *from = of;

	jval_begin_object(writer, name);
	if (from->id != NULL)
		jval_write_string(writer, "id", from->id);
	jval_end_object(writer);
}

void
projects_urls_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct projects_urls *from = of;

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
projects_delete_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct projects_delete_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.deleted)
		jval_write_integer(writer, "deleted", from->deleted);
	if (from->has.disassociated_tasks)
		jval_write_integer(writer, "disassociated_tasks",
		    from->disassociated_tasks);
	if (from->has.urls)
		projects_urls_write(writer, "urls", &from->urls);
	if (from->has.deleted_models)
		jval_write_integer(writer, "deleted_models",
		    from->deleted_models);
	if (from->has.deleted_tasks)
		jval_write_integer(writer, "deleted_tasks",
		    from->deleted_tasks);
	jval_end_object(writer);
}

void
projects_stats_status_count_status_count_write(struct jval_writer *writer,
    const char *name, const void *of)
{
	const struct projects_stats_status_count_status_count *from = of;

	jval_begin_object(writer, name);
	if (from->has.created)
		jval_write_integer(writer, "created", from->created);
	if (from->has.completed)
		jval_write_integer(writer, "completed", from->completed);
	if (from->has.queued)
		jval_write_integer(writer, "queued", from->queued);
	if (from->has.in_progress)
		jval_write_integer(writer, "in_progress", from->in_progress);
	if (from->has.stopped)
		jval_write_integer(writer, "stopped", from->stopped);
	if (from->has.published)
		jval_write_integer(writer, "published", from->published);
	if (from->has.closed)
		jval_write_integer(writer, "closed", from->closed);
	if (from->has.failed)
		jval_write_integer(writer, "failed", from->failed);
	if (from->has.unknown)
		jval_write_integer(writer, "unknown", from->unknown);
	jval_end_object(writer);
}

void
projects_stats_status_count_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct projects_stats_status_count *from = of;

	jval_begin_object(writer, name);
	if (from->has.total_runtime)
		jval_write_integer(writer, "total_runtime",
		    from->total_runtime);
	if (from->has.total_tasks)
		jval_write_integer(writer, "total_tasks", from->total_tasks);
	if (from->has.completed_tasks_24h)
		jval_write_integer(writer, "completed_tasks_24h",
		    from->completed_tasks_24h);
	if (from->has.last_task_run)
		jval_write_integer(writer, "last_task_run",
		    from->last_task_run);
	if (from->has.status_count)
		projects_stats_status_count_status_count_write(writer,
		    "status_count", &from->status_count);
	jval_end_object(writer);
}

void
projects_stats_datasets_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct projects_stats_datasets *from = of;

	jval_begin_object(writer, name);
	if (from->has.count)
		jval_write_integer(writer, "count", from->count);
	if (from->has.tags)
		jval_write_strings(writer, "tags", from->tags, from->n_tags);
	jval_end_object(writer);
}

void
projects_stats_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct projects_stats *from = of;

	jval_begin_object(writer, name);
	if (from->has.active)
		projects_stats_status_count_write(writer, "active",
		    &from->active);
	if (from->has.archived)
		projects_stats_status_count_write(writer, "archived",
		    &from->archived);
	if (from->has.datasets)
		projects_stats_datasets_write(writer, "datasets",
		    &from->datasets);
	jval_end_object(writer);
}

void
projects_projects_get_all_response_single_sub_projects_write(
    struct jval_writer *writer, const char *name, const void *of)
{
	const struct projects_projects_get_all_response_single_sub_projects *from = of;

	jval_begin_object(writer, name);
	if (from->id != NULL)
		jval_write_string(writer, "id", from->id);
	if (from->name != NULL)
		jval_write_string(writer, "name", from->name);
	jval_end_object(writer);
}

void
projects_projects_get_all_response_single_dataset_stats_write(
    struct jval_writer *writer, const char *name, const void *of)
{
	const struct projects_projects_get_all_response_single_dataset_stats *from = of;

	jval_begin_object(writer, name);
	if (from->has.file_count)
		jval_write_integer(writer, "file_count", from->file_count);
	if (from->has.total_size)
		jval_write_integer(writer, "total_size", from->total_size);
	jval_end_object(writer);
}

void
projects_projects_get_all_response_single_write(struct jval_writer *writer,
    const char *name, const void *of)
{
	const struct projects_projects_get_all_response_single *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->id != NULL)
		jval_write_string(writer, "id", from->id);
	if (from->name != NULL)
		jval_write_string(writer, "name", from->name);
	if (from->basename != NULL)
		jval_write_string(writer, "basename", from->basename);
	if (from->description != NULL)
		jval_write_string(writer, "description", from->description);
	if (from->user != NULL)
		jval_write_string(writer, "user", from->user);
	if (from->company != NULL)
		jval_write_string(writer, "company", from->company);
	if (from->has.created)
		jval_write_time(writer, "created", from->created);
	if (from->has.tags)
		jval_write_strings(writer, "tags", from->tags, from->n_tags);
	if (from->has.system_tags)
		jval_write_strings(writer, "system_tags", from->system_tags,
		    from->n_system_tags);
	if (from->default_output_destination != NULL)
		jval_write_string(writer, "default_output_destination",
		    from->default_output_destination);
	if (from->has.last_update)
		jval_write_time(writer, "last_update", from->last_update);
	if (from->has.hidden)
		jval_write_boolean(writer, "hidden", from->hidden);
	if (from->has.stats)
		projects_stats_write(writer, "stats", &from->stats);
	if (from->has.sub_projects) {
		jval_begin_array(writer, "sub_projects");
		for (i = 0; i < from->n_sub_projects; i++)
			projects_projects_get_all_response_single_sub_projects_write(writer, NULL, &from->sub_projects[i]);
		jval_end_array(writer);
	}
	if (from->has.own_datasets)
		jval_write_integer(writer, "own_datasets", from->own_datasets);
	if (from->has.own_tasks)
		jval_write_integer(writer, "own_tasks", from->own_tasks);
	if (from->has.own_models)
		jval_write_integer(writer, "own_models", from->own_models);
	if (from->has.dataset_stats)
		projects_projects_get_all_response_single_dataset_stats_write(
		    writer, "dataset_stats", &from->dataset_stats);
	jval_end_object(writer);
}

void
projects_get_all_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct projects_get_all_resp *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->has.projects) {
		jval_begin_array(writer, "projects");
		for (i = 0; i < from->n_projects; i++)
			projects_projects_get_all_response_single_write(writer,
			    NULL, &from->projects[i]);
		jval_end_array(writer);
	}
	if (from->scroll_id != NULL)
		jval_write_string(writer, "scroll_id", from->scroll_id);
	jval_end_object(writer);
}

void
projects_get_all_ex_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct projects_get_all_ex_resp *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->has.projects) {
		jval_begin_array(writer, "projects");
		for (i = 0; i < from->n_projects; i++)
			projects_projects_get_all_response_single_write(writer,
			    NULL, &from->projects[i]);
		jval_end_array(writer);
	}
	if (from->scroll_id != NULL)
		jval_write_string(writer, "scroll_id", from->scroll_id);
	jval_end_object(writer);
}

void
projects_project_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct projects_project *from = of;

	jval_begin_object(writer, name);
	if (from->id != NULL)
		jval_write_string(writer, "id", from->id);
	if (from->name != NULL)
		jval_write_string(writer, "name", from->name);
	if (from->basename != NULL)
		jval_write_string(writer, "basename", from->basename);
	if (from->description != NULL)
		jval_write_string(writer, "description", from->description);
	if (from->user != NULL)
		jval_write_string(writer, "user", from->user);
	if (from->company != NULL)
		jval_write_string(writer, "company", from->company);
	if (from->has.created)
		jval_write_time(writer, "created", from->created);
	if (from->has.tags)
		jval_write_strings(writer, "tags", from->tags, from->n_tags);
	if (from->has.system_tags)
		jval_write_strings(writer, "system_tags", from->system_tags,
		    from->n_system_tags);
	if (from->default_output_destination != NULL)
		jval_write_string(writer, "default_output_destination",
		    from->default_output_destination);
	if (from->has.last_update)
		jval_write_time(writer, "last_update", from->last_update);
	jval_end_object(writer);
}

void
projects_get_by_id_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct projects_get_by_id_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.project)
		projects_project_write(writer, "project", &from->project);
	jval_end_object(writer);
}

void
projects_update_resp_fields_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct projects_update_resp_fields *from = of;

	jval_begin_object(writer, name);
	if (from->name != NULL)
		jval_write_string(writer, "name", from->name);
	if (from->description != NULL)
		jval_write_string(writer, "description", from->description);
	if (from->has.tags)
		jval_write_strings(writer, "tags", from->tags, from->n_tags);
	if (from->has.system_tags)
		jval_write_strings(writer, "system_tags", from->system_tags,
		    from->n_system_tags);
	if (from->default_output_destination != NULL)
		jval_write_string(writer, "default_output_destination",
		    from->default_output_destination);
	if (from->has.last_update)
		jval_write_time(writer, "last_update", from->last_update);
	jval_end_object(writer);
}

void
projects_update_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct projects_update_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.updated)
		jval_write_integer(writer, "updated", from->updated);
	if (from->has.fields)
		projects_update_resp_fields_write(writer, "fields",
		    &from->fields);
	jval_end_object(writer);
}
