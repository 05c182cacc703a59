#include <mongoc/mongoc.h>

#include "store/mongo/error.h"

#define SILENCE 1000 /* ms without an answer that are no accident */

/* What servers answer. */
enum {
	DUPLICATE_KEY = 11000,
	TOO_LARGE = 10334,       /* BSONObjectTooLarge */
	TOO_LARGE_AFTER = 17419, /* the same, of a changed document */
	TOO_LARGE_INSERT = 17420,
};

/*
 * The server did nothing, for it is not, or no longer, the one to ask, or does
 * not know us.
 */
static bool
is_refused(const bson_error_t *error)
{
	switch (error->code) {
	case 13:    /* Unauthorized */
	case 18:    /* AuthenticationFailed */
	case 91:    /* ShutdownInProgress */
	case 112:   /* WriteConflict */
	case 189:   /* PrimarySteppedDown */
	case 10107: /* NotWritablePrimary */
	case 11600: /* InterruptedAtShutdown */
	case 11602: /* InterruptedDueToReplStateChange */
	case 13435: /* NotPrimaryNoSecondaryOk */
	case 13436: /* NotPrimaryOrSecondary */
		return true;
	}
	return false;
}

/* The command never left. */
static bool
is_unsent(const bson_error_t *error)
{
	if (error->domain == MONGOC_ERROR_SERVER_SELECTION ||
	    (error->domain == MONGOC_ERROR_CLIENT &&
		error->code == MONGOC_ERROR_CLIENT_AUTHENTICATE))
		return true;
	return error->domain == MONGOC_ERROR_STREAM &&
	       (error->code == MONGOC_ERROR_STREAM_NAME_RESOLUTION ||
		   error->code == MONGOC_ERROR_STREAM_CONNECT);
}

enum store_result
mongo_error_result(const bson_error_t *error, bool is_write)
{
	bool is_answer = error->domain == MONGOC_ERROR_SERVER ||
			 error->domain == MONGOC_ERROR_WRITE_CONCERN;

	if (error->domain == MONGOC_ERROR_SERVER) {
		switch (error->code) {
		case DUPLICATE_KEY:
			return STORE_DUPLICATE;
		case TOO_LARGE:
		case TOO_LARGE_AFTER:
		case TOO_LARGE_INSERT:
			return STORE_FULL;
		}
		if (is_refused(error))
			return STORE_UNAVAILABLE;
	}
	if (error->domain == MONGOC_ERROR_BSON)
		return STORE_FULL; /* the command would be too large to send */
	if (is_unsent(error))
		return STORE_UNAVAILABLE;
	return is_write || is_answer ? STORE_FAILED : STORE_UNAVAILABLE;
}

enum breaker_end
mongo_error_end(const bson_error_t *error, int64_t ms)
{
	if (error->domain == MONGOC_ERROR_SERVER_SELECTION)
		return BREAKER_AWAY;
	if (error->domain == MONGOC_ERROR_STREAM)
		return ms >= SILENCE ? BREAKER_AWAY : BREAKER_UNKNOWN;
	return BREAKER_ANSWER;
}
