#ifndef HTTP_FCGI_H
#define HTTP_FCGI_H

/*
 * The FastCGI side of the process: threads that each accept and answer
 * requests on one listening socket.
 */

#include <stdbool.h>
#include <stddef.h>

struct http_app;

struct fcgi_options {
	const char *socket; /* a path to listen on; NULL: file descriptor 0 */
	size_t threads;
	size_t max_body; /* bytes */
};

/*
 * True if this process was started as a plain CGI program, that is, if file
 * descriptor 0 is not a listening socket.
 */
bool fcgi_is_cgi(void);

/*
 * Block the signals that end fcgi_serve() until it waits for them.  Call it
 * before any thread is started, also by libraries: it could get the signals.
 */
void fcgi_keep_signals(void);

/*
 * Serve until SIGTERM or SIGINT, then finish the requests under way.  False if
 * it cannot start; the reason is logged.
 */
bool fcgi_serve(const struct http_app *app, const struct fcgi_options *options);

#endif
