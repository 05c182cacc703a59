#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "model/identity.h"
#include "store/scrolls.h"
#include "store/store.h"
#include "store/users.h"
#include "tests/store/contract.h"
#include "tests/suite.h"

#define COMPANY "c1"

static store_contract_new *make_store;
static struct store *store;
static struct arena *arena;

static void
begin(void)
{
	store = make_store();
	CU_ASSERT_PTR_NOT_NULL_FATAL(store);
	arena = arena_new();
}

static void
end(void)
{
	store_close(store);
	arena_free(arena);
}

static struct store_user
add_people(void)
{
	struct store_user user = {
	    .id = "u1", .name = "Ann", .role = "admin", .company = COMPANY};

	CU_ASSERT_EQUAL(store_add_company(store, COMPANY, "Acme"), STORE_OK);
	CU_ASSERT_EQUAL(store_add_user(store, &user), STORE_OK);
	return user;
}

static void
knows_users_of_their_company(void)
{
	struct store_user user;
	struct identity who;

	begin();
	user = add_people();
	CU_ASSERT_EQUAL(store_add_user(store, &user), STORE_DUPLICATE);
	user.id = "u2";
	user.company = "c2";
	CU_ASSERT_EQUAL(store_add_user(store, &user), STORE_NOT_FOUND);
	CU_ASSERT_EQUAL(
	    store_add_company(store, COMPANY, "Again"), STORE_DUPLICATE);
	CU_ASSERT_EQUAL(
	    store_find_user(store, arena, COMPANY, "u1", &who), STORE_OK);
	CU_ASSERT_STRING_EQUAL(who.user, "u1");
	CU_ASSERT_STRING_EQUAL(who.company, COMPANY);
	CU_ASSERT_STRING_EQUAL(who.role, "admin");
	CU_ASSERT_STRING_EQUAL(who.user_name, "Ann");
	CU_ASSERT_STRING_EQUAL(who.company_name, "Acme");
	CU_ASSERT_EQUAL(
	    store_find_user(store, arena, NULL, "u1", &who), STORE_OK);
	CU_ASSERT_EQUAL(
	    store_find_user(store, arena, NULL, "u9", &who), STORE_NOT_FOUND);
	CU_ASSERT_EQUAL(
	    store_find_user(store, arena, "c2", "u1", &who), STORE_NOT_FOUND);
	end();
}

static void
authenticates_by_key_and_secret(void)
{
	struct store_key key = {
	    .key = "K", .user = "u1", .label = "", .created = 7};
	struct identity who;

	begin();
	add_people();
	CU_ASSERT_EQUAL(store_add_key(store, &key, "s:ecret"), STORE_OK);
	CU_ASSERT_EQUAL(store_add_key(store, &key, "x"), STORE_DUPLICATE);
	CU_ASSERT_EQUAL(
	    store_authenticate(store, arena, "K", "s:ecret", &who), STORE_OK);
	CU_ASSERT_STRING_EQUAL(who.user, "u1");
	CU_ASSERT_EQUAL(
	    store_authenticate(store, arena, "K", "x", &who), STORE_NOT_FOUND);
	CU_ASSERT_EQUAL(
	    store_authenticate(store, arena, "K", "", &who), STORE_NOT_FOUND);
	CU_ASSERT_EQUAL(store_authenticate(store, arena, "k", "s:ecret", &who),
	    STORE_NOT_FOUND);
	key.key = "L";
	key.user = "nobody";
	CU_ASSERT_EQUAL(store_add_key(store, &key, "x"), STORE_NOT_FOUND);
	CU_ASSERT_EQUAL(store_revoke_key(store, "K"), STORE_OK);
	CU_ASSERT_EQUAL(store_authenticate(store, arena, "K", "s:ecret", &who),
	    STORE_NOT_FOUND);
	CU_ASSERT_EQUAL(store_revoke_key(store, "K"), STORE_NOT_FOUND);
	end();
}

static void
lists_companies_users_and_keys(void)
{
	struct store_key key = {
	    .key = "K2", .user = "u1", .label = "two", .created = 2};
	struct store_company *companies;
	struct store_user *users;
	struct store_key *keys;
	size_t n;

	begin();
	add_people();
	CU_ASSERT_EQUAL(store_add_company(store, "a", "First"), STORE_OK);
	CU_ASSERT_EQUAL(
	    store_list_companies(store, arena, &n, &companies), STORE_OK);
	CU_ASSERT_EQUAL_FATAL(n, 2);
	CU_ASSERT_STRING_EQUAL(companies[0].id, "a");
	CU_ASSERT_STRING_EQUAL(companies[0].name, "First");
	CU_ASSERT_STRING_EQUAL(companies[1].id, COMPANY);
	CU_ASSERT_EQUAL(store_add_key(store, &key, "x"), STORE_OK);
	key = (struct store_key){
	    .key = "K1", .user = "u1", .label = "", .created = 1};
	CU_ASSERT_EQUAL(store_add_key(store, &key, "x"), STORE_OK);
	CU_ASSERT_EQUAL(store_list_users(store, arena, &n, &users), STORE_OK);
	CU_ASSERT_EQUAL_FATAL(n, 1);
	CU_ASSERT_STRING_EQUAL(users[0].name, "Ann");
	CU_ASSERT_STRING_EQUAL(users[0].company_name, "Acme");
	CU_ASSERT_EQUAL(store_list_keys(store, arena, &n, &keys), STORE_OK);
	CU_ASSERT_EQUAL_FATAL(n, 2);
	CU_ASSERT_STRING_EQUAL(keys[0].key, "K1");
	CU_ASSERT_STRING_EQUAL(keys[1].label, "two");
	end();
}

static struct store_key
add_key(const char *name)
{
	struct store_key key = {
	    .key = name, .user = "u1", .label = "", .created = 7};

	CU_ASSERT_EQUAL(store_add_key(store, &key, "s"), STORE_OK);
	return key;
}

/* Expect a user and their key to be found everywhere, or nowhere. */
static void
expect_found(enum store_result expected, const char *user, const char *key)
{
	struct identity who = {.user = NULL};

	CU_ASSERT_EQUAL(
	    store_find_user(store, arena, COMPANY, user, &who), expected);
	CU_ASSERT_EQUAL(store_find_key(store, arena, key, &who), expected);
	CU_ASSERT_EQUAL(
	    store_authenticate(store, arena, key, "s", &who), expected);
	if (expected == STORE_OK) {
		CU_ASSERT_STRING_EQUAL(who.user, user);
		CU_ASSERT_STRING_EQUAL(who.company_name, "Acme");
	}
}

static void
finds_the_holder_of_a_key(void)
{
	struct identity who;

	begin();
	add_people();
	add_key("K1");
	CU_ASSERT_EQUAL(store_find_key(store, arena, "K1", &who), STORE_OK);
	CU_ASSERT_STRING_EQUAL(who.user, "u1");
	CU_ASSERT_STRING_EQUAL(who.company, COMPANY);
	CU_ASSERT_STRING_EQUAL(who.role, "admin");
	CU_ASSERT_STRING_EQUAL(who.user_name, "Ann");
	CU_ASSERT_STRING_EQUAL(who.company_name, "Acme");
	CU_ASSERT_EQUAL(
	    store_find_key(store, arena, "K2", &who), STORE_NOT_FOUND);
	CU_ASSERT_EQUAL(
	    store_find_key(store, arena, "\xff", &who), STORE_NOT_FOUND);
	CU_ASSERT_EQUAL(store_revoke_key(store, "K1"), STORE_OK);
	CU_ASSERT_EQUAL(
	    store_find_key(store, arena, "K1", &who), STORE_NOT_FOUND);
	end();
}

static void
removes_users_with_their_keys(void)
{
	struct store_user other = {
	    .id = "u2", .name = "Bob", .role = "user", .company = COMPANY};
	struct store_key key, *keys;
	struct store_user *users;
	size_t n;

	begin();
	add_people();
	CU_ASSERT_EQUAL(store_add_user(store, &other), STORE_OK);
	add_key("K1");
	key = add_key("K2");
	key.key = "K3";
	key.user = "u2";
	CU_ASSERT_EQUAL(store_add_key(store, &key, "s"), STORE_OK);
	CU_ASSERT_EQUAL(store_remove_user(store, "u9"), STORE_NOT_FOUND);
	CU_ASSERT_EQUAL(store_remove_user(store, "u1"), STORE_OK);
	CU_ASSERT_EQUAL(store_remove_user(store, "u1"), STORE_NOT_FOUND);
	expect_found(STORE_NOT_FOUND, "u1", "K1");
	expect_found(STORE_NOT_FOUND, "u1", "K2");
	expect_found(STORE_OK, "u2", "K3");
	CU_ASSERT_EQUAL(store_list_keys(store, arena, &n, &keys), STORE_OK);
	CU_ASSERT_EQUAL(n, 1);
	CU_ASSERT_EQUAL(store_list_users(store, arena, &n, &users), STORE_OK);
	CU_ASSERT_EQUAL(n, 1);
	/* a key of this name may be made again */
	key.key = "K1";
	CU_ASSERT_EQUAL(store_add_key(store, &key, "s"), STORE_OK);
	expect_found(STORE_OK, "u2", "K1");
	end();
}

static void
disables_users(void)
{
	struct store_user *users;
	size_t n;

	begin();
	add_people();
	add_key("K1");
	CU_ASSERT_EQUAL(store_disable_user(store, "u9", true), STORE_NOT_FOUND);
	CU_ASSERT_EQUAL(
	    store_disable_user(store, "u9", false), STORE_NOT_FOUND);
	CU_ASSERT_EQUAL(store_disable_user(store, "u1", true), STORE_OK);
	CU_ASSERT_EQUAL(store_disable_user(store, "u1", true), STORE_OK);
	expect_found(STORE_NOT_FOUND, "u1", "K1");
	CU_ASSERT_EQUAL(store_list_users(store, arena, &n, &users), STORE_OK);
	CU_ASSERT_EQUAL_FATAL(n, 1);
	CU_ASSERT_TRUE(users[0].is_disabled);
	CU_ASSERT_EQUAL(store_disable_user(store, "u1", false), STORE_OK);
	CU_ASSERT_EQUAL(store_disable_user(store, "u1", false), STORE_OK);
	expect_found(STORE_OK, "u1", "K1");
	CU_ASSERT_EQUAL(store_list_users(store, arena, &n, &users), STORE_OK);
	CU_ASSERT_FALSE(users[0].is_disabled);
	end();
}

static void
keeps_scrolls(void)
{
	char id[RANDOM_ID_SIZE];
	size_t position = 77;

	begin();
	CU_ASSERT_EQUAL(
	    store_open_scroll(store, COMPANY, "queues", 1000, id), STORE_OK);
	CU_ASSERT_EQUAL(
	    store_find_scroll(store, COMPANY, "queues", id, 1000, &position),
	    STORE_OK);
	CU_ASSERT_EQUAL(position, 0);
	CU_ASSERT_EQUAL(store_move_scroll(store, COMPANY, id, 9), STORE_OK);
	CU_ASSERT_EQUAL(
	    store_find_scroll(store, COMPANY, "queues", id, 1000, &position),
	    STORE_OK);
	CU_ASSERT_EQUAL(position, 9);
	CU_ASSERT_EQUAL(
	    store_find_scroll(store, "c2", "queues", id, 1000, &position),
	    STORE_NOT_FOUND);
	CU_ASSERT_EQUAL(store_find_scroll(
			    store, COMPANY, "queues", "none", 1000, &position),
	    STORE_NOT_FOUND);
	CU_ASSERT_EQUAL(
	    store_find_scroll(store, COMPANY, "queues", id, 9999999, &position),
	    STORE_NOT_FOUND);
	end();
}

int
store_contract_run_users(const char *name, store_contract_new *make)
{
	static const struct suite_test tests[] = {
	    SUITE_TEST(knows_users_of_their_company),
	    SUITE_TEST(authenticates_by_key_and_secret),
	    SUITE_TEST(lists_companies_users_and_keys),
	    SUITE_TEST(finds_the_holder_of_a_key),
	    SUITE_TEST(removes_users_with_their_keys),
	    SUITE_TEST(disables_users),
	    SUITE_TEST(keeps_scrolls),
	};

	make_store = make;
	return suite_run(name, tests, sizeof(tests) / sizeof(*tests));
}
