#include <errno.h>
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

#include "base/log.h"
#include "base/steady.h"
#include "http/cgi.h"
#include "http/fcgi.h"

#define BACKLOG 1024
#define STACK_SIZE ((size_t)256 * 1024)
#define WAKE_SIGNAL SIGUSR1
#define WAKE_INTERVAL 10      /* ms between tries to wake a thread */
#define ACCEPT_RETRY 50000000 /* ns to wait when out of descriptors */
#define MAX_SILENCE 10        /* s between two pieces of a request */
#define MAX_DEAFNESS 60       /* s that no piece of an answer is taken */

struct server {
	const struct http_app *app;
	size_t max_body;
	int socket;
	pthread_mutex_t mutex;
	pthread_cond_t ended; /* a thread has ended */
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
	(void)signal; /* it is enough that accept(2) returns */
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

/* Wait for a connection; it, or -1. */
static int
accept_connection(int listener)
{
	static const struct timeval silence = {.tv_sec = MAX_SILENCE};
	static const struct timeval deafness = {.tv_sec = MAX_DEAFNESS};
	int fd = accept(listener, NULL, NULL);

	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &silence, sizeof(silence));
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &deafness, sizeof(deafness));
	return fd;
}

/*
 * Wait for the next request, on a connection of its own or on the one that the
 * last request kept; 0, -EBADF if there was none, or -errno.  The library would
 * wait for a silent peer for ever, so it is given connections that don't.
 */
static int
next_request(struct server *server, FCGX_Request *request)
{
	if (request->ipcFd < 0) {
		request->ipcFd = accept_connection(server->socket);
		if (request->ipcFd < 0)
			return -errno;
		request->keepConnection = true; /* it is not to be closed now */
	}
	return FCGX_Accept_r(request);
}

/*
 * Wait for a request.  Only here may the wake signal arrive: never while a
 * request is being answered.
 */
static bool
accept_request(struct server *server, FCGX_Request *request)
{
	const struct timespec pause = {.tv_nsec = ACCEPT_RETRY};
	sigset_t wake;
	int result;

	sigemptyset(&wake);
	sigaddset(&wake, WAKE_SIGNAL);
	while (!is_stopping(server)) {
		pthread_sigmask(SIG_UNBLOCK, &wake, NULL);
		result = next_request(server, request);
		pthread_sigmask(SIG_BLOCK, &wake, NULL);
		if (result == 0 && FCGX_GetError(request->in) == 0)
			return true;
		/* it ended among its parameters, or was none at all */
		FCGX_Finish_r(request);
		if (result == 0 || result == -EBADF)
			continue;
		if (is_stopping(server))
			break;
		log_warning("cannot accept a request: %s", strerror(-result));
		nanosleep(&pause, NULL);
	}
	return false;
}

/*
 * End a request.  libfcgi would wait for the web server to close the connection
 * first, lest what that still sends have the answer thrown away; but the whole
 * request was read by now.
 */
static void
finish_request(FCGX_Request *request)
{
	bool ends = !request->keepConnection;

	request->keepConnection = true;
	FCGX_Finish_r(request);
	if (ends && request->ipcFd >= 0) {
		close(request->ipcFd);
		request->ipcFd = -1;
	}
}

static void *
work(void *argument)
{
	struct server *server = argument;
	struct cgi_channel channel = {NULL, read_body, write_body, NULL};
	struct cgi_worker worker;
	FCGX_Request request;

	cgi_worker_init(&worker, server->app, server->max_body);
	FCGX_InitRequest(&request, -1, FCGI_FAIL_ACCEPT_ON_INTR);
	channel.context = &request;
	while (accept_request(server, &request)) {
		channel.params = request.envp;
		cgi_answer(&worker, &channel);
		finish_request(&request);
	}
	FCGX_Free(&request, 1);
	cgi_worker_fini(&worker);
	pthread_mutex_lock(&server->mutex);
	server->n_running--;
	pthread_cond_signal(&server->ended);
	pthread_mutex_unlock(&server->mutex);
	return NULL;
}

/* Start threads; how many. */
static size_t
start(struct server *server, pthread_t *threads, size_t n)
{
	pthread_attr_t attributes;
	size_t i;
	int error = 0;

	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, STACK_SIZE);
	server->n_running = n;
	for (i = 0; i < n && error == 0; i++) {
		error = pthread_create(&threads[i], &attributes, work, server);
		if (error != 0) {
			log_error("cannot start a thread: %s", strerror(error));
			break;
		}
	}
	pthread_attr_destroy(&attributes);
	if (i < n) {
		pthread_mutex_lock(&server->mutex);
		server->n_running -= n - i;
		pthread_mutex_unlock(&server->mutex);
	}
	return i;
}

/* Wake the threads, again and again, until each has ended. */
static void
stop(struct server *server, pthread_t *threads, size_t n)
{
	size_t i;

	pthread_mutex_lock(&server->mutex);
	server->stopping = true;
	while (server->n_running > 0) {
		for (i = 0; i < n; i++)
			pthread_kill(threads[i], WAKE_SIGNAL);
		steady_wait(&server->ended, &server->mutex,
		    steady_now() + WAKE_INTERVAL);
	}
	pthread_mutex_unlock(&server->mutex);
	for (i = 0; i < n; i++)
		pthread_join(threads[i], NULL);
}

/*
 * Shout if everybody on this machine, or beyond it, may connect to a socket:
 * who can reach it can be anybody's web server, and can crash the library.
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
		log_warning("the socket is none of this machine's alone: who "
			    "reaches it can crash lineupd; use a Unix socket");
	else if (stat(path, &status) == 0 && (status.st_mode & S_IWOTH) != 0)
		log_warning("every user can write to the socket %s, and crash "
			    "lineupd: its mode should be 0660 or 0600",
		    path);
}

static bool
open_socket(const struct fcgi_options *options, int *socket)
{
	mode_t mask;

	*socket = 0;
	if (options->socket == NULL)
		return true;
	mask = umask(S_IXUSR | S_IRWXG | S_IRWXO);
	*socket = FCGX_OpenSocket(options->socket, BACKLOG);
	umask(mask);
	if (*socket < 0)
		log_error("cannot listen on %s: %s", options->socket,
		    strerror(errno));
	return *socket >= 0;
}

bool
fcgi_serve(const struct http_app *app, const struct fcgi_options *options)
{
	struct sigaction wake = {.sa_handler = on_wake};
	struct server server = {.app = app};
	sigset_t signals, ends;
	pthread_t *threads;
	size_t n = 0;
	int signal;

	if (FCGX_Init() != 0 || !open_socket(options, &server.socket))
		return false;
	check_socket(server.socket);
	server.max_body = options->max_body;
	pthread_mutex_init(&server.mutex, NULL);
	steady_init(&server.ended);
	sigemptyset(&ends);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGINT);
	signals = ends;
	sigaddset(&signals, WAKE_SIGNAL);
	pthread_sigmask(SIG_BLOCK, &signals, NULL);
	sigaction(WAKE_SIGNAL, &wake, NULL);
	threads = calloc(options->threads, sizeof(*threads));
	if (threads != NULL)
		n = start(&server, threads, options->threads);
	if (n > 0)
		sigwait(&ends, &signal);
	stop(&server, threads, n);
	free(threads);
	pthread_cond_destroy(&server.ended);
	pthread_mutex_destroy(&server.mutex);
	return n > 0;
}
