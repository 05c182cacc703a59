/* Made from schema/models.conf by the generator; do not edit. */

#include "base/api_version.h"
#include "base/arena.h"
#include "json/jval.h"
#include "models.h"

bool
models_get_all_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct models_get_all_req *into = to;
	struct jval field;

	*into = (struct models_get_all_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.name = jval_optional(reader, value, "name", &into->null.name,
	    &field);
	if (into->has.name)
		into->name = jval_string(reader, &field);
	into->has.user = jval_optional(reader, value, "user", &into->null.user,
	    &field);
	if (into->has.user)
		into->user = jval_string_list(reader, &field, &into->n_user);
	into->has.ready = jval_optional(reader, value, "ready",
	    &into->null.ready, &field);
	if (into->has.ready)
		into->ready = jval_boolean(reader, &field);
	into->has.tags = jval_optional(reader, value, "tags", &into->null.tags,
	    &field);
	if (into->has.tags)
		into->tags = jval_string_list(reader, &field, &into->n_tags);
	into->has.system_tags = jval_optional(reader, value, "system_tags",
	    &into->null.system_tags, &field);
	if (into->has.system_tags)
		into->system_tags = jval_string_list(reader, &field,
		    &into->n_system_tags);
	into->has.only_fields = jval_optional(reader, value, "only_fields",
	    &into->null.only_fields, &field);
	if (into->has.only_fields)
		into->only_fields = jval_strings(reader, &field,
		    &into->n_only_fields);
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
	into->has.project = jval_optional(reader, value, "project",
	    &into->null.project, &field);
	if (into->has.project)
		into->project = jval_string_list(reader, &field,
		    &into->n_project);
	into->has.order_by = jval_optional(reader, value, "order_by",
	    &into->null.order_by, &field);
	if (into->has.order_by)
		into->order_by = jval_strings(reader, &field,
		    &into->n_order_by);
	into->has.task = jval_optional(reader, value, "task", &into->null.task,
	    &field);
	if (into->has.task)
		into->task = jval_string_list(reader, &field, &into->n_task);
	into->has.id = jval_optional(reader, value, "id", &into->null.id,
	    &field);
	if (into->has.id)
		into->id = jval_string_list(reader, &field, &into->n_id);
	into->has.search_text = jval_optional(reader, value, "search_text",
	    &into->null.search_text, &field);
	if (into->has.search_text)
		into->search_text = jval_string(reader, &field);
	into->has.framework = jval_optional(reader, value, "framework",
	    &into->null.framework, &field);
	if (into->has.framework)
		into->framework = jval_string_list(reader, &field,
		    &into->n_framework);
	into->has.uri = jval_optional(reader, value, "uri", &into->null.uri,
	    &field);
	if (into->has.uri)
		into->uri = jval_string_list(reader, &field, &into->n_uri);
	return jval_ok(reader);
}

void
models_get_all_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct models_get_all_resp *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->has.models) {
		jval_begin_array(writer, "models");
		for (i = 0; i < from->n_models; i++)
			jval_write_any(writer, NULL, &from->models[i]);
		jval_end_array(writer);
	}
	jval_end_object(writer);
}
