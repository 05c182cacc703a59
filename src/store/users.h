#ifndef STORE_USERS_H
#define STORE_USERS_H

/* The verbs of companies, users and keys. */

#include "store/store.h"

struct identity;

/* A company, a user or a key of one, as the command line shows them. */
struct store_company {
	const char *id;
	const char *name;
};

struct store_user {
	const char *id;
	const char *name;
	const char *role;
	const char *company; /* id */
	const char *company_name;
	bool is_disabled;
};

struct store_key {
	const char *key;
	const char *user;  /* id */
	const char *label; /* "" if none */
	int64_t created;
};

/*
 * Find the user who holds this key and secret.  STORE_NOT_FOUND: either is
 * wrong.  Disabled users are not found, here and below.
 */
typedef enum store_result store_authenticate_fn(struct store *store,
    struct arena *arena, const char *key, const char *secret,
    struct identity *who);

/* Find a user of a company (NULL: of any). */
typedef enum store_result store_find_user_fn(struct store *store,
    struct arena *arena, const char *company, const char *user,
    struct identity *who);

/* Find the user who holds a key.  STORE_NOT_FOUND: no such key. */
typedef enum store_result store_find_key_fn(struct store *store,
    struct arena *arena, const char *key, struct identity *who);

/* Add a company.  STORE_DUPLICATE: the id is taken. */
typedef enum store_result store_add_company_fn(
    struct store *store, const char *id, const char *name);

/* All companies, by id. */
typedef enum store_result store_list_companies_fn(struct store *store,
    struct arena *arena, size_t *n, struct store_company **companies);

/*
 * Add a user (company_name and is_disabled are ignored).
 * STORE_NOT_FOUND: no such company.  STORE_DUPLICATE: the id is taken.
 */
typedef enum store_result store_add_user_fn(
    struct store *store, const struct store_user *user);

/*
 * Remove a user with all its keys.  STORE_NOT_FOUND: no such user.
 * STORE_FOREIGN: the users are another server's.
 */
typedef enum store_result store_remove_user_fn(
    struct store *store, const char *user);

/* Disable a user, or enable it again; results as for store_remove_user(). */
typedef enum store_result store_disable_user_fn(
    struct store *store, const char *user, bool is_disabled);

/* All users, by company and id, including disabled ones. */
typedef enum store_result store_list_users_fn(struct store *store,
    struct arena *arena, size_t *n, struct store_user **users);

/*
 * Add a key with its secret.
 * STORE_NOT_FOUND: no such user.  STORE_DUPLICATE: the key is taken.
 */
typedef enum store_result store_add_key_fn(
    struct store *store, const struct store_key *key, const char *secret);

/* All keys, by user and time of creation. */
typedef enum store_result store_list_keys_fn(struct store *store,
    struct arena *arena, size_t *n, struct store_key **keys);

/*
 * Make a key invalid.  STORE_NOT_FOUND: no such key.  STORE_FOREIGN: it is
 * another server's key.
 */
typedef enum store_result store_revoke_key_fn(
    struct store *store, const char *key);

struct store_user_verbs {
	store_authenticate_fn *authenticate;
	store_find_user_fn *find_user;
	store_find_key_fn *find_key;
	store_add_company_fn *add_company;
	store_list_companies_fn *list_companies;
	store_add_user_fn *add_user;
	store_remove_user_fn *remove_user;
	store_disable_user_fn *disable_user;
	store_list_users_fn *list_users;
	store_add_key_fn *add_key;
	store_list_keys_fn *list_keys;
	store_revoke_key_fn *revoke_key;
};

store_authenticate_fn store_authenticate;
store_find_user_fn store_find_user;
store_find_key_fn store_find_key;
store_add_company_fn store_add_company;
store_list_companies_fn store_list_companies;
store_add_user_fn store_add_user;
store_remove_user_fn store_remove_user;
store_disable_user_fn store_disable_user;
store_list_users_fn store_list_users;
store_add_key_fn store_add_key;
store_list_keys_fn store_list_keys;
store_revoke_key_fn store_revoke_key;

#endif
