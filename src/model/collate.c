#include <stdbool.h>
#include <string.h>

#include "model/collate.h"

static bool
is_digit(unsigned char c)
{
	return c >= '0' && c <= '9';
}

/* The rank of a character: by its class, then by its place in that. */
static int
weight(unsigned char c)
{
	/* in the order of the locale en_US */
	static const char signs[] =
	    "\t\n\v\f\r _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";
	const char *sign = memchr(signs, c, sizeof(signs) - 1);

	if (sign != NULL)
		return 1 << 8 | (int)(sign - signs);
	if (c >= 'A' && c <= 'Z')
		c = (unsigned char)(c - 'A' + 'a');
	if (c >= 'a' && c <= 'z')
		return 3 << 8 | c;
	if (c >= 0x80)
		return 4 << 8 | c;
	return is_digit(c) << 9 | c;
}

/* Skip leading zeros; returns the number of digits that follow. */
static size_t
read_number(const char **at)
{
	size_t n = 0;

	while (**at == '0')
		++*at;
	while (is_digit((unsigned char)(*at)[n]))
		n++;
	return n;
}

/* Compare the numbers at both places, and move past them. */
static int
compare_numbers(const char **left, const char **right)
{
	size_t n = read_number(left), m = read_number(right);
	int result = n != m ? (n > m) - (n < m) : memcmp(*left, *right, n);

	*left += n;
	*right += m;
	return result;
}

int
collate_texts(const char *left, const char *right)
{
	const char *a = left, *b = right;
	int result = 0, by_case = 0;

	while (result == 0 && (*a != '\0' || *b != '\0')) {
		if (is_digit((unsigned char)*a) &&
		    is_digit((unsigned char)*b)) {
			result = compare_numbers(&a, &b);
			continue;
		}
		/* lower case comes first, though upper case has lesser codes */
		if (by_case == 0)
			by_case = *b - *a;
		result =
		    weight((unsigned char)*a++) - weight((unsigned char)*b++);
	}
	return result != 0 ? result : by_case;
}
