#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/steady.h"
#include "store/sqlite/reserve.h"

#define PARTS 4
#define INTERVAL 1000 /* ms */

const char *
reserve_open(struct reserve *reserve, struct arena *arena, const char *path,
    int64_t whole)
{
	struct stat status;

	*reserve = (struct reserve){.whole = whole};
	reserve->fd =
	    open(path, O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
	if (reserve->fd < 0 || fstat(reserve->fd, &status) != 0)
		return arena_printf(arena, "%s: %s", path, strerror(errno));
	reserve->size = status.st_size;
	if (reserve->size > whole && ftruncate(reserve->fd, whole) == 0)
		reserve->size = whole;
	reserve_fill(reserve);
	return NULL;
}

void
reserve_close(struct reserve *reserve)
{
	if (reserve->fd >= 0)
		close(reserve->fd);
	reserve->fd = -1;
}

bool
reserve_is_due(struct reserve *reserve)
{
	int64_t now = steady_now();

	if (now - reserve->tried < INTERVAL)
		return false;
	reserve->tried = now;
	return true;
}

bool
reserve_fill(struct reserve *reserve)
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

bool
reserve_give(struct reserve *reserve)
{
	int64_t part = reserve->whole / PARTS;
	int64_t rest = reserve->size > part ? reserve->size - part : 0;

	if (reserve->size == 0 || ftruncate(reserve->fd, rest) != 0)
		return false;
	reserve->size = rest;
	return true;
}
