#include <stdio.h>
#include <stdlib.h>

#include <CUnit/Basic.h>

#include "tests/suite.h"

int
suite_run(const char *name, const struct suite_test *tests, size_t n)
{
	CU_pSuite suite;
	unsigned failed, run;
	size_t i;

	if (CU_initialize_registry() != CUE_SUCCESS ||
	    (suite = CU_add_suite(name, NULL, NULL)) == NULL) {
		fprintf(stderr, "%s: %s\n", name, CU_get_error_msg());
		return EXIT_FAILURE;
	}
	for (i = 0; i < n; i++) {
		if (CU_add_test(suite, tests[i].name, tests[i].run) == NULL) {
			fprintf(stderr, "%s: %s\n", name, CU_get_error_msg());
			return EXIT_FAILURE;
		}
	}
	CU_basic_set_mode(CU_BRM_SILENT);
	CU_basic_run_tests();
	run = CU_get_number_of_tests_run();
	failed = CU_get_number_of_tests_failed();
	if (failed > 0) {
		CU_basic_show_failures(CU_get_failure_list());
		putchar('\n');
	}
	CU_cleanup_registry();
	printf("%s: %u passed, %u failed\n", name, run - failed, failed);
	return failed == 0 && run == n ? EXIT_SUCCESS : EXIT_FAILURE;
}

uint64_t
suite_random(uint64_t *state)
{
	uint64_t number = *state += UINT64_C(0x9e3779b97f4a7c15);

	number = (number ^ number >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	number = (number ^ number >> 27) * UINT64_C(0x94d049bb133111eb);
	return number ^ number >> 31;
}
