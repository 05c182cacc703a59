#ifndef STORE_MONGO_WORK_H
#define STORE_MONGO_WORK_H

/* A command that is under way: what driver.c and commands.c share. */

#include "store/mongo/driver.h"
#include "store/mongo/sending.h"

struct mongo_work {
	struct mongo *mongo;
	const char *name; /* of the command */
	struct sending sending;
};

/* The name of a collection within its database. */
const char *mongo_name_of(enum mongo_collection where);

/*
 * Begin a command on a collection.  Not STORE_OK: it must not be sent, and
 * mongo_end() must not be called.
 */
enum store_result mongo_begin(struct mongo_work *work, struct mongo *mongo,
    const char *name, enum mongo_collection where);

/*
 * Make the commands of this thread part of a transaction that has begun; NULL
 * ends that.
 */
void mongo_enclose(struct mongo_work *transaction);

/* End a command, and return the result for the error that it left, if any. */
enum store_result mongo_end(struct mongo_work *work);

#endif
