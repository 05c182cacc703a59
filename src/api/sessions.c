#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "api/sessions.h"
#include "api/token.h"
#include "base/arena.h"
#include "base/digest.h"

#define SLOTS 1024
#define LOCKS 64
#define FRESH 30000 /* ms */
#define MAX_KEY 56  /* bytes with the NUL */
#define MAX_ID 224  /* likewise */

/* The hash of key and user selects the slot. */
struct slot {
	int64_t found; /* ms since 1970 */
	bool has_key;
	char key[MAX_KEY];
	char user[MAX_ID];
	char company[MAX_ID];
};

struct sessions {
	pthread_mutex_t mutexes[LOCKS]; /* slot i has mutex i % LOCKS */
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

static const char *
key_of(const struct token *token)
{
	return token->key == NULL ? "" : token->key;
}

/* False if it is too long for a slot. */
static bool
fits(const struct token *token)
{
	return strlen(key_of(token)) < MAX_KEY &&
	       strlen(token->who.user) < MAX_ID &&
	       strlen(token->who.company) < MAX_ID;
}

/* Lock and return the slot of a token; leave() unlocks it. */
static struct slot *
enter(struct sessions *sessions, const struct token *token)
{
	size_t i = digest_hash(key_of(token)) ^ digest_hash(token->who.user);

	i %= SLOTS;
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
	struct slot *slot = enter(sessions, token);
	bool is_known;

	/* "now >=": setting the clock back must not extend a session */
	is_known = now >= slot->found && now - slot->found < FRESH &&
		   slot->has_key == (token->key != NULL) &&
		   strcmp(slot->key, key_of(token)) == 0 &&
		   strcmp(slot->user, token->who.user) == 0 &&
		   strcmp(slot->company, token->who.company) == 0;
	leave(sessions, slot);
	return is_known;
}

void
sessions_note(struct sessions *sessions, const struct token *token, int64_t now)
{
	struct slot *slot;

	if (!fits(token))
		return;
	slot = enter(sessions, token);
	slot->found = now;
	slot->has_key = token->key != NULL;
	stpcpy(slot->key, key_of(token));
	stpcpy(slot->user, token->who.user);
	stpcpy(slot->company, token->who.company);
	leave(sessions, slot);
}
