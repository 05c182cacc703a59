#include <string.h>

#include <mongoc/mongoc.h>

#include "base/steady.h"
#include "store/mongo/error.h"
#include "store/mongo/sending.h"

#define SOON 500 /* ms after the start; later, nothing is repeated */
#define TRANSIENT "TransientTransactionError" /* a label of answers */
#define MOST 16793600 /* bytes of a command: 16 MiB, and more for its frame */

/* Commands that this thread has sent: did the last one leave at all? */
static _Thread_local uint64_t n_sent;

/* Of a write or a transaction; numbers must increase within a session. */
static atomic_int_fast64_t last_number;

static void
note_command(const mongoc_apm_command_started_t *event)
{
	atomic_uint_fast64_t *n_commands =
	    mongoc_apm_command_started_get_context(event);

	atomic_fetch_add(n_commands, 1);
	n_sent++;
}

mongoc_apm_callbacks_t *
sending_watch(void)
{
	mongoc_apm_callbacks_t *callbacks = mongoc_apm_callbacks_new();

	mongoc_apm_set_command_started_cb(callbacks, note_command);
	return callbacks;
}

static void
begin(struct sending *sending)
{
	sending->error = (struct mongo_error){0};
	sending->sent = steady_now();
}

/* Find a member at a path like "a.0.b". */
static bool
find(const bson_t *document, const char *path, bson_iter_t *member)
{
	bson_iter_t iter;

	return bson_iter_init(&iter, document) &&
	       bson_iter_find_descendant(&iter, path, member);
}

/* Note an error, with the server's name for its code. */
static void
note_error(
    struct sending *sending, const bson_error_t *error, const bson_t *reply)
{
	struct mongo_error *noted = &sending->error;
	bson_iter_t name;

	noted->domain = error->domain;
	noted->code = error->code;
	bson_strncpy(noted->message, error->message, sizeof(noted->message));
	if (reply != NULL &&
	    (find(reply, "writeConcernError.codeName", &name) ||
		find(reply, "codeName", &name)) &&
	    BSON_ITER_HOLDS_UTF8(&name))
		bson_strncpy(noted->code_name, bson_iter_utf8(&name, NULL),
		    sizeof(noted->code_name));
}

bool
sending_ask(struct sending *sending, const bson_t *command)
{
	bson_error_t error;
	bson_t reply;
	bool answered;

	begin(sending);
	/* without options: MongoDB refuses a ping with a write concern */
	answered = mongoc_client_command_simple(
	    sending->client, "admin", command, NULL, &reply, &error);
	if (!answered)
		note_error(sending, &error, &reply);
	bson_destroy(&reply);
	return answered;
}

/* Find a write error in a reply, which the driver does not report. */
static bool
find_write_error(const bson_t *reply, bson_error_t *error)
{
	bson_iter_t code, text;
	bool has_text;

	if (!find(reply, "writeErrors.0.code", &code) ||
	    !BSON_ITER_HOLDS_NUMBER(&code))
		return false;
	has_text = find(reply, "writeErrors.0.errmsg", &text) &&
		   BSON_ITER_HOLDS_UTF8(&text);
	bson_set_error(error, MONGOC_ERROR_SERVER,
	    (uint32_t)bson_iter_as_int64(&code), "%s",
	    has_text ? bson_iter_utf8(&text, NULL) : "");
	return true;
}

static bool
is_network(const struct mongo_error *error)
{
	return error->domain == MONGOC_ERROR_STREAM ||
	       error->domain == MONGOC_ERROR_PROTOCOL;
}

bool
sending_is_late(const struct sending *sending)
{
	return steady_now() >= sending->begun + SOON;
}

/* True after the first failure, while there is time to repeat. */
static bool
is_in_time(const struct sending *sending)
{
	return sending->n_failed == 1 && !sending_is_late(sending);
}

/*
 * Send a command.  In a transaction, it goes without a write concern, which
 * only the commit may have.
 */
static bool
send_plainly(struct sending *sending, const bson_t *command,
    const bson_t *options, bson_t *reply, bson_error_t *error)
{
	if (sending->session == NULL)
		return mongoc_client_write_command_with_opts(sending->client,
		    sending->database, command, options, reply, error);
	return mongoc_client_command_with_opts(sending->client,
	    sending->database, command, NULL, options, reply, error);
}

/* Send a write once; if it fails, note whether it may have been done. */
static bool
send_once(struct sending *sending, const bson_t *command, const bson_t *options,
    bson_t *reply)
{
	uint64_t n_before = n_sent;
	bson_iter_t concern;
	bson_error_t error;
	bool done;

	begin(sending);
	done = send_plainly(sending, command, options, reply, &error);
	if (!find_write_error(reply, &error) && done)
		return true;
	note_error(sending, &error, reply);
	sending->n_failed++;
	if (n_sent != n_before && (find(reply, "writeConcernError", &concern) ||
				      !mongo_error_is_refusal(&sending->error)))
		sending->is_unclear = true;
	return false;
}

/* Select the server that takes writes; NULL, with an error: there is none. */
static mongoc_server_description_t *
select_server(struct sending *sending)
{
	mongoc_server_description_t *server;
	bson_error_t error;

	begin(sending);
	server =
	    mongoc_client_select_server(sending->client, true, NULL, &error);
	if (server == NULL)
		note_error(sending, &error, NULL);
	return server;
}

int
sending_wire_version(struct sending *sending)
{
	/* the driver has sent a hello to select the server */
	mongoc_server_description_t *server = select_server(sending);
	bson_iter_t version;
	int found = 0;

	if (server == NULL)
		return 0;
	if (find(mongoc_server_description_hello_response(server),
		"maxWireVersion", &version))
		found = (int)bson_iter_as_int64(&version);
	mongoc_server_description_destroy(server);
	return found;
}

bool
sending_has_transactions(struct sending *sending)
{
	mongoc_server_description_t *server = select_server(sending);
	const char *type;
	bool has;

	if (server == NULL)
		return false;
	type = mongoc_server_description_type(server);
	has = strcmp(type, "RSPrimary") == 0 || strcmp(type, "Mongos") == 0;
	mongoc_server_description_destroy(server);
	return has;
}

/* True if the server that takes writes can recognize a repetition. */
static bool
knows_repetitions(struct sending *sending, const bson_t *command)
{
	return sending_has_transactions(sending) &&
	       !bson_has_field(command, "createIndexes");
}

/* Send a write with a number, by which the server recognizes a repetition. */
static bool
send_numbered(struct sending *sending, bson_t *command, bson_t *reply)
{
	bson_t options = BSON_INITIALIZER;
	mongoc_client_session_t *session;
	bson_error_t error;
	bool done;

	session = mongoc_client_start_session(sending->client, NULL, &error);
	if (session == NULL) {
		note_error(sending, &error, NULL);
		bson_init(reply);
		return false;
	}
	mongoc_client_session_append(session, &options, NULL);
	BSON_APPEND_INT64(command, "txnNumber", ++last_number);
	done = send_once(sending, command, &options, reply);
	if (!done && is_in_time(sending) &&
	    (is_network(&sending->error) ||
		mongoc_error_has_label(reply, "RetryableWriteError"))) {
		bson_destroy(reply);
		done = send_once(sending, command, &options, reply);
	}
	bson_destroy(&options);
	mongoc_client_session_destroy(session);
	return done;
}

/*
 * True if a write may be done twice: a change of all selected documents, for
 * which servers accept no number.
 */
static bool
is_idempotent(const bson_t *command)
{
	bson_iter_t multi;

	return find(command, "updates.0.multi", &multi);
}

/* Send an idempotent write, and repeat it if need be. */
static bool
send_anew(struct sending *sending, const bson_t *command, bson_t *reply)
{
	bool done = send_once(sending, command, NULL, reply);

	if (!done && sending_should_repeat(sending)) {
		bson_destroy(reply);
		done = send_once(sending, command, NULL, reply);
	}
	return done;
}

/* Add the server, session and number of the transaction. */
static void
append_transaction(
    const struct sending *sending, bson_t *command, bson_t *options)
{
	mongoc_client_session_append(sending->session, options, NULL);
	if (sending->server != 0)
		BSON_APPEND_INT32(
		    options, "serverId", (int32_t)sending->server);
	BSON_APPEND_INT64(command, "txnNumber", sending->number);
	BSON_APPEND_BOOL(command, "autocommit", false);
}

/* Send a write of a transaction; if it fails, it was certainly not done. */
static bool
send_part(struct sending *sending, bson_t *command, bson_t *reply)
{
	bson_t options = BSON_INITIALIZER;
	bool done;

	append_transaction(sending, command, &options);
	if (!sending->is_open)
		BSON_APPEND_BOOL(command, "startTransaction", true);
	done = send_once(sending, command, &options, reply);
	sending->is_open = done || !mongoc_error_has_label(reply, TRANSIENT);
	sending->is_transient =
	    !done && (!sending->is_open || is_network(&sending->error));
	sending->is_unclear = false;
	bson_destroy(&options);
	return done;
}

bool
sending_begin(struct sending *sending)
{
	mongoc_server_description_t *server = select_server(sending);
	bson_error_t error;

	if (server == NULL)
		return false;
	sending->server = mongoc_server_description_id(server);
	mongoc_server_description_destroy(server);
	sending->session =
	    mongoc_client_start_session(sending->client, NULL, &error);
	if (sending->session == NULL)
		note_error(sending, &error, NULL);
	sending->number = ++last_number;
	return sending->session != NULL;
}

/* Send the end of a transaction, with the write concern for all its writes. */
static bool
send_end(struct sending *sending, const char *name, bson_t *reply)
{
	bson_t command = BSON_INITIALIZER, options = BSON_INITIALIZER;
	bson_error_t error;
	bool done;

	begin(sending);
	BSON_APPEND_INT32(&command, name, 1);
	append_transaction(sending, &command, &options);
	if (sending->limit > 0)
		BSON_APPEND_INT32(&command, "maxTimeMS", sending->limit);
	done = mongoc_client_write_command_with_opts(
	    sending->client, "admin", &command, &options, reply, &error);
	if (!done)
		note_error(sending, &error, reply);
	sending->n_failed += !done;
	bson_destroy(&command);
	bson_destroy(&options);
	return done;
}

/*
 * Commit once.  A server that refuses because its time is up, or because it is
 * not the primary any more, may still have committed, unless a label says that
 * it has not.
 */
static bool
commit(struct sending *sending, bool *should_repeat)
{
	uint64_t n_before = n_sent;
	bson_t reply;
	bool done = send_end(sending, "commitTransaction", &reply);

	sending->is_transient = !done && !sending->is_unclear &&
				mongoc_error_has_label(&reply, TRANSIENT);
	if (!done && !sending->is_transient && n_sent != n_before)
		sending->is_unclear = true;
	*should_repeat =
	    !done && is_in_time(sending) &&
	    (is_network(&sending->error) ||
		mongoc_error_has_label(&reply, "RetryableWriteError"));
	bson_destroy(&reply);
	return done;
}

bool
sending_commit(struct sending *sending)
{
	bool should_repeat;

	if (!sending->is_open)
		return true;
	sending->is_open = false; /* it must not be undone any more */
	if (commit(sending, &should_repeat))
		return true;
	sending->server = 0; /* the primary may be another one by now */
	return should_repeat && commit(sending, &should_repeat);
}

/* Abort a transaction; if that fails, its server does so after a minute. */
static void
undo(struct sending *sending)
{
	struct sending end = *sending;
	bson_t reply;

	send_end(&end, "abortTransaction", &reply);
	bson_destroy(&reply);
}

void
sending_end(struct sending *sending)
{
	if (sending->is_open && !sending_is_late(sending))
		undo(sending);
	if (sending->session != NULL)
		mongoc_client_session_destroy(sending->session);
	sending->session = NULL;
}

bool
sending_write(struct sending *sending, bson_t *command, bson_t *reply)
{
	begin(sending);
	if (sending->limit > 0)
		BSON_APPEND_INT32(command, "maxTimeMS", sending->limit);
	if (command->len > MOST)
		sending->error = (struct mongo_error){
		    .domain = MONGOC_ERROR_BSON, .message = "too large"};
	else if (sending->session != NULL)
		return send_part(sending, command, reply);
	else if (sending->repeats_writes && is_idempotent(command))
		return send_anew(sending, command, reply);
	else if (sending->repeats_writes && knows_repetitions(sending, command))
		return send_numbered(sending, command, reply);
	else if (sending->error.domain == 0)
		return send_once(sending, command, NULL, reply);
	bson_init(reply);
	return false;
}

void
sending_begin_read(struct sending *sending)
{
	begin(sending);
}

bool
sending_end_read(struct sending *sending, mongoc_cursor_t *cursor)
{
	const bson_t *reply;
	bson_error_t error;

	if (!mongoc_cursor_error_document(cursor, &error, &reply))
		return true;
	note_error(sending, &error, reply);
	sending->n_failed++;
	sending->is_unclear = error.domain == MONGOC_ERROR_SERVER &&
			      !mongo_error_is_refusal(&sending->error);
	return false;
}

bool
sending_should_repeat(const struct sending *sending)
{
	return is_in_time(sending) &&
	       (is_network(&sending->error) ||
		   mongo_error_is_elsewhere(&sending->error));
}
