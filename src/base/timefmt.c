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

/* Read exactly n digits; NULL if there are none. */
static const char *
take_digits(const char *text, int n, int *number)
{
	for (*number = 0; n > 0; n--, text++) {
		if (*text < '0' || *text > '9')
			return NULL;
		*number = *number * 10 + (*text - '0');
	}
	return text;
}

/* Read numbers of two digits, each after its sign; NULL: there are others. */
static const char *
take_pairs(const char *text, const char *signs, int numbers[])
{
	for (; *signs != '\0' && text != NULL; signs++) {
		if (*text != *signs)
			return NULL;
		text = take_digits(text + 1, 2, numbers++);
	}
	return text;
}

/* Days from 1970-01-01 to a day of the Gregorian calendar. */
static int64_t
count_days(int64_t year, int month, int day)
{
	year -= month <= 2;
	month += month <= 2 ? 9 : -3; /* from March on */
	return year * 365 + year / 4 - year / 100 + year / 400 +
	       (153 * month + 2) / 5 + day - 1 - 719468;
}

/* Read a fraction of a second, of which only milliseconds count. */
static const char *
take_fraction(const char *text, int *ms)
{
	int scale = 100;

	*ms = 0;
	if (*text != '.')
		return text;
	for (text++; *text >= '0' && *text <= '9'; text++, scale /= 10)
		*ms += (*text - '0') * scale;
	return text;
}

/* Read a zone, as minutes east of Greenwich. */
static const char *
take_zone(const char *text, int *east)
{
	char sign = *text;
	int numbers[2];

	*east = 0;
	if (sign == 'Z')
		return text + 1;
	if (sign != '+' && sign != '-')
		return text;
	text = take_pairs(text, sign == '+' ? "+:" : "-:", numbers);
	*east = text == NULL ? 0 : numbers[0] * 60 + numbers[1];
	if (sign == '-')
		*east = -*east;
	return text;
}

/* Read seconds since 1970. */
static bool
read_seconds(const char *text, int64_t *ms)
{
	int64_t seconds = 0;
	int fraction;

	if (*text < '0' || *text > '9')
		return false;
	for (; *text >= '0' && *text <= '9' && seconds < LAST; text++)
		seconds = seconds * 10 + (*text - '0');
	if (*take_fraction(text, &fraction) != '\0' || seconds > LAST / SECOND)
		return false;
	*ms = seconds * SECOND + fraction;
	return true;
}

bool
timefmt_read(const char *text, int64_t *ms)
{
	int year, day[2], clock[3] = {0}, fraction = 0, east = 0;
	const char *at = take_digits(text, 4, &year);

	if (at == NULL || *at != '-')
		return read_seconds(text, ms);
	at = take_pairs(at, "--", day);
	if (at != NULL && (*at == 'T' || *at == ' ')) {
		at = take_pairs(at, *at == 'T' ? "T::" : " ::", clock);
		if (at != NULL)
			at = take_zone(take_fraction(at, &fraction), &east);
	}
	if (at == NULL || *at != '\0' || day[0] < 1 || day[0] > 12 ||
	    day[1] < 1 || day[1] > 31 || clock[0] > 23 || clock[1] > 59 ||
	    clock[2] > 60)
		return false;
	*ms = (((count_days(year, day[0], day[1]) * 24 + clock[0]) * 60 +
		   clock[1] - east) *
		      60 +
		  clock[2]) *
		  SECOND +
	      fraction;
	return true;
}
