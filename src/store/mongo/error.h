#ifndef STORE_MONGO_ERROR_H
#define STORE_MONGO_ERROR_H

/* What the errors of MongoDB and of its driver mean. */

#include <stdbool.h>
#include <stdint.h>

#include "store/mongo/breaker.h"
#include "store/store.h"

/* An error of the driver. */
typedef struct _bson_error_t bson_error_t;

/*
 * What a failure is to whoever called; mongo.h tells when a command may be
 * tried again.
 */
enum store_result mongo_error_result(const bson_error_t *error, bool is_write);

/* What a command tells of the server that has failed, or not, after ms. */
enum breaker_end mongo_error_end(const bson_error_t *error, int64_t ms);

#endif
