/* Made from schema/auth.conf by the generator; do not edit. */

#include "base/api_version.h"
#include "base/arena.h"
#include "json/jval.h"
#include "auth.h"

bool
auth_fixed_users_mode_req_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct auth_fixed_users_mode_req *into = to;

	*into = (struct auth_fixed_users_mode_req){0};
	if (!jval_object(reader, value))
		return false;
	return jval_ok(reader);
}

bool
auth_login_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct auth_login_req *into = to;
	struct jval field;

	*into = (struct auth_login_req){
		.cookie = true,
	};
	if (!jval_object(reader, value))
		return false;
	into->has.expiration_sec = jval_optional(reader, value,
	    "expiration_sec", &into->null.expiration_sec, &field);
	if (into->has.expiration_sec)
		into->expiration_sec = jval_integer(reader, &field);
	into->has.cookie = jval_optional(reader, value, "cookie",
	    &into->null.cookie, &field);
	if (into->has.cookie)
		into->cookie = jval_boolean(reader, &field);
	return jval_ok(reader);
}

bool
auth_logout_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct auth_logout_req *into = to;

	*into = (struct auth_logout_req){0};
	if (!jval_object(reader, value))
		return false;
	return jval_ok(reader);
}

void
auth_fixed_users_mode_resp_guest_write(struct jval_writer *writer,
    const char *name, const void *of)
{
	const struct auth_fixed_users_mode_resp_guest *from = of;

	jval_begin_object(writer, name);
	if (from->has.enabled)
		jval_write_boolean(writer, "enabled", from->enabled);
	if (from->name != NULL)
		jval_write_string(writer, "name", from->name);
	if (from->username != NULL)
		jval_write_string(writer, "username", from->username);
	if (from->password != NULL)
		jval_write_string(writer, "password", from->password);
	jval_end_object(writer);
}

void
auth_fixed_users_mode_resp_server_errors_write(struct jval_writer *writer,
    const char *name, const void *of)
{
	const struct auth_fixed_users_mode_resp_server_errors *from = of;

	(void)from;
	jval_begin_object(writer, name);
	jval_end_object(writer);
}

void
auth_fixed_users_mode_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct auth_fixed_users_mode_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.enabled)
		jval_write_boolean(writer, "enabled", from->enabled);
	if (from->has.guest)
		auth_fixed_users_mode_resp_guest_write(writer, "guest",
		    &from->guest);
	if (from->has.server_errors)
		auth_fixed_users_mode_resp_server_errors_write(writer,
		    "server_errors", &from->server_errors);
	jval_end_object(writer);
}

void
auth_login_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct auth_login_resp *from = of;

	jval_begin_object(writer, name);
	if (from->token != NULL)
		jval_write_string(writer, "token", from->token);
	jval_end_object(writer);
}

void
auth_logout_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct auth_logout_resp *from = of;

	(void)from;
	jval_begin_object(writer, name);
	jval_end_object(writer);
}
