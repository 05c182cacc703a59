#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include <fcgiapp.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/steady.h"
#include "http/cgi.h"
#include "http/fcgi.h"
#include "http/lobby.h"

#define BACKLOG 1024
#define STACK_SIZE ((size_t)256 * 1024)
#define WAKE_SIGNAL SIGUSR1
#define WAKE_INTERVAL 10      /* ms between tries to wake a thread */
#define PATIENCE 10           /* ms that a new connection may be silent */
#define MAX_SILENCE 10        /* s between two pieces of a request */
#define MAX_DEAFNESS 60       /* s in which a peer may read none of an answer */
#define ROOM 1048576          /* bytes of a send buffer, if allowed */
#define ACCEPT_RETRY 50000000 /* ns to wait when out of descriptors */

struct server;

/* Wait for a connection with a request; -1, and errno says why not. */
typedef int next_connection(struct server *server);

/* Threads that get their connections in the same way. */
struct crew {
	struct server *server;
	next_connection *next;
	size_t n;
	pthread_t *threads;
};

struct server {
	const struct http_app *app;
	size_t max_body;
	size_t n_threads; /* of each crew */
	int listener;
	struct lobby lobby;
	pthread_mutex_t mutex;
	struct crew greeters;   /* for new connections */
	struct crew attendants; /* for those in the lobby, once there are any */
	pthread_cond_t ended;   /* a thread has ended */
	size_t n_running;
	bool stopping;
};

bool
fcgi_is_cgi(void)
{
	return FCGX_IsCGI();
}

static size_t
read_body(void *context, char *data, size_t n)
{
	FCGX_Request *request = context;
	int got = FCGX_GetStr(data, (int)n, request->in);

	return got > 0 ? (size_t)got : 0;
}

static bool
write_body(void *context, const char *data, size_t n)
{
	FCGX_Request *request = context;

	return FCGX_PutStr(data, (int)n, request->out) == (int)n;
}

static void
on_wake(int signal)
{
	(void)signal; /* only has to interrupt a wait */
}

static bool
is_stopping(struct server *server)
{
	bool stopping;

	pthread_mutex_lock(&server->mutex);
	stopping = server->stopping;
	pthread_mutex_unlock(&server->mutex);
	return stopping;
}

static void start(struct crew *crew);

/*
 * Let a connection wait for its next request without occupying a thread; false
 * if it can't.  The threads that serve such connections are started by the
 * first one, as by default, web servers don't keep connections.
 */
static bool
keep(struct server *server, int fd)
{
	bool is_attended;

	pthread_mutex_lock(&server->mutex);
	if (server->attendants.n == 0 && !server->stopping)
		start(&server->attendants);
	is_attended = server->attendants.n > 0;
	pthread_mutex_unlock(&server->mutex);
	return is_attended && lobby_enter(&server->lobby, fd);
}

/* True if nothing arrives soon; mostly, a request arrives at once. */
static bool
is_silent(int fd)
{
	struct pollfd connection = {.fd = fd, .events = POLLIN};

	return poll(&connection, 1, PATIENCE) == 0;
}

static int
next_new(struct server *server)
{
	static const struct timeval silence = {.tv_sec = MAX_SILENCE};
	static const struct timeval deafness = {.tv_sec = MAX_DEAFNESS};
	static const int room = ROOM;
	int fd;

	do {
		fd = accept(server->listener, NULL, NULL);
		if (fd < 0)
			return -1;
		setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &room, sizeof(room));
		setsockopt(
		    fd, SOL_SOCKET, SO_RCVTIMEO, &silence, sizeof(silence));
		setsockopt(
		    fd, SOL_SOCKET, SO_SNDTIMEO, &deafness, sizeof(deafness));
	} while (is_silent(fd) && keep(server, fd));
	return fd;
}

static int
next_kept(struct server *server)
{
	return lobby_next(&server->lobby);
}

/*
 * Wait for the next request; 0, -EBADF if there was none, or -errno.  libfcgi
 * itself would wait for a silent peer forever, so it is given connections that
 * have timeouts.
 */
static int
next_request(struct crew *crew, FCGX_Request *request)
{
	request->ipcFd = crew->next(crew->server);
	if (request->ipcFd < 0)
		return -errno;
	request->keepConnection = true; /* or it would be closed first */
	return FCGX_Accept_r(request);
}

/*
 * Wait for a request.  Only here may the wake signal arrive: never while a
 * request is being answered.
 */
static bool
accept_request(struct crew *crew, FCGX_Request *request)
{
	const struct timespec pause = {.tv_nsec = ACCEPT_RETRY};
	sigset_t wake;
	int result;

	sigemptyset(&wake);
	sigaddset(&wake, WAKE_SIGNAL);
	while (!is_stopping(crew->server)) {
		pthread_sigmask(SIG_UNBLOCK, &wake, NULL);
		result = next_request(crew, request);
		pthread_sigmask(SIG_BLOCK, &wake, NULL);
		if (result == 0 && FCGX_GetError(request->in) == 0)
			return true;
		/* its parameters are cut off, or it is no request */
		FCGX_Finish_r(request);
		if (result == 0 || result == -EBADF)
			continue;
		if (is_stopping(crew->server))
			break;
		log_warning("cannot accept a request: %s", strerror(-result));
		nanosleep(&pause, NULL);
	}
	return false;
}

/*
 * End a request.  libfcgi would wait for the web server to close the connection
 * first, since closing it with data unread may discard the answer; but by now
 * the whole request has been read.
 */
static void
finish_request(struct server *server, FCGX_Request *request)
{
	bool is_kept = request->keepConnection;

	request->keepConnection = true;
	FCGX_Finish_r(request);
	if (request->ipcFd < 0)
		return;
	if (!is_kept || !keep(server, request->ipcFd))
		close(request->ipcFd);
	request->ipcFd = -1;
}

static void *
work(void *argument)
{
	struct crew *crew = argument;
	struct server *server = crew->server;
	struct cgi_channel channel = {NULL, read_body, write_body, NULL};
	struct cgi_worker worker;
	FCGX_Request request;

	cgi_worker_init(&worker, server->app, server->max_body);
	FCGX_InitRequest(&request, -1, FCGI_FAIL_ACCEPT_ON_INTR);
	channel.context = &request;
	while (accept_request(crew, &request)) {
		channel.params = request.envp;
		cgi_answer(&worker, &channel);
		finish_request(server, &request);
	}
	FCGX_Free(&request, 1);
	cgi_worker_fini(&worker);
	pthread_mutex_lock(&server->mutex);
	server->n_running--;
	pthread_cond_signal(&server->ended);
	pthread_mutex_unlock(&server->mutex);
	return NULL;
}

/* Start as many threads of a crew as possible; the mutex is held. */
static void
start(struct crew *crew)
{
	size_t n = crew->server->n_threads;
	pthread_attr_t attributes;
	int error = 0;

	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, STACK_SIZE);
	while (crew->n < n && error == 0) {
		error = pthread_create(
		    &crew->threads[crew->n], &attributes, work, crew);
		crew->n += error == 0;
	}
	pthread_attr_destroy(&attributes);
	crew->server->n_running += crew->n;
	if (error != 0)
		log_error("cannot start a thread: %s", strerror(error));
}

static void
wake(const struct crew *crew)
{
	size_t i;

	for (i = 0; i < crew->n; i++)
		pthread_kill(crew->threads[i], WAKE_SIGNAL);
}

static void
join(struct crew *crew)
{
	size_t i;

	for (i = 0; i < crew->n; i++)
		pthread_join(crew->threads[i], NULL);
}

/* Wake the threads, again and again, until each has ended. */
static void
stop(struct server *server)
{
	pthread_mutex_lock(&server->mutex);
	server->stopping = true;
	while (server->n_running > 0) {
		wake(&server->greeters);
		wake(&server->attendants);
		steady_wait(&server->ended, &server->mutex,
		    steady_now() + WAKE_INTERVAL);
	}
	pthread_mutex_unlock(&server->mutex);
	join(&server->greeters);
	join(&server->attendants);
}

/*
 * Warn if any user, or other machines, may connect to a socket: anyone who can
 * may pose as a web server, and can crash libfcgi.
 */
static void
check_socket(int socket)
{
	union {
		struct sockaddr any;
		struct sockaddr_un local;
	} address = {.local = {.sun_family = AF_UNSPEC}};
	socklen_t size = sizeof(address.local) - 1; /* leaves a NUL */
	const char *path = address.local.sun_path;
	struct stat status;

	if (getsockname(socket, &address.any, &size) != 0)
		return;
	if (address.any.sa_family != AF_UNIX)
		log_warning("anyone who can connect to the TCP socket can "
			    "crash lineupd; use a Unix socket");
	else if (stat(path, &status) == 0 && (status.st_mode & S_IWOTH) != 0)
		log_warning("every user can write to the socket %s, and crash "
			    "lineupd: its mode should be 0660 or 0600",
		    path);
}

static bool
open_sockets(const struct fcgi_options *options, struct server *server)
{
	mode_t mask;

	if (options->socket != NULL) {
		mask = umask(S_IXUSR | S_IRWXG | S_IRWXO);
		server->listener = FCGX_OpenSocket(options->socket, BACKLOG);
		umask(mask);
	}
	if (server->listener < 0) {
		log_error("cannot listen on %s: %s", options->socket,
		    strerror(errno));
		return false;
	}
	check_socket(server->listener);
	if (!lobby_open(&server->lobby)) {
		log_error("cannot wait for connections: %s", strerror(errno));
		return false;
	}
	return true;
}

/* The signals that end fcgi_serve(). */
static void
list_ends(sigset_t *ends)
{
	sigemptyset(ends);
	sigaddset(ends, SIGTERM);
	sigaddset(ends, SIGINT);
}

void
fcgi_keep_signals(void)
{
	struct sigaction wake = {.sa_handler = on_wake};
	sigset_t signals;

	list_ends(&signals);
	sigaddset(&signals, WAKE_SIGNAL);
	pthread_sigmask(SIG_BLOCK, &signals, NULL);
	sigaction(WAKE_SIGNAL, &wake, NULL);
}

bool
fcgi_serve(const struct http_app *app, const struct fcgi_options *options)
{
	struct server server = {.app = app,
	    .max_body = options->max_body,
	    .n_threads = options->threads,
	    .greeters = {&server, next_new, 0, NULL},
	    .attendants = {&server, next_kept, 0, NULL}};
	size_t size = options->threads * sizeof(pthread_t);
	bool is_serving;
	sigset_t ends;
	int signal;

	if (FCGX_Init() != 0 || !open_sockets(options, &server))
		return false;
	server.greeters.threads = arena_must(malloc(size));
	server.attendants.threads = arena_must(malloc(size));
	pthread_mutex_init(&server.mutex, NULL);
	steady_init(&server.ended);
	list_ends(&ends);
	pthread_mutex_lock(&server.mutex);
	start(&server.greeters);
	is_serving = server.greeters.n > 0;
	pthread_mutex_unlock(&server.mutex);
	if (is_serving) {
		log_event(LOG_LEVEL_INFO, "ready", 0, NULL);
		sigwait(&ends, &signal);
	}
	stop(&server);
	lobby_close(&server.lobby);
	pthread_cond_destroy(&server.ended);
	pthread_mutex_destroy(&server.mutex);
	free(server.greeters.threads);
	free(server.attendants.threads);
	return is_serving;
}
