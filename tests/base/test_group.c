#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>

#include <CUnit/CUnit.h>

#include "base/group.h"
#include "tests/suite.h"

#define N_THREADS 16
#define N_CALLS 2000
#define N_LINES 3
#define MOST 5

/* A call that records which run has served it. */
struct call {
	struct group_ticket ticket;
	int line;
	int n_served;
	pthread_t thread;
};

static struct group group;
static sem_t begun, go_on;
static int n_runs, n_in_last_run, order[N_THREADS];
static atomic_int n_wrong, n_running[N_LINES];

static bool
is_same_line(const struct group_ticket *one, const struct group_ticket *other)
{
	return ((const struct call *)one)->line ==
	       ((const struct call *)other)->line;
}

/* A run that lasts until it may end, and records the calls it serves. */
static void
serve_slowly(void *context, struct group_ticket *first)
{
	struct group_ticket *ticket;

	(void)context;
	n_in_last_run = 0;
	for (ticket = first; ticket != NULL; ticket = ticket->next) {
		order[n_in_last_run++] = ((struct call *)ticket)->line;
		((struct call *)ticket)->n_served++;
	}
	n_runs++;
	sem_post(&begun);
	sem_wait(&go_on);
}

static void *
submit(void *argument)
{
	struct call *call = argument;

	group_submit(&group, &call->ticket);
	return NULL;
}

static void
begin(group_run *run, group_same *same)
{
	sem_init(&begun, 0, 0);
	sem_init(&go_on, 0, 0);
	n_runs = n_in_last_run = 0;
	group_init(&group, MOST, run, same, NULL);
}

/* Start calls, each once the one before waits. */
static void
start(struct call *calls, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		pthread_create(&calls[i].thread, NULL, submit, &calls[i]);
		if (i == 0)
			sem_wait(&begun);
		while (group_n_waiting(&group) < (size_t)i)
			continue;
	}
}

static void
join(struct call *calls, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		pthread_join(calls[i].thread, NULL);
		CU_ASSERT_EQUAL(calls[i].n_served, 1);
	}
}

/* The first call runs alone; later ones share the next runs, in order. */
static void
shares_the_next_run(void)
{
	struct call calls[N_THREADS] = {0};
	int i, n = MOST + 3;

	begin(serve_slowly, NULL);
	for (i = 0; i < n; i++)
		calls[i].line = i;
	start(calls, n);
	CU_ASSERT_EQUAL(n_in_last_run, 1);
	sem_post(&go_on);
	sem_wait(&begun);
	CU_ASSERT_EQUAL(n_in_last_run, MOST);
	for (i = 0; i < MOST; i++)
		CU_ASSERT_EQUAL(order[i], i + 1);
	sem_post(&go_on);
	sem_wait(&begun);
	CU_ASSERT_EQUAL(n_in_last_run, n - 1 - MOST);
	sem_post(&go_on);
	join(calls, n);
	CU_ASSERT_EQUAL(n_runs, 3);
	group_fini(&group);
}

/* Calls of another line don't wait for this one. */
static void
lines_do_not_wait_for_each_other(void)
{
	struct call calls[2] = {{.line = 0}, {.line = 1}};
	int i;

	begin(serve_slowly, is_same_line);
	for (i = 0; i < 2; i++) {
		pthread_create(&calls[i].thread, NULL, submit, &calls[i]);
		sem_wait(&begun); /* while the other one still runs */
	}
	CU_ASSERT_EQUAL(n_runs, 2);
	sem_post(&go_on);
	sem_post(&go_on);
	join(calls, 2);
	group_fini(&group);
}

/* At most one run of a line at a time, of its calls alone. */
static void
serve(void *context, struct group_ticket *first)
{
	const struct call *leader = (const struct call *)first;
	struct group_ticket *ticket;
	size_t n = 0;

	(void)context;
	if (atomic_fetch_add(&n_running[leader->line], 1) != 0)
		atomic_fetch_add(&n_wrong, 1);
	for (ticket = first; ticket != NULL; ticket = ticket->next, n++) {
		if (((struct call *)ticket)->line != leader->line)
			atomic_fetch_add(&n_wrong, 1);
		((struct call *)ticket)->n_served++;
	}
	if (n > MOST)
		atomic_fetch_add(&n_wrong, 1);
	atomic_fetch_sub(&n_running[leader->line], 1);
}

static void *
submit_many(void *argument)
{
	struct call call;
	int i;

	for (i = 0; i < N_CALLS; i++) {
		call =
		    (struct call){.line = (*(int *)argument + i / 7) % N_LINES};
		group_submit(&group, &call.ticket);
		if (call.n_served != 1)
			atomic_fetch_add(&n_wrong, 1);
	}
	return NULL;
}

static void
serves_each_of_many_once(void)
{
	pthread_t threads[N_THREADS];
	int i, numbers[N_THREADS];

	begin(serve, is_same_line);
	for (i = 0; i < N_THREADS; i++) {
		numbers[i] = i;
		pthread_create(&threads[i], NULL, submit_many, &numbers[i]);
	}
	for (i = 0; i < N_THREADS; i++)
		pthread_join(threads[i], NULL);
	CU_ASSERT_EQUAL(atomic_load(&n_wrong), 0);
	CU_ASSERT_EQUAL(group_n_waiting(&group), 0);
	CU_ASSERT_PTR_NULL(group.leaders);
	group_fini(&group);
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(shares_the_next_run),
	    SUITE_TEST(lines_do_not_wait_for_each_other),
	    SUITE_TEST(serves_each_of_many_once),
	};

	return suite_run("group", tests, sizeof(tests) / sizeof(*tests));
}
