/* Made from the schema by the generator; do not edit. */

#include "base/api_version.h"
#include "auth.h"
#include "debug.h"
#include "events.h"
#include "lineup.h"
#include "models.h"
#include "projects.h"
#include "queues.h"
#include "server.h"
#include "tasks.h"
#include "users.h"
#include "workers.h"
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
handle_events_add(struct call *call, const void *request, void *response)
{
	return events_add(call, request, response);
}

static const struct call_result *
handle_events_add_batch(struct call *call, const void *request, void *response)
{
	return events_add_batch(call, request, response);
}

static const struct call_result *
handle_events_get_task_events(struct call *call, const void *request,
    void *response)
{
	return events_get_task_events(call, request, response);
}

static const struct call_result *
handle_events_get_task_log(struct call *call, const void *request,
    void *response)
{
	return events_get_task_log(call, request, response);
}

static const struct call_result *
handle_events_get_task_single_value_metrics(struct call *call,
    const void *request, void *response)
{
	return events_get_task_single_value_metrics(call, request, response);
}

static const struct call_result *
handle_events_scalar_metrics_iter_histogram(struct call *call,
    const void *request, void *response)
{
	return events_scalar_metrics_iter_histogram(call, request, response);
}

static const struct call_result *
handle_lineup_explain_task(struct call *call, const void *request,
    void *response)
{
	return lineup_explain_task(call, request, response);
}

static const struct call_result *
handle_lineup_find_task(struct call *call, const void *request, void *response)
{
	return lineup_find_task(call, request, response);
}

static const struct call_result *
handle_lineup_get_entries(struct call *call, const void *request,
    void *response)
{
	return lineup_get_entries(call, request, response);
}

static const struct call_result *
handle_lineup_get_history(struct call *call, const void *request,
    void *response)
{
	return lineup_get_history(call, request, response);
}

static const struct call_result *
handle_lineup_get_overview(struct call *call, const void *request,
    void *response)
{
	return lineup_get_overview(call, request, response);
}

static const struct call_result *
handle_lineup_get_status(struct call *call, const void *request, void *response)
{
	return lineup_get_status(call, request, response);
}

static const struct call_result *
handle_lineup_list_orphans(struct call *call, const void *request,
    void *response)
{
	return lineup_list_orphans(call, request, response);
}

static const struct call_result *
handle_models_get_all(struct call *call, const void *request, void *response)
{
	return models_get_all(call, request, response);
}

static const struct call_result *
handle_projects_create(struct call *call, const void *request, void *response)
{
	return projects_create(call, request, response);
}

static const struct call_result *
handle_projects_delete(struct call *call, const void *request, void *response)
{
	return projects_delete(call, request, response);
}

static const struct call_result *
handle_projects_get_all(struct call *call, const void *request, void *response)
{
	return projects_get_all(call, request, response);
}

static const struct call_result *
handle_projects_get_all_ex(struct call *call, const void *request,
    void *response)
{
	return projects_get_all_ex(call, request, response);
}

static const struct call_result *
handle_projects_get_by_id(struct call *call, const void *request,
    void *response)
{
	return projects_get_by_id(call, request, response);
}

static const struct call_result *
handle_projects_update(struct call *call, const void *request, void *response)
{
	return projects_update(call, request, response);
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

static const struct call_result *
handle_tasks_add_or_update_artifacts(struct call *call, const void *request,
    void *response)
{
	return tasks_add_or_update_artifacts(call, request, response);
}

static const struct call_result *
handle_tasks_clone(struct call *call, const void *request, void *response)
{
	return tasks_clone(call, request, response);
}

static const struct call_result *
handle_tasks_close(struct call *call, const void *request, void *response)
{
	return tasks_close(call, request, response);
}

static const struct call_result *
handle_tasks_completed(struct call *call, const void *request, void *response)
{
	return tasks_completed(call, request, response);
}

static const struct call_result *
handle_tasks_create(struct call *call, const void *request, void *response)
{
	return tasks_create(call, request, response);
}

static const struct call_result *
handle_tasks_delete(struct call *call, const void *request, void *response)
{
	return tasks_delete(call, request, response);
}

static const struct call_result *
handle_tasks_delete_configuration(struct call *call, const void *request,
    void *response)
{
	return tasks_delete_configuration(call, request, response);
}

static const struct call_result *
handle_tasks_delete_hyper_params(struct call *call, const void *request,
    void *response)
{
	return tasks_delete_hyper_params(call, request, response);
}

static const struct call_result *
handle_tasks_dequeue(struct call *call, const void *request, void *response)
{
	return tasks_dequeue(call, request, response);
}

static const struct call_result *
handle_tasks_dequeue_many(struct call *call, const void *request,
    void *response)
{
	return tasks_dequeue_many(call, request, response);
}

static const struct call_result *
handle_tasks_edit(struct call *call, const void *request, void *response)
{
	return tasks_edit(call, request, response);
}

static const struct call_result *
handle_tasks_edit_configuration(struct call *call, const void *request,
    void *response)
{
	return tasks_edit_configuration(call, request, response);
}

static const struct call_result *
handle_tasks_edit_hyper_params(struct call *call, const void *request,
    void *response)
{
	return tasks_edit_hyper_params(call, request, response);
}

static const struct call_result *
handle_tasks_enqueue(struct call *call, const void *request, void *response)
{
	return tasks_enqueue(call, request, response);
}

static const struct call_result *
handle_tasks_enqueue_many(struct call *call, const void *request,
    void *response)
{
	return tasks_enqueue_many(call, request, response);
}

static const struct call_result *
handle_tasks_failed(struct call *call, const void *request, void *response)
{
	return tasks_failed(call, request, response);
}

static const struct call_result *
handle_tasks_get_all(struct call *call, const void *request, void *response)
{
	return tasks_get_all(call, request, response);
}

static const struct call_result *
handle_tasks_get_all_ex(struct call *call, const void *request, void *response)
{
	return tasks_get_all_ex(call, request, response);
}

static const struct call_result *
handle_tasks_get_by_id(struct call *call, const void *request, void *response)
{
	return tasks_get_by_id(call, request, response);
}

static const struct call_result *
handle_tasks_get_hyper_params(struct call *call, const void *request,
    void *response)
{
	return tasks_get_hyper_params(call, request, response);
}

static const struct call_result *
handle_tasks_ping(struct call *call, const void *request, void *response)
{
	return tasks_ping(call, request, response);
}

static const struct call_result *
handle_tasks_publish(struct call *call, const void *request, void *response)
{
	return tasks_publish(call, request, response);
}

static const struct call_result *
handle_tasks_reset(struct call *call, const void *request, void *response)
{
	return tasks_reset(call, request, response);
}

static const struct call_result *
handle_tasks_set_requirements(struct call *call, const void *request,
    void *response)
{
	return tasks_set_requirements(call, request, response);
}

static const struct call_result *
handle_tasks_started(struct call *call, const void *request, void *response)
{
	return tasks_started(call, request, response);
}

static const struct call_result *
handle_tasks_stop(struct call *call, const void *request, void *response)
{
	return tasks_stop(call, request, response);
}

static const struct call_result *
handle_tasks_stopped(struct call *call, const void *request, void *response)
{
	return tasks_stopped(call, request, response);
}

static const struct call_result *
handle_tasks_update(struct call *call, const void *request, void *response)
{
	return tasks_update(call, request, response);
}

static const struct call_result *
handle_users_get_all(struct call *call, const void *request, void *response)
{
	return users_get_all(call, request, response);
}

static const struct call_result *
handle_users_get_by_id(struct call *call, const void *request, void *response)
{
	return users_get_by_id(call, request, response);
}

static const struct call_result *
handle_users_get_current_user(struct call *call, const void *request,
    void *response)
{
	return users_get_current_user(call, request, response);
}

static const struct call_result *
handle_workers_get_activity_report(struct call *call, const void *request,
    void *response)
{
	return workers_get_activity_report(call, request, response);
}

static const struct call_result *
handle_workers_get_all(struct call *call, const void *request, void *response)
{
	return workers_get_all(call, request, response);
}

static const struct call_result *
handle_workers_get_stats(struct call *call, const void *request, void *response)
{
	return workers_get_stats(call, request, response);
}

static const struct call_result *
handle_workers_register(struct call *call, const void *request, void *response)
{
	return workers_register(call, request, response);
}

static const struct call_result *
handle_workers_status_report(struct call *call, const void *request,
    void *response)
{
	return workers_status_report(call, request, response);
}

static const struct call_result *
handle_workers_unregister(struct call *call, const void *request,
    void *response)
{
	return workers_unregister(call, request, response);
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
		.name = "events.add", /* 2.1, 2.22 */
		.min_version = API_VERSION(2, 1),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct events_add_req),
		.response_size = sizeof(struct events_add_resp),
		.parse = events_add_req_read,
		.handle = handle_events_add,
		.write = events_add_resp_write,
		.is_alone = true,
	},
	{
		.name = "events.add_batch", /* 2.1, 2.22 */
		.min_version = API_VERSION(2, 1),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct events_add_batch_req),
		.response_size = sizeof(struct events_add_batch_resp),
		.parse = events_add_batch_req_read,
		.handle = handle_events_add_batch,
		.write = events_add_batch_resp_write,
		.is_batch = true,
		.is_alone = true,
	},
	{
		.name = "events.get_task_events", /* 2.1 */
		.min_version = API_VERSION(2, 1),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct events_get_task_events_req),
		.response_size = sizeof(struct events_get_task_events_resp),
		.parse = events_get_task_events_req_read,
		.handle = handle_events_get_task_events,
		.write = events_get_task_events_resp_write,
		.is_alone = true,
	},
	{
		.name = "events.get_task_log", /* 2.9 */
		.min_version = API_VERSION(2, 9),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct events_get_task_log_req),
		.response_size = sizeof(struct events_get_task_log_resp),
		.parse = events_get_task_log_req_read,
		.handle = handle_events_get_task_log,
		.write = events_get_task_log_resp_write,
		.is_alone = true,
	},
	{
		.name = "events.get_task_single_value_metrics", /* 2.20 */
		.min_version = API_VERSION(2, 20),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size =
		    sizeof(struct events_get_task_single_value_metrics_req),
		.response_size =
		    sizeof(struct events_get_task_single_value_metrics_resp),
		.parse = events_get_task_single_value_metrics_req_read,
		.handle = handle_events_get_task_single_value_metrics,
		.write = events_get_task_single_value_metrics_resp_write,
		.is_alone = true,
	},
	{
		.name = "events.scalar_metrics_iter_histogram", /* 2.1, 2.14 */
		.min_version = API_VERSION(2, 1),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size =
		    sizeof(struct events_scalar_metrics_iter_histogram_req),
		.response_size =
		    sizeof(struct events_scalar_metrics_iter_histogram_resp),
		.parse = events_scalar_metrics_iter_histogram_req_read,
		.handle = handle_events_scalar_metrics_iter_histogram,
		.write = events_scalar_metrics_iter_histogram_resp_write,
		.is_alone = true,
	},
	{
		.name = "lineup.explain_task", /* 2.1 */
		.min_version = API_VERSION(2, 1),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct lineup_explain_task_req),
		.response_size = sizeof(struct lineup_explain_task_resp),
		.parse = lineup_explain_task_req_read,
		.handle = handle_lineup_explain_task,
		.write = lineup_explain_task_resp_write,
	},
	{
		.name = "lineup.find_task", /* 2.1 */
		.min_version = API_VERSION(2, 1),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct lineup_find_task_req),
		.response_size = sizeof(struct lineup_find_task_resp),
		.parse = lineup_find_task_req_read,
		.handle = handle_lineup_find_task,
		.write = lineup_find_task_resp_write,
	},
	{
		.name = "lineup.get_entries", /* 2.1 */
		.min_version = API_VERSION(2, 1),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct lineup_get_entries_req),
		.response_size = sizeof(struct lineup_get_entries_resp),
		.parse = lineup_get_entries_req_read,
		.handle = handle_lineup_get_entries,
		.write = lineup_get_entries_resp_write,
	},
	{
		.name = "lineup.get_history", /* 2.1 */
		.min_version = API_VERSION(2, 1),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct lineup_get_history_req),
		.response_size = sizeof(struct lineup_get_history_resp),
		.parse = lineup_get_history_req_read,
		.handle = handle_lineup_get_history,
		.write = lineup_get_history_resp_write,
	},
	{
		.name = "lineup.get_overview", /* 2.1 */
		.min_version = API_VERSION(2, 1),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct lineup_get_overview_req),
		.response_size = sizeof(struct lineup_get_overview_resp),
		.parse = lineup_get_overview_req_read,
		.handle = handle_lineup_get_overview,
		.write = lineup_get_overview_resp_write,
	},
	{
		.name = "lineup.get_status", /* 2.1 */
		.min_version = API_VERSION(2, 1),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct lineup_get_status_req),
		.response_size = sizeof(struct lineup_get_status_resp),
		.parse = lineup_get_status_req_read,
		.handle = handle_lineup_get_status,
		.write = lineup_get_status_resp_write,
	},
	{
		.name = "lineup.list_orphans", /* 2.1 */
		.min_version = API_VERSION(2, 1),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct lineup_list_orphans_req),
		.response_size = sizeof(struct lineup_list_orphans_resp),
		.parse = lineup_list_orphans_req_read,
		.handle = handle_lineup_list_orphans,
		.write = lineup_list_orphans_resp_write,
	},
	{
		.name = "models.get_all", /* 2.1 */
		.min_version = API_VERSION(2, 1),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct models_get_all_req),
		.response_size = sizeof(struct models_get_all_resp),
		.parse = models_get_all_req_read,
		.handle = handle_models_get_all,
		.write = models_get_all_resp_write,
		.is_alone = true,
	},
	{
		.name = "projects.create", /* 2.1 */
		.min_version = API_VERSION(2, 1),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct projects_create_req),
		.response_size = sizeof(struct projects_create_resp),
		.parse = projects_create_req_read,
		.handle = handle_projects_create,
		.write = projects_create_resp_write,
		.is_alone = true,
	},
	{
		.name = "projects.delete", /* 2.1, 2.13, 2.26 */
		.min_version = API_VERSION(2, 1),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct projects_delete_req),
		.response_size = sizeof(struct projects_delete_resp),
		.parse = projects_delete_req_read,
		.handle = handle_projects_delete,
		.write = projects_delete_resp_write,
		.is_alone = true,
	},
	{
		.name = "projects.get_all", /* 2.1, 2.13, 2.14, 2.15 */
		.min_version = API_VERSION(2, 1),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct projects_get_all_req),
		.response_size = sizeof(struct projects_get_all_resp),
		.parse = projects_get_all_req_read,
		.handle = handle_projects_get_all,
		.write = projects_get_all_resp_write,
		.is_alone = true,
	},
	{
		.name = "projects.get_all_ex", /* 2.1, 2.13, 2.14, 2.15 */
		.min_version = API_VERSION(2, 1),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct projects_get_all_req),
		.response_size = sizeof(struct projects_get_all_ex_resp),
		.parse = projects_get_all_req_read,
		.handle = handle_projects_get_all_ex,
		.write = projects_get_all_ex_resp_write,
		.is_alone = true,
	},
	{
		.name = "projects.get_by_id", /* 2.1 */
		.min_version = API_VERSION(2, 1),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct projects_get_by_id_req),
		.response_size = sizeof(struct projects_get_by_id_resp),
		.parse = projects_get_by_id_req_read,
		.handle = handle_projects_get_by_id,
		.write = projects_get_by_id_resp_write,
		.is_alone = true,
	},
	{
		.name = "projects.update", /* 2.1 */
		.min_version = API_VERSION(2, 1),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct projects_update_req),
		.response_size = sizeof(struct projects_update_resp),
		.parse = projects_update_req_read,
		.handle = handle_projects_update,
		.write = projects_update_resp_write,
		.is_alone = true,
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
	{
		.name = "tasks.add_or_update_artifacts", /* 2.10 */
		.min_version = API_VERSION(2, 10),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size =
		    sizeof(struct tasks_add_or_update_artifacts_req),
		.response_size =
		    sizeof(struct tasks_add_or_update_artifacts_resp),
		.parse = tasks_add_or_update_artifacts_req_read,
		.handle = handle_tasks_add_or_update_artifacts,
		.write = tasks_add_or_update_artifacts_resp_write,
		.is_alone = true,
	},
	{
		.name = "tasks.clone", /* 2.5, 2.12, 2.13 */
		.min_version = API_VERSION(2, 5),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct tasks_clone_req),
		.response_size = sizeof(struct tasks_clone_resp),
		.parse = tasks_clone_req_read,
		.handle = handle_tasks_clone,
		.write = tasks_clone_resp_write,
		.is_alone = true,
	},
	{
		.name = "tasks.close", /* 2.1 */
		.min_version = API_VERSION(2, 1),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct tasks_close_req),
		.response_size = sizeof(struct tasks_close_resp),
		.parse = tasks_close_req_read,
		.handle = handle_tasks_close,
		.write = tasks_close_resp_write,
		.is_alone = true,
	},
	{
		.name = "tasks.completed", /* 2.2, 2.20 */
		.min_version = API_VERSION(2, 2),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct tasks_completed_req),
		.response_size = sizeof(struct tasks_completed_resp),
		.parse = tasks_completed_req_read,
		.handle = handle_tasks_completed,
		.write = tasks_completed_resp_write,
		.is_alone = true,
	},
	{
		.name = "tasks.create", /* 2.1, 2.13 */
		.min_version = API_VERSION(2, 1),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct tasks_create_req),
		.response_size = sizeof(struct tasks_create_resp),
		.parse = tasks_create_req_read,
		.handle = handle_tasks_create,
		.write = tasks_create_resp_write,
		.is_alone = true,
	},
	{
		.name = "tasks.delete", /* 2.1, 2.13, 2.21, 2.30 */
		.min_version = API_VERSION(2, 1),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct tasks_delete_req),
		.response_size = sizeof(struct tasks_delete_resp),
		.parse = tasks_delete_req_read,
		.handle = handle_tasks_delete,
		.write = tasks_delete_resp_write,
		.is_alone = true,
	},
	{
		.name = "tasks.delete_configuration", /* 2.9 */
		.min_version = API_VERSION(2, 9),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct tasks_delete_configuration_req),
		.response_size = sizeof(struct tasks_delete_configuration_resp),
		.parse = tasks_delete_configuration_req_read,
		.handle = handle_tasks_delete_configuration,
		.write = tasks_delete_configuration_resp_write,
		.is_alone = true,
	},
	{
		.name = "tasks.delete_hyper_params", /* 2.9 */
		.min_version = API_VERSION(2, 9),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct tasks_delete_hyper_params_req),
		.response_size = sizeof(struct tasks_delete_hyper_params_resp),
		.parse = tasks_delete_hyper_params_req_read,
		.handle = handle_tasks_delete_hyper_params,
		.write = tasks_delete_hyper_params_resp_write,
		.is_alone = true,
	},
	{
		.name = "tasks.dequeue", /* 1.5, 2.25, 2.26 */
		.min_version = API_VERSION(1, 5),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct tasks_dequeue_req),
		.response_size = sizeof(struct tasks_dequeue_resp),
		.parse = tasks_dequeue_req_read,
		.handle = handle_tasks_dequeue,
		.write = tasks_dequeue_resp_write,
		.is_alone = true,
	},
	{
		.name = "tasks.dequeue_many", /* 2.13, 2.25, 2.26 */
		.min_version = API_VERSION(2, 13),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct tasks_dequeue_many_req),
		.response_size = sizeof(struct tasks_dequeue_many_resp),
		.parse = tasks_dequeue_many_req_read,
		.handle = handle_tasks_dequeue_many,
		.write = tasks_dequeue_many_resp_write,
		.is_alone = true,
	},
	{
		.name = "tasks.edit", /* 2.1, 2.13 */
		.min_version = API_VERSION(2, 1),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct tasks_edit_req),
		.response_size = sizeof(struct tasks_edit_resp),
		.parse = tasks_edit_req_read,
		.handle = handle_tasks_edit,
		.write = tasks_edit_resp_write,
		.is_alone = true,
	},
	{
		.name = "tasks.edit_configuration", /* 2.9 */
		.min_version = API_VERSION(2, 9),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct tasks_edit_configuration_req),
		.response_size = sizeof(struct tasks_edit_configuration_resp),
		.parse = tasks_edit_configuration_req_read,
		.handle = handle_tasks_edit_configuration,
		.write = tasks_edit_configuration_resp_write,
		.is_alone = true,
	},
	{
		.name = "tasks.edit_hyper_params", /* 2.9 */
		.min_version = API_VERSION(2, 9),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct tasks_edit_hyper_params_req),
		.response_size = sizeof(struct tasks_edit_hyper_params_resp),
		.parse = tasks_edit_hyper_params_req_read,
		.handle = handle_tasks_edit_hyper_params,
		.write = tasks_edit_hyper_params_resp_write,
		.is_alone = true,
	},
	{
		.name = "tasks.enqueue", /* 1.5, 2.19, 2.22, 2.31 */
		.min_version = API_VERSION(1, 5),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct tasks_enqueue_req),
		.response_size = sizeof(struct tasks_enqueue_resp),
		.parse = tasks_enqueue_req_read,
		.handle = handle_tasks_enqueue,
		.write = tasks_enqueue_resp_write,
		.is_alone = true,
	},
	{
		.name = "tasks.enqueue_many", /* 2.13, 2.19, 2.22 */
		.min_version = API_VERSION(2, 13),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct tasks_enqueue_many_req),
		.response_size = sizeof(struct tasks_enqueue_many_resp),
		.parse = tasks_enqueue_many_req_read,
		.handle = handle_tasks_enqueue_many,
		.write = tasks_enqueue_many_resp_write,
		.is_alone = true,
	},
	{
		.name = "tasks.failed", /* 2.1 */
		.min_version = API_VERSION(2, 1),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct tasks_failed_req),
		.response_size = sizeof(struct tasks_failed_resp),
		.parse = tasks_failed_req_read,
		.handle = handle_tasks_failed,
		.write = tasks_failed_resp_write,
		.is_alone = true,
	},
	{
		.name = "tasks.get_all", /* 2.1, 2.14, 2.15, 2.26 */
		.min_version = API_VERSION(2, 1),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct tasks_get_all_req),
		.response_size = sizeof(struct tasks_get_all_resp),
		.parse = tasks_get_all_req_read,
		.handle = handle_tasks_get_all,
		.write = tasks_get_all_resp_write,
		.is_alone = true,
	},
	{
		.name = "tasks.get_all_ex", /* 2.1, 2.13, 2.14, 2.15, 2.23, 2.27 */
		.min_version = API_VERSION(2, 1),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct tasks_get_all_req),
		.response_size = sizeof(struct tasks_get_all_ex_resp),
		.parse = tasks_get_all_req_read,
		.handle = handle_tasks_get_all_ex,
		.write = tasks_get_all_ex_resp_write,
		.is_alone = true,
	},
	{
		.name = "tasks.get_by_id", /* 2.1 */
		.min_version = API_VERSION(2, 1),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct tasks_get_by_id_req),
		.response_size = sizeof(struct tasks_get_by_id_resp),
		.parse = tasks_get_by_id_req_read,
		.handle = handle_tasks_get_by_id,
		.write = tasks_get_by_id_resp_write,
		.is_alone = true,
	},
	{
		.name = "tasks.get_hyper_params", /* 2.9 */
		.min_version = API_VERSION(2, 9),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct tasks_get_hyper_params_req),
		.response_size = sizeof(struct tasks_get_hyper_params_resp),
		.parse = tasks_get_hyper_params_req_read,
		.handle = handle_tasks_get_hyper_params,
		.write = tasks_get_hyper_params_resp_write,
		.is_alone = true,
	},
	{
		.name = "tasks.ping", /* 2.1 */
		.min_version = API_VERSION(2, 1),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct tasks_ping_req),
		.response_size = sizeof(struct tasks_ping_resp),
		.parse = tasks_ping_req_read,
		.handle = handle_tasks_ping,
		.write = tasks_ping_resp_write,
		.is_alone = true,
	},
	{
		.name = "tasks.publish", /* 2.1 */
		.min_version = API_VERSION(2, 1),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct tasks_publish_req),
		.response_size = sizeof(struct tasks_publish_resp),
		.parse = tasks_publish_req_read,
		.handle = handle_tasks_publish,
		.write = tasks_publish_resp_write,
		.is_alone = true,
	},
	{
		.name = "tasks.reset", /* 2.1, 2.13, 2.21 */
		.min_version = API_VERSION(2, 1),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct tasks_reset_req),
		.response_size = sizeof(struct tasks_reset_resp),
		.parse = tasks_reset_req_read,
		.handle = handle_tasks_reset,
		.write = tasks_reset_resp_write,
		.is_alone = true,
	},
	{
		.name = "tasks.set_requirements", /* 2.1 */
		.min_version = API_VERSION(2, 1),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct tasks_set_requirements_req),
		.response_size = sizeof(struct tasks_set_requirements_resp),
		.parse = tasks_set_requirements_req_read,
		.handle = handle_tasks_set_requirements,
		.write = tasks_set_requirements_resp_write,
		.is_alone = true,
	},
	{
		.name = "tasks.started", /* 2.1 */
		.min_version = API_VERSION(2, 1),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct tasks_started_req),
		.response_size = sizeof(struct tasks_started_resp),
		.parse = tasks_started_req_read,
		.handle = handle_tasks_started,
		.write = tasks_started_resp_write,
		.is_alone = true,
	},
	{
		.name = "tasks.stop", /* 2.1, 2.30 */
		.min_version = API_VERSION(2, 1),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct tasks_stop_req),
		.response_size = sizeof(struct tasks_stop_resp),
		.parse = tasks_stop_req_read,
		.handle = handle_tasks_stop,
		.write = tasks_stop_resp_write,
		.is_alone = true,
	},
	{
		.name = "tasks.stopped", /* 2.1 */
		.min_version = API_VERSION(2, 1),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct tasks_stopped_req),
		.response_size = sizeof(struct tasks_stopped_resp),
		.parse = tasks_stopped_req_read,
		.handle = handle_tasks_stopped,
		.write = tasks_stopped_resp_write,
		.is_alone = true,
	},
	{
		.name = "tasks.update", /* 2.1 */
		.min_version = API_VERSION(2, 1),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct tasks_update_req),
		.response_size = sizeof(struct tasks_update_resp),
		.parse = tasks_update_req_read,
		.handle = handle_tasks_update,
		.write = tasks_update_resp_write,
		.is_alone = true,
	},
	{
		.name = "users.get_all", /* 2.1 */
		.min_version = API_VERSION(2, 1),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct users_get_all_req),
		.response_size = sizeof(struct users_get_all_resp),
		.parse = users_get_all_req_read,
		.handle = handle_users_get_all,
		.write = users_get_all_resp_write,
		.is_alone = true,
	},
	{
		.name = "users.get_by_id", /* 2.1 */
		.min_version = API_VERSION(2, 1),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct users_get_by_id_req),
		.response_size = sizeof(struct users_get_by_id_resp),
		.parse = users_get_by_id_req_read,
		.handle = handle_users_get_by_id,
		.write = users_get_by_id_resp_write,
		.is_alone = true,
	},
	{
		.name = "users.get_current_user", /* 2.1, 2.20, 2.26 */
		.min_version = API_VERSION(2, 1),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct users_get_current_user_req),
		.response_size = sizeof(struct users_get_current_user_resp),
		.parse = users_get_current_user_req_read,
		.handle = handle_users_get_current_user,
		.write = users_get_current_user_resp_write,
		.is_alone = true,
	},
	{
		.name = "workers.get_activity_report", /* 2.4 */
		.min_version = API_VERSION(2, 4),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct workers_get_activity_report_req),
		.response_size =
		    sizeof(struct workers_get_activity_report_resp),
		.parse = workers_get_activity_report_req_read,
		.handle = handle_workers_get_activity_report,
		.write = workers_get_activity_report_resp_write,
		.is_alone = true,
	},
	{
		.name = "workers.get_all", /* 2.4, 2.20, 2.22, 2.30 */
		.min_version = API_VERSION(2, 4),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct workers_get_all_req),
		.response_size = sizeof(struct workers_get_all_resp),
		.parse = workers_get_all_req_read,
		.handle = handle_workers_get_all,
		.write = workers_get_all_resp_write,
		.is_alone = true,
	},
	{
		.name = "workers.get_stats", /* 2.4, 2.32 */
		.min_version = API_VERSION(2, 4),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct workers_get_stats_req),
		.response_size = sizeof(struct workers_get_stats_resp),
		.parse = workers_get_stats_req_read,
		.handle = handle_workers_get_stats,
		.write = workers_get_stats_resp_write,
		.is_alone = true,
	},
	{
		.name = "workers.register", /* 2.4, 2.22, 2.34 */
		.min_version = API_VERSION(2, 4),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct workers_register_req),
		.response_size = sizeof(struct workers_register_resp),
		.parse = workers_register_req_read,
		.handle = handle_workers_register,
		.write = workers_register_resp_write,
		.is_alone = true,
	},
	{
		.name = "workers.status_report", /* 2.4, 2.22 */
		.min_version = API_VERSION(2, 4),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct workers_status_report_req),
		.response_size = sizeof(struct workers_status_report_resp),
		.parse = workers_status_report_req_read,
		.handle = handle_workers_status_report,
		.write = workers_status_report_resp_write,
		.is_alone = true,
	},
	{
		.name = "workers.unregister", /* 2.4 */
		.min_version = API_VERSION(2, 4),
		.authorize = ENDPOINT_AUTH_REQUIRED,
		.request_size = sizeof(struct workers_unregister_req),
		.response_size = sizeof(struct workers_unregister_resp),
		.parse = workers_unregister_req_read,
		.handle = handle_workers_unregister,
		.write = workers_unregister_resp_write,
		.is_alone = true,
	},
};

const struct endpoint_table endpoints = {
	.n = sizeof(rows) / sizeof(*rows),
	.rows = rows,
	.announced = API_VERSION(2, 34),
};
