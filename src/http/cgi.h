#ifndef HTTP_CGI_H
#define HTTP_CGI_H

/*
 * What CGI and FastCGI have in common: parameters and a body come in, a head
 * and a body go out.  A channel transports them.
 */

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct current;

/* Read up to n bytes of the body; 0 at its end. */
typedef size_t cgi_read(void *context, char *data, size_t n);
/* Send n bytes; false if the client is gone. */
typedef bool cgi_write(void *context, const char *data, size_t n);

struct cgi_channel {
	char *const *params; /* "NAME=value"; ends with NULL */
	cgi_read *read;
	cgi_write *write;
	void *context;
};

/* What a thread needs to answer requests, besides the channel. */
struct cgi_worker {
	struct current *current; /* the application */
	struct arena *arena;
	char *piece; /* of HTTP_PIECE bytes */
};

/* Make a worker's memory, and free it. */
void cgi_worker_init(struct cgi_worker *worker, struct current *current);
void cgi_worker_fini(struct cgi_worker *worker);

/*
 * Answer one request.  The body is read to its end in any case, but not kept if
 * it is too large; the application reads one that is not larger than its
 * max_waiting.
 */
void cgi_answer(struct cgi_worker *worker, const struct cgi_channel *channel);

/* Answer the request of this process's environment, standard input and output,
 * as a plain CGI program. */
void cgi_answer_process(struct current *current);

#endif
