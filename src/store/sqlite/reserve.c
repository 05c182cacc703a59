#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/owner.h"
#include "base/steady.h"
#include "store/sqlite/db.h"
#include "store/sqlite/reserve.h"

#define PARTS 4
#define INTERVAL 1000 /* ms */
#define GONE "the disk is full: nothing is added to queues until there is room"

bool
reserve_is_whole(const struct reserve *reserve)
{
	return reserve == NULL || reserve->size == reserve->whole;
}

/* Take back what is missing, if the disk has room. */
static bool
fill(struct reserve *reserve)
{
	int64_t part = reserve->whole / PARTS, n;

	reserve->tried = steady_now();
	while (reserve->size < reserve->whole) {
		n = reserve->whole - reserve->size;
		n = n < part ? n : part;
		if (posix_fallocate(reserve->fd, reserve->size, n) != 0) {
			/* give back what a partial success has allocated */
			if (ftruncate(reserve->fd, reserve->size) != 0)
				reserve->size = 0;
			return false;
		}
		reserve->size += n;
	}
	return true;
}

static bool
give_part(struct reserve *reserve)
{
	int64_t part = reserve->whole / PARTS;
	int64_t rest = reserve->size > part ? reserve->size - part : 0;

	if (reserve->size == 0 || ftruncate(reserve->fd, rest) != 0)
		return false;
	reserve->size = rest;
	return true;
}

const char *
reserve_open(struct reserve *reserve, struct arena *arena, const char *path,
    int64_t whole)
{
	struct stat status;

	*reserve = (struct reserve){.whole = whole};
	reserve->fd =
	    open(path, O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
	if (reserve->fd < 0 || !owner_give(reserve->fd, path) ||
	    fstat(reserve->fd, &status) != 0)
		return arena_printf(arena, "%s: %s", path, strerror(errno));
	reserve->size = status.st_size;
	if (reserve->size > whole && ftruncate(reserve->fd, whole) == 0)
		reserve->size = whole;
	if (!fill(reserve)) {
		log_error(GONE);
		give_part(reserve); /* or nothing could be opened */
	}
	return NULL;
}

void
reserve_close(struct reserve *reserve)
{
	if (reserve->fd >= 0)
		close(reserve->fd);
	reserve->fd = -1;
}

/* True at most once a second. */
static bool
is_due(struct reserve *reserve)
{
	int64_t now = steady_now();

	if (now - reserve->tried < INTERVAL)
		return false;
	reserve->tried = now;
	return true;
}

/* True if the database has as much free room inside as the reserve. */
static bool
has_free_pages(const struct reserve *reserve, struct db *db)
{
	int64_t pages, size;

	return db_read(db, "PRAGMA freelist_count", 0, NULL, &pages) ==
		   STORE_OK &&
	       db_read(db, "PRAGMA page_size", 0, NULL, &size) == STORE_OK &&
	       pages * size >= reserve->whole;
}

static void
refill(struct reserve *reserve, struct db *db)
{
	if (!fill(reserve) && !has_free_pages(reserve, db)) {
		db_empty_log(db);
		fill(reserve);
	}
	if (reserve_is_whole(reserve))
		log_info("there is room on disk again");
}

bool
reserve_has_room(struct reserve *reserve, struct db *db)
{
	if (!reserve_is_whole(reserve) && is_due(reserve))
		refill(reserve, db);
	return reserve_is_whole(reserve) || has_free_pages(reserve, db);
}

bool
reserve_give(struct reserve *reserve)
{
	if (reserve == NULL)
		return false;
	if (reserve_is_whole(reserve))
		log_error(GONE);
	return give_part(reserve);
}
