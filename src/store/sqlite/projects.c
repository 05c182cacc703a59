#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/random.h"
#include "model/project_fields.h"
#include "store/sqlite/reads.h"
#include "store/sqlite/records.h"
#include "store/sqlite/verbs.h"

#define COLUMNS                                                                \
	"number, id, company, name, description, user, destination, created,"  \
	" last_update, tags, system_tags"

static void
read_row(struct arena *arena, sqlite3_stmt *row, struct project *project)
{
	project->id = db_column(arena, row, 1);
	project->company = db_column(arena, row, 2);
	project->name = db_column(arena, row, 3);
	project->description = db_column(arena, row, 4);
	project->user = db_column(arena, row, 5);
	project->destination = store_sqlite_text_or_null(arena, row, 6);
	project->created = sqlite3_column_int64(row, 7);
	project->last_update = sqlite3_column_int64(row, 8);
	project->tags =
	    store_sqlite_column_texts(arena, row, 9, &project->n_tags);
	project->system_tags =
	    store_sqlite_column_texts(arena, row, 10, &project->n_system_tags);
}

static enum store_result
read_project(
    struct db *db, struct arena *arena, int64_t number, struct project *project)
{
	sqlite3_stmt *row =
	    db_prepare(db, "SELECT " COLUMNS " FROM projects WHERE number = ?");
	enum store_result result;

	if (row == NULL)
		return STORE_FAILED;
	db_bind_int(row, 1, number);
	result = db_found(db_step(db, row));
	if (result == STORE_OK && !store_sqlite_pay_row(arena, row))
		result = STORE_COSTLY;
	if (result == STORE_OK)
		read_row(arena, row, project);
	db_leave(row);
	return result;
}

static enum store_result
find_project(
    struct db *db, const char *company, const char *id, int64_t *number)
{
	return store_sqlite_find(db,
	    "SELECT number FROM projects WHERE company = ? AND id = ?", company,
	    id, number);
}

enum store_result
store_sqlite_get_project(struct store *base, struct arena *arena,
    const char *company, const char *id, struct project *project)
{
	struct store_sqlite *store = sqlite_of(base);
	struct db *db = db_borrow(&store->pool);
	enum store_result result;
	int64_t number;

	if (db == NULL)
		return STORE_UNAVAILABLE;
	result = find_project(db, company, id, &number);
	if (result == STORE_OK)
		result = read_project(db, arena, number, project);
	db_give_back(&store->pool, db);
	return result;
}

static enum store_result
insert_project(struct db *db, const struct project *project)
{
	sqlite3_stmt *into = db_prepare(db,
	    "INSERT INTO projects (id, company, name, description, user,"
	    " destination, created, last_update, tags, system_tags)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

	if (into == NULL)
		return STORE_FAILED;
	db_bind_text(into, 1, project->id);
	db_bind_text(into, 2, project->company);
	db_bind_text(into, 3, project->name);
	db_bind_text(into, 4, project->description);
	db_bind_text(into, 5, project->user);
	store_sqlite_bind_text(into, 6, project->destination);
	db_bind_int(into, 7, project->created);
	db_bind_int(into, 8, project->last_update);
	store_sqlite_bind_texts(into, 9, project->n_tags, project->tags);
	store_sqlite_bind_texts(
	    into, 10, project->n_system_tags, project->system_tags);
	return db_finish(db, into);
}

/* Add the projects that a new one is within, unless they are there. */
static enum store_result
create_parents(struct db *db, const struct project *project)
{
	struct arena *arena = arena_new();
	enum store_result result = STORE_OK;
	struct project parent = {.company = project->company,
	    .description = "",
	    .user = project->user,
	    .created = project->created,
	    .last_update = project->created};
	const char *slash = strchr(project->name, '/');
	char id[RANDOM_ID_SIZE];
	int64_t number;

	for (; slash != NULL && result == STORE_OK;
	     slash = strchr(slash + 1, '/')) {
		parent.name = arena_strndup(
		    arena, project->name, (size_t)(slash - project->name));
		result = store_sqlite_find(db,
		    "SELECT number FROM projects WHERE company = ?"
		    " AND name = ?",
		    project->company, parent.name, &number);
		if (result != STORE_NOT_FOUND)
			continue;
		random_id(id);
		parent.id = id;
		result = insert_project(db, &parent);
	}
	arena_free(arena);
	return result;
}

enum store_result
store_sqlite_insert_project(struct db *db, const struct project *project)
{
	enum store_result result = insert_project(db, project);

	return result == STORE_OK ? create_parents(db, project) : result;
}

static enum store_result
create_project(struct db *db, void *arguments)
{
	return store_sqlite_insert_project(db, arguments);
}

enum store_result
store_sqlite_create_project(struct store *base, const struct project *project)
{
	struct project copy = *project;

	return db_submit(
	    &sqlite_of(base)->writer, DB_GROWS, create_project, &copy);
}

/* A project that is changed or deleted. */
struct work {
	struct arena *arena;
	const char *company;
	const char *id;
	const struct store_project_edit *edit;
	bool force;
	size_t n_tasks;
};

static enum store_result
update_row(struct db *db, int64_t number, const struct store_project_edit *edit)
{
	sqlite3_stmt *statement = db_prepare(db,
	    "UPDATE projects SET name = coalesce(?2, name),"
	    " description = coalesce(?3, description),"
	    " destination = coalesce(?4, destination),"
	    " tags = coalesce(?5, tags),"
	    " system_tags = coalesce(?6, system_tags), last_update = ?7"
	    " WHERE number = ?1");

	if (statement == NULL)
		return STORE_FAILED;
	db_bind_int(statement, 1, number);
	store_sqlite_bind_text(statement, 2, edit->name);
	store_sqlite_bind_text(statement, 3, edit->description);
	store_sqlite_bind_text(statement, 4, edit->destination);
	if (edit->tags != NULL)
		store_sqlite_bind_texts(
		    statement, 5, edit->tags->n, edit->tags->items);
	if (edit->system_tags != NULL)
		store_sqlite_bind_texts(statement, 6, edit->system_tags->n,
		    edit->system_tags->items);
	db_bind_int(statement, 7, edit->now);
	return db_finish(db, statement);
}

/* Those whose names begin with a name and a slash. */
#define WITHIN " company = ?1 AND substr(name, 1, length(?2) + 1) = ?2 || '/'"

/* Rename the projects within one that gets a new name. */
static enum store_result
rename_within(
    struct db *db, const char *company, const char *from, const char *to)
{
	sqlite3_stmt *statement = db_prepare(db,
	    "UPDATE projects SET name = ?3 || substr(name, length(?2) + 1)"
	    " WHERE" WITHIN);

	if (statement == NULL)
		return STORE_FAILED;
	db_bind_text(statement, 1, company);
	db_bind_text(statement, 2, from);
	db_bind_text(statement, 3, to);
	return db_finish(db, statement);
}

static enum store_result
update_project(struct db *db, void *arguments)
{
	struct work *work = arguments;
	struct project project;
	enum store_result result;
	int64_t number;

	result = find_project(db, work->company, work->id, &number);
	if (result == STORE_OK)
		result = read_project(db, work->arena, number, &project);
	if (result == STORE_OK && work->edit->name != NULL &&
	    !project_has_same_parent(project.name, work->edit->name))
		return STORE_WRONG_STATUS;
	if (result == STORE_OK)
		result = update_row(db, number, work->edit);
	if (result == STORE_OK && work->edit->name != NULL)
		result = rename_within(
		    db, work->company, project.name, work->edit->name);
	return result;
}

enum store_result
store_sqlite_update_project(struct store *base, const char *company,
    const char *id, const struct store_project_edit *edit)
{
	struct work work = {
	    .arena = arena_new(), .company = company, .id = id, .edit = edit};
	enum store_result result = db_submit(
	    &sqlite_of(base)->writer, DB_GROWS, update_project, &work);

	arena_free(work.arena);
	return result;
}

#define OF_THEM                                                                \
	"project IN (SELECT id FROM projects WHERE company = ?1 AND"           \
	" (name = ?2 OR substr(name, 1, length(?2) + 1) = ?2 || '/'))"

/* Run a statement on a company and a name; its first number, if it has one. */
static enum store_result
run(struct db *db, const char *sql, const char *company, const char *name,
    int64_t *number)
{
	sqlite3_stmt *statement = db_prepare(db, sql);
	int code;

	if (statement == NULL)
		return STORE_FAILED;
	db_bind_text(statement, 1, company);
	db_bind_text(statement, 2, name);
	if ((code = db_step(db, statement)) == SQLITE_ROW)
		*number = sqlite3_column_int64(statement, 0);
	db_leave(statement);
	return code == SQLITE_ROW || code == SQLITE_DONE ? STORE_OK
							 : STORE_FAILED;
}

static enum store_result
delete_project(struct db *db, void *arguments)
{
	struct work *work = arguments;
	enum store_result result;
	struct project project;
	int64_t number, n = 0;

	result = find_project(db, work->company, work->id, &number);
	if (result == STORE_OK)
		result = read_project(db, work->arena, number, &project);
	if (result == STORE_OK)
		result = run(db,
		    "SELECT count(*) FROM tasks WHERE company = ?1"
		    " AND " OF_THEM,
		    work->company, project.name, &n);
	if (result == STORE_OK && n > 0 && !work->force)
		return STORE_NOT_EMPTY;
	work->n_tasks = (size_t)n;
	if (result == STORE_OK)
		result = run(db,
		    "UPDATE tasks SET project = NULL WHERE company = ?1"
		    " AND " OF_THEM,
		    work->company, project.name, &n);
	if (result == STORE_OK)
		result = run(db,
		    "DELETE FROM projects WHERE company = ?1 AND (name = ?2 OR"
		    " substr(name, 1, length(?2) + 1) = ?2 || '/')",
		    work->company, project.name, &n);
	return result;
}

enum store_result
store_sqlite_delete_project(struct store *base, const char *company,
    const char *id, bool force, size_t *n_tasks)
{
	struct work work = {
	    .arena = arena_new(), .company = company, .id = id, .force = force};
	enum store_result result = db_submit(
	    &sqlite_of(base)->writer, DB_STAYS, delete_project, &work);

	arena_free(work.arena);
	*n_tasks = work.n_tasks;
	return result;
}

#define PLAIN(name)                                                            \
	{                                                                      \
#name, "", #name, false                                        \
	}

static const struct store_sqlite_column columns[PROJECT_FIELDS] = {
    [PROJECT_FIELD_ID] = PLAIN(id),
    [PROJECT_FIELD_NAME] = PLAIN(name),
    [PROJECT_FIELD_BASENAME] = {NULL, NULL, "name", false},
    [PROJECT_FIELD_DESCRIPTION] = PLAIN(description),
    [PROJECT_FIELD_USER] = PLAIN(user),
    [PROJECT_FIELD_COMPANY] = PLAIN(company),
    [PROJECT_FIELD_CREATED] = {NULL, NULL, "created", false},
    [PROJECT_FIELD_LAST_UPDATE] = {NULL, NULL, "last_update", false},
    [PROJECT_FIELD_PARENT] = {NULL, NULL, "name", false},
    [PROJECT_FIELD_TAGS] = {NULL, NULL, "tags", false},
    [PROJECT_FIELD_SYSTEM_TAGS] = {NULL, NULL, "system_tags", false},
};

static enum store_result
read_record(struct db *db, struct arena *arena, int64_t number, unsigned need,
    void *record)
{
	(void)need;
	return read_project(db, arena, number, record);
}

enum store_result
store_sqlite_list_projects(struct store *base, struct arena *arena,
    const struct criteria *criteria, size_t *n, struct project **projects)
{
	static const struct store_sqlite_kind kind = {.table = "projects",
	    .columns = columns,
	    .read = read_record,
	    .look = project_look,
	    .size = sizeof(struct project)};
	void *records = NULL;
	enum store_result result = store_sqlite_list(
	    sqlite_of(base), arena, criteria, &kind, 0, n, &records);

	*projects = records;
	return result;
}
