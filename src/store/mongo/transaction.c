#include "base/steady.h"
#include "store/mongo/driver.h"
#include "store/mongo/sending.h"
#include "store/mongo/work.h"

enum store_result
mongo_has_transactions(struct mongo *mongo, bool *has)
{
	struct mongo_work work;
	enum store_result result =
	    mongo_begin(&work, mongo, "hello", MONGO_QUEUES);

	if (result != STORE_OK)
		return result;
	*has = sending_has_transactions(&work.sending);
	return mongo_end(&work);
}

/* Send the writes of a transaction that has begun, and commit it. */
static enum store_result
send_all(struct mongo_work *work, mongo_write_all *write_all, void *context)
{
	enum store_result result;

	mongo_enclose(work);
	result = write_all(context);
	mongo_enclose(NULL);
	if (result != STORE_OK)
		return result;
	if (sending_is_late(&work->sending))
		return STORE_UNAVAILABLE;
	sending_commit(&work->sending);
	return STORE_OK; /* if it failed, mongo_end() says so */
}

/* True if it should be tried again; then its error is not logged. */
static bool
is_to_repeat(struct sending *sending)
{
	if (!sending->is_transient || sending_is_late(sending))
		return false;
	sending->error = (struct mongo_error){0};
	return true;
}

enum store_result
mongo_transact(struct mongo *mongo, mongo_write_all *write_all, void *context)
{
	int64_t begun = steady_now();
	enum store_result result, ended;
	struct mongo_work work;
	bool again;

	do {
		result = mongo_begin(&work, mongo, "transaction", MONGO_QUEUES);
		if (result != STORE_OK)
			return result;
		work.sending.begun = begun;
		if (sending_begin(&work.sending))
			result = send_all(&work, write_all, context);
		sending_end(&work.sending);
		again = is_to_repeat(&work.sending);
		ended = mongo_end(&work);
	} while (again);
	return result == STORE_OK ? ended : result;
}
