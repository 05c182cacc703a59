#ifndef TESTS_SUITE_H
#define TESTS_SUITE_H

/*
 * The frame of every test program: runs its tests with CUnit and ends with the
 * line "N passed, N failed".
 */

#include <stddef.h>
#include <stdint.h>

struct suite_test {
	const char *name;
	void (*run)(void);
};

/* A test by the name of its function. */
#define SUITE_TEST(function)                                                   \
	{                                                                      \
#function, function                                            \
	}

/* The exit status for main: 0 if all passed. */
int suite_run(const char *name, const struct suite_test *tests, size_t n);

/* A random number, which depends on *state alone (splitmix64). */
uint64_t suite_random(uint64_t *state);

#endif
