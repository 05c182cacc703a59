/* Made from schema/constructs.conf by the generator; do not edit. */

#ifndef CONSTRUCTS_H
#define CONSTRUCTS_H

/* Every construct. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "jval.h"

struct call;
struct call_result;

/* A point. */
struct constructs_point {
	struct {
		bool x;
		bool y;
		bool label;
		bool at;
	} has;
	struct {
		bool y;
		bool label;
		bool at;
	} null;
	int64_t x;
	double y;
	const char *label;
	const char *at;
};

struct constructs_list_filter_pair {
	const char *name;
	size_t n_values;
	const char **values;
};

struct constructs_lists_req {
	struct {
		bool texts;
		bool filter;
		bool numbers;
		bool integers;
		bool flags;
		bool points;
		bool things;
	} has;
	struct {
		bool texts;
		bool filter;
		bool numbers;
		bool integers;
		bool flags;
		bool points;
		bool things;
	} null;
	size_t n_texts;
	const char **texts;
	size_t n_filter;
	const char **filter;
	size_t n_numbers;
	double *numbers;
	size_t n_integers;
	int64_t *integers;
	size_t n_flags;
	bool *flags;
	size_t n_points;
	struct constructs_point *points;
	size_t n_things;
	struct jval *things;
	size_t n_tagged;
	struct constructs_list_filter_pair *tagged;
};

struct constructs_lists_resp {
	struct {
		bool texts;
		bool times;
		bool points;
	} has;
	size_t n_texts;
	const char **texts;
	size_t n_times;
	int64_t *times;
	size_t n_points;
	struct constructs_point *points;
};

struct constructs_point_pair {
	const char *name;
	struct constructs_point value;
};

struct constructs_string_pair {
	const char *name;
	const char *value;
};

struct constructs_integer_pair {
	const char *name;
	int64_t value;
};

struct constructs_maps_req {
	struct {
		bool points;
		bool texts;
		bool integers;
	} has;
	struct {
		bool points;
		bool texts;
		bool integers;
	} null;
	size_t n_points;
	struct constructs_point_pair *points;
	size_t n_texts;
	struct constructs_string_pair *texts;
	size_t n_integers;
	struct constructs_integer_pair *integers;
};

struct constructs_number_pair {
	const char *name;
	double value;
};

struct constructs_maps_resp {
	struct {
		bool points;
		bool numbers;
	} has;
	size_t n_points;
	struct constructs_point_pair *points;
	size_t n_numbers;
	struct constructs_number_pair *numbers;
};

struct constructs_nests_req_inline__deeper {
	struct {
		bool deepest;
	} has;
	struct {
		bool deepest;
	} null;
	struct jval deepest;
};

struct constructs_nests_req_inline_ {
	struct {
		bool deeper;
	} has;
	struct {
		bool deeper;
	} null;
	struct constructs_nests_req_inline__deeper deeper;
};

struct constructs_nests_req {
	struct {
		bool here;
		bool inline_;
	} has;
	struct {
		bool here;
		bool inline_;
	} null;
	struct constructs_point here;
	struct constructs_nests_req_inline_ inline_;
};

struct constructs_nests_resp {
	struct {
		bool here;
	} has;
	struct constructs_point here;
};

struct constructs_scalars_req {
	struct {
		bool int_;
		bool dotted_name;
		bool any_;
		bool size;
		bool later;
	} has;
	struct {
		bool dotted_name;
		bool any_;
		bool size;
		bool later;
	} null;
	int64_t int_;
	const char *dotted_name;
	bool any_;
	double size;
	/* Since 1.5. */
	const char *later;
};

struct constructs_scalars_resp {
	struct {
		bool int_;
		bool number;
		bool yes;
		bool text;
		bool at;
		bool anything;
	} has;
	int64_t int_;
	double number;
	bool yes;
	const char *text;
	int64_t at;
	struct jval anything;
};

/*
 * Read a request or a part of one.  False, with the reason in the reader, if it
 * is refused.
 */
bool constructs_point_read(struct jval_reader *reader, const struct jval *value,
    struct constructs_point *into);
bool constructs_lists_req_read(struct jval_reader *reader,
    const struct jval *value, struct constructs_lists_req *into);
bool constructs_maps_req_read(struct jval_reader *reader,
    const struct jval *value, struct constructs_maps_req *into);
bool constructs_nests_req_inline__deeper_read(struct jval_reader *reader,
    const struct jval *value, struct constructs_nests_req_inline__deeper *into);
bool constructs_nests_req_inline__read(struct jval_reader *reader,
    const struct jval *value, struct constructs_nests_req_inline_ *into);
bool constructs_nests_req_read(struct jval_reader *reader,
    const struct jval *value, struct constructs_nests_req *into);
bool constructs_scalars_req_read(struct jval_reader *reader,
    const struct jval *value, struct constructs_scalars_req *into);

/* Write a response or a part of one: the members that it has. */
void constructs_point_write(struct jval_writer *writer, const char *name,
    const struct constructs_point *from);
void constructs_lists_resp_write(struct jval_writer *writer, const char *name,
    const struct constructs_lists_resp *from);
void constructs_maps_resp_write(struct jval_writer *writer, const char *name,
    const struct constructs_maps_resp *from);
void constructs_nests_resp_write(struct jval_writer *writer, const char *name,
    const struct constructs_nests_resp *from);
void constructs_scalars_resp_write(struct jval_writer *writer, const char *name,
    const struct constructs_scalars_resp *from);

const struct call_result *constructs_lists(struct call *call,
    const struct constructs_lists_req *request,
    struct constructs_lists_resp *response);

const struct call_result *constructs_maps(struct call *call,
    const struct constructs_maps_req *request,
    struct constructs_maps_resp *response);

const struct call_result *constructs_nests(struct call *call,
    const struct constructs_nests_req *request,
    struct constructs_nests_resp *response);

/* Scalars, by names that C would not take. */
const struct call_result *constructs_scalars(struct call *call,
    const struct constructs_scalars_req *request,
    struct constructs_scalars_resp *response);

#endif
