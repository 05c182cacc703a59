#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/budget.h"
#include "model/filter.h"
#include "store/sqlite/reads.h"
#include "store/sqlite/verbs.h"

#define FEW_IDS 16    /* whose queues are read whole at once */
#define HIDDEN_NS 500 /* to check a queue's system tags */

/* The rows read so far. */
struct rows {
	size_t n;
	size_t room;
	struct store_sqlite_row *items;
};

/* Complete a row, and add it. */
static enum store_result
add_row(const struct store_sqlite_reading *reading,
    struct store_sqlite_row *row, struct rows *rows)
{
	enum store_result result = store_sqlite_row_complete(reading, row);

	if (result != STORE_OK)
		return result;
	rows->items = arena_grow(reading->arena, rows->items, rows->n,
	    &rows->room, sizeof(*rows->items));
	rows->items[rows->n++] = *row;
	return STORE_OK;
}

static int
compare_rows(const void *a, const void *b)
{
	int64_t left = ((const struct store_sqlite_row *)a)->place;
	int64_t right = ((const struct store_sqlite_row *)b)->place;

	return (left > right) - (left < right);
}

static enum store_result
gather_ids(const struct store_sqlite_reading *reading, size_t n,
    const char *const *ids, struct rows *rows)
{
	enum store_result result;
	struct store_sqlite_row row = {0};
	size_t i;

	for (i = 0; i < n; i++) {
		result = store_sqlite_row_find(reading, ids[i], &row);
		if (result == STORE_OK)
			result = add_row(reading, &row, rows);
		if (result != STORE_OK && result != STORE_NOT_FOUND)
			return result;
	}
	if (rows->n > 1)
		qsort(rows->items, rows->n, sizeof(row), compare_rows);
	return STORE_OK;
}

/* Numbers of queues, in their order. */
struct numbers {
	size_t n;
	size_t room;
	int64_t *items;
};

static void
add_number(struct arena *arena, struct numbers *numbers, int64_t number)
{
	numbers->items = arena_grow(arena, numbers->items, numbers->n,
	    &numbers->room, sizeof(*numbers->items));
	numbers->items[numbers->n++] = number;
}

static int
compare_numbers(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

	return (left > right) - (left < right);
}

/*
 * Read the numbers of a company's queues, and sort them here: for ORDER BY,
 * SQLite would make a temporary table, which costs more than reading a hundred.
 */
static enum store_result
read_numbers(
    const struct store_sqlite_reading *reading, struct numbers *numbers)
{
	sqlite3_stmt *from = db_prepare(
	    reading->db, "SELECT number FROM queues WHERE company = ?");
	int code;

	if (from == NULL)
		return STORE_FAILED;
	db_bind_text(from, 1, reading->company);
	while ((code = db_step(reading->db, from)) == SQLITE_ROW)
		add_number(
		    reading->arena, numbers, sqlite3_column_int64(from, 0));
	db_leave(from);
	if (numbers->n > 1)
		qsort(numbers->items, numbers->n, sizeof(*numbers->items),
		    compare_numbers);
	return code == SQLITE_DONE ? STORE_OK : STORE_FAILED;
}

/* Take the next queue with system tags, and add it if the filter hides it. */
static int
step_to_hidden(const struct store_sqlite_reading *reading,
    const struct filter *filter, sqlite3_stmt *from, struct numbers *hidden)
{
	int code = db_step(reading->db, from);
	const char **tags;
	size_t n;

	if (code != SQLITE_ROW)
		return code;
	tags = store_sqlite_column_texts(reading->arena, from, 1, &n);
	if (filter_is_hidden(filter, n, tags))
		add_number(
		    reading->arena, hidden, sqlite3_column_int64(from, 0));
	return code;
}

static enum store_result
read_hidden(const struct store_sqlite_reading *reading,
    const struct filter *filter, struct numbers *hidden)
{
	struct budget *budget = arena_budget(reading->arena);
	int code = SQLITE_ROW;
	sqlite3_stmt *from;

	from = db_prepare(reading->db,
	    "SELECT number, system_tags FROM queues WHERE company = ?"
	    " AND system_tags != x'' ORDER BY number");
	if (from == NULL)
		return STORE_FAILED;
	db_bind_text(from, 1, reading->company);
	budget_begin(budget, BUDGET_GO_ON);
	while (budget_pay(budget, HIDDEN_NS) && code == SQLITE_ROW)
		code = step_to_hidden(reading, filter, from, hidden);
	budget_end(budget);
	db_leave(from);
	if (!budget_pay(budget, 0))
		return STORE_COSTLY;
	return code == SQLITE_DONE ? STORE_OK : STORE_FAILED;
}

/* Remove the hidden queues; both lists are sorted. */
static void
drop(struct numbers *numbers, const struct numbers *hidden)
{
	size_t i, at = 0, n = 0;

	for (i = 0; i < numbers->n; i++) {
		while (at < hidden->n && hidden->items[at] < numbers->items[i])
			at++;
		if (at == hidden->n || hidden->items[at] != numbers->items[i])
			numbers->items[n++] = numbers->items[i];
	}
	numbers->n = n;
}

/* A queue with its place. */
struct placed {
	int64_t place; /* first, for compare_numbers() */
	int64_t number;
};

/* Take each queue's number as its place. */
static struct placed *
place_all(struct arena *arena, const struct numbers *numbers)
{
	struct placed *queues =
	    arena_alloc_n(arena, numbers->n, sizeof(*queues));
	size_t i;

	for (i = 0; i < numbers->n; i++)
		queues[i].place = queues[i].number = numbers->items[i];
	return queues;
}

/* Order queues by place; few have one that differs from their number. */
static enum store_result
put_in_place(
    const struct store_sqlite_reading *reading, struct numbers *numbers)
{
	sqlite3_stmt *from =
	    db_prepare(reading->db, "SELECT number, place FROM places");
	struct placed *queues = NULL;
	int64_t number, *at;
	int code;
	size_t i;

	if (from == NULL)
		return STORE_FAILED;
	while ((code = db_step(reading->db, from)) == SQLITE_ROW) {
		number = sqlite3_column_int64(from, 0);
		at = numbers->n == 0
			 ? NULL
			 : bsearch(&number, numbers->items, numbers->n,
			       sizeof(number), compare_numbers);
		if (at != NULL && queues == NULL)
			queues = place_all(reading->arena, numbers);
		if (at != NULL)
			queues[at - numbers->items].place =
			    sqlite3_column_int64(from, 1);
	}
	db_leave(from);
	if (queues != NULL)
		qsort(queues, numbers->n, sizeof(*queues), compare_numbers);
	for (i = 0; queues != NULL && i < numbers->n; i++)
		numbers->items[i] = queues[i].number;
	return code == SQLITE_DONE ? STORE_OK : STORE_FAILED;
}

/* A list that is being made. */
struct listing {
	struct db_pool *pool;
	struct arena *arena;
	const struct filter *filter;
	struct queue_need need; /* for the answer */
	bool is_cut;            /* the filter needs more entries than that */
	bool has_ids;           /* only queues with these ids can match */
	size_t n_ids;
	const char *const *ids;
	bool is_page; /* a page of all queues that are not hidden */
	size_t skip;
	size_t limit;
	bool is_direct; /* read whole queues at once, not candidates first */
};

/* What to read for the filter, and if with_answer for the answer too. */
static struct queue_need
need_of(const struct listing *listing, bool with_answer)
{
	struct queue_need need = {.parts = filter_needs(listing->filter)};

	if (with_answer)
		need.parts |= listing->need.parts;
	if (!listing->is_cut)
		need.max_entries = listing->need.max_entries;
	return need;
}

/* Find the queues of the company, or those of the page. */
static enum store_result
find_numbers(const struct listing *listing,
    const struct store_sqlite_reading *reading, struct numbers *numbers)
{
	enum store_result result = read_numbers(reading, numbers);
	struct numbers hidden = {0};

	if (result == STORE_OK && listing->is_page &&
	    filter_has_hidden(listing->filter))
		result = read_hidden(reading, listing->filter, &hidden);
	if (result != STORE_OK)
		return result;
	drop(numbers, &hidden);
	result = put_in_place(reading, numbers);
	if (!listing->is_page)
		return result;
	if (listing->skip >= numbers->n) {
		numbers->n = 0;
		return result;
	}
	numbers->items += listing->skip;
	numbers->n -= listing->skip;
	if (numbers->n > listing->limit)
		numbers->n = listing->limit;
	return result;
}

static enum store_result
gather_all(const struct listing *listing,
    const struct store_sqlite_reading *reading, struct rows *rows)
{
	struct store_sqlite_row row = {0};
	struct numbers numbers = {0};
	enum store_result result;
	size_t i;

	result = find_numbers(listing, reading, &numbers);
	for (i = 0; i < numbers.n && result == STORE_OK; i++) {
		result = store_sqlite_row_read(reading, numbers.items[i], &row);
		if (result == STORE_OK)
			result = add_row(reading, &row, rows);
	}
	return result;
}

static enum store_result
gather(const struct listing *listing,
    const struct store_sqlite_reading *reading, struct rows *rows)
{
	return listing->has_ids
		   ? gather_ids(reading, listing->n_ids, listing->ids, rows)
		   : gather_all(listing, reading, rows);
}

/* Read the candidates, or whole queues if is_direct, in one transaction. */
static enum store_result
read_candidates(const struct listing *listing, struct rows *rows)
{
	struct budget *budget = arena_budget(listing->arena);
	bool is_quick = listing->has_ids && listing->is_direct &&
			(listing->need.parts & QUEUE_ENTRIES) == 0;
	struct store_sqlite_reading reading = {.arena = listing->arena,
	    .db = is_quick ? db_borrow(listing->pool)
			   : db_borrow_for_long(listing->pool),
	    .company = filter_company(listing->filter),
	    .need = need_of(listing, listing->is_direct),
	    .for_answer = listing->is_direct};
	enum store_result result = STORE_FAILED;

	if (reading.db == NULL)
		return STORE_UNAVAILABLE;
	if (!listing->is_direct)
		budget_begin(budget, BUDGET_GO_ON);
	if (db_run(reading.db, "BEGIN")) {
		result = gather(listing, &reading, rows);
		db_run(reading.db, "COMMIT");
	}
	if (!listing->is_direct)
		budget_end(budget);
	db_give_back(listing->pool, reading.db);
	return result;
}

/* Read the chosen queues with all that is shown; *n is how many still exist. */
static enum store_result
read_chosen(const struct listing *listing, size_t *n, struct queue *queues)
{
	struct store_sqlite_reading reading = {.arena = listing->arena,
	    .db = db_borrow_for_long(listing->pool),
	    .company = filter_company(listing->filter),
	    .need = need_of(listing, true),
	    .for_answer = !listing->is_cut};
	enum store_result result = STORE_OK;
	struct rows rows = {0};
	struct store_sqlite_row row = {0};
	size_t i;

	if (reading.db == NULL)
		return STORE_UNAVAILABLE;
	if (!db_run(reading.db, "BEGIN"))
		result = STORE_FAILED;
	for (i = 0; i < *n && result == STORE_OK; i++) {
		result = store_sqlite_row_find(&reading, queues[i].id, &row);
		if (result == STORE_OK)
			result = add_row(&reading, &row, &rows);
		else if (result == STORE_NOT_FOUND)
			result = STORE_OK;
	}
	db_run(reading.db, "COMMIT");
	db_give_back(listing->pool, reading.db);
	for (i = 0; i < rows.n; i++)
		queues[i] = rows.items[i].queue;
	*n = rows.n;
	return result;
}

/* Read the candidates, and filter, sort and page them. */
static enum store_result
choose(const struct listing *listing, size_t *n, struct queue **queues)
{
	enum store_result result;
	struct rows rows = {0};
	const char *error;
	size_t i;

	if ((result = read_candidates(listing, &rows)) != STORE_OK)
		return result;
	*queues = arena_alloc_n(listing->arena, rows.n, sizeof(**queues));
	for (i = 0; i < rows.n; i++)
		(*queues)[i] = rows.items[i].queue;
	*n = rows.n;
	if (listing->is_page)
		return STORE_OK;
	*n = filter_apply(listing->filter, rows.n, *queues, &error);
	return error == NULL ? STORE_OK : STORE_BAD_FILTER;
}

/* The same, but keep only the ids, and give back the memory of the rest. */
static enum store_result
choose_ids(const struct listing *listing, size_t *n, struct queue **queues)
{
	struct budget *budget = arena_budget(listing->arena);
	uint64_t held = budget == NULL ? 0 : budget->held;
	struct listing candidates = *listing;
	struct queue *chosen = NULL;
	enum store_result result;
	size_t i;

	*n = 0;
	candidates.arena = arena_new();
	arena_set_budget(candidates.arena, budget, NULL);
	result = choose(&candidates, n, &chosen);
	*queues = arena_alloc_n(listing->arena, *n, sizeof(**queues));
	for (i = 0; chosen != NULL && i < *n; i++)
		(*queues)[i].id = arena_strdup(listing->arena, chosen[i].id);
	arena_free(candidates.arena);
	if (budget != NULL)
		budget_let_go(budget, budget->held - held);
	return result;
}

/*
 * Read what the filter needs, release the reader, and filter and sort; then
 * read what is shown of the chosen queues, in one transaction.  As they may
 * have changed in between, they are filtered again.
 */
static enum store_result
list(const struct listing *listing, size_t *n, struct queue **queues)
{
	const struct filter *filter = listing->filter;
	enum store_result result;
	const char *error;

	if (listing->is_direct ||
	    (listing->need.parts & ~filter_needs(filter)) == 0)
		return choose(listing, n, queues);
	result = choose_ids(listing, n, queues);
	if (result != STORE_OK || *n == 0 ||
	    (result = read_chosen(listing, n, *queues)) != STORE_OK)
		return result;
	*n = filter_apply_again(filter, *n, *queues, &error);
	return error == NULL ? STORE_OK : STORE_BAD_FILTER;
}

enum store_result
store_sqlite_get_all(struct store *base, struct arena *arena,
    const struct filter *filter, struct queue_need need, size_t *n,
    struct queue **queues)
{
	struct listing listing = {.pool = &sqlite_of(base)->pool,
	    .arena = arena,
	    .filter = filter,
	    .need = need};
	enum store_result result;
	size_t i;

	listing.is_cut =
	    need.max_entries != 0 && (filter_needs(filter) & QUEUE_ENTRIES);
	listing.has_ids = filter_ids(filter, &listing.n_ids, &listing.ids);
	listing.is_page =
	    filter_page_alone(filter, &listing.skip, &listing.limit);
	listing.is_direct =
	    listing.is_page ||
	    (listing.has_ids && listing.n_ids <= FEW_IDS && !listing.is_cut);
	result = list(&listing, n, queues);
	for (i = 0; listing.is_cut && result == STORE_OK && i < *n; i++)
		queue_cut(&(*queues)[i], need.max_entries);
	return result;
}
