#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/sessions.h"
#include "api/token.h"
#include "base/arena.h"
#include "base/ident.h"

#define SLOTS 1024
#define LOCKS 64
#define MAX_NAME 504 /* bytes */
#define FRESH 30000  /* ms */

/* A key and a user find their slot. */
struct slot {
	int64_t found; /* when; ms since 1970 */
	char name[MAX_NAME];
};

struct sessions {
	pthread_mutex_t mutexes[LOCKS]; /* each for some of the slots */
	struct slot slots[SLOTS];
};

struct sessions *
sessions_new(void)
{
	struct sessions *sessions = arena_must(calloc(1, sizeof(*sessions)));
	size_t i;

	for (i = 0; i < LOCKS; i++)
		pthread_mutex_init(&sessions->mutexes[i], NULL);
	return sessions;
}

void
sessions_free(struct sessions *sessions)
{
	size_t i;

	if (sessions == NULL)
		return;
	for (i = 0; i < LOCKS; i++)
		pthread_mutex_destroy(&sessions->mutexes[i]);
	free(sessions);
}

/* A text that no other key and user have; false if it would be too long. */
static bool
name_session(const struct token *token, char name[MAX_NAME])
{
	const char *key = token->key == NULL ? "" : token->key;
	int n;

	n = snprintf(name, MAX_NAME, "%zu %zu %s%s%s", strlen(key),
	    strlen(token->who.user), key, token->who.user, token->who.company);
	return n < MAX_NAME;
}

/* Lock the slot for a name, and unlock it. */
static struct slot *
enter(struct sessions *sessions, const char *name)
{
	size_t i = ident_hash(name) % SLOTS;

	pthread_mutex_lock(&sessions->mutexes[i % LOCKS]);
	return &sessions->slots[i];
}

static void
leave(struct sessions *sessions, const struct slot *slot)
{
	size_t i = (size_t)(slot - sessions->slots);

	pthread_mutex_unlock(&sessions->mutexes[i % LOCKS]);
}

bool
sessions_know(struct sessions *sessions, const struct token *token, int64_t now)
{
	char name[MAX_NAME];
	struct slot *slot;
	bool is_known;

	if (!name_session(token, name))
		return false;
	slot = enter(sessions, name);
	/* a clock that was set back makes nothing last longer */
	is_known = strcmp(slot->name, name) == 0 && now >= slot->found &&
		   now - slot->found < FRESH;
	leave(sessions, slot);
	return is_known;
}

void
sessions_note(struct sessions *sessions, const struct token *token, int64_t now)
{
	char name[MAX_NAME];
	struct slot *slot;

	if (!name_session(token, name))
		return;
	slot = enter(sessions, name);
	memcpy(slot->name, name, strlen(name) + 1);
	slot->found = now;
	leave(sessions, slot);
}
