/* Made from schema/debug.conf by the generator; do not edit. */

#include "base/api_version.h"
#include "base/arena.h"
#include "json/jval.h"
#include "debug.h"

bool
debug_ping_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct debug_ping_req *into = to;

	*into = (struct debug_ping_req){0};
	if (!jval_object(reader, value))
		return false;
	return jval_ok(reader);
}

void
debug_ping_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct debug_ping_resp *from = of;

	jval_begin_object(writer, name);
	if (from->msg != NULL)
		jval_write_string(writer, "msg", from->msg);
	jval_end_object(writer);
}
