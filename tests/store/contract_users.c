#include <CUnit/CUnit.h>

#include "base/arena.h"
#include "model/identity.h"
#include "store/store.h"
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

static void
keeps_scrolls(void)
{
	char id[IDENT_ID_SIZE];
	size_t position = 77;

	begin();
	CU_ASSERT_EQUAL(store_open_scroll(store, COMPANY, 1000, id), STORE_OK);
	CU_ASSERT_EQUAL(
	    store_find_scroll(store, COMPANY, id, 1000, &position), STORE_OK);
	CU_ASSERT_EQUAL(position, 0);
	CU_ASSERT_EQUAL(store_move_scroll(store, COMPANY, id, 9), STORE_OK);
	CU_ASSERT_EQUAL(
	    store_find_scroll(store, COMPANY, id, 1000, &position), STORE_OK);
	CU_ASSERT_EQUAL(position, 9);
	CU_ASSERT_EQUAL(store_find_scroll(store, "c2", id, 1000, &position),
	    STORE_NOT_FOUND);
	CU_ASSERT_EQUAL(
	    store_find_scroll(store, COMPANY, "none", 1000, &position),
	    STORE_NOT_FOUND);
	CU_ASSERT_EQUAL(
	    store_find_scroll(store, COMPANY, id, 9999999, &position),
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
	    SUITE_TEST(keeps_scrolls),
	};

	make_store = make;
	return suite_run(name, tests, sizeof(tests) / sizeof(*tests));
}
