/*
 * raw beanstalkd|redis PORT CONNECTIONS TASKS SECONDS: the mix of tests/bench
 * for a queue whose protocol is made of lines.  TASKS are added first; then
 * each connection adds one and takes one, again and again, sending each command
 * when the last one is answered.  Prints how many were added and taken in a
 * second.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

#define MAX_CONNECTIONS 1024
#define QUEUE "bench"

/* A connection, and the part of the current answer that it has read. */
struct client {
	int fd;
	int step;
	unsigned long n_tasks;
	char taken[64]; /* the task that was taken and is to be deleted */
	char answer[512];
	size_t n_answer;
};

/* Send the next command; read its answer, which must be as expected. */
struct protocol {
	const char *name;
	int n_steps;
	const char *answers[3]; /* the beginning of each step's answer */
	void (*send)(struct client *client);
	/* Bytes after the first line that belong to the answer. */
	size_t (*rest)(const char *line);
	void (*take)(struct client *client);
};

static struct client clients[MAX_CONNECTIONS];
static unsigned long n_done;

static void
die(const char *what)
{
	fprintf(stderr, "raw: %s: %s\n", what, strerror(errno));
	exit(EXIT_FAILURE);
}

static void
send_text(struct client *client, const char *format, ...)
{
	char text[512];
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	if (write(client->fd, text, (size_t)n) != n)
		die("write");
}

/* Write a task's name: its client and its number; returns the length. */
static int
name_task(struct client *client, char name[32])
{
	return snprintf(name, 32, "task-%d-%lu", (int)(client - clients),
	    client->n_tasks++);
}

static void
send_beanstalkd(struct client *client)
{
	char name[32];
	int n;

	switch (client->step) {
	case 0:
		n = name_task(client, name);
		send_text(client, "put 0 0 120 %d\r\n%s\r\n", n, name);
		break;
	case 1:
		send_text(client, "reserve\r\n");
		break;
	case 2:
		send_text(client, "delete %s\r\n", client->taken);
		break;
	}
}

/* "RESERVED <id> <bytes>" is followed by a text. */
static size_t
rest_beanstalkd(const char *line)
{
	unsigned long n;

	return sscanf(line, "RESERVED %*u %lu", &n) == 1 ? n + 2 : 0;
}

static void
take_beanstalkd(struct client *client)
{
	sscanf(client->answer, "RESERVED %63s", client->taken);
}

static void
send_redis(struct client *client)
{
	char name[32];

	switch (client->step) {
	case 0:
		name_task(client, name);
		send_text(client, "RPUSH " QUEUE " %s\r\n", name);
		break;
	case 1:
		send_text(client, "LMOVE " QUEUE " taken LEFT RIGHT\r\n");
		break;
	case 2:
		send_text(client, "LREM taken 1 %s\r\n", client->taken);
		break;
	}
}

static size_t
rest_redis(const char *line)
{
	return *line == '$' ? (size_t)atol(line + 1) + 2 : 0;
}

static void
take_redis(struct client *client)
{
	sscanf(strchr(client->answer, '\n') + 1, "%63s", client->taken);
}

static const struct protocol protocols[] = {
    {"beanstalkd", 3, {"INSERTED", "RESERVED", "DELETED"}, send_beanstalkd,
	rest_beanstalkd, take_beanstalkd},
    {"redis", 3, {":", "$", ":1"}, send_redis, rest_redis, take_redis},
};

/* True if the whole answer has been read. */
static bool
is_answered(const struct protocol *protocol, const struct client *client)
{
	const char *end = strstr(client->answer, "\r\n");

	return end != NULL &&
	       client->n_answer >= (size_t)(end + 2 - client->answer) +
				       protocol->rest(client->answer);
}

/* Read; true once the answer is complete and as expected. */
static bool
receive(const struct protocol *protocol, struct client *client)
{
	const char *expected = protocol->answers[client->step];
	ssize_t n;

	n = read(client->fd, client->answer + client->n_answer,
	    sizeof(client->answer) - 1 - client->n_answer);
	if (n <= 0)
		die("read");
	client->n_answer += (size_t)n;
	client->answer[client->n_answer] = '\0';
	if (!is_answered(protocol, client))
		return false;
	if (strncmp(client->answer, expected, strlen(expected)) != 0) {
		fprintf(stderr, "raw: answer: %s\n", client->answer);
		exit(EXIT_FAILURE);
	}
	if (client->step == 1)
		protocol->take(client);
	client->n_answer = 0;
	return true;
}

static int
open_connection(int port)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
	    .sin_port = htons((uint16_t)port),
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM, 0), on = 1;

	if (fd < 0 ||
	    connect(fd, (struct sockaddr *)&address, sizeof(address)) != 0)
		die("connect");
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	return fd;
}

static void
add_tasks(const struct protocol *protocol, struct client *client, long n)
{
	for (; n > 0; n--) {
		client->step = 0;
		protocol->send(client);
		while (!receive(protocol, client))
			continue;
	}
}

/* Send the next command: the steps begin again after the last one. */
static void
go_on(const struct protocol *protocol, struct client *client)
{
	n_done += client->step != 1;
	client->step = (client->step + 1) % protocol->n_steps;
	protocol->send(client);
}

static double
seconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double
run(const struct protocol *protocol, int epoll, double seconds)
{
	struct epoll_event events[MAX_CONNECTIONS];
	double begun = seconds_now(), now = begun;
	struct client *client;
	int i, n;

	n_done = 0;
	while (now - begun < seconds) {
		n = epoll_wait(epoll, events, MAX_CONNECTIONS, 1000);
		for (i = 0; i < n; i++) {
			client = events[i].data.ptr;
			if (receive(protocol, client))
				go_on(protocol, client);
		}
		now = seconds_now();
	}
	return (double)n_done / (now - begun);
}

int
main(int argc, char **argv)
{
	const struct protocol *protocol = protocols;
	struct epoll_event event = {.events = EPOLLIN};
	int epoll = epoll_create1(0), n, i;

	if (argc != 6 || (n = atoi(argv[3])) < 1 || n > MAX_CONNECTIONS) {
		fprintf(stderr, "usage: raw beanstalkd|redis PORT CONNECTIONS "
				"TASKS SECONDS\n");
		return 2;
	}
	if (strcmp(argv[1], "redis") == 0)
		protocol = &protocols[1];
	for (i = 0; i < n; i++)
		clients[i].fd = open_connection(atoi(argv[2]));
	add_tasks(protocol, &clients[0], atol(argv[4]));
	for (i = 0; i < n; i++) {
		event.data.ptr = &clients[i];
		epoll_ctl(epoll, EPOLL_CTL_ADD, clients[i].fd, &event);
		clients[i].step = 0;
		protocol->send(&clients[i]);
	}
	printf("%.1f\n", run(protocol, epoll, atof(argv[5])));
	return EXIT_SUCCESS;
}
