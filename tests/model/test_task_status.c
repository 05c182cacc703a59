#include <CUnit/CUnit.h>

#include "generated/tasks.h"
#include "model/task_status.h"
#include "tests/suite.h"

static void
names_each_as_the_schema_does(void)
{
	enum task_status found;
	unsigned i;

	for (i = 0; i < TASK_STATUSES; i++) {
		CU_ASSERT_STRING_EQUAL(task_status_text((enum task_status)i),
		    tasks_task_status_enum_text(
			(enum tasks_task_status_enum)(i + 1)));
		CU_ASSERT_TRUE(task_status_read(
		    task_status_text((enum task_status)i), &found));
		CU_ASSERT_EQUAL(found, i);
	}
	CU_ASSERT_FALSE(task_status_read("nosuch", &found));
}

/* What each status may become, by the letters of the statuses' order. */
static void
allows_what_the_original_allows(void)
{
	/* created, queued, in_progress, stopped, published, publishing, closed,
	 * failed, completed, unknown */
	static const char *const allowed[TASK_STATUSES] = {"0110000000",
	    "1011000000", "1001000110", "1110111110", "0000000000",
	    "0000100000", "1001110100", "1101100000", "1010100000",
	    "0000000000"};
	unsigned i, k;

	for (i = 0; i < TASK_STATUSES; i++) {
		for (k = 0; k < TASK_STATUSES; k++)
			CU_ASSERT_EQUAL(
			    task_status_may_become(
				(enum task_status)i, (enum task_status)k),
			    i == k || allowed[i][k] == '1');
	}
}

int
main(void)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(names_each_as_the_schema_does),
	    SUITE_TEST(allows_what_the_original_allows),
	};

	return suite_run("task_status", tests, sizeof(tests) / sizeof(*tests));
}
