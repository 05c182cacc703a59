/* Made from schema/users.conf by the generator; do not edit. */

#ifndef USERS_H
#define USERS_H

/*
 * The users of a company.
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

struct users_get_all_req {
	struct {
		bool name;
		bool id;
		bool only_fields;
		bool page;
		bool page_size;
		bool order_by;
	} has;
	struct {
		bool name;
		bool id;
		bool only_fields;
		bool page;
		bool page_size;
		bool order_by;
	} null;
	/* Only users whose name matches this regular expression. */
	const char *name;
	/* Only users with one of these ids. */
	size_t n_id;
	const char **id;
	/*
	 * Fields to show, '.' between the names of nested ones; all, if it is
	 * not given.
	 */
	size_t n_only_fields;
	const char **only_fields;
	/* Which page to show, from 0. */
	int64_t page;
	/* How many a page has; the last one may have fewer. */
	int64_t page_size;
	/* Fields to order by, '-' before one for descending. */
	size_t n_order_by;
	const char **order_by;
};

struct users_user {
	struct {
		bool providers;
		bool created;
	} has;
	/* Its id. */
	const char *id;
	/* Its name. */
	const char *name;
	/* The given name. */
	const char *given_name;
	/* The family name. */
	const char *family_name;
	/* Where a picture is. */
	const char *avatar;
	/* Id of the company that it belongs to. */
	const char *company;
	/* The role. */
	const char *role;
	/* Who else vouches for the user. */
	struct jval providers;
	/* When it was created. */
	int64_t created;
	/* The address for mail. */
	const char *email;
};

struct users_get_all_resp {
	struct {
		bool users;
	} has;
	/* The users. */
	size_t n_users;
	struct users_user *users;
};

struct users_get_by_id_req {
	struct {
		bool user;
	} has;
	/* The user. */
	const char *user;
};

struct users_get_by_id_resp {
	struct {
		bool user;
	} has;
	/* The user. */
	struct users_user user;
};

struct users_get_current_user_req {
	char nothing;
};

struct users_get_current_user_response_user_object_company {
	const char *id;
	const char *name;
};

/* Who calls. */
struct users_get_current_user_response_user_object {
	struct {
		bool company;
		bool preferences;
		bool created;
	} has;
	const char *id;
	const char *name;
	const char *given_name;
	const char *family_name;
	const char *role;
	const char *avatar;
	struct users_get_current_user_response_user_object_company company;
	/* What pages remember. */
	struct jval preferences;
	/* When the user was made. */
	int64_t created;
};

struct users_get_current_user_resp_settings {
	/* How many items a table may have to be downloaded. Since 2.26. */
	const char *max_download_items;
};

struct users_get_current_user_resp {
	struct {
		bool user;
		bool getting_started;
		bool settings;
	} has;
	/* The user. */
	struct users_get_current_user_response_user_object user;
	/* Hints for beginners. Since 2.20. */
	struct jval getting_started;
	/* Since 2.26. */
	struct users_get_current_user_resp_settings settings;
};

/*
 * Read a request or a part of one into the struct of the function's name.
 * False, with the reason in the reader, if it is refused.
 */
bool users_get_all_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool users_get_by_id_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);
bool users_get_current_user_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);

/* Write a response or a part of one, the struct of the function's name. */
void users_user_write(struct jval_writer *writer, const char *name,
    const void *of);
void users_get_all_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void users_get_by_id_resp_write(struct jval_writer *writer, const char *name,
    const void *of);
void users_get_current_user_response_user_object_company_write(
    struct jval_writer *writer, const char *name, const void *of);
void users_get_current_user_response_user_object_write(
    struct jval_writer *writer, const char *name, const void *of);
void users_get_current_user_resp_settings_write(struct jval_writer *writer,
    const char *name, const void *of);
void users_get_current_user_resp_write(struct jval_writer *writer,
    const char *name, const void *of);

/* List the users of the company. */
const struct call_result *users_get_all(struct call *call,
    const struct users_get_all_req *request,
    struct users_get_all_resp *response);

/* Show one user. */
const struct call_result *users_get_by_id(struct call *call,
    const struct users_get_by_id_req *request,
    struct users_get_by_id_resp *response);

/* Show who calls. */
const struct call_result *users_get_current_user(struct call *call,
    const struct users_get_current_user_req *request,
    struct users_get_current_user_resp *response);

#endif
