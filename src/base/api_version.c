#include <stdio.h>

#include "base/api_version.h"
#include "base/arena.h"
#include "base/buf.h"

#define TEXT_SIZE 12 /* "65535.65535" */

bool
api_version_read(const char *text, uint32_t *version)
{
	unsigned major, minor;
	char rest;

	if (sscanf(text, "%5u.%5u%c", &major, &minor, &rest) != 2 ||
	    major > UINT16_MAX || minor > UINT16_MAX)
		return false;
	*version = API_VERSION(major, minor);
	return true;
}

const char *
api_version_text(struct arena *arena, uint32_t version)
{
	char *text = arena_alloc(arena, TEXT_SIZE);
	struct buf out;

	/* the last byte stays zero */
	buf_init(&out, text, TEXT_SIZE - 1, NULL, NULL);
	buf_put_integer(&out, API_VERSION_MAJOR(version));
	buf_puts(&out, ".");
	buf_put_integer(&out, API_VERSION_MINOR(version));
	return text;
}
