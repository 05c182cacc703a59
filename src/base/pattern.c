#define PCRE2_CODE_UNIT_WIDTH 8

#include <pcre2.h>
#include <string.h>

#include "base/arena.h"
#include "base/budget.h"
#include "base/pattern.h"

#define MAX_PATTERN ((size_t)4096) /* bytes */
#define HEAP_LIMIT 1024            /* KiB for one text */
#define DEPTH_LIMIT 1000
#define STEP 10   /* ns that an item of a pattern takes */
#define START 100 /* ns that a match takes, apart from its steps */
/* Bytes of text that one item of a pattern runs over in a step. */
#define STRIDE 16

struct pattern {
	pcre2_code *code;
	pcre2_match_context *context;
	pcre2_match_data *data;
	struct budget *budget;
	size_t n_text; /* bytes of the text being matched; if it is not valid
			* UTF-8, PCRE2 passes callouts another number */
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

/*
 * Called before each item of the pattern is tried at some place of the text.
 * An item of several characters ("[a-z]+", "\1") may run to the end of the
 * text.  PCRE2's own limit on steps would not do: it starts again at each
 * place, and doesn't count such runs.
 */
static int
pay(pcre2_callout_block *item, void *context)
{
	struct pattern *pattern = context;
	size_t steps = 1;

	if (item->next_item_length > 1)
		steps += (pattern->n_text - item->current_position) / STRIDE;
	return budget_pay(pattern->budget, steps * STEP) ? 0
							 : PCRE2_ERROR_CALLOUT;
}

static uint32_t
flags(unsigned options)
{
	/* others write to the store too, so texts may be invalid UTF-8 */
	uint32_t result =
	    PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_AUTO_CALLOUT;

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
	pcre2_set_callout(pattern->context, pay, pattern);
	pcre2_set_heap_limit(pattern->context, HEAP_LIMIT);
	pcre2_set_depth_limit(pattern->context, DEPTH_LIMIT);
	pattern->data =
	    pcre2_match_data_create_from_pattern(pattern->code, memory);
	pattern->budget = arena_budget(arena);
	return pattern;
}

bool
pattern_matches(struct pattern *pattern, const char *text)
{
	size_t n = pattern->n_text = strlen(text);
	int found;

	if (pattern->gave_up ||
	    !budget_pay(pattern->budget, START + n / STRIDE))
		return false;
	found = pcre2_match(pattern->code, (PCRE2_SPTR)text, n, 0, 0,
	    pattern->data, pattern->context);
	pattern->gave_up = found < 0 && found != PCRE2_ERROR_NOMATCH;
	return found >= 0;
}

bool
pattern_gave_up(const struct pattern *pattern)
{
	return pattern->gave_up;
}
