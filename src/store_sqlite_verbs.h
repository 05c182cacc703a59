#ifndef STORE_SQLITE_VERBS_H
#define STORE_SQLITE_VERBS_H

/* Inside the SQLite store: what its files share. */

/* What lies between the ranks of entries, so that others fit in between. */
#define STORE_SQLITE_RANK_GAP 1048576

#include "db.h"
#include "store.h"

struct arena;
struct filter;
struct identity;
struct scroll_table;

/*
 * Read one queue without its entries; *number (unless NULL) is what they go by.
 */
enum store_result store_sqlite_read_queue(struct db *db, struct arena *arena,
    const char *company, const char *id, unsigned parts, int64_t *number,
    struct queue *queue);

struct store_sqlite {
	struct store store; /* first, so that one is the other */
	int lock;           /* descriptor of the lock file, or -1 */
	struct db_writer writer;
	struct db_pool pool;
	struct scroll_table *scrolls;
};

/* The verbs of store.h; store_sqlite_reads.c, _writes.c, _move.c and _users.c.
 */
enum store_result store_sqlite_queue_create(
    struct store *store, const struct queue *queue);
enum store_result store_sqlite_queue_find(struct store *store,
    struct arena *arena, const char *company, const char *id, unsigned parts,
    struct queue *queue);
enum store_result store_sqlite_queue_list(struct store *store,
    struct arena *arena, const struct filter *filter, unsigned parts, size_t *n,
    struct queue **queues);
enum store_result store_sqlite_queue_update(struct store *store,
    const char *company, const char *id, const struct store_changes *changes);
enum store_result store_sqlite_queue_change_metadata(struct store *store,
    const char *company, const char *id,
    const struct store_metadata_changes *changes);
enum store_result store_sqlite_queue_remove(
    struct store *store, const char *company, const char *id, bool force);
enum store_result store_sqlite_queue_push(struct store *store,
    const char *company, const char *id, const struct queue_entry *entry);
enum store_result store_sqlite_queue_pop(struct store *store,
    struct arena *arena, const char *company, const char *id, int64_t now,
    struct queue_entry *entry);
enum store_result store_sqlite_queue_take_out(struct store *store,
    const char *company, const char *id, const char *task, int64_t now);
enum store_result store_sqlite_queue_move(struct store *store,
    const char *company, const char *id, const char *task, int64_t by,
    int64_t *position);
enum store_result store_sqlite_user_authenticate(struct store *store,
    struct arena *arena, const char *key, const char *secret,
    struct identity *who);
enum store_result store_sqlite_user_find(struct store *store,
    struct arena *arena, const char *company, const char *user,
    struct identity *who);
enum store_result store_sqlite_company_add(
    struct store *store, const char *id, const char *name);
enum store_result store_sqlite_user_add(
    struct store *store, const struct store_user *user);
enum store_result store_sqlite_user_list(struct store *store,
    struct arena *arena, size_t *n, struct store_user **users);
enum store_result store_sqlite_key_add(
    struct store *store, const struct store_key *key, const char *secret);
enum store_result store_sqlite_key_list(struct store *store,
    struct arena *arena, size_t *n, struct store_key **keys);
enum store_result store_sqlite_key_revoke(struct store *store, const char *key);

#endif
