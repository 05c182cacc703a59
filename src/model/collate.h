#ifndef MODEL_COLLATE_H
#define MODEL_COLLATE_H

/*
 * Compare texts as people sort them: numbers within them by value, letters of
 * either case together, punctuation before digits before letters.  Letters
 * beyond ASCII come last, by code.  The sign of the result is as of strcmp(3);
 * it is 0 for texts that differ in nothing but leading zeros of numbers.
 */
int collate_texts(const char *left, const char *right);

#endif
