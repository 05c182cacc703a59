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
 * Begin a command on a collection.  Anything but STORE_OK: it is not to be
 * sent, nor to be ended.
 */
enum store_result mongo_begin(struct mongo_work *work, struct mongo *mongo,
    const char *name, enum mongo_collection where);

/*
 * From now on, what this thread begins and ends is part of a transaction, which
 * has begun; until it is NULL.
 */
void mongo_enclose(struct mongo_work *transaction);

/* End a command, and say what came of it: it has failed if it left an error. */
enum store_result mongo_end(struct mongo_work *work);

#endif
