/* Made from the schema by the generator; do not edit. */

#include "base/api_version.h"
#include "auth.h"
#include "debug.h"
#include "queues.h"
#include "server.h"
#include "endpoints.h"

static const struct call_result *
handle_auth_fixed_users_mode(struct call *call, const void *request,
    void *response)
{
	return auth_fixed_users_mode(call, request, response);
}

static const struct call_result *
handle_auth_login(struct call *call, const void *request, void *response)
{
	return auth_login(call, request, response);
}

static const struct call_result *
handle_auth_logout(struct call *call, const void *request, void *response)
{
	return auth_logout(call, request, response);
}

static const struct call_result *
handle_debug_ping(struct call *call, const void *request, void *response)
{
	return debug_ping(call, request, response);
}

static const struct call_result *
handle_queues_add_or_update_metadata(struct call *call, const void *request,
    void *response)
{
	return queues_add_or_update_metadata(call, request, response);
}

static const struct call_result *
handle_queues_add_task(struct call *call, const void *request, void *response)
{
	return queues_add_task(call, request, response);
}

static const struct call_result *
handle_queues_clear_queue(struct call *call, const void *request,
    void *response)
{
	return queues_clear_queue(call, request, response);
}

static const struct call_result *
handle_queues_create(struct call *call, const void *request, void *response)
{
	return queues_create(call, request, response);
}

static const struct call_result *
handle_queues_delete(struct call *call, const void *request, void *response)
{
	return queues_delete(call, request, response);
}

static const struct call_result *
handle_queues_delete_metadata(struct call *call, const void *request,
    void *response)
{
	return queues_delete_metadata(call, request, response);
}

static const struct call_result *
handle_queues_get_all(struct call *call, const void *request, void *response)
{
	return queues_get_all(call, request, response);
}

static const struct call_result *
handle_queues_get_all_ex(struct call *call, const void *request, void *response)
{
	return queues_get_all_ex(call, request, response);
}

static const struct call_result *
handle_queues_get_by_id(struct call *call, const void *request, void *response)
{
	return queues_get_by_id(call, request, response);
}

static const struct call_result *
handle_queues_get_by_task_id(struct call *call, const void *request,
    void *response)
{
	return queues_get_by_task_id(call, request, response);
}

static const struct call_result *
handle_queues_get_default(struct call *call, const void *request,
    void *response)
{
	return queues_get_default(call, request, response);
}

static const struct call_result *
handle_queues_get_next_task(struct call *call, const void *request,
    void *response)
{
	return queues_get_next_task(call, request, response);
}

static const struct call_result *
handle_queues_get_num_entries(struct call *call, const void *request,
    void *response)
{
	return queues_get_num_entries(call, request, response);
}

static const struct call_result *
handle_queues_get_queue_metrics(struct call *call, const void *request,
    void *response)
{
	return queues_get_queue_metrics(call, request, response);
}

static const struct call_result *
handle_queues_move_task_backward(struct call *call, const void *request,
    void *response)
{
	return queues_move_task_backward(call, request, response);
}

static const struct call_result *
handle_queues_move_task_forward(struct call *call, const void *request,
    void *response)
{
	return queues_move_task_forward(call, request, response);
}

static const struct call_result *
handle_queues_move_task_to_back(struct call *call, const void *request,
    void *response)
{
	return queues_move_task_to_back(call, request, response);
}

static const struct call_result *
handle_queues_move_task_to_front(struct call *call, const void *request,
    void *response)
{
	return queues_move_task_to_front(call, request, response);
}

static const struct call_result *
handle_queues_move_task_to_queue(struct call *call, const void *request,
    void *response)
{
	return queues_move_task_to_queue(call, request, response);
}

static const struct call_result *
handle_queues_peek_task(struct call *call, const void *request, void *response)
{
	return queues_peek_task(call, request, response);
}

static const struct call_result *
handle_queues_remove_task(struct call *call, const void *request,
    void *response)
{
	return queues_remove_task(call, request, response);
}

static const struct call_result *
handle_queues_update(struct call *call, const void *request, void *response)
{
	return queues_update(call, request, response);
}

static const struct call_result *
handle_server_info(struct call *call, const void *request, void *response)
{
	return server_info(call, request, response);
}

static const struct endpoint rows[] = {
	{
		.name = "auth.fixed_users_mode", /* 2.1 */
		.min_version = API_VERSION(1, 0),
		.authorize = ENDPOINT_AUTH_NONE,
		.request_size = sizeof(struct auth_fixed_users_mode_req),
		.response_size = sizeof(struct auth_fixed_users_mode_resp),
		.parse = auth_fixed_users_mode_req_read,
		.handle = handle_auth_fixed_users_mode,
		.write = auth_fixed_users_mode_resp_write,
	},
	{
		.name = "auth.login", /* 2.1 */
		.min_version = API_VERSION(1, 0),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct auth_login_req),
		.response_size = sizeof(struct auth_login_resp),
		.parse = auth_login_req_read,
		.handle = handle_auth_login,
		.write = auth_login_resp_write,
	},
	{
		.name = "auth.logout", /* 2.2 */
		.min_version = API_VERSION(2, 2),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct auth_logout_req),
		.response_size = sizeof(struct auth_logout_resp),
		.parse = auth_logout_req_read,
		.handle = handle_auth_logout,
		.write = auth_logout_resp_write,
	},
	{
		.name = "debug.ping", /* 2.1 */
		.min_version = API_VERSION(1, 0),
		.authorize = ENDPOINT_AUTH_NONE,
		.request_size = sizeof(struct debug_ping_req),
		.response_size = sizeof(struct debug_ping_resp),
		.parse = debug_ping_req_read,
		.handle = handle_debug_ping,
		.write = debug_ping_resp_write,
	},
	{
		.name = "queues.add_or_update_metadata", /* 2.13 */
		.min_version = API_VERSION(2, 13),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size =
		    sizeof(struct queues_add_or_update_metadata_req),
		.response_size =
		    sizeof(struct queues_add_or_update_metadata_resp),
		.parse = queues_add_or_update_metadata_req_read,
		.handle = handle_queues_add_or_update_metadata,
		.write = queues_add_or_update_metadata_resp_write,
	},
	{
		.name = "queues.add_task", /* 2.4, 2.31 */
		.min_version = API_VERSION(2, 4),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct queues_add_task_req),
		.response_size = sizeof(struct queues_add_task_resp),
		.parse = queues_add_task_req_read,
		.handle = handle_queues_add_task,
		.write = queues_add_task_resp_write,
	},
	{
		.name = "queues.clear_queue", /* 2.31 */
		.min_version = API_VERSION(1, 0),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct queues_clear_queue_req),
		.response_size = sizeof(struct queues_clear_queue_resp),
		.parse = queues_clear_queue_req_read,
		.handle = handle_queues_clear_queue,
		.write = queues_clear_queue_resp_write,
	},
	{
		.name = "queues.create", /* 2.4, 2.13, 2.31 */
		.min_version = API_VERSION(2, 4),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct queues_create_req),
		.response_size = sizeof(struct queues_create_resp),
		.parse = queues_create_req_read,
		.handle = handle_queues_create,
		.write = queues_create_resp_write,
	},
	{
		.name = "queues.delete", /* 2.4 */
		.min_version = API_VERSION(2, 4),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct queues_delete_req),
		.response_size = sizeof(struct queues_delete_resp),
		.parse = queues_delete_req_read,
		.handle = handle_queues_delete,
		.write = queues_delete_resp_write,
	},
	{
		.name = "queues.delete_metadata", /* 2.13 */
		.min_version = API_VERSION(2, 13),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct queues_delete_metadata_req),
		.response_size = sizeof(struct queues_delete_metadata_resp),
		.parse = queues_delete_metadata_req_read,
		.handle = handle_queues_delete_metadata,
		.write = queues_delete_metadata_resp_write,
	},
	{
		.name = "queues.get_all", /* 2.4, 2.15, 2.20, 2.21 */
		.min_version = API_VERSION(2, 4),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct queues_get_all_req),
		.response_size = sizeof(struct queues_get_all_resp),
		.parse = queues_get_all_req_read,
		.handle = handle_queues_get_all,
		.write = queues_get_all_resp_write,
	},
	{
		.name = "queues.get_all_ex", /* 2.4, 2.15, 2.20, 2.21, 2.27 */
		.min_version = API_VERSION(2, 4),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct queues_get_all_req),
		.response_size = sizeof(struct queues_get_all_ex_resp),
		.parse = queues_get_all_req_read,
		.handle = handle_queues_get_all_ex,
		.write = queues_get_all_ex_resp_write,
	},
	{
		.name = "queues.get_by_id", /* 2.4, 2.20 */
		.min_version = API_VERSION(2, 4),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct queues_get_by_id_req),
		.response_size = sizeof(struct queues_get_by_id_resp),
		.parse = queues_get_by_id_req_read,
		.handle = handle_queues_get_by_id,
		.write = queues_get_by_id_resp_write,
	},
	{
		.name = "queues.get_by_task_id", /* 2.31 */
		.min_version = API_VERSION(1, 0),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct queues_get_by_task_id_req),
		.response_size = sizeof(struct queues_get_by_task_id_resp),
		.parse = queues_get_by_task_id_req_read,
		.handle = handle_queues_get_by_task_id,
		.write = queues_get_by_task_id_resp_write,
	},
	{
		.name = "queues.get_default", /* 2.4 */
		.min_version = API_VERSION(2, 4),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct queues_get_default_req),
		.response_size = sizeof(struct queues_get_default_resp),
		.parse = queues_get_default_req_read,
		.handle = handle_queues_get_default,
		.write = queues_get_default_resp_write,
	},
	{
		.name = "queues.get_next_task", /* 2.4, 2.14, 2.21 */
		.min_version = API_VERSION(1, 0),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct queues_get_next_task_req),
		.response_size = sizeof(struct queues_get_next_task_resp),
		.parse = queues_get_next_task_req_read,
		.handle = handle_queues_get_next_task,
		.write = queues_get_next_task_resp_write,
	},
	{
		.name = "queues.get_num_entries", /* 2.15 */
		.min_version = API_VERSION(2, 15),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct queues_get_num_entries_req),
		.response_size = sizeof(struct queues_get_num_entries_resp),
		.parse = queues_get_num_entries_req_read,
		.handle = handle_queues_get_num_entries,
		.write = queues_get_num_entries_resp_write,
	},
	{
		.name = "queues.get_queue_metrics", /* 2.4, 2.20 */
		.min_version = API_VERSION(2, 4),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct queues_get_queue_metrics_req),
		.response_size = sizeof(struct queues_get_queue_metrics_resp),
		.parse = queues_get_queue_metrics_req_read,
		.handle = handle_queues_get_queue_metrics,
		.write = queues_get_queue_metrics_resp_write,
	},
	{
		.name = "queues.move_task_backward", /* 2.4 */
		.min_version = API_VERSION(2, 4),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct queues_move_task_backward_req),
		.response_size = sizeof(struct queues_move_task_backward_resp),
		.parse = queues_move_task_backward_req_read,
		.handle = handle_queues_move_task_backward,
		.write = queues_move_task_backward_resp_write,
	},
	{
		.name = "queues.move_task_forward", /* 2.4 */
		.min_version = API_VERSION(2, 4),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct queues_move_task_forward_req),
		.response_size = sizeof(struct queues_move_task_forward_resp),
		.parse = queues_move_task_forward_req_read,
		.handle = handle_queues_move_task_forward,
		.write = queues_move_task_forward_resp_write,
	},
	{
		.name = "queues.move_task_to_back", /* 2.4 */
		.min_version = API_VERSION(2, 4),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct queues_move_task_to_back_req),
		.response_size = sizeof(struct queues_move_task_to_back_resp),
		.parse = queues_move_task_to_back_req_read,
		.handle = handle_queues_move_task_to_back,
		.write = queues_move_task_to_back_resp_write,
	},
	{
		.name = "queues.move_task_to_front", /* 2.4 */
		.min_version = API_VERSION(2, 4),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct queues_move_task_to_front_req),
		.response_size = sizeof(struct queues_move_task_to_front_resp),
		.parse = queues_move_task_to_front_req_read,
		.handle = handle_queues_move_task_to_front,
		.write = queues_move_task_to_front_resp_write,
	},
	{
		.name = "queues.move_task_to_queue", /* 2.31 */
		.min_version = API_VERSION(1, 0),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct queues_move_task_to_queue_req),
		.response_size = sizeof(struct queues_move_task_to_queue_resp),
		.parse = queues_move_task_to_queue_req_read,
		.handle = handle_queues_move_task_to_queue,
		.write = queues_move_task_to_queue_resp_write,
	},
	{
		.name = "queues.peek_task", /* 2.15 */
		.min_version = API_VERSION(2, 15),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct queues_peek_task_req),
		.response_size = sizeof(struct queues_peek_task_resp),
		.parse = queues_peek_task_req_read,
		.handle = handle_queues_peek_task,
		.write = queues_peek_task_resp_write,
	},
	{
		.name = "queues.remove_task", /* 2.4, 2.31 */
		.min_version = API_VERSION(2, 4),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct queues_remove_task_req),
		.response_size = sizeof(struct queues_remove_task_resp),
		.parse = queues_remove_task_req_read,
		.handle = handle_queues_remove_task,
		.write = queues_remove_task_resp_write,
	},
	{
		.name = "queues.update", /* 2.4, 2.13, 2.31 */
		.min_version = API_VERSION(2, 4),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct queues_update_req),
		.response_size = sizeof(struct queues_update_resp),
		.parse = queues_update_req_read,
		.handle = handle_queues_update,
		.write = queues_update_resp_write,
	},
	{
		.name = "server.info", /* 2.1 */
		.min_version = API_VERSION(1, 0),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct server_info_req),
		.response_size = sizeof(struct server_info_resp),
		.parse = server_info_req_read,
		.handle = handle_server_info,
		.write = server_info_resp_write,
	},
};

const struct endpoint_table endpoints = {
	.n = sizeof(rows) / sizeof(*rows),
	.rows = rows,
	.announced = API_VERSION(2, 31),
};
