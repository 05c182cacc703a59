#include <string.h>

#include "base/arena.h"
#include "model/pause.h"

#define USER "user:"
#define HOST "host:"

const char *
pause_find(size_t n, const struct queue_metadata *items)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (strcmp(items[i].name, PAUSE_KEY) == 0)
			return items[i].value;
	}
	return NULL;
}

/* The length of the next word from *at on, which is moved to it; 0: none. */
static size_t
next_word(const char **at)
{
	*at += strspn(*at, " ");
	return strcspn(*at, " ");
}

/* What a word of n bytes names, after a prefix; NULL: it has another one. */
static const char *
name_in(const char *word, size_t n, const char *prefix)
{
	size_t length = strlen(prefix);

	return n > length && strncmp(word, prefix, length) == 0 ? word + length
								: NULL;
}

enum pause_scope
pause_scope(const char *value)
{
	const char *at = value;
	size_t n, n_words = 0;

	if (value == NULL || strcmp(value, "false") == 0)
		return PAUSE_NOBODY;
	if (strlen(value) > PAUSE_LONGEST)
		return PAUSE_EVERYBODY;
	for (; (n = next_word(&at)) > 0; at += n, n_words++) {
		if (name_in(at, n, USER) == NULL &&
		    name_in(at, n, HOST) == NULL)
			return PAUSE_EVERYBODY;
	}
	return n_words == 0 ? PAUSE_EVERYBODY : PAUSE_SOME;
}

/* True if a text (or NULL) begins with n bytes, and ends there or with ":". */
static bool
is_named(const char *text, const char *name, size_t n, bool has_parts)
{
	return text != NULL && strncmp(text, name, n) == 0 &&
	       (text[n] == '\0' || (has_parts && text[n] == ':'));
}

/* True if a word of n bytes is for a poller. */
static bool
is_for(const char *word, size_t n, const struct pause_poller *poller)
{
	const char *name = name_in(word, n, USER), *end = word + n;

	if (name != NULL)
		return is_named(
		    poller->user, name, (size_t)(end - name), false);
	name = name_in(word, n, HOST);
	return is_named(poller->address, name, (size_t)(end - name), false) ||
	       is_named(poller->worker, name, (size_t)(end - name), true);
}

bool
pause_holds(const char *value, const struct pause_poller *poller)
{
	enum pause_scope scope = pause_scope(value);
	const char *at = value;
	size_t n;

	if (scope != PAUSE_SOME)
		return scope == PAUSE_EVERYBODY;
	for (; (n = next_word(&at)) > 0; at += n) {
		if (is_for(at, n, poller))
			return true;
	}
	return false;
}

const char **
pause_list(struct arena *arena, const char *value, size_t *n_words)
{
	enum pause_scope scope = pause_scope(value);
	const char *at = scope == PAUSE_SOME ? value : "", **words;
	size_t n;

	words = arena_alloc_n(arena, strlen(at) / 2 + 1, sizeof(*words));
	*n_words = scope == PAUSE_EVERYBODY;
	words[0] = "everybody";
	for (; (n = next_word(&at)) > 0; at += n)
		words[(*n_words)++] = arena_strndup(arena, at, n);
	return words;
}
