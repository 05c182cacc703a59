#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/gate.h"
#include "base/owner.h"
#include "base/log.h"
#include "store/sighting_table.h"
#include "store/sqlite/packs.h"
#include "store/sqlite/place.h"
#include "store/sqlite/records.h"
#include "store/sqlite/scroll_table.h"
#include "store/sqlite/sqlite.h"
#include "store/sqlite/verbs.h"

/* Open the writer, upgrade the layout, and open the readers. */
static const char *
open_connections(
    struct arena *arena, struct store_sqlite *store, const char *path)
{
	const char *error;
	size_t i;

	if (!db_writer_open(&store->writer, path,
		store->reserve.fd < 0 ? NULL : &store->reserve,
		store_sqlite_settle, store_sqlite_end_group, store))
		return arena_printf(arena, "%s: %s", path,
		    sqlite3_errmsg(store->writer.db.handle));
	if ((error = store_sqlite_migrate(arena, &store->writer.db, path)) !=
		NULL ||
	    db_pool_open(&store->pool, path))
		return error;
	for (i = 0; i < DB_READERS; i++)
		error = sqlite3_errmsg(store->pool.readers[i].db.handle);
	return arena_printf(arena, "%s: %s", path, error);
}

static void
close_store(struct store *base)
{
	struct store_sqlite *store = sqlite_of(base);

	store_sqlite_sweeper_stop(store);
	store_sqlite_flush_counts(store);
	db_pool_close(&store->pool);
	db_writer_close(&store->writer);
	reserve_close(&store->reserve);
	scroll_table_free(store->scrolls);
	sighting_table_free(store->sightings);
	store_sqlite_history_free(store->history);
	store_sqlite_packer_free(store->packer);
	gate_free(store->long_writes);
	pthread_mutex_destroy(&store->presence.mutex);
	if (store->lock >= 0)
		close(store->lock);
	free(store);
}

static enum store_result
ping(struct store *base)
{
	struct store_sqlite *store = sqlite_of(base);
	struct db *db = db_borrow(&store->pool);
	bool fine;

	if (db == NULL)
		return STORE_UNAVAILABLE;
	fine = db_has(db, "SELECT 1 FROM settings WHERE name = 'uid'");
	db_give_back(&store->pool, db);
	return fine ? STORE_OK : STORE_UNAVAILABLE;
}

static enum store_result
open_scroll(struct store *base, const char *company, const char *list,
    int64_t now, char id[RANDOM_ID_SIZE])
{
	scroll_table_open(sqlite_of(base)->scrolls, company, list, now, id);
	return STORE_OK;
}

static enum store_result
find_scroll(struct store *base, const char *company, const char *list,
    const char *id, int64_t now, size_t *position)
{
	return scroll_table_find(
		   sqlite_of(base)->scrolls, company, list, id, now, position)
		   ? STORE_OK
		   : STORE_NOT_FOUND;
}

static enum store_result
move_scroll(
    struct store *base, const char *company, const char *id, size_t position)
{
	scroll_table_move(sqlite_of(base)->scrolls, company, id, position);
	return STORE_OK;
}

static const char *
read_uid(struct store *base, struct arena *arena)
{
	struct store_sqlite *store = sqlite_of(base);
	struct db *db = db_borrow(&store->pool);
	sqlite3_stmt *statement;
	const char *uid = "";

	if (db == NULL)
		return uid;
	statement =
	    db_prepare(db, "SELECT value FROM settings WHERE name = 'uid'");
	if (statement != NULL) {
		if (db_step(db, statement) == SQLITE_ROW)
			uid = db_column(arena, statement, 0);
		db_leave(statement);
	}
	db_give_back(&store->pool, db);
	return uid;
}

static bool
check(struct store *store, const struct store_checking *checking)
{
	bool fine =
	    store_sqlite_check(store, checking->report, checking->context);

	return store_sqlite_check_tasks(store, checking) && fine;
}

static const struct store_verbs verbs = {
    .close = close_store,
    .ping = ping,
    .uid = read_uid,
    .describe = store_sqlite_describe,
    .check = check,
};

static const struct store_queue_verbs queues = {
    .create = store_sqlite_create,
    .get_by_id = store_sqlite_get_by_id,
    .get_by_task_id = store_sqlite_get_by_task_id,
    .get_all = store_sqlite_get_all,
    .update = store_sqlite_update,
    .change_metadata = store_sqlite_change_metadata,
    .delete = store_sqlite_delete,
    .clear_queue = store_sqlite_clear_queue,
    .add_task = store_sqlite_add_task,
    .get_next_task = store_sqlite_get_next_task,
    .remove_task = store_sqlite_remove_task,
    .move_task = store_sqlite_move_task,
    .move_task_to_queue = store_sqlite_move_task_to_queue,
};

static const struct store_entry_verbs entries = {
    .list_entries = store_sqlite_list_entries,
    .find_holders = store_sqlite_find_holders,
};

static const struct store_history_verbs history = {
    .list_history = store_sqlite_list_history,
};

static const struct store_flow_verbs flows = {
    .list_flows = store_sqlite_list_flows,
};

static const struct store_sighting_verbs sightings = {
    .note_sighting = store_sqlite_note_sighting,
    .list_sightings = store_sqlite_list_sightings,
};

static const struct store_stat_verbs stats = {
    .measure = store_sqlite_measure,
    .list_longest = store_sqlite_list_longest,
};

static const struct store_sample_verbs samples = {
    .sample_queues = store_sqlite_sample_queues,
    .list_samples = store_sqlite_list_samples,
};

static const struct store_scroll_verbs scrolls = {
    .open_scroll = open_scroll,
    .find_scroll = find_scroll,
    .move_scroll = move_scroll,
};

static const struct store_user_verbs users = {
    .authenticate = store_sqlite_authenticate,
    .find_user = store_sqlite_find_user,
    .find_key = store_sqlite_find_key,
    .add_company = store_sqlite_add_company,
    .list_companies = store_sqlite_list_companies,
    .add_user = store_sqlite_add_user,
    .remove_user = store_sqlite_remove_user,
    .disable_user = store_sqlite_disable_user,
    .list_users = store_sqlite_list_users,
    .add_key = store_sqlite_add_key,
    .list_keys = store_sqlite_list_keys,
    .revoke_key = store_sqlite_revoke_key,
};

static const struct store_task_verbs tasks = {
    .find_tasks = store_sqlite_find_tasks,
    .follow_task = store_sqlite_follow_task,
    .requeue_task = store_sqlite_requeue_task,
    .revert_task = store_sqlite_revert_task,
};

static const struct store_trace_verbs traces = {
    .find_trace = store_sqlite_find_trace,
    .list_orphans = store_sqlite_list_orphans,
};

static const struct store_worker_verbs workers = {
    .list_workers = store_sqlite_list_workers,
    .register_worker = store_sqlite_register_worker,
    .report_worker = store_sqlite_report_worker,
    .unregister_worker = store_sqlite_unregister_worker,
};

static const struct store_record_verbs records = {
    .create_task = store_sqlite_create_task,
    .get_task = store_sqlite_get_task,
    .list_tasks = store_sqlite_list_tasks,
    .edit_task = store_sqlite_edit_task,
    .change_task = store_sqlite_change_task,
    .enqueue_task = store_sqlite_enqueue_task,
    .dequeue_task = store_sqlite_dequeue_task,
    .reset_task = store_sqlite_reset_task,
    .delete_task = store_sqlite_delete_task,
    .touch_task = store_sqlite_touch_task,
};

static const struct store_project_verbs projects = {
    .create_project = store_sqlite_create_project,
    .get_project = store_sqlite_get_project,
    .list_projects = store_sqlite_list_projects,
    .update_project = store_sqlite_update_project,
    .delete_project = store_sqlite_delete_project,
};

static const struct store_event_verbs events = {
    .add_events = store_sqlite_add_events,
    .list_events = store_sqlite_list_events,
    .walk_events = store_sqlite_walk_events,
    .list_scalars = store_sqlite_list_scalars,
};

static const struct store_transfer_verbs transfer = {
    .next_task = store_sqlite_next_task,
    .add_records = store_sqlite_add_records,
    .forget_parents = store_sqlite_forget_parents,
};

static struct store_sqlite *
new_store(void)
{
	struct store_sqlite *store = arena_must(calloc(1, sizeof(*store)));

	store->store = (struct store){.verbs = &verbs,
	    .queues = &queues,
	    .entries = &entries,
	    .history = &history,
	    .flows = &flows,
	    .sightings = &sightings,
	    .samples = &samples,
	    .scrolls = &scrolls,
	    .users = &users,
	    .tasks = &tasks,
	    .workers = &workers,
	    .stats = &stats,
	    .traces = &traces,
	    .records = &records,
	    .projects = &projects,
	    .events = &events,
	    .transfer = &transfer};
	pthread_mutex_init(&store->presence.mutex, NULL);
	place_guard();
	store->lock = -1;
	store->reserve.fd = -1;
	store->scrolls = scroll_table_new();
	store->sightings = sighting_table_new();
	store->history = store_sqlite_history_new();
	store->packer = store_sqlite_packer_new();
	store->long_writes = gate_new(1, 1);
	return store;
}

const char *
store_sqlite_lock(struct arena *arena, const char *data, int *lock)
{
	const char *path = arena_printf(arena, "%s/lineup.lock", data);
	struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

	*lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
	if (*lock < 0 || !owner_give(*lock, path))
		return arena_printf(arena, "%s: %s", path, strerror(errno));
	if (fcntl(*lock, F_SETLK, &whole) == 0)
		return NULL;
	return arena_printf(
	    arena, "%s: a server is working on this directory", data);
}

/* True if a server uses this directory; not for use in the server itself. */
static bool
is_served(struct arena *arena, const char *data)
{
	const char *path = arena_printf(arena, "%s/lineup.lock", data);
	struct flock whole = {.l_type = F_RDLCK, .l_whence = SEEK_SET};
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool served;

	if (fd < 0)
		return errno != ENOENT;
	served = fcntl(fd, F_GETLK, &whole) != 0 || whole.l_type != F_UNLCK;
	close(fd);
	return served;
}

/* Open the database of a directory; close the store if there is an error. */
static struct store *
open_store(struct arena *arena, struct store_sqlite *store, const char *data,
    const char **error)
{
	const char *path = arena_printf(arena, "%s/lineup.db", data);

	/* SQLite would fall back to reading only */
	if (*error == NULL && access(path, R_OK | W_OK) != 0)
		*error = arena_printf(arena, "%s: %s%s", path, strerror(errno),
		    errno == ENOENT ? "; \"lineup init\" makes it" : "");
	if (*error == NULL)
		*error = open_connections(arena, store, path);
	if (*error == NULL)
		return &store->store;
	store_close(&store->store);
	return NULL;
}

static const char *
keep_room(struct arena *arena, struct store_sqlite *store, const char *data,
    int64_t room)
{
	const char *path = arena_printf(arena, "%s/lineup.reserve", data);

	return room == 0 ? NULL
			 : reserve_open(&store->reserve, arena, path, room);
}

struct store *
store_sqlite_open(struct arena *arena, const char *data, int64_t retention,
    int64_t reserve, const char **error)
{
	struct store_sqlite *store = new_store();
	struct store *opened;

	store->samples.retention = retention;
	*error = store_sqlite_lock(arena, data, &store->lock);
	if (*error == NULL)
		*error = keep_room(arena, store, data, reserve);
	opened = open_store(arena, store, data, error);
	if (opened == NULL || store_sqlite_sweeper_start(store))
		return opened;
	*error = "cannot start a thread";
	store_close(opened);
	return NULL;
}

void
store_sqlite_limit_scrolls(struct store *store, int64_t each)
{
	scroll_table_limit(sqlite_of(store)->scrolls, (size_t)each);
}

struct store *
store_sqlite_open_beside(
    struct arena *arena, const char *data, const char **error)
{
	struct store_sqlite *store = new_store();

	*error = NULL;
	store->is_alone = !is_served(arena, data);
	return open_store(arena, store, data, error);
}

struct store *
store_sqlite_open_or_create(
    struct arena *arena, const char *data, const char **error)
{
	const char *path = arena_printf(arena, "%s/lineup.db", data);
	int fd;

	/* an empty file is an empty database; this one is private */
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
	*error = fd < 0 || !owner_give(fd, path)
		     ? arena_printf(arena, "%s: %s", path, strerror(errno))
		     : NULL;
	if (fd >= 0)
		close(fd);
	if (*error != NULL)
		return NULL;
	return store_sqlite_open_beside(arena, data, error);
}
