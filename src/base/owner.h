#ifndef BASE_OWNER_H
#define BASE_OWNER_H

/*
 * Owners of files in a folder that another user serves: root may work in it by
 * the command line, and must leave nothing behind that the server can't use.
 */

#include <stdbool.h>

/*
 * As root, give an open file that belongs to root to the owner of its folder.
 * Does nothing if the path is a link, since its target may be anywhere.  False:
 * it can't be given, and errno says why.
 */
bool owner_give(int fd, const char *path);

#endif
