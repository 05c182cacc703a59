#include <CUnit/CUnit.h>

#include "http/current.h"
#include "http/http.h"
#include "tests/suite.h"

static int n_freed;

static void
count_freed(struct http_app *app)
{
	(void)app;
	n_freed++;
}

static void
frees_an_application_after_its_last_request(void)
{
	struct http_app old = {.free = count_freed},
			new = {.free = count_freed};
	struct current *current = current_new(&old);
	struct http_app *one, *two;

	n_freed = 0;
	one = current_take(current);
	two = current_take(current);
	current_replace(current, &new);
	CU_ASSERT_PTR_EQUAL(one, &old);
	CU_ASSERT_PTR_EQUAL(two, &old);
	current_give_back(current, one);
	CU_ASSERT_EQUAL(n_freed, 0);
	one = current_take(current);
	CU_ASSERT_PTR_EQUAL(one, &new);
	current_give_back(current, two);
	CU_ASSERT_EQUAL(n_freed, 1);
	current_give_back(current, one);
	CU_ASSERT_EQUAL(n_freed, 1);
	current_free(current);
	CU_ASSERT_EQUAL(n_freed, 2);
}

static void
frees_one_that_answers_nothing_at_once(void)
{
	struct http_app old = {.free = count_freed}, new = {0};
	struct current *current = current_new(&old);

	n_freed = 0;
	current_replace(current, &new);
	CU_ASSERT_EQUAL(n_freed, 1);
	current_free(current);
	CU_ASSERT_EQUAL(n_freed, 1);
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(frees_an_application_after_its_last_request),
	    SUITE_TEST(frees_one_that_answers_nothing_at_once),
	};

	return suite_run("current", tests, sizeof(tests) / sizeof(*tests));
}
