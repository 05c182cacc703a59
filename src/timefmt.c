#include <stdio.h>
#include <time.h>

#include "timefmt.h"

#define SECOND 1000
#define FIRST (-62167219200 * SECOND)    /* 0000-01-01 */
#define LAST (253402300800 * SECOND - 1) /* 9999-12-31 */

int64_t
timefmt_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * SECOND + now.tv_nsec / 1000000;
}

/* Take a time apart, clamped; returns its milliseconds. */
static int
take_apart(int64_t ms, struct tm *tm)
{
	time_t seconds;
	int fraction;

	ms = ms < FIRST ? FIRST : ms > LAST ? LAST : ms;
	fraction = (int)(ms % SECOND);
	if (fraction < 0)
		fraction += SECOND;
	seconds = (time_t)((ms - fraction) / SECOND);
	gmtime_r(&seconds, tm);
	return fraction;
}

void
timefmt_http(int64_t ms, char text[TIMEFMT_HTTP_SIZE])
{
	static const char days[][4] = {
	    "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
	static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May",
	    "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	struct tm tm;

	take_apart(ms, &tm);
	snprintf(text, TIMEFMT_HTTP_SIZE, "%s, %02d %s %04d %02d:%02d:%02d GMT",
	    days[tm.tm_wday], tm.tm_mday, months[tm.tm_mon], tm.tm_year + 1900,
	    tm.tm_hour, tm.tm_min, tm.tm_sec);
}

void
timefmt_iso(int64_t ms, char text[TIMEFMT_ISO_SIZE])
{
	struct tm tm;
	int fraction = take_apart(ms, &tm);
	size_t n;

	n = (size_t)snprintf(text, TIMEFMT_ISO_SIZE,
	    "%04d-%02d-%02dT%02d:%02d:%02d", tm.tm_year + 1900, tm.tm_mon + 1,
	    tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
	if (fraction != 0)
		n += (size_t)snprintf(
		    text + n, TIMEFMT_ISO_SIZE - n, ".%06d", fraction * 1000);
	snprintf(text + n, TIMEFMT_ISO_SIZE - n, "+00:00");
}
