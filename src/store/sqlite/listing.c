#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/budget.h"
#include "base/log.h"
#include "store/sqlite/records.h"
#include "store/sqlite/verbs.h"

#define ROW_NS 3000      /* to read a record, apart from its texts */
#define ROW_SIZE 1024    /* bytes that it takes in memory, at least */
#define PARAMETERS 30000 /* most texts to be bound */

/* A query that is being put together. */
struct query {
	const struct criteria *criteria;
	const struct store_sqlite_kind *kind;
	struct arena *arena; /* for the query alone */
	const char *sql;
	size_t n, room;
	struct parameter {
		const char *text; /* or NULL: it is a number */
		int64_t number;
	} * parameters;
};

static void
put(struct query *query, const char *text)
{
	query->sql = arena_printf(query->arena, "%s%s", query->sql, text);
}

static void
put_parameter(struct query *query, const char *text, int64_t number)
{
	query->parameters = arena_grow(query->arena, query->parameters,
	    query->n, &query->room, sizeof(*query->parameters));
	query->parameters[query->n++] = (struct parameter){text, number};
}

/* A list of n question marks in brackets. */
static const char *
question_marks(struct arena *arena, size_t n)
{
	char *text = arena_alloc(arena, 2 * n + 2);
	size_t i;

	text[0] = '(';
	for (i = 0; i < n; i++) {
		text[1 + 2 * i] = '?';
		text[2 + 2 * i] = ',';
	}
	text[2 * n] = ')';
	return text;
}

/* A condition that a list of texts implies, if there is one. */
static void
put_list(struct query *query, const struct criteria_list *list)
{
	const struct store_sqlite_column *column =
	    &query->kind->columns[list->field];
	const struct list_texts *texts = list_filter_needed(&list->filter);
	size_t i;

	if (texts == NULL || texts->n == 0 || column->before == NULL ||
	    query->n + texts->n > PARAMETERS)
		return;
	put(query, " AND ");
	put(query, column->before);
	put(query, " IN ");
	put(query, question_marks(query->arena, texts->n));
	put(query, column->after);
	for (i = 0; i < texts->n; i++)
		put_parameter(query, texts->items[i], 0);
}

static void
put_range(struct query *query, const struct criteria_range *range)
{
	static const char *const signs[] = {
	    " < ?", " <= ?", " = ?", " >= ?", " > ?"};

	put(query, " AND ");
	put(query, query->kind->columns[range->field].order);
	put(query, signs[range->sign]);
	put_parameter(query, NULL, range->value);
}

/* What a metric is ordered by: a value of the task's row for it. */
static const char *
order_by_metric(struct query *query, const struct criteria_order *order)
{
	put_parameter(query, order->metric, 0);
	put_parameter(query, order->variant, 0);
	return arena_printf(query->arena,
	    "(SELECT %s FROM task_metrics WHERE task = number AND"
	    " metric_hash = ? AND variant_hash = ?)",
	    order->value);
}

/* Empty fields come last in both directions. */
static void
put_order(struct query *query, const struct criteria_order *order)
{
	const struct store_sqlite_column *column =
	    &query->kind->columns[order->field];
	bool may_be_null = order->metric != NULL || column->may_be_null;
	const char *by;

	if (may_be_null && !order->descending) {
		put(query, order->metric != NULL ? order_by_metric(query, order)
						 : column->order);
		put(query, " IS NULL, ");
	}
	by = order->metric != NULL ? order_by_metric(query, order)
				   : column->order;
	put(query, by);
	put(query, order->descending ? " DESC, " : ", ");
}

static void
write_query(struct query *query)
{
	const struct criteria *criteria = query->criteria;
	size_t i;

	query->sql = arena_printf(query->arena,
	    "SELECT number FROM %s WHERE company = ?", query->kind->table);
	put_parameter(query, criteria->company, 0);
	for (i = 0; i < criteria->n_lists; i++)
		put_list(query, &criteria->lists[i]);
	for (i = 0; i < criteria->n_ranges; i++)
		put_range(query, &criteria->ranges[i]);
	put(query, " ORDER BY ");
	for (i = 0; i < criteria->n_orders; i++)
		put_order(query, &criteria->orders[i]);
	put(query, criteria->n_orders > 0 ? "id" : "number");
}

/* Prepare the query, which is used only once. */
static sqlite3_stmt *
prepare(struct db *db, const struct query *query)
{
	sqlite3_stmt *statement;
	size_t i;

	if (sqlite3_prepare_v2(db->handle, query->sql, -1, &statement, NULL) !=
	    SQLITE_OK) {
		log_error("SQLite: %s", sqlite3_errmsg(db->handle));
		return NULL;
	}
	for (i = 0; i < query->n; i++) {
		if (query->parameters[i].text != NULL)
			db_bind_text(
			    statement, (int)i + 1, query->parameters[i].text);
		else
			db_bind_int(
			    statement, (int)i + 1, query->parameters[i].number);
	}
	return statement;
}

/* The records that were chosen so far. */
struct chosen {
	struct arena *arena;
	unsigned need;
	size_t n_skipped;
	size_t n, room;
	char *records;
};

/* True if a record is selected; it is read into the scratch arena. */
static enum store_result
select_record(struct db *db, const struct query *query, int64_t number,
    struct arena *scratch, bool *is_selected)
{
	const struct criteria *criteria = query->criteria;
	enum store_result result;
	void *record;

	*is_selected = true;
	if (criteria->n_lists == 0 && criteria->n_patterns == 0)
		return STORE_OK;
	arena_reset(scratch);
	record = arena_alloc(scratch, query->kind->size);
	result = query->kind->read(
	    db, scratch, number, criteria_needs(criteria), record);
	if (result == STORE_OK)
		*is_selected =
		    criteria_match(criteria, record, query->kind->look);
	return result;
}

static enum store_result
add_record(struct db *db, const struct query *query, int64_t number,
    struct chosen *chosen)
{
	size_t size = query->kind->size;

	if (chosen->n_skipped < query->criteria->skip) {
		chosen->n_skipped++;
		return STORE_OK;
	}
	if (!budget_hold(arena_budget(chosen->arena), ROW_SIZE))
		return STORE_COSTLY;
	chosen->records = arena_grow(
	    chosen->arena, chosen->records, chosen->n, &chosen->room, size);
	return query->kind->read(db, chosen->arena, number, chosen->need,
	    chosen->records + size * chosen->n++);
}

/* Step through the query until the page is full. */
static enum store_result
gather(struct db *db, const struct query *query, struct arena *scratch,
    struct chosen *chosen)
{
	sqlite3_stmt *statement = prepare(db, query);
	size_t limit = query->criteria->limit;
	enum store_result result = STORE_OK;
	bool is_selected;
	int64_t number;
	int code = SQLITE_DONE;

	if (statement == NULL)
		return STORE_FAILED;
	while (result == STORE_OK && (limit == 0 || chosen->n < limit) &&
	       (code = db_step(db, statement)) == SQLITE_ROW) {
		number = sqlite3_column_int64(statement, 0);
		if (!budget_pay(arena_budget(chosen->arena), ROW_NS))
			result = STORE_COSTLY;
		else
			result = select_record(
			    db, query, number, scratch, &is_selected);
		if (result == STORE_OK && is_selected)
			result = add_record(db, query, number, chosen);
	}
	sqlite3_finalize(statement);
	return code == SQLITE_ROW || code == SQLITE_DONE ? result
							 : STORE_FAILED;
}

/* Run the query in one transaction of a reader. */
static enum store_result
run(struct store_sqlite *store, const struct query *query,
    struct arena *scratch, struct chosen *chosen)
{
	struct budget *budget = arena_budget(chosen->arena);
	struct db *db = db_borrow_for_long(&store->pool);
	enum store_result result = STORE_FAILED;

	if (db == NULL)
		return STORE_UNAVAILABLE;
	budget_begin(budget, BUDGET_GO_ON);
	if (db_run(db, "BEGIN")) {
		result = gather(db, query, scratch, chosen);
		db_run(db, "COMMIT");
	}
	budget_end(budget);
	db_give_back(&store->pool, db);
	return result;
}

enum store_result
store_sqlite_list(struct store_sqlite *store, struct arena *arena,
    const struct criteria *criteria, const struct store_sqlite_kind *kind,
    unsigned need, size_t *n, void **records)
{
	struct arena *scratch = arena_new(), *text = arena_new();
	struct query query = {
	    .criteria = criteria, .kind = kind, .arena = text};
	struct chosen chosen = {.arena = arena, .need = need};
	enum store_result result;

	write_query(&query);
	result = run(store, &query, scratch, &chosen);
	arena_free(scratch);
	arena_free(text);
	*n = chosen.n;
	*records = chosen.records;
	if (result == STORE_OK && criteria_gave_up(criteria))
		return STORE_BAD_FILTER;
	return result;
}
