#ifndef BASE_TIMEFMT_H
#define BASE_TIMEFMT_H

/* Points in time: milliseconds since 1970-01-01 UTC, and their texts. */

#include <stdbool.h>
#include <stdint.h>

/* The longest text of timefmt_iso() with its NUL. */
#define TIMEFMT_ISO_SIZE 40

/* Now, by the wall clock. */
int64_t timefmt_now(void);

/*
 * Write 2022-01-01T00:00:00.005000+00:00 to text, without the fraction if it is
 * zero (doc/original.md, "The envelope").  Years outside 0 to 9999 are clamped.
 */
void timefmt_iso(int64_t ms, char text[TIMEFMT_ISO_SIZE]);

/*
 * Read a time: seconds since 1970, or 2022-01-01T00:00:00.005+00:00, where
 * everything from the "T" on, the fraction and the zone may be missing.  False:
 * it is neither.
 */
bool timefmt_read(const char *text, int64_t *ms);

/* A date as in HTTP headers, with its NUL. */
#define TIMEFMT_HTTP_SIZE 40

/* Write "Sat, 01 Jan 2022 00:00:00 GMT" to text; clamped likewise. */
void timefmt_http(int64_t ms, char text[TIMEFMT_HTTP_SIZE]);

#endif
