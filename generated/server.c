/* Made from schema/server.conf by the generator; do not edit. */

#include "base/api_version.h"
#include "base/arena.h"
#include "json/jval.h"
#include "server.h"

bool
server_info_req_read(struct jval_reader *reader, const struct jval *value,
    struct server_info_req *into)
{
	*into = (struct server_info_req){0};
	if (!jval_object(reader, value))
		return false;
	return jval_ok(reader);
}

void
server_info_resp_write(struct jval_writer *writer, const char *name,
    const struct server_info_resp *from)
{
	jval_begin_object(writer, name);
	if (from->has.version)
		jval_write_string(writer, "version", from->version);
	if (from->has.build)
		jval_write_string(writer, "build", from->build);
	if (from->has.uid)
		jval_write_string(writer, "uid", from->uid);
	if (from->has.api_version)
		jval_write_string(writer, "api_version", from->api_version);
	jval_end_object(writer);
}
