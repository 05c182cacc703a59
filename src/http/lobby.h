#ifndef HTTP_LOBBY_H
#define HTTP_LOBBY_H

/*
 * Where connections wait for their next request.  Threads wait for all of them
 * together, so that a silent one occupies no thread.
 */

#include <stdatomic.h>
#include <stdbool.h>

/* How many connections may wait. */
#define LOBBY_SEATS 1024

struct lobby {
	int events; /* the epoll of the connections that wait */
	atomic_uint n_waiting;
};

/* Open a lobby; false, with errno set, on failure. */
bool lobby_open(struct lobby *lobby);

/* Close a lobby.  Connections that wait in it end with the process. */
void lobby_close(struct lobby *lobby);

/* Let a connection wait for something to read; false if no seat is free. */
bool lobby_enter(struct lobby *lobby, int fd);

/* True if no connection waits. */
bool lobby_is_empty(struct lobby *lobby);

/*
 * Wait for a connection that has something to read or was closed, and take it
 * out.  Returns its descriptor, or -1 with errno set: EINTR for a signal.
 */
int lobby_next(struct lobby *lobby);

#endif
