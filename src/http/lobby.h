#ifndef HTTP_LOBBY_H
#define HTTP_LOBBY_H

/*
 * Where connections wait for their next request.  Threads wait in here for
 * whichever has something to read, so that a silent one holds none of them.
 */

#include <stdatomic.h>
#include <stdbool.h>

/* How many connections may wait. */
#define LOBBY_SEATS 1024

struct lobby {
	int events; /* of the connections that wait */
	atomic_uint n_waiting;
};

/* Open a lobby; false: errno tells why it can't be. */
bool lobby_open(struct lobby *lobby);

/* Close a lobby.  Connections that wait in it end with the process. */
void lobby_close(struct lobby *lobby);

/* Have a connection wait for more to read; false if no seat is free. */
bool lobby_enter(struct lobby *lobby, int fd);

/*
 * Wait for a connection that has something to read or is at its end, and take
 * it out.  -1: errno tells why; EINTR if a signal came.
 */
int lobby_next(struct lobby *lobby);

#endif
