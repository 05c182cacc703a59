#ifndef HTTP_FCGI_H
#define HTTP_FCGI_H

/*
 * The FastCGI side of the process: threads that each accept and answer
 * requests on one listening socket.
 */

#include <stdbool.h>
#include <stddef.h>

struct current;

/* Called on SIGHUP, while requests are answered. */
typedef void fcgi_reload(void *context);

struct fcgi_options {
	const char *socket; /* a path to listen on; NULL: file descriptor 0 */
	size_t threads;
	fcgi_reload *reload;
	void *context; /* of reload */
};

/*
 * True if this process was started as a plain CGI program, that is, if file
 * descriptor 0 is not a listening socket.
 */
bool fcgi_is_cgi(void);

/*
 * Block the signals that fcgi_serve() waits for, until it does.  Call it before
 * any thread is started, also by libraries: it could get the signals.
 */
void fcgi_keep_signals(void);

/*
 * Serve until SIGTERM or SIGINT, then finish the requests under way.  Says to
 * systemd when it is ready.  False if it cannot start; the reason is logged.
 */
bool fcgi_serve(struct current *current, const struct fcgi_options *options);

#endif
