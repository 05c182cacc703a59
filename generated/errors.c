/* Made from errors.conf by the generator; do not edit. */

#include "errors.h"

static const struct err_info table[] = {
	[ERR_OK] = {200, 0, "OK"},
	[ERR_BAD_REQUEST] = {400, 0, "Bad request"},
	[ERR_INVALID_VERSION] = {400, 2, "Request path has invalid version"},
	[ERR_INVALID_HEADERS] = {400, 5, "Invalid headers"},
	[ERR_IMPERSONATION_ERROR] = {400, 6, "Impersonation error"},
	[ERR_INVALID_OBJECT_ID] = {400, 10, "Invalid object id"},
	[ERR_MISSING_REQUIRED_FIELDS] = {400, 11, "Missing required fields"},
	[ERR_VALIDATION_ERROR] = {400, 12, "Validation error"},
	[ERR_LOOKUP_ERROR] = {400, 14, "Lookup error"},
	[ERR_INVALID_FIELDS_VALUE] = {400, 16, "Invalid value for fields"},
	[ERR_MALFORMED_REGEX] = {400, 21, "Malformed regular expression"},
	[ERR_INVALID_USER_ID] = {400, 301, "Invalid user id"},
	[ERR_INVALID_QUEUE_ID] = {400, 701, "Invalid queue id"},
	[ERR_QUEUE_NOT_EMPTY] = {400, 702, "Queue is not empty"},
	[ERR_INVALID_QUEUE_OR_TASK_NOT_IN_QUEUE] = {400, 703,
	    "Invalid queue id or task not in queue"},
	[ERR_TASK_REMOVED_IN_MOVE] = {400, 704,
	    "Task was removed by another party during reposition"},
	[ERR_TASK_NOT_ADDED_IN_MOVE] = {400, 705,
	    "Failed adding task back to queue during reposition"},
	[ERR_TASK_ALREADY_QUEUED] = {400, 706,
	    "Failed adding task to queue since task is already queued"},
	[ERR_NO_DEFAULT_QUEUE] = {400, 707,
	    "No queue is tagged as the default queue for this company"},
	[ERR_MORE_THAN_ONE_DEFAULT_QUEUE] = {400, 708,
	    "More than one queue is tagged as the default queue for this company"},
	[ERR_DATA_VALIDATION_ERROR] = {400, 800, "Data validation error"},
	[ERR_VALUE_EXISTS] = {400, 801,
	    "Value combination already exists (unique field already contains this value)"},
	[ERR_INVALID_SCROLL_ID] = {400, 1104, "Invalid scroll id"},
	[ERR_BAD_AUTH_TYPE] = {401, 10,
	    "Unauthorized (bad authentication header type)"},
	[ERR_NO_CREDENTIALS] = {401, 20, "Unauthorized (missing credentials)"},
	[ERR_MALFORMED_CREDENTIALS] = {401, 21,
	    "Unauthorized (malformed credentials)"},
	[ERR_INVALID_CREDENTIALS] = {401, 22,
	    "Unauthorized (invalid credentials)"},
	[ERR_INVALID_TOKEN] = {401, 30, "Invalid token"},
	[ERR_ROLE_NOT_ALLOWED] = {403, 20, "Forbidden (not allowed for role)"},
	[ERR_ENDPOINT_NOT_FOUND] = {404, 0, "Unable to find endpoint"},
	[ERR_REQUEST_TOO_LARGE] = {413, 0, "Request is too large"},
	[ERR_INTERNAL] = {500, 0, "Internal failure"},
	[ERR_INTERNAL_ERROR] = {500, 1, "Internal server error"},
	[ERR_LOW_DISK_SPACE] = {500, 4,
	    "The server's disk is full: nothing can be added until there is room"},
	[ERR_GENERAL_DATA_ERROR] = {500, 100, "General data error"},
	[ERR_NOT_IMPLEMENTED] = {500, 9999, "Not implemented"},
	[ERR_UNAVAILABLE] = {503, 0, "Database is temporarily unavailable"},
};

const struct err_info *
err_info(enum err error)
{
	return &table[error];
}
