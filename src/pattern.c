#define PCRE2_CODE_UNIT_WIDTH 8

#include <pcre2.h>
#include <string.h>

#include "arena.h"
#include "pattern.h"

#define MAX_PATTERN ((size_t)4096) /* bytes */
#define MATCH_LIMIT 20000          /* steps for one text */
#define HEAP_LIMIT 1024            /* KiB for one text */
#define DEPTH_LIMIT 1000

struct pattern {
	pcre2_code *code;
	pcre2_match_context *context;
	pcre2_match_data *data;
	bool gave_up;
};

static void *
allocate(size_t size, void *arena)
{
	return arena_alloc(arena, size);
}

static void
release(void *memory, void *arena)
{
	(void)memory;
	(void)arena; /* goes with the arena */
}

static uint32_t
flags(unsigned options)
{
	uint32_t result = PCRE2_UTF;

	if (options & PATTERN_ANY_CASE)
		result |= PCRE2_CASELESS;
	if (options & PATTERN_LITERAL)
		result |= PCRE2_LITERAL;
	else
		result |= PCRE2_NEVER_BACKSLASH_C;
	return result;
}

struct pattern *
pattern_new(
    struct arena *arena, const char *text, unsigned options, const char **error)
{
	struct pattern *pattern = arena_alloc(arena, sizeof(*pattern));
	size_t n = strlen(text), offset;
	pcre2_general_context *memory;
	PCRE2_UCHAR message[256];
	int code;

	if (n > MAX_PATTERN) {
		*error = "the pattern is longer than 4096 bytes";
		return NULL;
	}
	memory = pcre2_general_context_create(allocate, release, arena);
	pattern->code = pcre2_compile((PCRE2_SPTR)text, n, flags(options),
	    &code, &offset, pcre2_compile_context_create(memory));
	if (pattern->code == NULL) {
		pcre2_get_error_message(code, message, sizeof(message));
		*error = arena_printf(
		    arena, "%s at position %zu", (const char *)message, offset);
		return NULL;
	}
	pattern->context = pcre2_match_context_create(memory);
	pcre2_set_match_limit(pattern->context, MATCH_LIMIT);
	pcre2_set_heap_limit(pattern->context, HEAP_LIMIT);
	pcre2_set_depth_limit(pattern->context, DEPTH_LIMIT);
	pattern->data =
	    pcre2_match_data_create_from_pattern(pattern->code, memory);
	return pattern;
}

bool
pattern_matches(struct pattern *pattern, const char *text)
{
	int found;

	if (pattern->gave_up)
		return false;
	found = pcre2_match(pattern->code, (PCRE2_SPTR)text, strlen(text), 0,
	    PCRE2_NO_UTF_CHECK, pattern->data, pattern->context);
	pattern->gave_up = found < 0 && found != PCRE2_ERROR_NOMATCH;
	return found >= 0;
}

bool
pattern_gave_up(const struct pattern *pattern)
{
	return pattern->gave_up;
}
