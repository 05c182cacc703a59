/* Made from schema/auth.conf by the generator; do not edit. */

#ifndef AUTH_H
#define AUTH_H

/*
 * Tokens for clients and people.
 *
 * In a request, has.x is true if the member x was sent with a value, and null.x
 * if it was sent as null; without has.x, x has its default.  In an answer, a
 * text or pointer is written unless it is NULL, and any other member x if has.x
 * is true; if null.x is true, null is written instead.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/api_version.h"
#include "json/jval.h"

struct call;
struct call_result;

struct auth_fixed_users_mode_req {
	char nothing;
};

/* The guest account. */
struct auth_fixed_users_mode_resp_guest {
	struct {
		bool enabled;
	} has;
	/* True if there is a guest account. */
	bool enabled;
	/* The name to show. */
	const char *name;
	/* The name to log in with. */
	const char *username;
	/* Its password. */
	const char *password;
};

/* Errors that users should know about; always empty here. */
struct auth_fixed_users_mode_resp_server_errors {
	char nothing;
};

struct auth_fixed_users_mode_resp {
	struct {
		bool enabled;
		bool guest;
		bool server_errors;
	} has;
	/* True if users log in by name and password. */
	bool enabled;
	/* The guest account. */
	struct auth_fixed_users_mode_resp_guest guest;
	/* Errors that users should know about; always empty here. */
	struct auth_fixed_users_mode_resp_server_errors server_errors;
};

struct auth_login_req {
	struct {
		bool expiration_sec;
		bool cookie;
	} has;
	struct {
		bool expiration_sec;
		bool cookie;
	} null;
	/* How long the token is valid, in seconds; 30 days by default. */
	int64_t expiration_sec;
	/* Also set a cookie that holds the token. */
	bool cookie;
};

struct auth_login_resp {
	/* The token, to be sent as 'Authorization: Bearer'. */
	const char *token;
};

struct auth_logout_req {
	char nothing;
};

struct auth_logout_resp {
	char nothing;
};

/*
 * Read a request or a part of one into the struct of the function's name.
 * False, with the reason in the reader, if it is refused.
 */
bool auth_fixed_users_mode_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool auth_login_req_read(struct jval_reader *reader, const struct jval *value,
    void *to);
bool auth_logout_req_read(struct jval_reader *reader, const struct jval *value,
    void *to);

/* Write a response or a part of one, the struct of the function's name. */
void auth_fixed_users_mode_resp_guest_write(struct jval_writer *writer,
    const char *name, const void *of);
void auth_fixed_users_mode_resp_server_errors_write(struct jval_writer *writer,
    const char *name, const void *of);
void auth_fixed_users_mode_resp_write(struct jval_writer *writer,
    const char *name, const void *of);
void auth_login_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void auth_logout_resp_write(struct jval_writer *writer, const char *name,
    const void *of);

/* Return whether users log in by name and password. */
const struct call_result *auth_fixed_users_mode(struct call *call,
    const struct auth_fixed_users_mode_req *request,
    struct auth_fixed_users_mode_resp *response);

/* Return a token for a key, or for a token that is still valid. */
const struct call_result *auth_login(struct call *call,
    const struct auth_login_req *request, struct auth_login_resp *response);

/* Clear the cookie that holds a token. */
const struct call_result *auth_logout(struct call *call,
    const struct auth_logout_req *request, struct auth_logout_resp *response);

#endif
