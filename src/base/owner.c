#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/owner.h"

/* True if the path itself, not a link at it, is the open file. */
static bool
is_at(int fd, const char *path)
{
	struct stat opened, found;

	return fstat(fd, &opened) == 0 && lstat(path, &found) == 0 &&
	       S_ISREG(found.st_mode) && found.st_uid == 0 &&
	       found.st_nlink == 1 && found.st_dev == opened.st_dev &&
	       found.st_ino == opened.st_ino;
}

bool
owner_give(int fd, const char *path)
{
	char folder[PATH_MAX];
	struct stat status;
	int n;

	if (geteuid() != 0 || !is_at(fd, path))
		return true;
	n = snprintf(folder, sizeof(folder), "%s", path);
	if (n < 0 || (size_t)n >= sizeof(folder))
		return true; /* no path that could be opened */
	if (stat(dirname(folder), &status) != 0)
		return false;
	return fchown(fd, status.st_uid, status.st_gid) == 0;
}
