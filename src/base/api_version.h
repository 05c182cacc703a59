#ifndef BASE_API_VERSION_H
#define BASE_API_VERSION_H

/* Versions of the API: "2.13" as one number that compares as versions do. */

#include <stdbool.h>
#include <stdint.h>

struct arena;

#define API_VERSION(major, minor) ((uint32_t)(major) << 16 | (uint32_t)(minor))
#define API_VERSION_MAJOR(version) ((unsigned)((version) >> 16))
#define API_VERSION_MINOR(version) ((unsigned)((version)&0xffff))

/* Read "2.13", each part at most 65535; false if it is not a version. */
bool api_version_read(const char *text, uint32_t *version);

/* A version's text, in the arena. */
const char *api_version_text(struct arena *arena, uint32_t version);

#endif
