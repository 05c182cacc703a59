#include <sys/epoll.h>
#include <unistd.h>

#include "http/lobby.h"

bool
lobby_open(struct lobby *lobby)
{
	atomic_init(&lobby->n_waiting, 0);
	lobby->events = epoll_create1(EPOLL_CLOEXEC);
	return lobby->events >= 0;
}

void
lobby_close(struct lobby *lobby)
{
	close(lobby->events);
}

bool
lobby_enter(struct lobby *lobby, int fd)
{
	/* EPOLLONESHOT: only one of the threads that wait gets it */
	struct epoll_event event = {
	    .events = EPOLLIN | EPOLLRDHUP | EPOLLONESHOT, .data.fd = fd};

	if (atomic_fetch_add(&lobby->n_waiting, 1) < LOBBY_SEATS &&
	    epoll_ctl(lobby->events, EPOLL_CTL_ADD, fd, &event) == 0)
		return true;
	atomic_fetch_sub(&lobby->n_waiting, 1);
	return false;
}

bool
lobby_is_empty(struct lobby *lobby)
{
	return atomic_load(&lobby->n_waiting) == 0;
}

int
lobby_next(struct lobby *lobby)
{
	struct epoll_event event;

	if (epoll_wait(lobby->events, &event, 1, -1) < 0)
		return -1;
	epoll_ctl(lobby->events, EPOLL_CTL_DEL, event.data.fd, NULL);
	atomic_fetch_sub(&lobby->n_waiting, 1);
	return event.data.fd;
}
