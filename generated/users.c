/* Made from schema/users.conf by the generator; do not edit. */

#include "base/api_version.h"
#include "base/arena.h"
#include "json/jval.h"
#include "users.h"

bool
users_get_all_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct users_get_all_req *into = to;
	struct jval field;

	*into = (struct users_get_all_req){0};
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
	into->has.order_by = jval_optional(reader, value, "order_by",
	    &into->null.order_by, &field);
	if (into->has.order_by)
		into->order_by = jval_strings(reader, &field,
		    &into->n_order_by);
	return jval_ok(reader);
}

bool
users_get_by_id_req_read(struct jval_reader *reader, const struct jval *value,
    void *to)
{
	struct users_get_by_id_req *into = to;
	struct jval field;

	*into = (struct users_get_by_id_req){0};
	if (!jval_object(reader, value))
		return false;
	into->has.user = jval_required(reader, value, "user", &field);
	if (into->has.user)
		into->user = jval_string(reader, &field);
	return jval_ok(reader);
}

static const struct jval_name users_get_current_user_req_names[] = {
	{.text = NULL},
};

bool
users_get_current_user_req_read(struct jval_reader *reader,
    const struct jval *value, void *to)
{
	struct users_get_current_user_req *into = to;

	*into = (struct users_get_current_user_req){0};
	if (!jval_object(reader, value))
		return false;
	jval_only(reader, value, users_get_current_user_req_names);
	return jval_ok(reader);
}

void
users_user_write(struct jval_writer *writer, const char *name, const void *of)
{
	const struct users_user *from = of;

	jval_begin_object(writer, name);
	if (from->id != NULL)
		jval_write_string(writer, "id", from->id);
	if (from->name != NULL)
		jval_write_string(writer, "name", from->name);
	if (from->given_name != NULL)
		jval_write_string(writer, "given_name", from->given_name);
	if (from->family_name != NULL)
		jval_write_string(writer, "family_name", from->family_name);
	if (from->avatar != NULL)
		jval_write_string(writer, "avatar", from->avatar);
	if (from->company != NULL)
		jval_write_string(writer, "company", from->company);
	if (from->role != NULL)
		jval_write_string(writer, "role", from->role);
	if (from->has.providers)
		jval_write_any(writer, "providers", &from->providers);
	if (from->has.created)
		jval_write_time(writer, "created", from->created);
	if (from->email != NULL)
		jval_write_string(writer, "email", from->email);
	jval_end_object(writer);
}

void
users_get_all_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct users_get_all_resp *from = of;
	size_t i;

	jval_begin_object(writer, name);
	if (from->has.users) {
		jval_begin_array(writer, "users");
		for (i = 0; i < from->n_users; i++)
			users_user_write(writer, NULL, &from->users[i]);
		jval_end_array(writer);
	}
	jval_end_object(writer);
}

void
users_get_by_id_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct users_get_by_id_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.user)
		users_user_write(writer, "user", &from->user);
	jval_end_object(writer);
}

void
users_get_current_user_response_user_object_company_write(
    struct jval_writer *writer, const char *name, const void *of)
{
	const struct users_get_current_user_response_user_object_company *from =
	    of;

	jval_begin_object(writer, name);
	if (from->id != NULL)
		jval_write_string(writer, "id", from->id);
	if (from->name != NULL)
		jval_write_string(writer, "name", from->name);
	jval_end_object(writer);
}

void
users_get_current_user_response_user_object_write(struct jval_writer *writer,
    const char *name, const void *of)
{
	const struct users_get_current_user_response_user_object *from = of;

	jval_begin_object(writer, name);
	if (from->id != NULL)
		jval_write_string(writer, "id", from->id);
	if (from->name != NULL)
		jval_write_string(writer, "name", from->name);
	if (from->given_name != NULL)
		jval_write_string(writer, "given_name", from->given_name);
	if (from->family_name != NULL)
		jval_write_string(writer, "family_name", from->family_name);
	if (from->role != NULL)
		jval_write_string(writer, "role", from->role);
	if (from->avatar != NULL)
		jval_write_string(writer, "avatar", from->avatar);
	if (from->has.company)
		users_get_current_user_response_user_object_company_write(
		    writer, "company", &from->company);
	if (from->has.preferences)
		jval_write_any(writer, "preferences", &from->preferences);
	if (from->has.created)
		jval_write_time(writer, "created", from->created);
	jval_end_object(writer);
}

void
users_get_current_user_resp_settings_write(struct jval_writer *writer,
    const char *name, const void *of)
{
	const struct users_get_current_user_resp_settings *from = of;

	jval_begin_object(writer, name);
	if (from->max_download_items != NULL)
		jval_write_string(writer, "max_download_items",
		    from->max_download_items);
	jval_end_object(writer);
}

void
users_get_current_user_resp_write(struct jval_writer *writer, const char *name,
    const void *of)
{
	const struct users_get_current_user_resp *from = of;

	jval_begin_object(writer, name);
	if (from->has.user)
		users_get_current_user_response_user_object_write(writer,
		    "user", &from->user);
	if (from->has.getting_started)
		jval_write_any(writer, "getting_started",
		    &from->getting_started);
	if (from->has.settings)
		users_get_current_user_resp_settings_write(writer, "settings",
		    &from->settings);
	jval_end_object(writer);
}
