#ifndef TESTS_SCRATCH_H
#define TESTS_SCRATCH_H

/* A directory for a test's files, emptied and removed at the end. */

/*
 * Make a new directory, in $TMPDIR or else in the present one, and remove the
 * last one.  Its path, never NULL.
 */
const char *scratch_new(void);

/* Remove the last one. */
void scratch_remove(void);

#endif
