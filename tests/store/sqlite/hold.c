#include <pthread.h>
#include <semaphore.h>

#include <CUnit/CUnit.h>

#include "store/sqlite/db.h"
#include "tests/store/sqlite/hold.h"

static struct db_writer *held;
static sem_t begun, go_on;
static pthread_t holder;

/* A write that lasts until it may end. */
static enum store_result
hold(struct db *db, void *arguments)
{
	(void)db;
	(void)arguments;
	sem_post(&begun);
	sem_wait(&go_on);
	return STORE_OK;
}

static void *
submit(void *argument)
{
	CU_ASSERT_EQUAL(db_submit(held, DB_GROWS, hold, NULL), STORE_OK);
	return argument;
}

void
hold_begin(struct db_writer *writer)
{
	held = writer;
	sem_init(&begun, 0, 0);
	sem_init(&go_on, 0, 0);
	pthread_create(&holder, NULL, submit, NULL);
	sem_wait(&begun);
}

void
hold_wait(size_t n)
{
	while (group_n_waiting(&held->group) < n)
		continue;
}

void
hold_end(void)
{
	sem_post(&go_on);
	pthread_join(holder, NULL);
}
