#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

/*
 * What fuzz targets share.  A target is a program of one file, which defines
 * the function that libFuzzer calls; script/fuzz links them so.  "make check"
 * links it with replay.c instead, which runs it on the seeds in
 * tests/fuzz/seeds/<target>. A target must return from any input; fuzz_must()
 * checks what has to hold.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct json_limits;

/* The target.  Always returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* The limits on JSON that a server has by default. */
extern const struct json_limits fuzz_limits;

/* An input that is read piece by piece: at moves on, up to end. */
struct fuzz_input {
	const char *at;
	const char *end;
};

/* Begin with an input. */
struct fuzz_input fuzz_begin(const uint8_t *data, size_t n);

/*
 * The rest of the line, as a text in the arena.  It may hold NULs, at which it
 * then ends.
 */
char *fuzz_line(struct arena *arena, struct fuzz_input *input);

/* Everything that is left, n bytes and a NUL. */
char *fuzz_rest(struct arena *arena, struct fuzz_input *input, size_t *n);

/* Abort the process unless a condition holds. */
#define fuzz_must(condition) fuzz_check(condition, #condition)
void fuzz_check(bool holds, const char *what);

#endif
