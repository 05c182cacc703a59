#ifndef STORE_MONGO_ERROR_H
#define STORE_MONGO_ERROR_H

/* What the errors of MongoDB and of its driver mean. */

#include <stdbool.h>
#include <stdint.h>

#include "store/mongo/breaker.h"
#include "store/store.h"

/* An error of the driver, or none: then the domain is 0. */
struct mongo_error {
	uint32_t domain;
	uint32_t code;
	char message[504];
	char code_name[48]; /* the server's name for the code, or "" */
};

/* A server answered that it is not, or no longer, the one to ask. */
bool mongo_error_is_elsewhere(const struct mongo_error *error);

/* A server answered that it has done nothing, for now. */
bool mongo_error_is_refusal(const struct mongo_error *error);

/*
 * What a failure is to whoever called.  If it is unclear whether something was
 * done, then STORE_FAILED, unless the answer says otherwise.
 */
enum store_result mongo_error_result(
    const struct mongo_error *error, bool is_unclear);

/* What a failure, or none, after ms tells of the server. */
enum breaker_end mongo_error_end(const struct mongo_error *error, int64_t ms);

/*
 * How a failure is logged.  The server quotes commands, with keys and secrets
 * in them, and never says where these begin: all from the first brace is left
 * out.
 */
#define MONGO_ERROR_TEXT 512
void mongo_error_write(
    const struct mongo_error *error, char text[MONGO_ERROR_TEXT]);

#endif
