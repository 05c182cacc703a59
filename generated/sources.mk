# Made from the schema and src/ by the generator; do not edit.

GENERATED_SOURCES = generated/endpoints.c
GENERATED_SOURCES += generated/endpoints.h
GENERATED_SOURCES += generated/errors.c
GENERATED_SOURCES += generated/errors.h
GENERATED_SOURCES += generated/auth.c
GENERATED_SOURCES += generated/auth.h
GENERATED_SOURCES += generated/debug.c
GENERATED_SOURCES += generated/debug.h
GENERATED_SOURCES += generated/queues.c
GENERATED_SOURCES += generated/queues.h
GENERATED_SOURCES += generated/server.c
GENERATED_SOURCES += generated/server.h

HANDLER_SOURCES =
HANDLER_SOURCES += src/auth/fixed_users_mode.c
HANDLER_SOURCES += src/auth/login.c
HANDLER_SOURCES += src/auth/logout.c
HANDLER_SOURCES += src/debug/ping.c
HANDLER_SOURCES += src/queues/add_or_update_metadata.c
HANDLER_SOURCES += src/queues/add_task.c
HANDLER_SOURCES += src/queues/create.c
HANDLER_SOURCES += src/queues/delete.c
HANDLER_SOURCES += src/queues/delete_metadata.c
HANDLER_SOURCES += src/queues/get_all.c
HANDLER_SOURCES += src/queues/get_all_ex.c
HANDLER_SOURCES += src/queues/get_by_id.c
HANDLER_SOURCES += src/queues/get_default.c
HANDLER_SOURCES += src/queues/get_next_task.c
HANDLER_SOURCES += src/queues/get_queue_metrics.c
HANDLER_SOURCES += src/queues/move_task_backward.c
HANDLER_SOURCES += src/queues/move_task_forward.c
HANDLER_SOURCES += src/queues/move_task_to_back.c
HANDLER_SOURCES += src/queues/move_task_to_front.c
HANDLER_SOURCES += src/queues/remove_task.c
HANDLER_SOURCES += src/queues/update.c
HANDLER_SOURCES += src/server/info.c
