#ifndef HTTP_CURRENT_H
#define HTTP_CURRENT_H

/*
 * The application that answers requests, which can be replaced meanwhile: each
 * request is answered by the one that it began with.  Safe to use from any
 * thread.
 */

struct current;
struct http_app;

/* Begin with an application.  Never NULL. */
struct current *current_new(struct http_app *app);

/* Free it, with the application; nothing may be under way. */
void current_free(struct current *current);

/* The application, for one request; give it back after that. */
struct http_app *current_take(struct current *current);
void current_give_back(struct current *current, struct http_app *app);

/* Use another one from now on.  The old one is freed when its last request has
 * been answered. */
void current_replace(struct current *current, struct http_app *app);

#endif
