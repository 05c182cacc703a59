#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "model/identity.h"
#include "tests/store/mem_rows.h"

static const struct company *
seek_company(const struct memory *memory, const char *id)
{
	size_t i;

	for (i = 0; i < memory->n_companies; i++) {
		if (strcmp(memory->companies[i].id, id) == 0)
			return &memory->companies[i];
	}
	return NULL;
}

static struct store_user *
seek_user(struct memory *memory, const char *id)
{
	size_t i;

	for (i = 0; i < memory->n_users; i++) {
		if (strcmp(memory->users[i].id, id) == 0)
			return &memory->users[i];
	}
	return NULL;
}

static struct key *
seek_key(struct memory *memory, const char *key)
{
	size_t i;

	for (i = 0; i < memory->n_keys; i++) {
		if (strcmp(memory->keys[i].key.key, key) == 0)
			return &memory->keys[i];
	}
	return NULL;
}

static void
identify(struct arena *arena, const struct memory *memory,
    const struct store_user *user, struct identity *who)
{
	who->user = arena_strdup(arena, user->id);
	who->company = arena_strdup(arena, user->company);
	who->role = arena_strdup(arena, user->role);
	who->user_name = arena_strdup(arena, user->name);
	who->company_name =
	    arena_strdup(arena, seek_company(memory, user->company)->name);
}

enum store_result
store_mem_authenticate(struct store *store, struct arena *arena,
    const char *key, const char *secret, struct identity *who)
{
	struct memory *memory = store_mem_enter(store);
	struct key *found = seek_key(memory, key);

	if (found == NULL || strcmp(found->secret, secret) != 0 ||
	    seek_user(memory, found->key.user)->is_disabled)
		return store_mem_leave(memory, STORE_NOT_FOUND);
	identify(arena, memory, seek_user(memory, found->key.user), who);
	return store_mem_leave(memory, STORE_OK);
}

enum store_result
store_mem_find_key(struct store *store, struct arena *arena, const char *key,
    struct identity *who)
{
	struct memory *memory = store_mem_enter(store);
	struct key *found = seek_key(memory, key);

	if (found == NULL || seek_user(memory, found->key.user)->is_disabled)
		return store_mem_leave(memory, STORE_NOT_FOUND);
	identify(arena, memory, seek_user(memory, found->key.user), who);
	return store_mem_leave(memory, STORE_OK);
}

enum store_result
store_mem_find_user(struct store *store, struct arena *arena,
    const char *company, const char *user, struct identity *who)
{
	struct memory *memory = store_mem_enter(store);
	const struct store_user *found = seek_user(memory, user);

	if (found == NULL || found->is_disabled ||
	    (company != NULL && strcmp(found->company, company) != 0))
		return store_mem_leave(memory, STORE_NOT_FOUND);
	identify(arena, memory, found, who);
	return store_mem_leave(memory, STORE_OK);
}

enum store_result
store_mem_add_company(struct store *store, const char *id, const char *name)
{
	struct memory *memory = store_mem_enter(store);
	struct company *company;

	if (seek_company(memory, id) != NULL)
		return store_mem_leave(memory, STORE_DUPLICATE);
	company = &memory->companies[memory->n_companies++];
	company->id = arena_strdup(memory->arena, id);
	company->name = arena_strdup(memory->arena, name);
	return store_mem_leave(memory, STORE_OK);
}

static int
compare_companies(const void *a, const void *b)
{
	return strcmp(((const struct store_company *)a)->id,
	    ((const struct store_company *)b)->id);
}

enum store_result
store_mem_list_companies(struct store *store, struct arena *arena, size_t *n,
    struct store_company **companies)
{
	struct memory *memory = store_mem_enter(store);
	size_t i;

	*n = memory->n_companies;
	*companies = arena_alloc_n(arena, *n, sizeof(**companies));
	for (i = 0; i < *n; i++)
		(*companies)[i] = (struct store_company){
		    memory->companies[i].id, memory->companies[i].name};
	if (*n > 1)
		qsort(*companies, *n, sizeof(**companies), compare_companies);
	return store_mem_leave(memory, STORE_OK);
}

enum store_result
store_mem_add_user(struct store *store, const struct store_user *user)
{
	struct memory *memory = store_mem_enter(store);
	struct arena *arena = memory->arena;

	if (seek_company(memory, user->company) == NULL)
		return store_mem_leave(memory, STORE_NOT_FOUND);
	if (seek_user(memory, user->id) != NULL)
		return store_mem_leave(memory, STORE_DUPLICATE);
	memory->users[memory->n_users++] =
	    (struct store_user){.id = arena_strdup(arena, user->id),
		.name = arena_strdup(arena, user->name),
		.role = arena_strdup(arena, user->role),
		.company = arena_strdup(arena, user->company)};
	return store_mem_leave(memory, STORE_OK);
}

enum store_result
store_mem_remove_user(struct store *store, const char *user)
{
	struct memory *memory = store_mem_enter(store);
	struct store_user *found = seek_user(memory, user);
	size_t i = 0;

	if (found == NULL)
		return store_mem_leave(memory, STORE_NOT_FOUND);
	*found = memory->users[--memory->n_users];
	while (i < memory->n_keys) {
		if (strcmp(memory->keys[i].key.user, user) == 0)
			memory->keys[i] = memory->keys[--memory->n_keys];
		else
			i++;
	}
	return store_mem_leave(memory, STORE_OK);
}

enum store_result
store_mem_disable_user(struct store *store, const char *user, bool is_disabled)
{
	struct memory *memory = store_mem_enter(store);
	struct store_user *found = seek_user(memory, user);

	if (found == NULL)
		return store_mem_leave(memory, STORE_NOT_FOUND);
	found->is_disabled = is_disabled;
	return store_mem_leave(memory, STORE_OK);
}

static int
compare_users(const void *a, const void *b)
{
	const struct store_user *left = a, *right = b;
	int result = strcmp(left->company, right->company);

	return result != 0 ? result : strcmp(left->id, right->id);
}

enum store_result
store_mem_list_users(struct store *store, struct arena *arena, size_t *n,
    struct store_user **users)
{
	struct memory *memory = store_mem_enter(store);
	size_t i;

	*n = memory->n_users;
	*users = arena_alloc_n(arena, *n, sizeof(**users));
	for (i = 0; i < *n; i++) {
		(*users)[i] = memory->users[i];
		(*users)[i].company_name =
		    seek_company(memory, memory->users[i].company)->name;
	}
	if (*n > 1)
		qsort(*users, *n, sizeof(**users), compare_users);
	return store_mem_leave(memory, STORE_OK);
}

enum store_result
store_mem_add_key(
    struct store *store, const struct store_key *key, const char *secret)
{
	struct memory *memory = store_mem_enter(store);
	struct arena *arena = memory->arena;

	if (seek_user(memory, key->user) == NULL)
		return store_mem_leave(memory, STORE_NOT_FOUND);
	if (seek_key(memory, key->key) != NULL)
		return store_mem_leave(memory, STORE_DUPLICATE);
	memory->keys[memory->n_keys++] =
	    (struct key){.key = {.key = arena_strdup(arena, key->key),
			     .user = arena_strdup(arena, key->user),
			     .label = arena_strdup(arena, key->label),
			     .created = key->created},
		.secret = arena_strdup(arena, secret)};
	return store_mem_leave(memory, STORE_OK);
}

static int
compare_keys(const void *a, const void *b)
{
	const struct store_key *left = a, *right = b;
	int result = strcmp(left->user, right->user);

	if (result != 0)
		return result;
	return (left->created > right->created) -
	       (left->created < right->created);
}

enum store_result
store_mem_list_keys(struct store *store, struct arena *arena, size_t *n,
    struct store_key **keys)
{
	struct memory *memory = store_mem_enter(store);
	size_t i;

	*n = memory->n_keys;
	*keys = arena_alloc_n(arena, *n, sizeof(**keys));
	for (i = 0; i < *n; i++)
		(*keys)[i] = memory->keys[i].key;
	if (*n > 1)
		qsort(*keys, *n, sizeof(**keys), compare_keys);
	return store_mem_leave(memory, STORE_OK);
}

enum store_result
store_mem_revoke_key(struct store *store, const char *key)
{
	struct memory *memory = store_mem_enter(store);
	struct key *found = seek_key(memory, key);

	if (found == NULL)
		return store_mem_leave(memory, STORE_NOT_FOUND);
	*found = memory->keys[--memory->n_keys];
	return store_mem_leave(memory, STORE_OK);
}
