#ifndef STORE_MONGO_ERROR_H
#define STORE_MONGO_ERROR_H

/* The meaning of errors of MongoDB and of its driver. */

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

/* True if a server answered that it is not, or no longer, the primary. */
bool mongo_error_is_elsewhere(const struct mongo_error *error);

/* True if a server answered that it has done nothing, for now. */
bool mongo_error_is_refusal(const struct mongo_error *error);

/*
 * The result for a failure.  is_unclear: something may have been done, which is
 * STORE_FAILED unless the error says otherwise.
 */
enum store_result mongo_error_result(
    const struct mongo_error *error, bool is_unclear);

/* What a failure, or none, after so many ms means for the breaker. */
enum breaker_end mongo_error_end(const struct mongo_error *error, int64_t ms);

/*
 * The text of a failure for the log.  The server quotes commands, which may
 * have keys and secrets in them, so everything from the first brace is left
 * out.
 */
#define MONGO_ERROR_TEXT 512
void mongo_error_write(
    const struct mongo_error *error, char text[MONGO_ERROR_TEXT]);

#endif
