/* Made from schema/queues.conf by the generator; do not edit. */

#include "base/api_version.h"
#include "base/arena.h"
#include "json/jval.h"
#include "queues.h"

static const char *const queues_field_filter_op_texts[] = {
	[QUEUES_FIELD_FILTER_OP_UNKNOWN] = "unknown",
	[QUEUES_FIELD_FILTER_OP_AND] = "and",
	[QUEUES_FIELD_FILTER_OP_OR] = "or",
};

enum queues_field_filter_op
queues_field_filter_op_read(struct jval_reader *reader,
    const struct jval *value)
{
	return (enum queues_field_filter_op)jval_one_of(reader, value,
	    queues_field_filter_op_texts,
	    sizeof(queues_field_filter_op_texts) /
	    sizeof(*queues_field_filter_op_texts));
}

const char *
queues_field_filter_op_text(enum queues_field_filter_op value)
{
	return queues_field_filter_op_texts[value];
}

bool
queues_metadata_item_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct queues_metadata_item *into = to;
	struct jval field;

	*into = (struct queues_metadata_item){0};
	if (!jval_object(reader, value))
		return false;
	into->has.key = jval_required(reader, value, "key", &field);
	if (into->has.key)
		into->key = jval_string(reader, &field);
	into->has.type = jval_required(reader, value, "type", &field);
	if (into->has.type)
		into->type = jval_string(reader, &field);
	into->has.value = jval_required(reader, value, "value", &field);
	if (into->has.value)
		into->value = jval_string(reader, &field);
	return jval_ok(reader);
}

bool
queues_add_or_update_metadata_req_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct queues_add_or_update_metadata_req *into = to;
	struct jval field, item;
	size_t i;

	*into = (struct queues_add_or_update_metadata_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.queue = jval_required(reader, value, "queue", &field);
	if (into->has.queue)
		into->queue = jval_string(reader, &field);
	into->has.metadata = jval_required(reader, value, "metadata", &field);
	if (into->has.metadata) {
		into->n_metadata = jval_array(reader, &field);
		into->metadata = arena_alloc_n(reader->arena, into->n_metadata,
		    sizeof(*into->metadata));
		for (i = 0; i < into->n_metadata; i++) {
			jval_item(&field, i, &item);
			queues_metadata_item_read(reader, &item,
			    &into->metadata[i]);
		}
	}
	into->has.replace_metadata = jval_optional(reader, value,
	    "replace_metadata", &into->null.replace_metadata, &field);
	if (into->has.replace_metadata)
		into->replace_metadata = jval_boolean(reader, &field);
	return jval_ok(reader);
}

bool
queues_add_task_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct queues_add_task_req *into = to;
	struct jval field;

	*into = (struct queues_add_task_req){
		.update_execution_queue = true,
	};
	if (!jval_object(reader, value))
		return false;
	into->has.queue = jval_required(reader, value, "queue", &field);
	if (into->has.queue)
		into->queue = jval_string(reader, &field);
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	into->has.update_execution_queue = jval_optional(reader, value,
	    "update_execution_queue", &into->null.update_execution_queue,
	    &field);
	if (into->has.update_execution_queue)
		into->update_execution_queue = jval_boolean(reader, &field);
	return jval_ok(reader);
}

bool
queues_clear_queue_req_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct queues_clear_queue_req *into = to;
	struct jval field;

	*into = (struct queues_clear_queue_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.queue = jval_required(reader, value, "queue", &field);
	if (into->has.queue)
		into->queue = jval_string(reader, &field);
	return jval_ok(reader);
}

bool
queues_create_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct queues_create_req *into = to;
	struct jval field, item;
	struct jval_map map;
	size_t i;

	*into = (struct queues_create_req){0};
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
	into->has.metadata = jval_optional(reader, value, "metadata",
	    &into->null.metadata, &field);
	if (into->has.metadata) {
		into->n_metadata = jval_map(reader, &field, &map);
		into->metadata = arena_alloc_n(reader->arena, into->n_metadata,
		    sizeof(*into->metadata));
		for (i = 0; jval_map_next(&map, &item); i++) {
			into->metadata[i].name = item.name;
			queues_metadata_item_read(reader, &item,
			    &into->metadata[i].value);
		}
	}
	into->has.display_name = jval_optional(reader, value, "display_name",
	    &into->null.display_name, &field);
	if (into->has.display_name)
		into->display_name = jval_string(reader, &field);
	return jval_ok(reader);
}

bool
queues_delete_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct queues_delete_req *into = to;
	struct jval field;

	*into = (struct queues_delete_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.queue = jval_required(reader, value, "queue", &field);
	if (into->has.queue)
		into->queue = jval_string(reader, &field);
	into->has.force = jval_optional(reader, value, "force",
	    &into->null.force, &field);
	if (into->has.force)
		into->force = jval_boolean(reader, &field);
	return jval_ok(reader);
}

bool
queues_delete_metadata_req_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct queues_delete_metadata_req *into = to;
	struct jval field;

	*into = (struct queues_delete_metadata_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.queue = jval_required(reader, value, "queue", &field);
	if (into->has.queue)
		into->queue = jval_string(reader, &field);
	into->has.keys = jval_required(reader, value, "keys", &field);
	if (into->has.keys)
		into->keys = jval_strings(reader, &field, &into->n_keys);
	return jval_ok(reader);
}

bool
queues_field_filter_any_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct queues_field_filter_any *into = to;
	struct jval field;

	*into = (struct queues_field_filter_any){0};
	if (!jval_object(reader, value))
		return false;
	into->has.include = jval_optional(reader, value, "include",
	    &into->null.include, &field);
	if (into->has.include)
		into->include = jval_nullable_strings(reader, &field,
		    &into->n_include);
	into->has.exclude = jval_optional(reader, value, "exclude",
	    &into->null.exclude, &field);
	if (into->has.exclude)
		into->exclude = jval_nullable_strings(reader, &field,
		    &into->n_exclude);
	return jval_ok(reader);
}

bool
queues_field_filter_all_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct queues_field_filter_all *into = to;
	struct jval field;

	*into = (struct queues_field_filter_all){0};
	if (!jval_object(reader, value))
		return false;
	into->has.include = jval_optional(reader, value, "include",
	    &into->null.include, &field);
	if (into->has.include)
		into->include = jval_nullable_strings(reader, &field,
		    &into->n_include);
	into->has.exclude = jval_optional(reader, value, "exclude",
	    &into->null.exclude, &field);
	if (into->has.exclude)
		into->exclude = jval_nullable_strings(reader, &field,
		    &into->n_exclude);
	return jval_ok(reader);
}

bool
queues_field_filter_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct queues_field_filter *into = to;
	struct jval field;

	*into = (struct queues_field_filter){
		.op = QUEUES_FIELD_FILTER_OP_AND,
	};
	if (!jval_object(reader, value))
		return false;
	into->has.any = jval_optional(reader, value, "any", &into->null.any,
	    &field);
	if (into->has.any)
		queues_field_filter_any_read(reader, &field, &into->any);
	into->has.all = jval_optional(reader, value, "all", &into->null.all,
	    &field);
	if (into->has.all)
		queues_field_filter_all_read(reader, &field, &into->all);
	into->has.op = jval_optional(reader, value, "op", &into->null.op,
	    &field);
	if (into->has.op)
		into->op = queues_field_filter_op_read(reader, &field);
	return jval_ok(reader);
}

bool
queues_fields_pattern_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct queues_fields_pattern *into = to;
	struct jval field;

	*into = (struct queues_fields_pattern){0};
	if (!jval_object(reader, value))
		return false;
	into->has.fields = jval_required(reader, value, "fields", &field);
	if (into->has.fields)
		into->fields = jval_strings(reader, &field, &into->n_fields);
	into->has.pattern = jval_optional(reader, value, "pattern",
	    &into->null.pattern, &field);
	if (into->has.pattern)
		into->pattern = jval_string(reader, &field);
	into->has.datetime = jval_optional(reader, value, "datetime",
	    &into->null.datetime, &field);
	if (into->has.datetime)
		into->datetime = jval_string_list(reader, &field,
		    &into->n_datetime);
	return jval_ok(reader);
}

bool
queues_get_all_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct queues_get_all_req *into = to;
	struct jval field, item;
	struct jval_map map;
	size_t i;

	*into = (struct queues_get_all_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.name = jval_optional(reader, value, "name", &into->null.name,
	    &field);
	if (into->has.name)
		into->name = jval_string(reader, &field);
	into->has.id = jval_optional(reader, value, "id", &into->null.id,
	    &field);
	if (into->has.id)
		into->id = jval_string_list(reader, &field, &into->n_id);
	into->has.tags = jval_optional(reader, value, "tags", &into->null.tags,
	    &field);
	if (into->has.tags)
		into->tags = jval_string_list(reader, &field, &into->n_tags);
	into->has.system_tags = jval_optional(reader, value, "system_tags",
	    &into->null.system_tags, &field);
	if (into->has.system_tags)
		into->system_tags = jval_string_list(reader, &field,
		    &into->n_system_tags);
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
	into->has.search_text = jval_optional(reader, value, "search_text",
	    &into->null.search_text, &field);
	if (into->has.search_text)
		into->search_text = jval_string(reader, &field);
	into->has.only_fields = jval_optional(reader, value, "only_fields",
	    &into->null.only_fields, &field);
	if (into->has.only_fields)
		into->only_fields = jval_strings(reader, &field,
		    &into->n_only_fields);
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
	into->has.max_task_entries = jval_optional(reader, value,
	    "max_task_entries", &into->null.max_task_entries, &field);
	if (into->has.max_task_entries)
		into->max_task_entries = jval_integer(reader, &field);
	into->has.search_hidden = jval_optional(reader, value, "search_hidden",
	    &into->null.search_hidden, &field);
	if (into->has.search_hidden)
		into->search_hidden = jval_boolean(reader, &field);
	into->has.filters = jval_optional(reader, value, "filters",
	    &into->null.filters, &field);
	if (into->has.filters) {
		into->n_filters = jval_map(reader, &field, &map);
		into->filters = arena_alloc_n(reader->arena, into->n_filters,
		    sizeof(*into->filters));
		for (i = 0; jval_map_next(&map, &item); i++) {
			into->filters[i].name = item.name;
			queues_field_filter_read(reader, &item,
			    &into->filters[i].value);
		}
	}
	into->has.any = jval_optional(reader, value, "_any_", &into->null.any,
	    &field);
	if (into->has.any)
		queues_fields_pattern_read(reader, &field, &into->any);
	into->has.or = jval_optional(reader, value, "_or_", &into->null.or,
	    &field);
	if (into->has.or)
		queues_fields_pattern_read(reader, &field, &into->or);
	into->has.all = jval_optional(reader, value, "_all_", &into->null.all,
	    &field);
	if (into->has.all)
		queues_fields_pattern_read(reader, &field, &into->all);
	into->has.and = jval_optional(reader, value, "_and_", &into->null.and,
	    &field);
	if (into->has.and)
		queues_fields_pattern_read(reader, &field, &into->and);
	into->n_metadata = jval_map_prefixed(reader, value, "metadata.", &map);
	into->metadata = arena_alloc_n(reader->arena, into->n_metadata,
	    sizeof(*into->metadata));
	for (i = 0; jval_map_next(&map, &item); i++) {
		into->metadata[i].name = item.name;
		into->metadata[i].values = jval_string_list(reader, &item,
		    &into->metadata[i].n_values);
	}
	into->has.count_task_entries = jval_optional(reader, value,
	    "count_task_entries", &into->null.count_task_entries, &field);
	if (into->has.count_task_entries)
		into->count_task_entries = jval_boolean(reader, &field);
	return jval_ok(reader);
}

bool
queues_get_by_id_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct queues_get_by_id_req *into = to;
	struct jval field;

	*into = (struct queues_get_by_id_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.queue = jval_required(reader, value, "queue", &field);
	if (into->has.queue)
		into->queue = jval_string(reader, &field);
	into->has.max_task_entries = jval_optional(reader, value,
	    "max_task_entries", &into->null.max_task_entries, &field);
	if (into->has.max_task_entries)
		into->max_task_entries = jval_integer(reader, &field);
	return jval_ok(reader);
}

bool
queues_get_by_task_id_req_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct queues_get_by_task_id_req *into = to;
	struct jval field;

	*into = (struct queues_get_by_task_id_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	return jval_ok(reader);
}

static const struct jval_name queues_get_default_req_names[] = {
	{.text = NULL},
};

bool
queues_get_default_req_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct queues_get_default_req *into = to;

	*into = (struct queues_get_default_req){0};
	if (!jval_object(reader, value))
		return false;
	jval_only(reader, value, queues_get_default_req_names);
	return jval_ok(reader);
}

bool
queues_get_next_task_req_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct queues_get_next_task_req *into = to;
	struct jval field;

	*into = (struct queues_get_next_task_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.queue = jval_required(reader, value, "queue", &field);
	if (into->has.queue)
		into->queue = jval_string(reader, &field);
	into->has.get_task_info = jval_optional(reader, value, "get_task_info",
	    &into->null.get_task_info, &field);
	if (into->has.get_task_info)
		into->get_task_info = jval_boolean(reader, &field);
	into->has.task = jval_optional(reader, value, "task", &into->null.task,
	    &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	return jval_ok(reader);
}

bool
queues_get_num_entries_req_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct queues_get_num_entries_req *into = to;
	struct jval field;

	*into = (struct queues_get_num_entries_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.queue = jval_required(reader, value, "queue", &field);
	if (into->has.queue)
		into->queue = jval_string(reader, &field);
	return jval_ok(reader);
}

bool
queues_get_queue_metrics_req_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct queues_get_queue_metrics_req *into = to;
	struct jval field;

	*into = (struct queues_get_queue_metrics_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.from_date = jval_required(reader, value, "from_date", &field);
	if (into->has.from_date) {
		into->from_date = jval_number(reader, &field);
		jval_minimum(reader, &field, into->from_date, 0);
	}
	into->has.to_date = jval_required(reader, value, "to_date", &field);
	if (into->has.to_date) {
		into->to_date = jval_number(reader, &field);
		jval_minimum(reader, &field, into->to_date, 0);
	}
	into->has.interval = jval_required(reader, value, "interval", &field);
	if (into->has.interval) {
		into->interval = jval_integer(reader, &field);
		jval_minimum(reader, &field, (double)into->interval, 1);
	}
	into->has.queue_ids = jval_optional(reader, value, "queue_ids",
	    &into->null.queue_ids, &field);
	if (into->has.queue_ids)
		into->queue_ids = jval_strings(reader, &field,
		    &into->n_queue_ids);
	into->has.refresh = jval_optional(reader, value, "refresh",
	    &into->null.refresh, &field);
	if (into->has.refresh)
		into->refresh = jval_boolean(reader, &field);
	into->has.search_hidden = jval_optional(reader, value, "search_hidden",
	    &into->null.search_hidden, &field);
	if (into->has.search_hidden)
		into->search_hidden = jval_boolean(reader, &field);
	return jval_ok(reader);
}

bool
queues_move_task_backward_req_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct queues_move_task_backward_req *into = to;
	struct jval field;

	*into = (struct queues_move_task_backward_req){
		.count = 1,
	};
	if (!jval_object(reader, value))
		return false;
	into->has.queue = jval_required(reader, value, "queue", &field);
	if (into->has.queue)
		into->queue = jval_string(reader, &field);
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	into->has.count = jval_optional(reader, value, "count",
	    &into->null.count, &field);
	if (into->has.count)
		into->count = jval_integer(reader, &field);
	return jval_ok(reader);
}

bool
queues_move_task_forward_req_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct queues_move_task_forward_req *into = to;
	struct jval field;

	*into = (struct queues_move_task_forward_req){
		.count = 1,
	};
	if (!jval_object(reader, value))
		return false;
	into->has.queue = jval_required(reader, value, "queue", &field);
	if (into->has.queue)
		into->queue = jval_string(reader, &field);
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	into->has.count = jval_optional(reader, value, "count",
	    &into->null.count, &field);
	if (into->has.count)
		into->count = jval_integer(reader, &field);
	return jval_ok(reader);
}

bool
queues_move_task_to_back_req_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct queues_move_task_to_back_req *into = to;
	struct jval field;

	*into = (struct queues_move_task_to_back_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.queue = jval_required(reader, value, "queue", &field);
	if (into->has.queue)
		into->queue = jval_string(reader, &field);
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	return jval_ok(reader);
}

bool
queues_move_task_to_front_req_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct queues_move_task_to_front_req *into = to;
	struct jval field;

	*into = (struct queues_move_task_to_front_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.queue = jval_required(reader, value, "queue", &field);
	if (into->has.queue)
		into->queue = jval_string(reader, &field);
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	return jval_ok(reader);
}

bool
queues_move_task_to_queue_req_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct queues_move_task_to_queue_req *into = to;
	struct jval field;

	*into = (struct queues_move_task_to_queue_req){
		.update_execution_queue = true,
	};
	if (!jval_object(reader, value))
		return false;
	into->has.queue = jval_required(reader, value, "queue", &field);
	if (into->has.queue)
		into->queue = jval_string(reader, &field);
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	into->has.target_queue = jval_required(reader, value, "target_queue",
	    &field);
	if (into->has.target_queue)
		into->target_queue = jval_string(reader, &field);
	into->has.update_execution_queue = jval_optional(reader, value,
	    "update_execution_queue", &into->null.update_execution_queue,
	    &field);
	if (into->has.update_execution_queue)
		into->update_execution_queue = jval_boolean(reader, &field);
	return jval_ok(reader);
}

bool
queues_peek_task_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct queues_peek_task_req *into = to;
	struct jval field;

	*into = (struct queues_peek_task_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.queue = jval_required(reader, value, "queue", &field);
	if (into->has.queue)
		into->queue = jval_string(reader, &field);
	return jval_ok(reader);
}

bool
queues_remove_task_req_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct queues_remove_task_req *into = to;
	struct jval field;

	*into = (struct queues_remove_task_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.queue = jval_required(reader, value, "queue", &field);
	if (into->has.queue)
		into->queue = jval_string(reader, &field);
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	into->has.update_task_status = jval_optional(reader, value,
	    "update_task_status", &into->null.update_task_status, &field);
	if (into->has.update_task_status)
		into->update_task_status = jval_boolean(reader, &field);
	return jval_ok(reader);
}

bool
queues_update_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct queues_update_req *into = to;
	struct jval field, item;
	struct jval_map map;
	size_t i;

	*into = (struct queues_update_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.queue = jval_required(reader, value, "queue", &field);
	if (into->has.queue)
		into->queue = jval_string(reader, &field);
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
	into->has.metadata = jval_optional(reader, value, "metadata",
	    &into->null.metadata, &field);
	if (into->has.metadata) {
		into->n_metadata = jval_map(reader, &field, &map);
		into->metadata = arena_alloc_n(reader->arena, into->n_metadata,
		    sizeof(*into->metadata));
		for (i = 0; jval_map_next(&map, &item); i++) {
			into->metadata[i].name = item.name;
			queues_metadata_item_read(reader, &item,
			    &into->metadata[i].value);
		}
	}
	into->has.display_name = jval_optional(reader, value, "display_name",
	    &into->null.display_name, &field);
	if (into->has.display_name)
		into->display_name = jval_string(reader, &field);
	return jval_ok(reader);
}

void
queues_metadata_item_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct queues_metadata_item *from = of;

	jval_begin_object(writer, name);
	if (from->key != NULL)
		jval_write_string(writer, "key", from->key);
	if (from->type != NULL)
		jval_write_string(writer, "type", from->type);
	if (from->value != NULL)
		jval_write_string(writer, "value", from->value);
	jval_end_object(writer);
}

void
queues_add_or_update_metadata_resp_write(struct jval_writer *writer,
    const char *name, const void *of)
{
	const struct queues_add_or_update_metadata_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.updated)
		jval_write_integer(writer, "updated", from->updated);
	jval_end_object(writer);
}

void
queues_add_task_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct queues_add_task_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.added)
		jval_write_integer(writer, "added", from->added);
	jval_end_object(writer);
}

void
queues_clear_queue_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct queues_clear_queue_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.removed_tasks)
		jval_write_strings(writer, "removed_tasks", from->removed_tasks,
		    from->n_removed_tasks);
	jval_end_object(writer);
}

void
queues_create_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct queues_create_resp *from = of;

	jval_begin_object(writer, name);
	if (from->id != NULL)
		jval_write_string(writer, "id", from->id);
	jval_end_object(writer);
}

void
queues_delete_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct queues_delete_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.deleted)
		jval_write_integer(writer, "deleted", from->deleted);
	jval_end_object(writer);
}

void
queues_delete_metadata_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct queues_delete_metadata_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.updated)
		jval_write_integer(writer, "updated", from->updated);
	jval_end_object(writer);
}

void
queues_entry_write(struct jval_writer *writer, const char *name, const void *of)
{
	const struct queues_entry *from = of;

	jval_begin_object(writer, name);
	if (from->task != NULL)
		jval_write_string(writer, "task", from->task);
	if (from->has.added)
		jval_write_time(writer, "added", from->added);
	jval_end_object(writer);
}

void
queues_queue_resources_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct queues_queue_resources *from = of;

	jval_begin_object(writer, name);
	if (from->has.cpu_usage)
		jval_write_number(writer, "cpu_usage", from->cpu_usage);
	if (from->has.gpu_usage)
		jval_write_number(writer, "gpu_usage", from->gpu_usage);
	jval_end_object(writer);
}

void
queues_queue_write(struct jval_writer *writer, const char *name, const void *of)
{
	const struct queues_queue *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->id != NULL)
		jval_write_string(writer, "id", from->id);
	if (from->name != NULL)
		jval_write_string(writer, "name", from->name);
	if (from->display_name != NULL)
		jval_write_string(writer, "display_name", from->display_name);
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
	if (from->has.entries) {
		jval_begin_array(writer, "entries");
		for (i = 0; i < from->n_entries; i++)
			queues_entry_write(writer, NULL, &from->entries[i]);
		jval_end_array(writer);
	}
	if (from->has.last_update)
		jval_write_time(writer, "last_update", from->last_update);
	if (from->has.metadata && writer->version <= API_VERSION(2, 16)) {
		jval_begin_array(writer, "metadata");
		jval_end_array(writer);
	} else if (from->has.metadata) {
		jval_begin_object(writer, "metadata");
		for (i = 0; i < from->n_metadata; i++)
			queues_metadata_item_write(writer,
			    from->metadata[i].name, &from->metadata[i].value);
		jval_end_object(writer);
	}
	if (from->has.resources)
		queues_queue_resources_write(writer, "resources",
		    &from->resources);
	jval_end_object(writer);
}

void
queues_get_all_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct queues_get_all_resp *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->has.queues) {
		jval_begin_array(writer, "queues");
		for (i = 0; i < from->n_queues; i++)
			queues_queue_write(writer, NULL, &from->queues[i]);
		jval_end_array(writer);
	}
	if (from->scroll_id != NULL)
		jval_write_string(writer, "scroll_id", from->scroll_id);
	jval_end_object(writer);
}

void
queues_queue_ex_company_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct queues_queue_ex_company *from = of;

	jval_begin_object(writer, name);
	if (from->id != NULL)
		jval_write_string(writer, "id", from->id);
	jval_end_object(writer);
}

void
queues_named_write(struct jval_writer *writer, const char *name, const void *of)
{
	const struct queues_named *from = of;

	jval_begin_object(writer, name);
	if (from->id != NULL)
		jval_write_string(writer, "id", from->id);
	if (from->name != NULL)
		jval_write_string(writer, "name", from->name);
	jval_end_object(writer);
}

void
queues_entry_ex_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct queues_entry_ex *from = of;

	jval_begin_object(writer, name);
	if (from->has.added)
		jval_write_time(writer, "added", from->added);
	if (from->has.task)
		queues_named_write(writer, "task", &from->task);
	jval_end_object(writer);
}

void
queues_queue_ex_resources_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct queues_queue_ex_resources *from = of;

	jval_begin_object(writer, name);
	if (from->has.cpu_usage)
		jval_write_number(writer, "cpu_usage", from->cpu_usage);
	if (from->has.gpu_usage)
		jval_write_number(writer, "gpu_usage", from->gpu_usage);
	jval_end_object(writer);
}

void
queues_worker_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct queues_worker *from = of;

	jval_begin_object(writer, name);
	if (from->ip != NULL)
		jval_write_string(writer, "ip", from->ip);
	if (from->key != NULL)
		jval_write_string(writer, "key", from->key);
	if (from->name != NULL)
		jval_write_string(writer, "name", from->name);
	if (from->null.task)
		jval_write_null(writer, "task");
	else if (from->has.task)
		queues_named_write(writer, "task", &from->task);
	jval_end_object(writer);
}

void
queues_queue_ex_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct queues_queue_ex *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->has.company)
		queues_queue_ex_company_write(writer, "company",
		    &from->company);
	if (from->has.created)
		jval_write_time(writer, "created", from->created);
	if (from->display_name != NULL)
		jval_write_string(writer, "display_name", from->display_name);
	if (from->has.entries) {
		jval_begin_array(writer, "entries");
		for (i = 0; i < from->n_entries; i++)
			queues_entry_ex_write(writer, NULL, &from->entries[i]);
		jval_end_array(writer);
	}
	if (from->has.entries_count)
		jval_write_integer(writer, "entries_count",
		    from->entries_count);
	if (from->id != NULL)
		jval_write_string(writer, "id", from->id);
	if (from->has.last_update)
		jval_write_time(writer, "last_update", from->last_update);
	if (from->has.metadata && writer->version <= API_VERSION(2, 16)) {
		jval_begin_array(writer, "metadata");
		jval_end_array(writer);
	} else if (from->has.metadata) {
		jval_begin_object(writer, "metadata");
		for (i = 0; i < from->n_metadata; i++)
			queues_metadata_item_write(writer,
			    from->metadata[i].name, &from->metadata[i].value);
		jval_end_object(writer);
	}
	if (from->name != NULL)
		jval_write_string(writer, "name", from->name);
	if (from->has.resources)
		queues_queue_ex_resources_write(writer, "resources",
		    &from->resources);
	if (from->has.system_tags)
		jval_write_strings(writer, "system_tags", from->system_tags,
		    from->n_system_tags);
	if (from->has.tags)
		jval_write_strings(writer, "tags", from->tags, from->n_tags);
	if (from->user != NULL)
		jval_write_string(writer, "user", from->user);
	if (from->has.workers) {
		jval_begin_array(writer, "workers");
		for (i = 0; i < from->n_workers; i++)
			queues_worker_write(writer, NULL, &from->workers[i]);
		jval_end_array(writer);
	}
	jval_end_object(writer);
}

void
queues_get_all_ex_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct queues_get_all_ex_resp *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->has.queues) {
		jval_begin_array(writer, "queues");
		for (i = 0; i < from->n_queues; i++)
			queues_queue_ex_write(writer, NULL, &from->queues[i]);
		jval_end_array(writer);
	}
	if (from->scroll_id != NULL)
		jval_write_string(writer, "scroll_id", from->scroll_id);
	jval_end_object(writer);
}

void
queues_get_by_id_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct queues_get_by_id_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.queue)
		queues_queue_write(writer, "queue", &from->queue);
	jval_end_object(writer);
}

void
queues_get_by_task_id_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct queues_get_by_task_id_resp *from = of;

	jval_begin_object(writer, name);
	if (from->id != NULL)
		jval_write_string(writer, "id", from->id);
	if (from->name != NULL)
		jval_write_string(writer, "name", from->name);
	if (from->display_name != NULL)
		jval_write_string(writer, "display_name", from->display_name);
	jval_end_object(writer);
}

void
queues_get_default_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct queues_get_default_resp *from = of;

	jval_begin_object(writer, name);
	if (from->id != NULL)
		jval_write_string(writer, "id", from->id);
	if (from->name != NULL)
		jval_write_string(writer, "name", from->name);
	jval_end_object(writer);
}

void
queues_get_next_task_resp_task_info_write(struct jval_writer *writer,
    const char *name, const void *of)
{
	const struct queues_get_next_task_resp_task_info *from = of;

	jval_begin_object(writer, name);
	if (from->company != NULL)
		jval_write_string(writer, "company", from->company);
	if (from->user != NULL)
		jval_write_string(writer, "user", from->user);
	jval_end_object(writer);
}

void
queues_get_next_task_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct queues_get_next_task_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.entry)
		queues_entry_write(writer, "entry", &from->entry);
	if (from->has.task_info)
		queues_get_next_task_resp_task_info_write(writer, "task_info",
		    &from->task_info);
	jval_end_object(writer);
}

void
queues_get_num_entries_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct queues_get_num_entries_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.num)
		jval_write_integer(writer, "num", from->num);
	jval_end_object(writer);
}

void
queues_queue_metrics_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct queues_queue_metrics *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->has.avg_waiting_times) {
		jval_begin_array(writer, "avg_waiting_times");
		for (i = 0; i < from->n_avg_waiting_times; i++)
			jval_write_number(writer, NULL,
			    from->avg_waiting_times[i]);
		jval_end_array(writer);
	}
	if (from->has.dates) {
		jval_begin_array(writer, "dates");
		for (i = 0; i < from->n_dates; i++)
			jval_write_integer(writer, NULL, from->dates[i]);
		jval_end_array(writer);
	}
	if (from->queue != NULL)
		jval_write_string(writer, "queue", from->queue);
	if (from->has.queue_lengths) {
		jval_begin_array(writer, "queue_lengths");
		for (i = 0; i < from->n_queue_lengths; i++)
			jval_write_integer(writer, NULL,
			    from->queue_lengths[i]);
		jval_end_array(writer);
	}
	jval_end_object(writer);
}

void
queues_get_queue_metrics_resp_write(struct jval_writer *writer,
    const char *name, const void *of)
{
	const struct queues_get_queue_metrics_resp *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->has.queues) {
		jval_begin_array(writer, "queues");
		for (i = 0; i < from->n_queues; i++)
			queues_queue_metrics_write(writer, NULL,
			    &from->queues[i]);
		jval_end_array(writer);
	}
	jval_end_object(writer);
}

void
queues_move_task_backward_resp_write(struct jval_writer *writer,
    const char *name, const void *of)
{
	const struct queues_move_task_backward_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.position)
		jval_write_integer(writer, "position", from->position);
	jval_end_object(writer);
}

void
queues_move_task_forward_resp_write(struct jval_writer *writer,
    const char *name, const void *of)
{
	const struct queues_move_task_forward_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.position)
		jval_write_integer(writer, "position", from->position);
	jval_end_object(writer);
}

void
queues_move_task_to_back_resp_write(struct jval_writer *writer,
    const char *name, const void *of)
{
	const struct queues_move_task_to_back_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.position)
		jval_write_integer(writer, "position", from->position);
	jval_end_object(writer);
}

void
queues_move_task_to_front_resp_write(struct jval_writer *writer,
    const char *name, const void *of)
{
	const struct queues_move_task_to_front_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.position)
		jval_write_integer(writer, "position", from->position);
	jval_end_object(writer);
}

void
queues_move_task_to_queue_resp_write(struct jval_writer *writer,
    const char *name, const void *of)
{
	const struct queues_move_task_to_queue_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.moved)
		jval_write_integer(writer, "moved", from->moved);
	jval_end_object(writer);
}

void
queues_peek_task_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct queues_peek_task_resp *from = of;

	jval_begin_object(writer, name);
	if (from->null.task)
		jval_write_null(writer, "task");
	else if (from->task != NULL)
		jval_write_string(writer, "task", from->task);
	jval_end_object(writer);
}

void
queues_remove_task_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct queues_remove_task_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.removed)
		jval_write_integer(writer, "removed", from->removed);
	jval_end_object(writer);
}

void
queues_update_resp_fields_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct queues_update_resp_fields *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->name != NULL)
		jval_write_string(writer, "name", from->name);
	if (from->display_name != NULL)
		jval_write_string(writer, "display_name", from->display_name);
	if (from->has.tags)
		jval_write_strings(writer, "tags", from->tags, from->n_tags);
	if (from->has.system_tags)
		jval_write_strings(writer, "system_tags", from->system_tags,
		    from->n_system_tags);
	if (from->has.metadata && writer->version <= API_VERSION(2, 16)) {
		jval_begin_array(writer, "metadata");
		jval_end_array(writer);
	} else if (from->has.metadata) {
		jval_begin_object(writer, "metadata");
		for (i = 0; i < from->n_metadata; i++)
			queues_metadata_item_write(writer,
			    from->metadata[i].name, &from->metadata[i].value);
		jval_end_object(writer);
	}
	jval_end_object(writer);
}

void
queues_update_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct queues_update_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.fields)
		queues_update_resp_fields_write(writer, "fields",
		    &from->fields);
	if (from->has.updated)
		jval_write_integer(writer, "updated", from->updated);
	jval_end_object(writer);
}
