#include <pthread.h>
#include <stdint.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/ring.h"
#include "tests/suite.h"

#define SIZE ((size_t)4 * RING_RECORD)
#define THREADS 4
#define EACH 50000 /* records of a thread */

static void
put(struct ring *ring, const char *text)
{
	size_t n = strlen(text) + 1;
	void *record = ring_reserve(ring, n, 0);

	CU_ASSERT_PTR_NOT_NULL_FATAL(record);
	memcpy(record, text, n);
	ring_commit(record, n);
}

static void
keeps_the_order(void)
{
	struct ring *ring = ring_new(SIZE);

	CU_ASSERT_PTR_NULL(ring_first(ring));
	put(ring, "one");
	put(ring, "another");
	CU_ASSERT_STRING_EQUAL(ring_first(ring), "one");
	ring_release(ring);
	CU_ASSERT_FALSE(ring_is_empty(ring));
	CU_ASSERT_STRING_EQUAL(ring_first(ring), "another");
	ring_release(ring);
	CU_ASSERT_TRUE(ring_is_empty(ring));
	ring_free(ring);
}

static void
waits_for_what_is_being_written(void)
{
	struct ring *ring = ring_new(SIZE);
	void *early = ring_reserve(ring, 6, 0);

	put(ring, "late");
	CU_ASSERT_PTR_NULL(ring_first(ring));
	memcpy(early, "early", 6);
	ring_commit(early, 6);
	CU_ASSERT_STRING_EQUAL(ring_first(ring), "early");
	ring_free(ring);
}

static void
refuses_what_does_not_fit(void)
{
	struct ring *ring = ring_new(SIZE);
	size_t n = 0;
	void *record;

	while ((record = ring_reserve(ring, 1000, 3000)) != NULL) {
		ring_commit(record, 1000);
		n++;
	}
	CU_ASSERT_EQUAL(n, (SIZE - 3000) / 1008);
	CU_ASSERT_PTR_NOT_NULL(ring_reserve(ring, 1000, 0));
	CU_ASSERT_PTR_NULL(ring_reserve(ring, 3000, 0));
	ring_free(ring);
}

/* Records of every size, many times around. */
static void
keeps_records_in_one_piece(void)
{
	struct ring *ring = ring_new(SIZE);
	unsigned char *record;
	const unsigned char *got;
	size_t i, n, n_wrong = 0;

	for (i = 0; i < 10000; i++) {
		n = 1 + i * 37 % RING_RECORD;
		record = ring_reserve(ring, n, 0);
		CU_ASSERT_PTR_NOT_NULL_FATAL(record);
		memset(record, (int)(i % 251), n);
		ring_commit(record, n);
		got = ring_first(ring);
		CU_ASSERT_PTR_NOT_NULL_FATAL(got);
		n_wrong += got[0] != i % 251 || got[n - 1] != i % 251;
		ring_release(ring);
	}
	CU_ASSERT_EQUAL(n_wrong, 0);
	ring_free(ring);
}

struct producer {
	struct ring *ring;
	uint64_t number;
};

static void *
produce(void *argument)
{
	struct producer *producer = argument;
	uint64_t i, *record;
	size_t n;

	for (i = 0; i < EACH; i++) {
		n = sizeof(uint64_t) * (2 + i % 7);
		do
			record = ring_reserve(producer->ring, n, 0);
		while (record == NULL);
		record[0] = producer->number;
		record[1] = i;
		ring_commit(record, n);
	}
	return NULL;
}

static void
takes_records_of_many_threads(void)
{
	struct producer producers[THREADS];
	uint64_t next[THREADS] = {0};
	struct ring *ring = ring_new(SIZE);
	size_t i, n = 0, n_wrong = 0;
	pthread_t threads[THREADS];
	const uint64_t *record;

	for (i = 0; i < THREADS; i++) {
		producers[i] = (struct producer){ring, i};
		pthread_create(&threads[i], NULL, produce, &producers[i]);
	}
	while (n < (size_t)THREADS * EACH) {
		if ((record = ring_first(ring)) == NULL)
			continue;
		n_wrong +=
		    record[0] >= THREADS || next[record[0]]++ != record[1];
		ring_release(ring);
		n++;
	}
	for (i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	CU_ASSERT_EQUAL(n_wrong, 0);
	CU_ASSERT_TRUE(ring_is_empty(ring));
	ring_free(ring);
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(keeps_the_order),
	    SUITE_TEST(waits_for_what_is_being_written),
	    SUITE_TEST(refuses_what_does_not_fit),
	    SUITE_TEST(keeps_records_in_one_piece),
	    SUITE_TEST(takes_records_of_many_threads),
	};

	return suite_run("ring", tests, sizeof(tests) / sizeof(*tests));
}
