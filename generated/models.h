/* Made from schema/models.conf by the generator; do not edit. */

#ifndef MODELS_H
#define MODELS_H

/*
 * Models: there are none.
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

struct models_get_all_req {
	struct {
		bool name;
		bool user;
		bool ready;
		bool tags;
		bool system_tags;
		bool only_fields;
		bool page;
		bool page_size;
		bool project;
		bool order_by;
		bool task;
		bool id;
		bool search_text;
		bool framework;
		bool uri;
	} has;
	struct {
		bool name;
		bool user;
		bool ready;
		bool tags;
		bool system_tags;
		bool only_fields;
		bool page;
		bool page_size;
		bool project;
		bool order_by;
		bool task;
		bool id;
		bool search_text;
		bool framework;
		bool uri;
	} null;
	/* Only models whose name matches this regular expression. */
	const char *name;
	/* Only models of these users. */
	size_t n_user;
	const char **user;
	/* Only models that are ready, or only others. */
	bool ready;
	/* Only models with one of these tags. */
	size_t n_tags;
	const char **tags;
	/* Only models with one of these system tags. */
	size_t n_system_tags;
	const char **system_tags;
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
	/* Only models of these projects. */
	size_t n_project;
	const char **project;
	/* Fields to order by, '-' before one for descending. */
	size_t n_order_by;
	const char **order_by;
	/* Only models that these tasks have made. */
	size_t n_task;
	const char **task;
	/* Only models with one of these ids. */
	size_t n_id;
	const char **id;
	/* Only those in which this text is found. */
	const char *search_text;
	/* Only models of these frameworks. */
	size_t n_framework;
	const char **framework;
	/* Only models that are stored there. */
	size_t n_uri;
	const char **uri;
};

struct models_get_all_resp {
	struct {
		bool models;
	} has;
	/* The models: none. */
	size_t n_models;
	struct jval *models;
};

/*
 * Read a request or a part of one into the struct of the function's name.
 * False, with the reason in the reader, if it is refused.
 */
bool models_get_all_req_read(struct jval_reader *reader,
    const struct jval *value, void *to);

/* Write a response or a part of one, the struct of the function's name. */
void models_get_all_resp_write(struct jval_writer *writer, const char *name,
    const void *of);

/* List models; the list is always empty. */
const struct call_result *models_get_all(struct call *call,
    const struct models_get_all_req *request,
    struct models_get_all_resp *response);

#endif
