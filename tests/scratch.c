#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/scratch.h"

static char path[200];

const char *
scratch_new(void)
{
	const char *parent = getenv("TMPDIR");
	int n;

	scratch_remove();
	n = snprintf(path, sizeof(path), "%s/scratch-XXXXXX",
	    parent == NULL ? "." : parent);
	if (n >= (int)sizeof(path) || mkdtemp(path) == NULL) {
		perror(path);
		abort();
	}
	return path;
}

void
scratch_remove(void)
{
	struct dirent *entry;
	char name[sizeof(path) + 260];
	DIR *directory;

	if (*path == '\0' || (directory = opendir(path)) == NULL)
		return;
	while ((entry = readdir(directory)) != NULL) {
		snprintf(name, sizeof(name), "%s/%s", path, entry->d_name);
		unlink(name);
	}
	closedir(directory);
	rmdir(path);
	*path = '\0';
}
