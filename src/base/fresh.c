#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdbool.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fresh.h"
#include "base/random.h"

#define HEAD ".lineup-"
#define TAIL ".new"

static const char *
explain(struct arena *arena, const char *path)
{
	return arena_printf(arena, "%s: %s", path, strerror(errno));
}

static const char *
folder_of(struct arena *arena, const char *path)
{
	return dirname(arena_strdup(arena, path));
}

/* True for a name as fresh_open() makes them. */
static bool
is_ours(const char *name)
{
	const size_t n_head = sizeof(HEAD) - 1, n_id = RANDOM_ID_SIZE - 1;

	return strlen(name) == n_head + n_id + sizeof(TAIL) - 1 &&
	       strncmp(name, HEAD, n_head) == 0 &&
	       strspn(name + n_head, "0123456789abcdef") == n_id &&
	       strcmp(name + n_head + n_id, TAIL) == 0;
}

/* Remove a file, unless its maker is alive and holds a lock on it. */
static void
remove_if_dead(struct arena *arena, const char *path)
{
	static const char *const suffixes[] = {"-journal", "-wal", "-shm", ""};
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	size_t i;

	if (fd < 0)
		return;
	if (flock(fd, LOCK_EX | LOCK_NB) == 0)
		for (i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++)
			unlink(arena_printf(arena, "%s%s", path, suffixes[i]));
	close(fd);
}

static void
remove_dead(struct arena *arena, const char *folder)
{
	DIR *names = opendir(folder);
	struct dirent *name;

	if (names == NULL)
		return;
	while ((name = readdir(names)) != NULL)
		if (is_ours(name->d_name))
			remove_if_dead(arena,
			    arena_printf(arena, "%s/%s", folder, name->d_name));
	closedir(names);
}

/* Lock a new file; false: another process took it for dead and removed it. */
static bool
is_locked(int fd)
{
	struct stat status;

	return flock(fd, LOCK_EX | LOCK_NB) == 0 && fstat(fd, &status) == 0 &&
	       status.st_nlink == 1;
}

const char *
fresh_open(struct fresh *fresh, struct arena *arena, const char *path)
{
	const char *folder = folder_of(arena, path);
	char id[RANDOM_ID_SIZE];

	remove_dead(arena, folder);
	for (;;) {
		random_id(id);
		fresh->path =
		    arena_printf(arena, "%s/" HEAD "%s" TAIL, folder, id);
		fresh->fd = open(fresh->path,
		    O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
		if (fresh->fd < 0)
			return explain(arena, path);
		if (is_locked(fresh->fd))
			return NULL;
		close(fresh->fd);
	}
}

void
fresh_close(struct fresh *fresh)
{
	unlink(fresh->path);
	close(fresh->fd);
}

const char *
fresh_sync_names(struct arena *arena, const char *path)
{
	int fd =
	    open(folder_of(arena, path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	const char *error = NULL;

	if (fd < 0 || fsync(fd) != 0)
		error = explain(arena, path);
	if (fd >= 0)
		close(fd);
	return error;
}
