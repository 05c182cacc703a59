#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/timefmt.h"

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

/* Write a number in n digits and what follows it; returns the end. */
static char *
put_digits(char *text, int n, int number, const char *behind)
{
	int i;

	for (i = n - 1; i >= 0; i--) {
		text[i] = (char)('0' + number % 10);
		number /= 10;
	}
	return stpcpy(text + n, behind);
}

void
timefmt_iso(int64_t ms, char text[TIMEFMT_ISO_SIZE])
{
	struct tm tm;
	int fraction = take_apart(ms, &tm);

	text = put_digits(text, 4, tm.tm_year + 1900, "-");
	text = put_digits(text, 2, tm.tm_mon + 1, "-");
	text = put_digits(text, 2, tm.tm_mday, "T");
	text = put_digits(text, 2, tm.tm_hour, ":");
	text = put_digits(text, 2, tm.tm_min, ":");
	text = put_digits(text, 2, tm.tm_sec, "");
	if (fraction != 0)
		text = put_digits(stpcpy(text, "."), 6, fraction * 1000, "");
	stpcpy(text, "+00:00");
}
