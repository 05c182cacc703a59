#include <string.h>

#include <bson/bson.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/timefmt.h"
#include "json/json.h"
#include "model/identity.h"
#include "store/mongo/verbs.h"

#define USE_EVERY 60000 /* ms between notes of a key's last use */

/* A user as read. */
struct person {
	struct arena *arena;
	const char *key; /* used by the caller, or NULL */
	bool is_there;
	bool is_stale; /* the key's last use has to be noted again */
	struct identity who;
};

static bool
is_stale(const bson_t *document, const char *key)
{
	bson_iter_t iter, member;
	bson_t credentials;

	if (!mongo_child(document, "credentials", &credentials))
		return false;
	bson_iter_init(&iter, &credentials);
	while (bson_iter_next(&iter)) {
		if (!bson_iter_recurse(&iter, &member) ||
		    !bson_iter_find(&member, "key") ||
		    !BSON_ITER_HOLDS_UTF8(&member) ||
		    strcmp(bson_iter_utf8(&member, NULL), key) != 0)
			continue;
		return !bson_iter_recurse(&iter, &member) ||
		       !bson_iter_find(&member, "last_used") ||
		       !BSON_ITER_HOLDS_DATE_TIME(&member) ||
		       bson_iter_date_time(&member) < timefmt_now() - USE_EVERY;
	}
	return false;
}

static const char *
text_or(struct arena *arena, const bson_t *document, const char *name,
    const char *otherwise)
{
	const char *text = mongo_text(arena, document, name);

	return text == NULL ? otherwise : text;
}

static bool
is_disabled(const bson_t *document)
{
	bson_iter_t iter;

	return bson_iter_init_find(&iter, document, "disabled") &&
	       bson_iter_as_bool(&iter);
}

static bool
read_person(void *context, const bson_t *document)
{
	struct person *person = context;
	struct arena *arena = person->arena;

	person->is_there = !is_disabled(document);
	person->is_stale =
	    person->key != NULL && is_stale(document, person->key);
	person->who.user = text_or(arena, document, "_id", "");
	person->who.company = text_or(arena, document, "company", "");
	person->who.role = text_or(arena, document, "role", "user");
	person->who.user_name = text_or(arena, document, "name", "");
	return false;
}

static bool
read_name(void *context, const bson_t *document)
{
	struct person *person = context;

	person->who.company_name = text_or(person->arena, document, "name", "");
	return false;
}

/* Read the selected user, and the company's name. */
static enum store_result
find_person(
    struct store_mongo *store, const bson_t *selector, struct person *person)
{
	enum store_result result;
	bson_t company;

	result = mongo_find(
	    store->mongo, MONGO_USERS, selector, NULL, read_person, person);
	if (result != STORE_OK)
		return result;
	if (!person->is_there)
		return STORE_NOT_FOUND;
	person->who.company_name = NULL;
	store_mongo_select_id(&company, person->who.company);
	result = mongo_find(
	    store->mongo, MONGO_COMPANIES, &company, NULL, read_name, person);
	bson_destroy(&company);
	if (result == STORE_OK && person->who.company_name == NULL)
		return STORE_NOT_FOUND;
	return result;
}

/* Note the use of a key, as the original does; a failure is only logged. */
static void
note_use(struct store_mongo *store, const char *user, const char *key)
{
	bson_t selector, change = BSON_INITIALIZER, set;

	store_mongo_select_id(&selector, user);
	BSON_APPEND_UTF8(&selector, "credentials.key", key);
	BSON_APPEND_DOCUMENT_BEGIN(&change, "$set", &set);
	BSON_APPEND_DATE_TIME(&set, "credentials.$.last_used", timefmt_now());
	bson_append_document_end(&change, &set);
	if (mongo_update(store->mongo, MONGO_USERS, &selector, &change) !=
	    STORE_OK)
		log_warning("cannot note the use of a key of user %s", user);
	bson_destroy(&selector);
	bson_destroy(&change);
}

enum store_result
store_mongo_authenticate(struct store *base, struct arena *arena,
    const char *key, const char *secret, struct identity *who)
{
	struct store_mongo *store = mongo_of(base);
	struct person person = {.arena = arena, .key = key};
	enum store_result result;
	bson_t selector;

	/* headers may have any bytes, documents only UTF-8 */
	if (!json_is_utf8(key) || !json_is_utf8(secret))
		return STORE_NOT_FOUND;
	store_mongo_select_key(&selector, key, secret);
	result = find_person(store, &selector, &person);
	bson_destroy(&selector);
	if (result != STORE_OK)
		return result;
	if (person.is_stale)
		note_use(store, person.who.user, key);
	*who = person.who;
	return STORE_OK;
}

enum store_result
store_mongo_find_user(struct store *base, struct arena *arena,
    const char *company, const char *user, struct identity *who)
{
	struct person person = {.arena = arena};
	enum store_result result;
	bson_t selector;

	if (!json_is_utf8(user))
		return STORE_NOT_FOUND;
	store_mongo_select_id(&selector, user);
	if (company != NULL)
		BSON_APPEND_UTF8(&selector, "company", company);
	result = find_person(mongo_of(base), &selector, &person);
	bson_destroy(&selector);
	if (result == STORE_OK)
		*who = person.who;
	return result;
}

enum store_result
store_mongo_find_key(struct store *base, struct arena *arena, const char *key,
    struct identity *who)
{
	struct person person = {.arena = arena};
	enum store_result result;
	bson_t selector;

	if (!json_is_utf8(key))
		return STORE_NOT_FOUND;
	store_mongo_select_key(&selector, key, NULL);
	result = find_person(mongo_of(base), &selector, &person);
	bson_destroy(&selector);
	if (result == STORE_OK)
		*who = person.who;
	return result;
}

/* Delete a document, which may be gone already. */
static void
sweep(struct store_mongo *store, enum mongo_collection where, const char *id)
{
	bson_t selector;

	store_mongo_select_id(&selector, id);
	mongo_delete(store->mongo, where, &selector);
	bson_destroy(&selector);
}

/*
 * Once removed from auth.user, the user and its keys are gone; documents
 * elsewhere may stay behind if deleting them fails.
 */
enum store_result
store_mongo_remove_user(struct store *base, const char *user)
{
	struct store_mongo *store = mongo_of(base);
	enum store_result result = store_mongo_if_ours(store);
	struct arena *arena = arena_new();
	struct store_key *keys = NULL;
	size_t i, n = 0;
	bson_t selector;

	store_mongo_select_id(&selector, user);
	if (result == STORE_OK)
		result = store_mongo_list_keys(base, arena, &n, &keys);
	if (result == STORE_OK)
		result = mongo_delete(store->mongo, MONGO_USERS, &selector);
	if (result == STORE_OK)
		sweep(store, MONGO_PEOPLE, user);
	for (i = 0; result == STORE_OK && i < n; i++) {
		if (strcmp(keys[i].user, user) == 0)
			sweep(store, MONGO_KEYS, keys[i].key);
	}
	bson_destroy(&selector);
	arena_free(arena);
	return result;
}

enum store_result
store_mongo_disable_user(struct store *base, const char *user, bool is_disabled)
{
	struct store_mongo *store = mongo_of(base);
	enum store_result result = store_mongo_if_ours(store);
	bson_t selector, change = BSON_INITIALIZER, fields;

	store_mongo_select_id(&selector, user);
	BSON_APPEND_DOCUMENT_BEGIN(
	    &change, is_disabled ? "$set" : "$unset", &fields);
	BSON_APPEND_BOOL(&fields, "disabled", true);
	bson_append_document_end(&change, &fields);
	if (result == STORE_OK)
		result =
		    mongo_update(store->mongo, MONGO_USERS, &selector, &change);
	bson_destroy(&selector);
	bson_destroy(&change);
	return result;
}

enum store_result
store_mongo_add_company(struct store *base, const char *id, const char *name)
{
	struct store_mongo *store = mongo_of(base);
	bson_t document, defaults, option;
	enum store_result result;

	store_mongo_select_id(&document, id);
	BSON_APPEND_UTF8(&document, "name", name);
	BSON_APPEND_DOCUMENT_BEGIN(&document, "defaults", &defaults);
	BSON_APPEND_DOCUMENT_BEGIN(&defaults, "stats_option", &option);
	BSON_APPEND_BOOL(&option, "enabled", false);
	bson_append_document_end(&defaults, &option);
	bson_append_document_end(&document, &defaults);
	result = mongo_insert(store->mongo, MONGO_COMPANIES, &document);
	bson_destroy(&document);
	return result;
}

static bool
add_company(void *context, const bson_t *document)
{
	struct store_mongo_list *all = context;
	struct store_company *company =
	    store_mongo_add_item(all, document, sizeof(*company));

	if (company == NULL)
		return false;
	company->id = text_or(all->arena, document, "_id", "");
	company->name = text_or(all->arena, document, "name", "");
	return true;
}

enum store_result
store_mongo_list_companies(struct store *base, struct arena *arena, size_t *n,
    struct store_company **companies)
{
	struct store_mongo *store = mongo_of(base);
	bson_t everything = BSON_INITIALIZER, options = BSON_INITIALIZER;
	struct store_mongo_list all = {.arena = arena};
	enum store_result result;

	store_mongo_put_ones(&options, "sort", 1, (const char *[]){"_id"});
	result = store_mongo_read_list(store->mongo, MONGO_COMPANIES,
	    &everything, &options, add_company, &all);
	bson_destroy(&options);
	bson_destroy(&everything);
	*n = all.n;
	*companies = all.items;
	return result;
}

/* A document of auth.user (doc/original.md, "Documents in MongoDB"). */
static void
write_user(struct arena *arena, const struct store_user *user, bson_t *document)
{
	store_mongo_select_id(document, user->id);
	BSON_APPEND_UTF8(document, "name", user->name);
	BSON_APPEND_DATE_TIME(document, "created", timefmt_now());
	BSON_APPEND_UTF8(document, "role", user->role);
	BSON_APPEND_UTF8(document, "company", user->company);
	store_mongo_put_texts(document, "credentials", 0, NULL);
	BSON_APPEND_UTF8(
	    document, "email", arena_printf(arena, "%s@example.com", user->id));
}

/* The one in backend.user. */
static void
write_person(
    struct arena *arena, const struct store_user *user, bson_t *document)
{
	size_t n = strcspn(user->name, " ");
	const char *rest = user->name + n + strspn(user->name + n, " ");

	store_mongo_select_id(document, user->id);
	BSON_APPEND_UTF8(document, "company", user->company);
	BSON_APPEND_UTF8(document, "name", user->name);
	BSON_APPEND_UTF8(document, "family_name", rest);
	BSON_APPEND_UTF8(
	    document, "given_name", arena_strndup(arena, user->name, n));
	BSON_APPEND_UTF8(document, "preferences", "");
}

enum store_result
store_mongo_add_user(struct store *base, const struct store_user *user)
{
	struct mongo *mongo = mongo_of(base)->mongo;
	struct arena *arena = arena_new();
	bson_t company, login, person;
	enum store_result result;

	store_mongo_select_id(&company, user->company);
	write_user(arena, user, &login);
	write_person(arena, user, &person);
	result = mongo_has(mongo, MONGO_COMPANIES, &company);
	if (result == STORE_OK)
		result = mongo_insert(mongo, MONGO_USERS, &login);
	if (result == STORE_OK)
		result = mongo_insert(mongo, MONGO_PEOPLE, &person);
	bson_destroy(&company);
	bson_destroy(&login);
	bson_destroy(&person);
	arena_free(arena);
	return result;
}

static bool
add_user(void *context, const bson_t *document)
{
	struct store_mongo_list *all = context;
	struct store_user *user =
	    store_mongo_add_item(all, document, sizeof(*user));

	if (user == NULL)
		return false;
	user->id = text_or(all->arena, document, "_id", "");
	user->name = text_or(all->arena, document, "name", "");
	user->role = text_or(all->arena, document, "role", "user");
	user->company = text_or(all->arena, document, "company", "");
	user->company_name = "";
	user->is_disabled = is_disabled(document);
	return true;
}

static const char *
name_of(const char *id, size_t n, const struct store_company *companies)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (strcmp(companies[i].id, id) == 0)
			return companies[i].name;
	}
	return "";
}

enum store_result
store_mongo_list_users(struct store *base, struct arena *arena, size_t *n,
    struct store_user **users)
{
	struct store_mongo *store = mongo_of(base);
	bson_t everything = BSON_INITIALIZER, options = BSON_INITIALIZER;
	struct store_mongo_list all = {.arena = arena};
	struct store_company *companies;
	enum store_result result;
	size_t i, n_companies;

	store_mongo_put_ones(
	    &options, "sort", 2, (const char *[]){"company", "_id"});
	result = store_mongo_read_list(
	    store->mongo, MONGO_USERS, &everything, &options, add_user, &all);
	bson_destroy(&options);
	bson_destroy(&everything);
	*n = all.n;
	*users = all.items;
	if (result == STORE_OK)
		result = store_mongo_list_companies(
		    base, arena, &n_companies, &companies);
	for (i = 0; result == STORE_OK && i < *n; i++)
		(*users)[i].company_name =
		    name_of((*users)[i].company, n_companies, companies);
	return result;
}
