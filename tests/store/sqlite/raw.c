#include <stdio.h>

#include <CUnit/CUnit.h>
#include <sqlite3.h>

#include "tests/store/sqlite/raw.h"

#define LONGEST 60000 /* ms to wait for the store's writes */

static sqlite3 *raw;

void
raw_open(const char *data)
{
	char path[300];

	snprintf(path, sizeof(path), "%s/lineup.db", data);
	CU_ASSERT_EQUAL_FATAL(sqlite3_open(path, &raw), SQLITE_OK);
	sqlite3_busy_timeout(raw, LONGEST);
}

void
raw_close(void)
{
	sqlite3_close(raw);
}

void
raw_run(const char *sql)
{
	CU_ASSERT_EQUAL(sqlite3_exec(raw, sql, NULL, NULL, NULL), SQLITE_OK);
}

int64_t
raw_number(const char *sql)
{
	sqlite3_stmt *row;
	int64_t number = -1;

	CU_ASSERT_EQUAL_FATAL(
	    sqlite3_prepare_v2(raw, sql, -1, &row, NULL), SQLITE_OK);
	if (sqlite3_step(row) == SQLITE_ROW)
		number = sqlite3_column_int64(row, 0);
	sqlite3_finalize(row);
	return number;
}
