#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "model/project.h"

const char *
project_basename(const struct project *project)
{
	const char *slash = strrchr(project->name, '/');

	return slash == NULL ? project->name : slash + 1;
}

bool
project_is_within(const struct project *project, const struct project *other)
{
	size_t n = strlen(other->name);

	return strncmp(project->name, other->name, n) == 0 &&
	       project->name[n] == '/';
}

const char *
project_read_name(struct arena *arena, const char *given)
{
	const char *name = "", *part;
	unsigned depth = 0;
	size_t n;

	for (;; given += n + 1) {
		n = strcspn(given, "/");
		part = text_strip(arena, arena_strndup(arena, given, n));
		if (*part != '\0' && ++depth > PROJECT_DEPTH)
			return NULL;
		if (*part != '\0')
			name = arena_printf(arena, "%s%s%s", name,
			    *name == '\0' ? "" : "/", part);
		if (given[n] == '\0')
			return name;
	}
}

bool
project_has_same_parent(const char *a, const char *b)
{
	const char *end_a = strrchr(a, '/'), *end_b = strrchr(b, '/');

	if (end_a == NULL || end_b == NULL)
		return end_a == end_b;
	return end_a - a == end_b - b &&
	       strncmp(a, b, (size_t)(end_a - a)) == 0;
}
