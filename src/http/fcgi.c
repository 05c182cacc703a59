#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
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
#include "base/notify.h"
#include "base/steady.h"
#include "http/cgi.h"
#include "http/fcgi.h"
#include "http/lobby.h"

#define BACKLOG 1024
#define STACK_SIZE ((size_t)256 * 1024)
#define WAKE_SIGNAL SIGUSR1   /* ends waiting for a connection */
#define HURRY_SIGNAL SIGUSR2  /* ends reading a request */
#define WAKE_INTERVAL 10      /* ms between tries to wake a thread */
#define GRACE 500             /* ms at the end for requests to arrive */
#define PATIENCE 10           /* ms that a new connection may be silent */
#define MAX_SILENCE 10        /* s between two pieces of a request */
#define MAX_DEAFNESS 60       /* s in which a peer may read none of an answer */
#define SMALL 65536           /* bytes of an answer that need no more room */
#define ROOM 1048576          /* bytes of the send buffer of longer ones */
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
	struct current *current; /* the application */
	size_t n_threads;        /* of each crew */
	int listener;
	struct lobby lobby;
	pthread_mutex_t mutex;
	struct crew greeters;   /* for new connections */
	struct crew attendants; /* for those in the lobby, once there are any */
	pthread_cond_t ended;   /* a thread has ended */
	size_t n_running;
	bool stopping; /* no connection is accepted */
	bool hurrying; /* none is waited for, either */
};

bool
fcgi_is_cgi(void)
{
	return FCGX_IsCGI();
}

/* A request, and the bytes of its answer that were sent. */
struct exchange {
	FCGX_Request request;
	size_t n_sent;
};

static size_t
read_body(void *context, char *data, size_t n)
{
	struct exchange *exchange = context;
	int got = FCGX_GetStr(data, (int)n, exchange->request.in);

	return got > 0 ? (size_t)got : 0;
}

static bool
write_body(void *context, const char *data, size_t n)
{
	static const int room = ROOM;
	struct exchange *exchange = context;
	bool was_small = exchange->n_sent <= SMALL;

	exchange->n_sent += n;
	if (was_small && exchange->n_sent > SMALL)
		setsockopt(exchange->request.ipcFd, SOL_SOCKET, SO_SNDBUF,
		    &room, sizeof(room));
	return FCGX_PutStr(data, (int)n, exchange->request.out) == (int)n;
}

static void
on_wake(int signal)
{
	(void)signal; /* only has to interrupt a wait */
}

/* Let two signals, or twice the same, interrupt what this thread waits for; or
 * no longer. */
static void
let(bool may, int signal, int other)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, signal);
	sigaddset(&set, other);
	pthread_sigmask(may ? SIG_UNBLOCK : SIG_BLOCK, &set, NULL);
}

/*
 * True if a crew takes no more requests.  Those that wait for new connections
 * leave these to the next process at once; connections that were accepted are
 * waited for a little.
 */
static bool
is_over(const struct crew *crew)
{
	struct server *server = crew->server;
	bool over;

	pthread_mutex_lock(&server->mutex);
	over = server->stopping &&
	       (crew == &server->greeters || server->hurrying ||
		   lobby_is_empty(&server->lobby));
	pthread_mutex_unlock(&server->mutex);
	return over;
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
	is_attended = server->attendants.n > 0 && !server->stopping;
	pthread_mutex_unlock(&server->mutex);
	return is_attended && lobby_enter(&server->lobby, fd);
}

/* True if nothing arrives soon; mostly, a request arrives at once, or when the
 * web server has had its turn. */
static bool
is_silent(int fd)
{
	struct pollfd connection = {.fd = fd, .events = POLLIN};

	if (poll(&connection, 1, 0) != 0)
		return false;
	sched_yield();
	return poll(&connection, 1, PATIENCE) == 0;
}

static int
next_new(struct server *server)
{
	static const struct timeval silence = {.tv_sec = MAX_SILENCE};
	static const struct timeval deafness = {.tv_sec = MAX_DEAFNESS};
	int fd;

	do {
		fd = accept(server->listener, NULL, NULL);
		if (fd < 0)
			return -1;
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
	int result;

	let(true, WAKE_SIGNAL, HURRY_SIGNAL);
	request->ipcFd = crew->next(crew->server);
	result = -errno;
	if (request->ipcFd >= 0) {
		let(false, WAKE_SIGNAL, WAKE_SIGNAL);
		/* or it would be closed first */
		request->keepConnection = true;
		result = FCGX_Accept_r(request);
	}
	let(false, WAKE_SIGNAL, HURRY_SIGNAL);
	return result;
}

/* Wait for a request; false at the end. */
static bool
accept_request(struct crew *crew, FCGX_Request *request)
{
	const struct timespec pause = {.tv_nsec = ACCEPT_RETRY};
	int result;

	while (!is_over(crew)) {
		result = next_request(crew, request);
		if (result == 0 && FCGX_GetError(request->in) == 0)
			return true;
		/* its parameters are cut off, or it is no request */
		FCGX_Finish_r(request);
		if (result == 0 || result == -EBADF || result == -EINTR)
			continue;
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
	struct exchange exchange;

	cgi_worker_init(&worker, server->current);
	FCGX_InitRequest(&exchange.request, -1, FCGI_FAIL_ACCEPT_ON_INTR);
	channel.context = &exchange;
	while (accept_request(crew, &exchange.request)) {
		channel.params = exchange.request.envp;
		exchange.n_sent = 0;
		cgi_answer(&worker, &channel);
		finish_request(server, &exchange.request);
	}
	FCGX_Free(&exchange.request, 1);
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
wake(const struct crew *crew, int signal)
{
	size_t i;

	for (i = 0; i < crew->n; i++)
		pthread_kill(crew->threads[i], signal);
}

static void
join(struct crew *crew)
{
	size_t i;

	for (i = 0; i < crew->n; i++)
		pthread_join(crew->threads[i], NULL);
}

/*
 * Wake the threads, again and again, until each has ended.  A request that has
 * begun to arrive, or may do so on a connection that was accepted, has some
 * time for that: no other process can answer it.
 */
static void
stop(struct server *server)
{
	int64_t late = steady_now() + GRACE;

	pthread_mutex_lock(&server->mutex);
	server->stopping = true;
	while (server->n_running > 0) {
		server->hurrying = steady_now() >= late;
		wake(&server->greeters, WAKE_SIGNAL);
		wake(&server->attendants, WAKE_SIGNAL);
		if (server->hurrying) {
			wake(&server->greeters, HURRY_SIGNAL);
			wake(&server->attendants, HURRY_SIGNAL);
		}
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

/* The signals that fcgi_serve() waits for. */
static void
list_signals(sigset_t *signals)
{
	sigemptyset(signals);
	sigaddset(signals, SIGHUP);
	sigaddset(signals, SIGINT);
	sigaddset(signals, SIGTERM);
}

/* Wait for a signal to end; reload at each SIGHUP until then. */
static void
wait_for_end(const struct fcgi_options *options)
{
	sigset_t signals;
	int signal;

	list_signals(&signals);
	while (sigwait(&signals, &signal) == 0 && signal == SIGHUP)
		options->reload(options->context);
}

void
fcgi_keep_signals(void)
{
	struct sigaction wake = {.sa_handler = on_wake};
	sigset_t signals;

	list_signals(&signals);
	sigaddset(&signals, WAKE_SIGNAL);
	sigaddset(&signals, HURRY_SIGNAL);
	pthread_sigmask(SIG_BLOCK, &signals, NULL);
	sigaction(WAKE_SIGNAL, &wake, NULL);
	sigaction(HURRY_SIGNAL, &wake, NULL);
}

bool
fcgi_serve(struct current *current, const struct fcgi_options *options)
{
	struct server server = {.current = current,
	    .n_threads = options->threads,
	    .greeters = {&server, next_new, 0, NULL},
	    .attendants = {&server, next_kept, 0, NULL}};
	size_t size = options->threads * sizeof(pthread_t);
	bool is_serving;

	if (FCGX_Init() != 0 || !open_sockets(options, &server))
		return false;
	server.greeters.threads = arena_must(malloc(size));
	server.attendants.threads = arena_must(malloc(size));
	pthread_mutex_init(&server.mutex, NULL);
	steady_init(&server.ended);
	pthread_mutex_lock(&server.mutex);
	start(&server.greeters);
	is_serving = server.greeters.n > 0;
	pthread_mutex_unlock(&server.mutex);
	if (is_serving) {
		log_event(LOG_LEVEL_INFO, "ready", 0, NULL);
		notify_ready();
		wait_for_end(options);
	}
	stop(&server);
	lobby_close(&server.lobby);
	pthread_cond_destroy(&server.ended);
	pthread_mutex_destroy(&server.mutex);
	free(server.greeters.threads);
	free(server.attendants.threads);
	return is_serving;
}
