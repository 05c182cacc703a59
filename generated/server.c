/* Made from schema/server.conf by the generator; do not edit. */

#include "base/api_version.h"
#include "base/arena.h"
#include "json/jval.h"
#include "server.h"

bool
server_info_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct server_info_req *into = to;

	*into = (struct server_info_req){0};
	if (!jval_object(reader, value))
		return false;
	return jval_ok(reader);
}

void
server_info_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct server_info_resp *from = of;

	jval_begin_object(writer, name);
	if (from->version != NULL)
		jval_write_string(writer, "version", from->version);
	if (from->build != NULL)
		jval_write_string(writer, "build", from->build);
	if (from->uid != NULL)
		jval_write_string(writer, "uid", from->uid);
	if (from->api_version != NULL)
		jval_write_string(writer, "api_version", from->api_version);
	jval_end_object(writer);
}
