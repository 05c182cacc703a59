#ifndef MODEL_IDENTITY_H
#define MODEL_IDENTITY_H

/*
 * The user that makes a call.  All strings are UTF-8, and usually live as long
 * as one request; a function that returns an identity says how long.
 */

struct identity {
	const char *user;         /* id */
	const char *company;      /* id */
	const char *role;         /* "user", "admin", "system", ... */
	const char *user_name;    /* may be "" */
	const char *company_name; /* may be "" */
};

#endif
