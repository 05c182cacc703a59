#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/scratch.h"

static char path[32];

const char *
scratch_new(void)
{
	scratch_remove();
	strcpy(path, "scratch-XXXXXX");
	if (mkdtemp(path) == NULL) {
		perror(path);
		abort();
	}
	return path;
}

void
scratch_remove(void)
{
	struct dirent *entry;
	char name[300];
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
