#ifndef MODEL_PROJECT_H
#define MODEL_PROJECT_H

/* A project: tasks belong to it.  "a/b" is a project within "a". */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct project {
	const char *id;
	const char *company;
	const char *name;        /* unique within the company */
	const char *description; /* "" if there is none */
	const char *user;        /* id */
	const char *destination; /* of output, or NULL */
	int64_t created;         /* ms since 1970 */
	int64_t last_update;     /* likewise */
	size_t n_tags;
	const char **tags;
	size_t n_system_tags;
	const char **system_tags;
};

/* True if a project is within another one, at any depth. */
bool project_is_within(
    const struct project *project, const struct project *other);

#define PROJECT_DEPTH 10 /* most parts of a name */

/*
 * A name whose parts, between slashes, are stripped, and empty ones left out,
 * in the arena; NULL if it has more than PROJECT_DEPTH.
 */
const char *project_read_name(struct arena *arena, const char *given);

/* True if two names have the same part in front of the last slash. */
bool project_has_same_parent(const char *a, const char *b);

/* The last part of a project's name. */
const char *project_basename(const struct project *project);

#endif
