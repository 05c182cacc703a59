#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/digest.h"
#include "model/identity.h"
#include "store/sqlite/verbs.h"

#define WHO                                                                    \
	"SELECT users.id, users.company, users.role, users.name,"              \
	" companies.name"
#define OF_COMPANY " JOIN companies ON companies.id = users.company"
#define OF_KEY " FROM keys JOIN users ON users.id = keys.user" OF_COMPANY
#define ENABLED " AND NOT users.disabled"

/* The identity in the current row of a WHO query. */
static void
read_identity(struct arena *arena, sqlite3_stmt *row, struct identity *who)
{
	who->user = db_column(arena, row, 0);
	who->company = db_column(arena, row, 1);
	who->role = db_column(arena, row, 2);
	who->user_name = db_column(arena, row, 3);
	who->company_name = db_column(arena, row, 4);
}

static enum store_result
authenticate(struct db *db, struct arena *arena, const char *key,
    const char *secret, struct identity *who)
{
	sqlite3_stmt *row = db_prepare(
	    db, WHO ", keys.secret" OF_KEY " WHERE keys.key = ?" ENABLED);
	char digest[DIGEST_SHA256_SIZE];
	enum store_result result;

	if (row == NULL)
		return STORE_FAILED;
	digest_sha256(secret, strlen(secret), digest);
	db_bind_text(row, 1, key);
	result = db_found(db_step(db, row));
	if (result == STORE_OK &&
	    !digest_equal(digest, db_column(arena, row, 5)))
		result = STORE_NOT_FOUND;
	if (result == STORE_OK)
		read_identity(arena, row, who);
	db_leave(row);
	return result;
}

enum store_result
store_sqlite_authenticate(struct store *base, struct arena *arena,
    const char *key, const char *secret, struct identity *who)
{
	struct store_sqlite *store = sqlite_of(base);
	struct db *db = db_borrow(&store->pool);
	enum store_result result;

	if (db == NULL)
		return STORE_UNAVAILABLE;
	result = authenticate(db, arena, key, secret, who);
	db_give_back(&store->pool, db);
	return result;
}

static enum store_result
find_user(struct db *db, struct arena *arena, const char *company,
    const char *user, struct identity *who)
{
	sqlite3_stmt *row = db_prepare(db,
	    WHO " FROM users" OF_COMPANY " WHERE users.id = ?1 AND (?2 IS NULL "
		"OR users.company = ?2)" ENABLED);
	enum store_result result;

	if (row == NULL)
		return STORE_FAILED;
	db_bind_text(row, 1, user);
	db_bind_text(row, 2, company);
	result = db_found(db_step(db, row));
	if (result == STORE_OK)
		read_identity(arena, row, who);
	db_leave(row);
	return result;
}

enum store_result
store_sqlite_find_user(struct store *base, struct arena *arena,
    const char *company, const char *user, struct identity *who)
{
	struct store_sqlite *store = sqlite_of(base);
	struct db *db = db_borrow(&store->pool);
	enum store_result result;

	if (db == NULL)
		return STORE_UNAVAILABLE;
	result = find_user(db, arena, company, user, who);
	db_give_back(&store->pool, db);
	return result;
}

static enum store_result
find_key(
    struct db *db, struct arena *arena, const char *key, struct identity *who)
{
	sqlite3_stmt *row =
	    db_prepare(db, WHO OF_KEY " WHERE keys.key = ?" ENABLED);
	enum store_result result;

	if (row == NULL)
		return STORE_FAILED;
	db_bind_text(row, 1, key);
	result = db_found(db_step(db, row));
	if (result == STORE_OK)
		read_identity(arena, row, who);
	db_leave(row);
	return result;
}

enum store_result
store_sqlite_find_key(struct store *base, struct arena *arena, const char *key,
    struct identity *who)
{
	struct store_sqlite *store = sqlite_of(base);
	struct db *db = db_borrow(&store->pool);
	enum store_result result;

	if (db == NULL)
		return STORE_UNAVAILABLE;
	result = find_key(db, arena, key, who);
	db_give_back(&store->pool, db);
	return result;
}

/* Run a bound write; the result is no_change if it changed nothing. */
static enum store_result
finish_write(
    struct db *db, sqlite3_stmt *statement, enum store_result no_change)
{
	enum store_result result = db_written(db_step(db, statement));

	if (result == STORE_OK && sqlite3_changes(db->handle) == 0)
		result = no_change;
	db_leave(statement);
	return result;
}

struct company {
	const char *id;
	const char *name;
};

static enum store_result
insert_company(struct db *db, void *arguments)
{
	const struct company *company = arguments;
	sqlite3_stmt *statement =
	    db_prepare(db, "INSERT INTO companies VALUES (?, ?)");

	if (statement == NULL)
		return STORE_FAILED;
	db_bind_text(statement, 1, company->id);
	db_bind_text(statement, 2, company->name);
	return finish_write(db, statement, STORE_FAILED);
}

enum store_result
store_sqlite_add_company(struct store *store, const char *id, const char *name)
{
	struct company company = {id, name};

	return db_submit(
	    &sqlite_of(store)->writer, DB_GROWS, insert_company, &company);
}

static enum store_result
insert_user(struct db *db, void *arguments)
{
	const struct store_user *const *user = arguments;
	sqlite3_stmt *statement = db_prepare(db,
	    "INSERT INTO users (id, company, name, role)"
	    " SELECT ?1, id, ?3, ?4 FROM companies WHERE id = ?2");

	if (statement == NULL)
		return STORE_FAILED;
	db_bind_text(statement, 1, (*user)->id);
	db_bind_text(statement, 2, (*user)->company);
	db_bind_text(statement, 3, (*user)->name);
	db_bind_text(statement, 4, (*user)->role);
	return finish_write(db, statement, STORE_NOT_FOUND);
}

enum store_result
store_sqlite_add_user(struct store *store, const struct store_user *user)
{
	return db_submit(
	    &sqlite_of(store)->writer, DB_GROWS, insert_user, &user);
}

static enum store_result
delete_user(struct db *db, void *arguments)
{
	static const char *const sql[] = {"DELETE FROM keys WHERE user = ?",
	    "DELETE FROM workers WHERE user = ?",
	    "DELETE FROM users WHERE id = ?"};
	const char *const *user = arguments;
	enum store_result result = STORE_OK;
	sqlite3_stmt *statement;
	size_t i;

	for (i = 0; i < 3 && result == STORE_OK; i++) {
		if ((statement = db_prepare(db, sql[i])) == NULL)
			return STORE_FAILED;
		db_bind_text(statement, 1, *user);
		result = finish_write(
		    db, statement, i < 2 ? STORE_OK : STORE_NOT_FOUND);
	}
	return result;
}

enum store_result
store_sqlite_remove_user(struct store *store, const char *user)
{
	return db_submit(
	    &sqlite_of(store)->writer, DB_STAYS, delete_user, &user);
}

struct disabling {
	const char *user;
	bool is_disabled;
};

static enum store_result
update_user(struct db *db, void *arguments)
{
	const struct disabling *disabling = arguments;
	sqlite3_stmt *statement =
	    db_prepare(db, "UPDATE users SET disabled = ? WHERE id = ?");

	if (statement == NULL)
		return STORE_FAILED;
	db_bind_int(statement, 1, disabling->is_disabled);
	db_bind_text(statement, 2, disabling->user);
	return finish_write(db, statement, STORE_NOT_FOUND);
}

enum store_result
store_sqlite_disable_user(
    struct store *store, const char *user, bool is_disabled)
{
	struct disabling disabling = {user, is_disabled};

	return db_submit(
	    &sqlite_of(store)->writer, DB_STAYS, update_user, &disabling);
}

struct key {
	const struct store_key *key;
	const char *digest;
};

static enum store_result
insert_key(struct db *db, void *arguments)
{
	const struct key *new = arguments;
	sqlite3_stmt *statement = db_prepare(db,
	    "INSERT INTO keys SELECT ?1, ?2, id, ?4, ?5 FROM users"
	    " WHERE id = ?3");

	if (statement == NULL)
		return STORE_FAILED;
	db_bind_text(statement, 1, new->key->key);
	db_bind_text(statement, 2, new->digest);
	db_bind_text(statement, 3, new->key->user);
	db_bind_text(statement, 4, new->key->label);
	db_bind_int(statement, 5, new->key->created);
	return finish_write(db, statement, STORE_NOT_FOUND);
}

enum store_result
store_sqlite_add_key(
    struct store *store, const struct store_key *key, const char *secret)
{
	char digest[DIGEST_SHA256_SIZE];
	struct key new = {key, digest};

	digest_sha256(secret, strlen(secret), digest);
	return db_submit(&sqlite_of(store)->writer, DB_GROWS, insert_key, &new);
}

static enum store_result
delete_key(struct db *db, void *arguments)
{
	const char *const *key = arguments;
	sqlite3_stmt *statement =
	    db_prepare(db, "DELETE FROM keys WHERE key = ?");

	if (statement == NULL)
		return STORE_FAILED;
	db_bind_text(statement, 1, *key);
	return finish_write(db, statement, STORE_NOT_FOUND);
}

enum store_result
store_sqlite_revoke_key(struct store *store, const char *key)
{
	return db_submit(&sqlite_of(store)->writer, DB_STAYS, delete_key, &key);
}

/* Read one row of a list into its place. */
typedef void read_row(struct arena *arena, sqlite3_stmt *row, void *place);

/* Read all rows of a query into an array, with elements of size bytes. */
static enum store_result
read_rows(struct store *base, struct arena *arena, const char *sql, size_t size,
    read_row *read, size_t *n, void **array)
{
	struct store_sqlite *store = sqlite_of(base);
	struct db *db = db_borrow(&store->pool);
	size_t room = 0, count = 0;
	char *rows = NULL;
	int code = SQLITE_ERROR;
	sqlite3_stmt *row;

	if (db == NULL)
		return STORE_UNAVAILABLE;
	row = db_prepare(db, sql);
	while (row != NULL && (code = db_step(db, row)) == SQLITE_ROW) {
		rows = arena_grow(arena, rows, count, &room, size);
		read(arena, row, rows + size * count++);
	}
	if (row != NULL)
		db_leave(row);
	db_give_back(&store->pool, db);
	if (code != SQLITE_DONE)
		return STORE_FAILED;
	*n = count;
	*array = rows;
	return STORE_OK;
}

static void
read_company(struct arena *arena, sqlite3_stmt *row, void *place)
{
	struct store_company *company = place;

	company->id = db_column(arena, row, 0);
	company->name = db_column(arena, row, 1);
}

enum store_result
store_sqlite_list_companies(struct store *store, struct arena *arena, size_t *n,
    struct store_company **companies)
{
	enum store_result result;
	void *array = NULL;

	result = read_rows(store, arena,
	    "SELECT id, name FROM companies ORDER BY id", sizeof(**companies),
	    read_company, n, &array);
	*companies = array;
	return result;
}

static void
read_user(struct arena *arena, sqlite3_stmt *row, void *place)
{
	struct store_user *user = place;

	user->id = db_column(arena, row, 0);
	user->name = db_column(arena, row, 1);
	user->role = db_column(arena, row, 2);
	user->company = db_column(arena, row, 3);
	user->company_name = db_column(arena, row, 4);
	user->is_disabled = sqlite3_column_int(row, 5) != 0;
}

enum store_result
store_sqlite_list_users(struct store *store, struct arena *arena, size_t *n,
    struct store_user **users)
{
	enum store_result result;
	void *array = NULL;

	result = read_rows(store, arena,
	    "SELECT users.id, users.name, users.role, users.company,"
	    " companies.name, users.disabled FROM users" OF_COMPANY
	    " ORDER BY users.company, users.id",
	    sizeof(**users), read_user, n, &array);
	*users = array;
	return result;
}

static void
read_key(struct arena *arena, sqlite3_stmt *row, void *place)
{
	struct store_key *key = place;

	key->key = db_column(arena, row, 0);
	key->user = db_column(arena, row, 1);
	key->label = db_column(arena, row, 2);
	key->created = sqlite3_column_int64(row, 3);
}

enum store_result
store_sqlite_list_keys(struct store *store, struct arena *arena, size_t *n,
    struct store_key **keys)
{
	enum store_result result;
	void *array = NULL;

	result = read_rows(store, arena,
	    "SELECT key, user, label, created FROM keys"
	    " ORDER BY user, created, key",
	    sizeof(**keys), read_key, n, &array);
	*keys = array;
	return result;
}
