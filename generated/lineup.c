/* Made from schema/lineup.conf by the generator; do not edit. */

#include "base/api_version.h"
#include "base/arena.h"
#include "json/jval.h"
#include "lineup.h"

bool
lineup_find_task_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct lineup_find_task_req *into = to;
	struct jval field;

	*into = (struct lineup_find_task_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.task = jval_required(reader, value, "task", &field);
	if (into->has.task)
		into->task = jval_string(reader, &field);
	return jval_ok(reader);
}

bool
lineup_get_entries_req_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct lineup_get_entries_req *into = to;
	struct jval field;

	*into = (struct lineup_get_entries_req){
		.n = 100,
	};
	if (!jval_object(reader, value))
		return false;
	into->has.queue = jval_required(reader, value, "queue", &field);
	if (into->has.queue)
		into->queue = jval_string(reader, &field);
	into->has.from = jval_optional(reader, value, "from", &into->null.from,
	    &field);
	if (into->has.from) {
		into->from = jval_integer(reader, &field);
		jval_minimum(reader, &field, (double)into->from, 0);
	}
	into->has.n = jval_optional(reader, value, "n", &into->null.n, &field);
	if (into->has.n) {
		into->n = jval_integer(reader, &field);
		jval_minimum(reader, &field, (double)into->n, 1);
	}
	return jval_ok(reader);
}

void
lineup_holder_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct lineup_holder *from = of;

	jval_begin_object(writer, name);
	if (from->id != NULL)
		jval_write_string(writer, "id", from->id);
	if (from->name != NULL)
		jval_write_string(writer, "name", from->name);
	if (from->has.position)
		jval_write_integer(writer, "position", from->position);
	if (from->has.length)
		jval_write_integer(writer, "length", from->length);
	if (from->has.added)
		jval_write_time(writer, "added", from->added);
	jval_end_object(writer);
}

void
lineup_find_task_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct lineup_find_task_resp *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->has.queues) {
		jval_begin_array(writer, "queues");
		for (i = 0; i < from->n_queues; i++)
			lineup_holder_write(writer, NULL, &from->queues[i]);
		jval_end_array(writer);
	}
	jval_end_object(writer);
}

void
lineup_entry_write(struct jval_writer *writer, const char *name, const void *of)
{
	const struct lineup_entry *from = of;

	jval_begin_object(writer, name);
	if (from->task != NULL)
		jval_write_string(writer, "task", from->task);
	if (from->has.added)
		jval_write_time(writer, "added", from->added);
	if (from->name != NULL)
		jval_write_string(writer, "name", from->name);
	if (from->user != NULL)
		jval_write_string(writer, "user", from->user);
	jval_end_object(writer);
}

void
lineup_get_entries_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct lineup_get_entries_resp *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->has.length)
		jval_write_integer(writer, "length", from->length);
	if (from->has.entries) {
		jval_begin_array(writer, "entries");
		for (i = 0; i < from->n_entries; i++)
			lineup_entry_write(writer, NULL, &from->entries[i]);
		jval_end_array(writer);
	}
	jval_end_object(writer);
}
