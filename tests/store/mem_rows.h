#ifndef TESTS_STORE_MEM_ROWS_H
#define TESTS_STORE_MEM_ROWS_H

/* Inside the store in memory: what its files share. */

#include <pthread.h>

#include "store/store.h"
#include "store/tasks.h"

#define MAX_ROWS 4096

struct company {
	const char *id;
	const char *name;
};

struct key {
	struct store_key key;
	const char *secret;
};

struct sample {
	const char *queue;
	struct queue_sample sample;
};

/* A task, as its owner keeps it; what is not there is NULL. */
struct task {
	const char *id;
	const char *company;
	const char *status;
	const char *enqueue_status;
	const char *queue;
	const char *reason; /* of its status */
};

/* Everything lives in one arena until the store is closed. */
struct memory {
	struct store store;
	pthread_mutex_t mutex;
	struct arena *arena;
	struct scroll_table *scrolls;
	size_t n_queues;
	struct queue queues[MAX_ROWS];
	size_t n_samples;
	struct sample samples[MAX_ROWS];
	size_t n_tasks;
	struct task tasks[MAX_ROWS];
	size_t n_companies;
	struct company companies[MAX_ROWS];
	size_t n_users;
	struct store_user users[MAX_ROWS];
	size_t n_keys;
	struct key keys[MAX_ROWS];
};

/* Lock and unlock; leaving passes the result through. */
struct memory *store_mem_enter(struct store *store);
enum store_result store_mem_leave(
    struct memory *memory, enum store_result result);

/* A queue of a company, or NULL. */
struct queue *store_mem_seek(
    struct memory *memory, const char *company, const char *id);

/* Where a queue holds a task; n_entries: nowhere. */
size_t store_mem_place_of(const struct queue *queue, const char *task);

/* The verbs of entries. */
enum store_result store_mem_clear(struct store *store, struct arena *arena,
    const struct store_leaving *leaving, size_t *n, const char ***tasks);
enum store_result store_mem_push(struct store *store, const char *company,
    const char *id, const struct queue_entry *entry);

enum store_result store_mem_pop(struct store *store, struct arena *arena,
    const char *company, const char *id, int64_t now,
    struct queue_entry *entry);

enum store_result store_mem_pop_task(struct store *store, struct arena *arena,
    const char *company, const char *id, const char *task, int64_t now,
    struct queue_entry *entry);

enum store_result store_mem_take_out(struct store *store, const char *company,
    const char *id, const char *task, int64_t now);

enum store_result store_mem_move(struct store *store, const char *company,
    const char *id, const char *task, int64_t by, int64_t *position);

enum store_result store_mem_transfer(struct store *store, const char *company,
    const char *id, const char *target, const struct queue_entry *entry);

/* Remember how a queue is now. */
void store_mem_sample(
    struct memory *memory, const struct queue *queue, int64_t now);

/* The verbs of samples. */
void store_mem_sample_all(struct store *store, const char *company,
    const struct store_strings *ids, int64_t now);

enum store_result store_mem_list_samples(struct store *store,
    struct arena *arena, const struct store_sample_range *range,
    store_take_sample *take, void *context);

/* The verbs of users. */
enum store_result store_mem_authenticate(struct store *store,
    struct arena *arena, const char *key, const char *secret,
    struct identity *who);

enum store_result store_mem_find_user(struct store *store, struct arena *arena,
    const char *company, const char *user, struct identity *who);

enum store_result store_mem_find_key(struct store *store, struct arena *arena,
    const char *key, struct identity *who);

enum store_result store_mem_add_company(
    struct store *store, const char *id, const char *name);

enum store_result store_mem_list_companies(struct store *store,
    struct arena *arena, size_t *n, struct store_company **companies);

enum store_result store_mem_add_user(
    struct store *store, const struct store_user *user);

enum store_result store_mem_remove_user(struct store *store, const char *user);

enum store_result store_mem_disable_user(
    struct store *store, const char *user, bool is_disabled);

enum store_result store_mem_list_users(struct store *store, struct arena *arena,
    size_t *n, struct store_user **users);

enum store_result store_mem_add_key(
    struct store *store, const struct store_key *key, const char *secret);

enum store_result store_mem_list_keys(struct store *store, struct arena *arena,
    size_t *n, struct store_key **keys);

enum store_result store_mem_revoke_key(struct store *store, const char *key);

#endif
