/* Made from schema/constructs.conf by the generator; do not edit. */

#include "api_version.h"
#include "arena.h"
#include "jval.h"
#include "constructs.h"

bool
constructs_point_read(struct jval_reader *reader, const struct jval *value,
    struct constructs_point *into)
{
	struct jval field;

	*into = (struct constructs_point){0};
	into->y = 1.5;
	into->label = "none \"here\"";
	if (!jval_object(reader, value))
		return false;
	into->has.x = jval_required(reader, value, "x", &field);
	if (into->has.x) {
		into->x = jval_integer(reader, &field);
		jval_minimum(reader, &field, (double)into->x, -5);
	}
	into->has.y = jval_optional(reader, value, "y", &into->null.y, &field);
	if (into->has.y)
		into->y = jval_number(reader, &field);
	into->has.label = jval_optional(reader, value, "label",
	    &into->null.label, &field);
	if (into->has.label)
		into->label = jval_string(reader, &field);
	into->has.at = jval_optional(reader, value, "at", &into->null.at,
	    &field);
	if (into->has.at)
		into->at = jval_string(reader, &field);
	return jval_ok(reader);
}

bool
constructs_lists_req_read(struct jval_reader *reader, const struct jval *value,
    struct constructs_lists_req *into)
{
	struct jval_map map;
	struct jval item;
	struct jval field;
	size_t i;

	*into = (struct constructs_lists_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.texts = jval_optional(reader, value, "texts",
	    &into->null.texts, &field);
	if (into->has.texts)
		into->texts = jval_strings(reader, &field, false,
		    &into->n_texts);
	into->has.filter = jval_optional(reader, value, "filter",
	    &into->null.filter, &field);
	if (into->has.filter)
		into->filter = jval_string_list(reader, &field, true,
		    &into->n_filter);
	into->has.numbers = jval_optional(reader, value, "numbers",
	    &into->null.numbers, &field);
	if (into->has.numbers) {
		into->n_numbers = jval_array(reader, &field);
		into->numbers = arena_alloc_n(reader->arena, into->n_numbers,
		    sizeof(*into->numbers));
		for (i = 0; i < into->n_numbers; i++) {
			jval_item(&field, i, &item);
			into->numbers[i] = jval_number(reader, &item);
		}
	}
	into->has.integers = jval_optional(reader, value, "integers",
	    &into->null.integers, &field);
	if (into->has.integers) {
		into->n_integers = jval_array(reader, &field);
		into->integers = arena_alloc_n(reader->arena, into->n_integers,
		    sizeof(*into->integers));
		for (i = 0; i < into->n_integers; i++) {
			jval_item(&field, i, &item);
			into->integers[i] = jval_integer(reader, &item);
		}
	}
	into->has.flags = jval_optional(reader, value, "flags",
	    &into->null.flags, &field);
	if (into->has.flags) {
		into->n_flags = jval_array(reader, &field);
		into->flags = arena_alloc_n(reader->arena, into->n_flags,
		    sizeof(*into->flags));
		for (i = 0; i < into->n_flags; i++) {
			jval_item(&field, i, &item);
			into->flags[i] = jval_boolean(reader, &item);
		}
	}
	into->has.points = jval_optional(reader, value, "points",
	    &into->null.points, &field);
	if (into->has.points) {
		into->n_points = jval_array(reader, &field);
		into->points = arena_alloc_n(reader->arena, into->n_points,
		    sizeof(*into->points));
		for (i = 0; i < into->n_points; i++) {
			jval_item(&field, i, &item);
			constructs_point_read(reader, &item, &into->points[i]);
		}
	}
	into->has.things = jval_optional(reader, value, "things",
	    &into->null.things, &field);
	if (into->has.things) {
		into->n_things = jval_array(reader, &field);
		into->things = arena_alloc_n(reader->arena, into->n_things,
		    sizeof(*into->things));
		for (i = 0; i < into->n_things; i++) {
			jval_item(&field, i, &item);
			into->things[i] = jval_detached(&item);
		}
	}
	into->n_tagged = jval_map_prefixed(reader, value, "tag.", &map);
	into->tagged = arena_alloc_n(reader->arena, into->n_tagged,
	    sizeof(*into->tagged));
	for (i = 0; jval_map_next(&map, &item); i++) {
		into->tagged[i].name = item.name;
		into->tagged[i].values = jval_string_list(reader, &item, true,
		    &into->tagged[i].n_values);
	}
	return jval_ok(reader);
}

bool
constructs_maps_req_read(struct jval_reader *reader, const struct jval *value,
    struct constructs_maps_req *into)
{
	struct jval_map map;
	struct jval item;
	struct jval field;
	size_t i;

	*into = (struct constructs_maps_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.points = jval_optional(reader, value, "points",
	    &into->null.points, &field);
	if (into->has.points) {
		into->n_points = jval_map(reader, &field, &map);
		into->points = arena_alloc_n(reader->arena, into->n_points,
		    sizeof(*into->points));
		for (i = 0; jval_map_next(&map, &item); i++) {
			into->points[i].name = item.name;
			constructs_point_read(reader, &item,
			    &into->points[i].value);
		}
	}
	into->has.texts = jval_optional(reader, value, "texts",
	    &into->null.texts, &field);
	if (into->has.texts) {
		into->n_texts = jval_map(reader, &field, &map);
		into->texts = arena_alloc_n(reader->arena, into->n_texts,
		    sizeof(*into->texts));
		for (i = 0; jval_map_next(&map, &item); i++) {
			into->texts[i].name = item.name;
			into->texts[i].value = jval_string(reader, &item);
		}
	}
	into->has.integers = jval_optional(reader, value, "integers",
	    &into->null.integers, &field);
	if (into->has.integers) {
		into->n_integers = jval_map(reader, &field, &map);
		into->integers = arena_alloc_n(reader->arena, into->n_integers,
		    sizeof(*into->integers));
		for (i = 0; jval_map_next(&map, &item); i++) {
			into->integers[i].name = item.name;
			into->integers[i].value = jval_integer(reader, &item);
		}
	}
	return jval_ok(reader);
}

bool
constructs_nests_req_inline__deeper_read(struct jval_reader *reader,
    const struct jval *value, struct constructs_nests_req_inline__deeper *into)
{
	struct jval field;

	*into = (struct constructs_nests_req_inline__deeper){0};
	if (!jval_object(reader, value))
		return false;
	into->has.deepest = jval_optional(reader, value, "deepest",
	    &into->null.deepest, &field);
	if (into->has.deepest)
		into->deepest = jval_detached(&field);
	return jval_ok(reader);
}

bool
constructs_nests_req_inline__read(struct jval_reader *reader,
    const struct jval *value, struct constructs_nests_req_inline_ *into)
{
	struct jval field;

	*into = (struct constructs_nests_req_inline_){0};
	if (!jval_object(reader, value))
		return false;
	into->has.deeper = jval_optional(reader, value, "deeper",
	    &into->null.deeper, &field);
	if (into->has.deeper)
		constructs_nests_req_inline__deeper_read(reader, &field,
		    &into->deeper);
	return jval_ok(reader);
}

bool
constructs_nests_req_read(struct jval_reader *reader, const struct jval *value,
    struct constructs_nests_req *into)
{
	struct jval field;

	*into = (struct constructs_nests_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.here = jval_optional(reader, value, "here", &into->null.here,
	    &field);
	if (into->has.here)
		constructs_point_read(reader, &field, &into->here);
	into->has.inline_ = jval_optional(reader, value, "inline",
	    &into->null.inline_, &field);
	if (into->has.inline_)
		constructs_nests_req_inline__read(reader, &field,
		    &into->inline_);
	return jval_ok(reader);
}

bool
constructs_scalars_req_read(struct jval_reader *reader,
    const struct jval *value, struct constructs_scalars_req *into)
{
	struct jval field;

	*into = (struct constructs_scalars_req){0};
	into->any_ = true;
	if (!jval_object(reader, value))
		return false;
	into->has.int_ = jval_required(reader, value, "int", &field);
	if (into->has.int_)
		into->int_ = jval_integer(reader, &field);
	into->has.dotted_name = jval_optional(reader, value, "dotted.name",
	    &into->null.dotted_name, &field);
	if (into->has.dotted_name)
		into->dotted_name = jval_string(reader, &field);
	into->has.any_ = jval_optional(reader, value, "_any_", &into->null.any_,
	    &field);
	if (into->has.any_)
		into->any_ = jval_boolean(reader, &field);
	into->has.size = jval_optional(reader, value, "size", &into->null.size,
	    &field);
	if (into->has.size) {
		into->size = jval_number(reader, &field);
		jval_minimum(reader, &field, (double)into->size, 0);
	}
	into->has.later = jval_optional(reader, value, "later",
	    &into->null.later, &field);
	if (into->has.later)
		into->later = jval_string(reader, &field);
	return jval_ok(reader);
}

void
constructs_point_write(struct jval_writer *writer, const char *name,
    const struct constructs_point *from)
{
	jval_begin_object(writer, name);
	if (from->has.x)
		jval_write_integer(writer, "x", from->x);
	if (from->has.y)
		jval_write_number(writer, "y", from->y);
	if (from->has.label)
		jval_write_string(writer, "label", from->label);
	if (from->has.at)
		jval_write_string(writer, "at", from->at);
	jval_end_object(writer);
}

void
constructs_lists_resp_write(struct jval_writer *writer, const char *name,
    const struct constructs_lists_resp *from)
{
	size_t i;

	jval_begin_object(writer, name);
	if (from->has.texts) {
		jval_begin_array(writer, "texts");
		for (i = 0; i < from->n_texts; i++)
			jval_write_string(writer, NULL, from->texts[i]);
		jval_end_array(writer);
	}
	if (from->has.times) {
		jval_begin_array(writer, "times");
		for (i = 0; i < from->n_times; i++)
			jval_write_time(writer, NULL, from->times[i]);
		jval_end_array(writer);
	}
	if (from->has.points) {
		jval_begin_array(writer, "points");
		for (i = 0; i < from->n_points; i++)
			constructs_point_write(writer, NULL, &from->points[i]);
		jval_end_array(writer);
	}
	jval_end_object(writer);
}

void
constructs_maps_resp_write(struct jval_writer *writer, const char *name,
    const struct constructs_maps_resp *from)
{
	size_t i;

	jval_begin_object(writer, name);
	if (from->has.points && writer->version <= API_VERSION(1, 2)) {
		jval_begin_array(writer, "points");
		jval_end_array(writer);
	} else if (from->has.points) {
		jval_begin_object(writer, "points");
		for (i = 0; i < from->n_points; i++)
			constructs_point_write(writer, from->points[i].name,
			    &from->points[i].value);
		jval_end_object(writer);
	}
	if (from->has.numbers) {
		jval_begin_object(writer, "numbers");
		for (i = 0; i < from->n_numbers; i++)
			jval_write_number(writer, from->numbers[i].name,
			    from->numbers[i].value);
		jval_end_object(writer);
	}
	jval_end_object(writer);
}

void
constructs_nests_resp_write(struct jval_writer *writer, const char *name,
    const struct constructs_nests_resp *from)
{
	jval_begin_object(writer, name);
	if (from->has.here)
		constructs_point_write(writer, "here", &from->here);
	jval_end_object(writer);
}

void
constructs_scalars_resp_write(struct jval_writer *writer, const char *name,
    const struct constructs_scalars_resp *from)
{
	jval_begin_object(writer, name);
	if (from->has.int_)
		jval_write_integer(writer, "int", from->int_);
	if (from->has.number)
		jval_write_number(writer, "number", from->number);
	if (from->has.yes)
		jval_write_boolean(writer, "yes", from->yes);
	if (from->has.text)
		jval_write_string(writer, "text", from->text);
	if (from->has.at)
		jval_write_time(writer, "at", from->at);
	if (from->has.anything)
		jval_write_any(writer, "anything", &from->anything);
	jval_end_object(writer);
}
