#ifndef BASE_PATTERN_H
#define BASE_PATTERN_H

/*
 * Regular expressions that clients send: compiled and matched within limits,
 * and paid for by the budget of their arena, so that none can block a thread.
 * Unanchored; a match anywhere counts.  Invalid UTF-8 in a text matches
 * nothing.
 *
 * A pattern belongs to one thread and lives in the arena that it was made in.
 */

#include <stdbool.h>

struct arena;
struct pattern;

enum pattern_option {
	PATTERN_ANY_CASE = 1 << 0, /* letters match in either case */
	PATTERN_LITERAL = 1 << 1,  /* the text itself, not an expression */
};

/*
 * Compile a text, with options of enum pattern_option.  NULL, with the reason
 * in *error, if it is not a valid expression or longer than 4096 bytes.
 */
struct pattern *pattern_new(struct arena *arena, const char *text,
    unsigned options, const char **error);

/* True if it matches anywhere in a text. */
bool pattern_matches(struct pattern *pattern, const char *text);

/* True if a match was given up as it cost too much; then the results of
 * pattern_matches() mean nothing. */
bool pattern_gave_up(const struct pattern *pattern);

#endif
