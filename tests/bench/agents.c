/*
 * Many agents: each keeps its connection and polls an empty queue every so
 * often, whether or not others are answered by then.
 *
 *     agents PORT TOKEN QUEUE AGENTS INTERVAL SECONDS HALF
 *
 * INTERVAL is in ms; HALF connections stop in the middle of a head, and are
 * made again when the server closes them.  After one round of warm-up and so
 * many seconds it prints the results as JSON, in ms, and holds all connections
 * until standard input ends.  The time of a poll is counted from when it was
 * due.
 */

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define ANSWER_SIZE 2048
#define PATIENCE 10000000 /* us that the last answers may take */

struct agent {
	int fd;
	bool is_half;
	bool is_busy;
	uint64_t n_due; /* polls that were due so far, and those answered */
	uint64_t n_done;
	size_t n;
	char answer[ANSWER_SIZE];
};

static const char half_head[] = "GET /debug.ping HTTP/1.1\r\nHost: x\r\nX-";

static struct sockaddr_in address;
static struct agent *agents; /* those that poll, then the others */
static uint64_t n_agents, n_half, n_rounds;
static char request[8192];
static int events;
static int64_t begun, interval; /* us */
static uint64_t n_failed, n_waiting, n_taken;
static uint32_t *taken; /* us, of each poll but for the first round */

static int64_t
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

static void
die(const char *what)
{
	perror(what);
	exit(1);
}

static void
join(struct agent *agent)
{
	struct epoll_event event = {.events = EPOLLIN, .data.ptr = agent};
	int one = 1;

	agent->fd = socket(AF_INET, SOCK_STREAM, 0);
	if (agent->fd < 0 || connect(agent->fd, (struct sockaddr *)&address,
				 sizeof(address)) != 0)
		die("connect");
	setsockopt(agent->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	if (epoll_ctl(events, EPOLL_CTL_ADD, agent->fd, &event) != 0)
		die("epoll_ctl");
	if (agent->is_half &&
	    send(agent->fd, half_head, sizeof(half_head) - 1, MSG_NOSIGNAL) < 0)
		die("send");
}

static void
leave(struct agent *agent)
{
	close(agent->fd);
	agent->n = 0;
	agent->is_busy = false;
}

/* When a poll of an agent is due; the agents are spread over the interval. */
static int64_t
due(const struct agent *agent, uint64_t n)
{
	int64_t place = (int64_t)(agent - agents);

	return begun + (int64_t)n * interval +
	       place * interval / (int64_t)n_agents;
}

/* The connection was closed, or the answer is not the expected one. */
static void
fail(struct agent *agent)
{
	if (agent->is_half) {
		leave(agent);
		join(agent);
		return;
	}
	n_failed++;
	n_waiting -= agent->n_due - agent->n_done;
	agent->n_done = agent->n_due;
	leave(agent);
	join(agent);
}

static void
poll_queue(struct agent *agent)
{
	size_t n = strlen(request);

	agent->is_busy = true;
	if (send(agent->fd, request, n, MSG_NOSIGNAL) != (ssize_t)n)
		fail(agent);
}

/* True if an answer is complete. */
static bool
is_whole(const struct agent *agent)
{
	const char *body = strstr(agent->answer, "\r\n\r\n");
	const char *length = strcasestr(agent->answer, "\r\nContent-Length:");

	return body != NULL && length != NULL && length < body &&
	       agent->n >= (size_t)(body + 4 - agent->answer) +
			       strtoul(length + 17, NULL, 10);
}

static void
finish(struct agent *agent)
{
	if (strncmp(agent->answer, "HTTP/1.1 200 ", 13) != 0) {
		fail(agent);
		return;
	}
	if (agent->n_done > 0)
		taken[n_taken++] =
		    (uint32_t)(now() - due(agent, agent->n_done));
	agent->n_done++;
	n_waiting--;
	agent->n = 0;
	agent->is_busy = false;
	if (agent->n_due > agent->n_done)
		poll_queue(agent);
}

static void
hear(struct agent *agent)
{
	ssize_t got = recv(agent->fd, agent->answer + agent->n,
	    ANSWER_SIZE - 1 - agent->n, MSG_DONTWAIT);

	if (got < 0 && errno == EAGAIN)
		return;
	if (got <= 0 || !agent->is_busy) {
		fail(agent);
		return;
	}
	agent->n += (size_t)got;
	agent->answer[agent->n] = '\0';
	if (is_whole(agent))
		finish(agent);
	else if (agent->n == ANSWER_SIZE - 1)
		fail(agent);
}

/* Send the polls that are due; returns the number of the next poll. */
static uint64_t
poll_due(uint64_t next)
{
	struct agent *agent;

	for (; next < n_agents * n_rounds; next++) {
		agent = &agents[next % n_agents];
		if (due(agent, next / n_agents) > now())
			break;
		agent->n_due++;
		n_waiting++;
		if (!agent->is_busy)
			poll_queue(agent);
	}
	return next;
}

static void
run(void)
{
	int64_t end = begun + (int64_t)n_rounds * interval + PATIENCE;
	struct epoll_event found[256];
	uint64_t next = 0;
	int i, n;

	while ((next < n_agents * n_rounds || n_waiting > 0) && now() < end) {
		next = poll_due(next);
		n = epoll_wait(events, found, 256, 1);
		for (i = 0; i < n; i++)
			hear(found[i].data.ptr);
	}
	n_failed += n_waiting;
}

static int
compare(const void *a, const void *b)
{
	const uint32_t *left = a, *right = b;

	return (*left > *right) - (*left < *right);
}

static double
quantile(double part)
{
	size_t i = (size_t)(part * (double)n_taken);

	if (n_taken == 0)
		return 0;
	return taken[i < n_taken ? i : n_taken - 1] / 1000.0;
}

/* Raise the limit of open connections as far as this process may. */
static void
raise_limit(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		die("getrlimit");
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
}

static void
prepare(char **arguments)
{
	char body[256];

	raise_limit();

	address.sin_family = AF_INET;
	address.sin_port = htons((uint16_t)atoi(arguments[0]));
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	snprintf(body, sizeof(body), "{\"queue\":\"%s\"}", arguments[2]);
	snprintf(request, sizeof(request),
	    "POST /v2.4/queues.get_next_task HTTP/1.1\r\nHost: bench\r\n"
	    "Authorization: Bearer %s\r\nContent-Type: application/json\r\n"
	    "Content-Length: %zu\r\n\r\n%s",
	    arguments[1], strlen(body), body);
	n_agents = strtoul(arguments[3], NULL, 10);
	interval = atol(arguments[4]) * 1000;
	n_rounds =
	    1 + strtoul(arguments[5], NULL, 10) * 1000000 / (uint64_t)interval;
	n_half = strtoul(arguments[6], NULL, 10);
	agents = calloc(n_agents + n_half, sizeof(*agents));
	taken = calloc(n_agents * n_rounds, sizeof(*taken));
	events = epoll_create1(0);
	if (agents == NULL || taken == NULL || events < 0)
		die("agents");
}

int
main(int argc, char **argv)
{
	uint64_t i;

	if (argc != 8) {
		fprintf(stderr, "usage: agents PORT TOKEN QUEUE AGENTS "
				"INTERVAL SECONDS HALF\n");
		return 2;
	}
	prepare(argv + 1);
	for (i = 0; i < n_half; i++) {
		agents[n_agents + i].is_half = true;
		join(&agents[n_agents + i]);
	}
	for (i = 0; i < n_agents; i++)
		join(&agents[i]);
	begun = now();
	run();
	qsort(taken, n_taken, sizeof(*taken), compare);
	printf("{\"calls\": %llu, \"failed\": %llu, \"p50\": %.3f, "
	       "\"p99\": %.3f, \"longest\": %.3f}\n",
	    (unsigned long long)n_taken, (unsigned long long)n_failed,
	    quantile(0.5), quantile(0.99), quantile(1));
	fflush(stdout);
	while (getchar() != EOF)
		continue;
	return 0;
}
