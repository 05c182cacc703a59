#include <string.h>

#include <mongoc/mongoc.h>

#include "base/arena.h"
#include "store/mongo/uri.h"

#define TIMEOUT 5000 /* ms: to find a server, to connect, to hear from it */
#define MAX_CLIENTS 1024

static void
set_number(mongoc_uri_t *uri, const char *option, int32_t number)
{
	if (!mongoc_uri_has_option(uri, option))
		mongoc_uri_set_option_as_int32(uri, option, number);
}

/* What is not said is safe, and bounded in time. */
static void
set_defaults(mongoc_uri_t *uri)
{
	mongoc_write_concern_t *concern;

	set_number(uri, MONGOC_URI_SERVERSELECTIONTIMEOUTMS, TIMEOUT);
	set_number(uri, MONGOC_URI_CONNECTTIMEOUTMS, TIMEOUT);
	set_number(uri, MONGOC_URI_SOCKETTIMEOUTMS, TIMEOUT);
	set_number(uri, MONGOC_URI_MAXPOOLSIZE, MAX_CLIENTS);
	if (mongoc_uri_has_option(uri, MONGOC_URI_W) ||
	    mongoc_uri_has_option(uri, MONGOC_URI_JOURNAL))
		return;
	concern = mongoc_write_concern_new();
	mongoc_write_concern_set_wmajority(concern, TIMEOUT);
	mongoc_write_concern_set_journal(concern, true);
	mongoc_uri_set_write_concern(uri, concern);
	mongoc_write_concern_destroy(concern);
}

/*
 * Whether user and password, all up to the last "@" of the hosts, have a
 * character that ends them: the driver would take some of the password for a
 * host, or quote it in what it says.
 */
static bool
is_bare(const char *authority)
{
	const char *at = authority + strcspn(authority, "?");

	while (at > authority && *at != '@')
		at--;
	if (*at != '@')
		return false;
	authority += strcspn(authority, ":@");
	if (*authority == ':')
		authority++;
	return authority + strcspn(authority, ":@/[]") < at;
}

mongoc_uri_t *
mongo_uri_read(struct arena *arena, const char *text, const char **error)
{
	const char *scheme = strstr(text, "://");
	bson_error_t why;
	mongoc_uri_t *uri;

	if (scheme != NULL && is_bare(scheme + 3)) {
		*error = "store: in the URI, what is no letter or digit of "
			 "user and password must be percent-encoded";
		return NULL;
	}
	uri = mongoc_uri_new_with_error(text, &why);
	if (uri == NULL)
		*error = arena_printf(arena, "store: %s", why.message);
	else
		set_defaults(uri);
	return uri;
}
