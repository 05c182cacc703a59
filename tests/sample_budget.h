#ifndef TESTS_SAMPLE_BUDGET_H
#define TESTS_SAMPLE_BUDGET_H

/* A budget for tests, as a server gives it to a call. */

struct arena;
struct budget;

/* Give an arena one of 100 ms, 64 MiB, and answers of 1 MB. */
struct budget *sample_budget(struct arena *arena);

#endif
