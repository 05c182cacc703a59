#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

/*
 * Random ids, keys and secrets.  If the system provides no randomness, that is
 * logged and the process aborts.
 */

#define RANDOM_ID_SIZE 33     /* an id of 32 hex digits, and its NUL */
#define RANDOM_KEY_SIZE 21    /* an access key: 20 of A-Z 0-9 */
#define RANDOM_SECRET_SIZE 51 /* a secret: 50 of A-Z a-z 0-9 */

/* A random UUID (version 4) as 32 lower-case hex digits. */
void random_id(char id[RANDOM_ID_SIZE]);

/* A new access key. */
void random_key(char key[RANDOM_KEY_SIZE]);

/* A new secret. */
void random_secret(char secret[RANDOM_SECRET_SIZE]);

#endif
