#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <CUnit/CUnit.h>

#include "api/call.h"
#include "api/endpoint.h"
#include "api/observer.h"
#include "base/arena.h"
#include "http/http.h"
#include "tests/suite.h"

static const struct endpoint endpoint = {.name = "queues.add_task"};
static const struct endpoint_table table = {.n = 1, .rows = &endpoint};
static struct http_request request;
static struct call call;
static struct observer_call observed;
static struct observer *observer;
static FILE *file;
static int saved;
static char lines[4096];

/* A call of Una's; its lines are caught until end(). */
static void
begin(enum log_level level)
{
	request = (struct http_request){.method = "POST",
	    .agent = "test/1 (x)",
	    .body_state = HTTP_BODY_READ,
	    .n_body = 12};
	call = (struct call){.arena = arena_new(),
	    .who = {.user = "u1", .user_name = "Una"},
	    .worker = "gpu:0",
	    .address = "10.0.0.1"};
	observed = (struct observer_call){.request = &request,
	    .path = "/v2.13/queues.add_task",
	    .endpoint = &endpoint,
	    .call = &call,
	    .result = call_ok(&call),
	    .trx = "t-1",
	    .length = 345,
	    .us = 1234};
	observer = observer_new(&table);
	log_configure(level, false);
	file = tmpfile();
	CU_ASSERT_PTR_NOT_NULL_FATAL(file);
	saved = dup(STDERR_FILENO);
	dup2(fileno(file), STDERR_FILENO);
}

/* Expect these lines, without their times. */
static void
end(const char *expected)
{
	char line[1024];

	dup2(saved, STDERR_FILENO);
	close(saved);
	log_configure(LOG_LEVEL_INFO, false);
	*lines = '\0';
	rewind(file);
	while (fgets(line, sizeof(line), file) != NULL)
		strcat(lines, strchr(line, ' ') + 1);
	fclose(file);
	if (strcmp(lines, expected) != 0)
		fprintf(stderr, "got:\n%s", lines);
	CU_ASSERT_STRING_EQUAL(lines, expected);
	observer_free(observer);
	arena_free(call.arena);
}

static void
logs_each_change(void)
{
	begin(LOG_LEVEL_INFO);
	call_changed(&call, &(struct call_change){.queue = "q1"});
	call_changed(
	    &call, &(struct call_change){
		       .queue = "q1", .target_queue = "q2", .task = "a1"});
	observer_note(observer, &observed);
	end("info change action=queues.add_task user=u1 user_name=Una queue=q1 "
	    "worker=gpu:0 trx=t-1 ms=1.234\n"
	    "info change action=queues.add_task user=u1 user_name=Una queue=q1 "
	    "target_queue=q2 task=a1 worker=gpu:0 trx=t-1 ms=1.234\n");
}

/* What a call has changed before it fails is changed all the same. */
static void
logs_changes_of_calls_that_fail(void)
{
	begin(LOG_LEVEL_INFO);
	call_changed(&call, &(struct call_change){.project = "p1"});
	observed.result = call_fail_store(&call, STORE_UNAVAILABLE);
	call.worker = NULL;
	observer_note(observer, &observed);
	end("info change action=queues.add_task user=u1 user_name=Una "
	    "project=p1 trx=t-1 ms=1.234\n"
	    "info failure action=queues.add_task code=503 subcode=0 "
	    "message=\"Database is temporarily unavailable\" user=u1 "
	    "user_name=Una "
	    "client=10.0.0.1 trx=t-1 ms=1.234\n");
}

static void
logs_refusals_of_callers(void)
{
	begin(LOG_LEVEL_INFO);
	call.who = (struct identity){0};
	observed.result = call_fail(&call, ERR_INVALID_TOKEN, NULL, NULL);
	observer_note(observer, &observed);
	observed.result = call_fail(&call, ERR_ROLE_NOT_ALLOWED, NULL, NULL);
	observer_note(observer, &observed);
	end("info refusal action=queues.add_task code=401 subcode=30 "
	    "message=\"Invalid token\" worker=gpu:0 client=10.0.0.1 trx=t-1 "
	    "ms=1.234\n"
	    "info refusal action=queues.add_task code=403 subcode=20 "
	    "message=\"Forbidden (not allowed for role)\" worker=gpu:0 "
	    "client=10.0.0.1 trx=t-1 ms=1.234\n");
}

static void
logs_no_reads_and_no_mistakes(void)
{
	begin(LOG_LEVEL_INFO);
	observer_note(observer, &observed);
	observed.result = call_fail(&call, ERR_INVALID_QUEUE_ID, NULL, NULL);
	observer_note(observer, &observed);
	CU_ASSERT_EQUAL(observer_n_calls(observer), 2);
	end("");
}

static void
logs_every_call_at_debug(void)
{
	begin(LOG_LEVEL_DEBUG);
	observer_note(observer, &observed);
	end("debug call method=POST path=/v2.13/queues.add_task code=200 "
	    "subcode=0 message=OK user=u1 worker=gpu:0 client=10.0.0.1 "
	    "agent=\"test/1 (x)\" bytes_in=12 bytes_out=345 trx=t-1 "
	    "ms=1.234\n");
}

static void
counts_polls(void)
{
	begin(LOG_LEVEL_INFO);
	call.is_poll = true;
	observer_note(observer, &observed);
	observer_note(observer, &observed);
	call_changed(&call, &(struct call_change){.queue = "q1", .task = "a1"});
	observer_note(observer, &observed);
	observer_tick(observer);
	observer_tick(observer);
	end("info change action=queues.add_task user=u1 user_name=Una queue=q1 "
	    "task=a1 worker=gpu:0 trx=t-1 ms=1.234\n"
	    "info polls polls=3 empty=2\n");
}

static void
logs_what_is_not_found(void)
{
	begin(LOG_LEVEL_DEBUG);
	observed.endpoint = NULL;
	observed.path = "/no";
	observed.trx = NULL;
	request.body_state = HTTP_BODY_CUT;
	observed.result = call_fail(&call, ERR_ENDPOINT_NOT_FOUND, NULL, NULL);
	observer_note(observer, &observed);
	CU_ASSERT_EQUAL(observer_n_calls(observer), 1);
	end("debug call method=POST path=/no code=404 subcode=0 "
	    "message=\"Unable to find endpoint\" user=u1 worker=gpu:0 "
	    "client=10.0.0.1 agent=\"test/1 (x)\" bytes_out=345 ms=1.234\n");
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(logs_each_change),
	    SUITE_TEST(logs_changes_of_calls_that_fail),
	    SUITE_TEST(logs_refusals_of_callers),
	    SUITE_TEST(logs_no_reads_and_no_mistakes),
	    SUITE_TEST(logs_every_call_at_debug),
	    SUITE_TEST(counts_polls),
	    SUITE_TEST(logs_what_is_not_found),
	};

	return suite_run("observer", tests, sizeof(tests) / sizeof(*tests));
}
