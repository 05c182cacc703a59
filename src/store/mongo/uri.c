#include <errno.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include <mongoc/mongoc.h>

#include "base/arena.h"
#include "store/mongo/uri.h"

/*
 * ms to find a server, and to wait for its answer.  With these, a call that
 * waits for a shared command, or a second for its turn, and then for its own
 * command takes less than five seconds.
 */
#define FIND_TIMEOUT 1000
#define ANSWER_TIMEOUT 2450
#define MAX_CLIENTS 1024

static void
set_number(mongoc_uri_t *uri, const char *option, int32_t number)
{
	if (!mongoc_uri_has_option(uri, option))
		mongoc_uri_set_option_as_int32(uri, option, number);
}

/* Unless the URI says otherwise, wait for the journal of a majority. */
static void
set_write_concern(mongoc_uri_t *uri, int32_t timeout)
{
	mongoc_write_concern_t *concern =
	    mongoc_write_concern_copy(mongoc_uri_get_write_concern(uri));

	if (!mongoc_uri_has_option(uri, MONGOC_URI_W) &&
	    !mongoc_uri_has_option(uri, MONGOC_URI_JOURNAL)) {
		mongoc_write_concern_set_w(
		    concern, MONGOC_WRITE_CONCERN_W_MAJORITY);
		mongoc_write_concern_set_journal(concern, true);
	}
	if (mongoc_write_concern_get_wtimeout(concern) == 0)
		mongoc_write_concern_set_wtimeout(concern, timeout);
	mongoc_uri_set_write_concern(uri, concern);
	mongoc_write_concern_destroy(concern);
}

static void
set_defaults(struct mongo_uri *uri)
{
	mongoc_uri_t *all = uri->uri;
	int32_t timeout;

	set_number(all, MONGOC_URI_SERVERSELECTIONTIMEOUTMS, FIND_TIMEOUT);
	set_number(all, MONGOC_URI_CONNECTTIMEOUTMS, FIND_TIMEOUT);
	set_number(all, MONGOC_URI_SOCKETTIMEOUTMS, ANSWER_TIMEOUT);
	set_number(all, MONGOC_URI_MAXPOOLSIZE, MAX_CLIENTS);
	timeout =
	    mongoc_uri_get_option_as_int32(all, MONGOC_URI_SOCKETTIMEOUTMS, 0);
	uri->limit = timeout / 7 * 6;
	set_write_concern(all, timeout / 7 * 5);
	uri->repeats_writes =
	    mongoc_uri_get_option_as_bool(all, MONGOC_URI_RETRYWRITES, true);
	mongoc_uri_set_option_as_bool(all, MONGOC_URI_RETRYWRITES, false);
	mongoc_uri_set_option_as_bool(all, MONGOC_URI_RETRYREADS, false);
}

/* Check that the file in an option can be read: NULL, or an error message. */
static const char *
find_fault_of_file(
    struct arena *arena, const mongoc_uri_t *uri, const char *option)
{
	const char *file = mongoc_uri_get_option_as_utf8(uri, option, NULL);

	if (file == NULL || access(file, R_OK) == 0)
		return NULL;
	return arena_printf(arena, "store: in the URI, %s: %s: %s", option,
	    file, strerror(errno));
}

/* Check a URI: NULL, or an error message. */
static const char *
find_fault(struct arena *arena, const mongoc_uri_t *uri)
{
	const char *mechanism = mongoc_uri_get_auth_mechanism(uri);
	const char *fault;

	/* the driver crashes if either is missing */
	if (mechanism != NULL && strcasecmp(mechanism, "MONGODB-X509") == 0 &&
	    (!mongoc_uri_get_tls(uri) ||
		!mongoc_uri_has_option(uri, MONGOC_URI_TLSCERTIFICATEKEYFILE)))
		return "store: in the URI, MONGODB-X509 needs tls=true and "
		       "tlsCertificateKeyFile";
	if (!mongoc_write_concern_is_acknowledged(
		mongoc_uri_get_write_concern(uri)))
		return "store: in the URI, w may not be 0: lineup needs "
		       "MongoDB's confirmation of writes";
	fault = find_fault_of_file(arena, uri, MONGOC_URI_TLSCAFILE);
	return fault != NULL ? fault
			     : find_fault_of_file(arena, uri,
				   MONGOC_URI_TLSCERTIFICATEKEYFILE);
}

/*
 * True if the user or password, which end at the last "@" before any "?", has
 * a reserved character: the driver would take part of the password for a host,
 * or quote it in an error message.
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

bool
mongo_uri_read(struct arena *arena, const char *text, struct mongo_uri *uri,
    const char **error)
{
	const char *scheme = strstr(text, "://");
	bson_error_t why;

	if (scheme != NULL && is_bare(scheme + 3)) {
		*error = "store: in the URI, all characters of user and "
			 "password but letters and digits must be "
			 "percent-encoded";
		return false;
	}
	uri->uri = mongoc_uri_new_with_error(text, &why);
	if (uri->uri == NULL) {
		*error = arena_printf(arena, "store: %s", why.message);
		return false;
	}
	*error = find_fault(arena, uri->uri);
	if (*error != NULL) {
		mongoc_uri_destroy(uri->uri);
		return false;
	}
	set_defaults(uri);
	return true;
}
