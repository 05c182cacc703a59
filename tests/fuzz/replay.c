/*
 * Runs a fuzz target on files: those that are named, or its seeds.
 *
 *     tests/fuzz/TARGET [FILE...]
 *
 * Each seed is run whole, and cut after each of its bytes.
 */

#include <glob.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/fuzz.h"

#define MAX_SEED ((size_t)1 << 20)

/*
 * Run the first n bytes, in memory of that size: sanitizers notice reads
 * beyond.
 */
static void
run(const uint8_t *data, size_t n)
{
	uint8_t *copy = malloc(n);

	if (copy == NULL && n > 0)
		abort();
	if (n > 0)
		memcpy(copy, data, n);
	LLVMFuzzerTestOneInput(copy, n);
	free(copy);
}

/* Read a file; returns the number of bytes, or -1. */
static long
read_file(const char *path, uint8_t *data)
{
	FILE *in = fopen(path, "rb");
	size_t n;

	if (in == NULL) {
		perror(path);
		return -1;
	}
	n = fread(data, 1, MAX_SEED, in);
	fclose(in);
	return (long)n;
}

static bool
run_seed(const char *path, uint8_t *data)
{
	long i, n = read_file(path, data);

	for (i = 0; i <= n; i++)
		run(data, (size_t)i);
	return n >= 0;
}

static bool
run_named(const char *path, uint8_t *data)
{
	long n = read_file(path, data);

	/* printed before, as the process may abort */
	printf("%s\n", path);
	fflush(stdout);
	if (n >= 0)
		run(data, (size_t)n);
	return n >= 0;
}

/*
 * Run the seeds of a target; returns their number, or 0 if one can't be read.
 */
static size_t
run_seeds(const char *target, uint8_t *data)
{
	const char *srcdir = getenv("srcdir");
	char pattern[4096];
	size_t i, n = 0;
	glob_t found;

	snprintf(pattern, sizeof(pattern), "%s/tests/fuzz/seeds/%s/*",
	    srcdir == NULL ? "." : srcdir, target);
	if (glob(pattern, 0, NULL, &found) == 0) {
		for (i = 0; i < found.gl_pathc; i++)
			n += run_seed(found.gl_pathv[i], data);
		n = n == found.gl_pathc ? n : 0;
	}
	globfree(&found);
	return n;
}

int
main(int argc, char **argv)
{
	uint8_t *data = malloc(MAX_SEED);
	const char *target = basename(argv[0]);
	bool ok = data != NULL;
	size_t n = 0;
	int i;

	for (i = 1; ok && i < argc; i++)
		ok = run_named(argv[i], data);
	if (ok && argc == 1)
		n = run_seeds(target, data);
	free(data);
	if (argc == 1)
		printf("fuzz %s: %zu passed, %d failed\n", target, n, n == 0);
	return ok && (argc > 1 || n > 0) ? EXIT_SUCCESS : EXIT_FAILURE;
}
