#include <string.h>

#include "base/arena.h"
#include "base/digest.h"
#include "model/task.h"

static const char *const parts[TASK_PARTS] = {"script", "hyperparams",
    "configuration", "execution", "container", "models", "runtime", "output"};

/* The fields that are always read. */
static const char *const plain[] = {"id", "name", "user", "company", "type",
    "status", "comment", "created", "started", "completed", "active_duration",
    "parent", "project", "status_changed", "status_message", "status_reason",
    "published", "last_worker", "last_worker_report", "last_update",
    "last_change", "last_changed_by", "last_iteration", "enqueue_status"};

const char *
task_part_name(enum task_part part)
{
	return parts[part];
}

/* True if the first n bytes of a field are this name. */
static bool
is_name(const char *field, size_t n, const char *name)
{
	return strlen(name) == n && strncmp(field, name, n) == 0;
}

unsigned
task_needs(const char *field, bool *known)
{
	size_t n = strcspn(field, "."), i;

	*known = true;
	for (i = 0; i < TASK_PARTS; i++) {
		if (is_name(field, n, parts[i]))
			return 1u << i;
	}
	if (is_name(field, n, "tags") || is_name(field, n, "system_tags"))
		return TASK_NEEDS_TAGS;
	if (is_name(field, n, "last_metrics"))
		return TASK_NEEDS_METRICS;
	for (i = 0; i < sizeof(plain) / sizeof(*plain); i++) {
		if (is_name(field, n, plain[i]))
			return 0;
	}
	*known = false;
	return 0;
}

const char *
task_metric_hash(struct arena *arena, const char *name)
{
	char *hex = arena_alloc(arena, DIGEST_MD5_SIZE);

	digest_md5(name, strlen(name), hex);
	return hex;
}
