#ifndef API_VERSION_H
#define API_VERSION_H

/* Versions of the API: "2.13" as one number that compares as versions do. */

#include <stdint.h>

#define API_VERSION(major, minor) ((uint32_t)(major) << 16 | (uint32_t)(minor))
#define API_VERSION_MAJOR(version) ((unsigned)((version) >> 16))
#define API_VERSION_MINOR(version) ((unsigned)((version)&0xffff))

#endif
