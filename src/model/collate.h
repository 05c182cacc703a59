#ifndef MODEL_COLLATE_H
#define MODEL_COLLATE_H

/*
 * Compare texts as people sort them: numbers within them by value, letters of
 * either case together, signs before digits before letters.
 * Letters beyond ASCII come last, by code.  The sign of the result says which
 * comes first; it is 0 for texts that differ in nothing but the zeros in front
 * of their numbers.
 */
int collate_texts(const char *left, const char *right);

#endif
