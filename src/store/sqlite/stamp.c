#include "store/sqlite/db.h"

/*
 * The index begins with two copies of a header that each commit changes; if
 * both match, the read was not torn.  The first byte of the fourth word is 1
 * once the header is initialized ("WAL-mode File Format" of SQLite's
 * documentation, 2.1).
 */
bool
db_stamp(const struct db *db, struct db_stamp *stamp)
{
	const size_t n = sizeof(stamp->words) / sizeof(*stamp->words);
	bool is_whole = true;
	size_t i;

	if (db->index == NULL)
		return false;
	for (i = 0; i < n; i++)
		stamp->words[i] =
		    __atomic_load_n(&db->index[i], __ATOMIC_ACQUIRE);
	for (i = 0; i < n; i++)
		is_whole &=
		    stamp->words[i] ==
		    __atomic_load_n(&db->index[n + i], __ATOMIC_ACQUIRE);
	return is_whole && *(const unsigned char *)&stamp->words[3] == 1;
}
