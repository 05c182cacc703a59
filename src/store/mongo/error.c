#include <stdio.h>
#include <string.h>

#include <mongoc/mongoc.h>

#include "store/mongo/error.h"

#define SILENCE 1000 /* ms without an answer: the server is away */

/* Codes of errors in servers' answers. */
enum {
	UNAUTHORIZED = 13,
	AUTHENTICATION_FAILED = 18,
	MAX_TIME_EXPIRED = 50,
	SHUTDOWN_IN_PROGRESS = 91,
	WRITE_CONFLICT = 112,
	PRIMARY_STEPPED_DOWN = 189,
	NOT_WRITABLE_PRIMARY = 10107,
	TOO_LARGE = 10334, /* BSONObjectTooLarge */
	DUPLICATE_KEY = 11000,
	INTERRUPTED_AT_SHUTDOWN = 11600,
	INTERRUPTED_BY_STATE_CHANGE = 11602,
	NOT_PRIMARY_NO_SECONDARY_OK = 13435,
	NOT_PRIMARY_OR_SECONDARY = 13436,
	TOO_LARGE_AFTER = 17419, /* TOO_LARGE, of a changed document */
	TOO_LARGE_INSERT = 17420,
};

bool
mongo_error_is_elsewhere(const struct mongo_error *error)
{
	if (error->domain != MONGOC_ERROR_SERVER)
		return false;
	switch (error->code) {
	case SHUTDOWN_IN_PROGRESS:
	case PRIMARY_STEPPED_DOWN:
	case NOT_WRITABLE_PRIMARY:
	case INTERRUPTED_AT_SHUTDOWN:
	case INTERRUPTED_BY_STATE_CHANGE:
	case NOT_PRIMARY_NO_SECONDARY_OK:
	case NOT_PRIMARY_OR_SECONDARY:
		return true;
	}
	return false;
}

/* True if our credentials were refused, or lack a right. */
static bool
is_denial(const struct mongo_error *error)
{
	if (error->domain == MONGOC_ERROR_SERVER)
		return error->code == UNAUTHORIZED ||
		       error->code == AUTHENTICATION_FAILED;
	return error->domain == MONGOC_ERROR_CLIENT &&
	       error->code == MONGOC_ERROR_CLIENT_AUTHENTICATE;
}

bool
mongo_error_is_refusal(const struct mongo_error *error)
{
	return error->domain == MONGOC_ERROR_SERVER &&
	       (mongo_error_is_elsewhere(error) || is_denial(error) ||
		   error->code == MAX_TIME_EXPIRED ||
		   error->code == WRITE_CONFLICT);
}

enum store_result
mongo_error_result(const struct mongo_error *error, bool is_unclear)
{
	if (error->domain == MONGOC_ERROR_BSON)
		return STORE_FULL; /* the command would be too large to send */
	if (error->domain == MONGOC_ERROR_SERVER) {
		switch (error->code) {
		case DUPLICATE_KEY:
			return STORE_DUPLICATE;
		case TOO_LARGE:
		case TOO_LARGE_AFTER:
		case TOO_LARGE_INSERT:
			return STORE_FULL;
		}
	}
	if (is_unclear)
		return STORE_FAILED;
	return is_denial(error) ? STORE_DENIED : STORE_UNAVAILABLE;
}

enum breaker_end
mongo_error_end(const struct mongo_error *error, int64_t ms)
{
	if (error->domain == MONGOC_ERROR_SERVER_SELECTION ||
	    (error->domain == MONGOC_ERROR_CLIENT && is_denial(error)))
		return BREAKER_AWAY;
	if (error->domain == MONGOC_ERROR_STREAM)
		return ms >= SILENCE ? BREAKER_AWAY : BREAKER_UNKNOWN;
	return BREAKER_ANSWER;
}

/* A hint at the cause of a message of the driver, or "". */
static const char *
find_hint(const char *message)
{
	static const struct {
		const char *words;
		const char *hint;
	} hints[] = {
	    {"certificate verify failed", "; is its CA in tlsCAFile?"},
	    {"TLS handshake failed", "; does it speak TLS?"},
	    {"Failed to read 4 bytes", "; does it ask for tls=true?"},
	    {"connection closed", "; is the URI right about TLS?"},
	    {"closed connection", "; is the URI right about TLS?"},
	};
	size_t i;

	for (i = 0; i < sizeof(hints) / sizeof(*hints); i++) {
		if (strstr(message, hints[i].words) != NULL)
			return hints[i].hint;
	}
	return "";
}

void
mongo_error_write(const struct mongo_error *error, char text[MONGO_ERROR_TEXT])
{
	int n = (int)strcspn(error->message, "{");

	while (n > 0 && strchr(" :", error->message[n - 1]) != NULL)
		n--;
	if (error->domain == MONGOC_ERROR_SERVER ||
	    error->domain == MONGOC_ERROR_WRITE_CONCERN)
		snprintf(text, MONGO_ERROR_TEXT, "%.*s (%u%s%s)", n,
		    error->message, error->code,
		    *error->code_name == '\0' ? "" : " ", error->code_name);
	else
		snprintf(text, MONGO_ERROR_TEXT, "%.*s%s", n, error->message,
		    error->domain == MONGOC_ERROR_SERVER_SELECTION
			? find_hint(error->message)
			: "");
}
