#ifndef MODEL_IDENTITY_H
#define MODEL_IDENTITY_H

/*
 * Who makes a call.  All strings are UTF-8 and live as long as whatever handed
 * the identity out says, usually one request.
 */

struct identity {
	const char *user;         /* id */
	const char *company;      /* id */
	const char *role;         /* "user", "admin", "system", ... */
	const char *user_name;    /* may be "" */
	const char *company_name; /* may be "" */
};

#endif
