#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/log_line.h"
#include "base/ring.h"
#include "base/steady.h"

#define RING_SIZE ((size_t)1024 * 1024)
#define SPARE (RING_SIZE / 8) /* bytes kept for warnings and errors */
#define BUFFER_SIZE ((size_t)65536)
#define STACK_SIZE ((size_t)256 * 1024)
#define PAUSE 5       /* ms between two writes while lines keep coming */
#define PATIENCE 1000 /* ms to wait for standard error at the end */

/* The thread that writes. */
struct writer {
	struct ring *ring;
	int64_t interval; /* ms */
	log_tick *tick;   /* or NULL */
	void *context;
	pthread_t thread;
	pthread_mutex_t mutex;
	pthread_cond_t changed; /* any of these: */
	bool is_woken, is_stopping, has_ended;
	atomic_bool is_asleep;  /* the next line has to wake it */
	atomic_bool is_writing; /* lines that the ring no longer has */
	uint64_t n_reported;    /* of n_dropped */
	char buffer[BUFFER_SIZE];
};

static atomic_int most_wanted = LOG_LEVEL_INFO;
static atomic_bool json_wanted;
static struct writer *writer; /* NULL: lines are written at once */
static _Atomic uint64_t n_dropped;

void
log_configure(enum log_level most, bool as_json)
{
	atomic_store(&most_wanted, (int)most);
	atomic_store(&json_wanted, as_json);
}

bool
log_wants(enum log_level level)
{
	return (int)level <=
	       atomic_load_explicit(&most_wanted, memory_order_relaxed);
}

uint64_t
log_n_dropped(void)
{
	return atomic_load(&n_dropped);
}

static void
write_all(const char *text, size_t n)
{
	struct pollfd out = {.fd = STDERR_FILENO, .events = POLLOUT};
	ssize_t written;

	while (n > 0) {
		written = write(STDERR_FILENO, text, n);
		if (written >= 0) {
			text += written;
			n -= (size_t)written;
		} else if (errno == EAGAIN) {
			poll(&out, 1, -1);
		} else if (errno != EINTR) {
			return; /* there is nowhere left to report it */
		}
	}
}

static void
write_at_once(enum log_level level, const char *text, size_t n,
    const struct log_field *fields)
{
	_Alignas(max_align_t) unsigned char record[LOG_LINE_RECORD];
	char line[LOG_LINE_SIZE];

	log_line_record(record, level, text, n, fields);
	write_all(line, log_line_write(record, json_wanted, line));
}

static void
wake(struct writer *to)
{
	pthread_mutex_lock(&to->mutex);
	to->is_woken = true;
	pthread_cond_broadcast(&to->changed);
	pthread_mutex_unlock(&to->mutex);
}

static void
write_line(enum log_level level, const char *text, size_t n,
    const struct log_field *fields)
{
	size_t size = log_line_measure(text, n, fields);
	void *record = ring_reserve(
	    writer->ring, size, level <= LOG_LEVEL_WARNING ? 0 : SPARE);

	if (record == NULL) {
		atomic_fetch_add(&n_dropped, 1);
		return;
	}
	log_line_record(record, level, text, n, fields);
	ring_commit(record, size);
	if (atomic_load(&writer->is_asleep) &&
	    atomic_exchange(&writer->is_asleep, false))
		wake(writer);
}

void
log_event(enum log_level level, const char *event, size_t n,
    const struct log_field *fields)
{
	assert(n <= LOG_FIELDS);
	if (!log_wants(level))
		return;
	if (writer == NULL)
		write_at_once(level, event, n, fields);
	else
		write_line(level, event, n, fields);
}

/* Append the number of lines that were dropped since the last time. */
static size_t
append_dropped(struct writer *self, char *line)
{
	_Alignas(max_align_t) unsigned char record[LOG_LINE_RECORD];
	uint64_t n = log_n_dropped() - self->n_reported;
	char text[100];

	if (n == 0)
		return 0;
	self->n_reported += n;
	snprintf(text, sizeof(text),
	    "log lines dropped because standard error is too slow: %llu",
	    (unsigned long long)n);
	log_line_record(record, LOG_LEVEL_WARNING, text, 0, NULL);
	return log_line_write(record, json_wanted, line);
}

/* Write what is in the ring; false if there was nothing. */
static bool
drain(struct writer *self)
{
	const void *record;
	bool had_any = false;
	size_t n = 0;

	atomic_store(&self->is_writing, true);
	while ((record = ring_first(self->ring)) != NULL) {
		if (n + 2 * LOG_LINE_SIZE > BUFFER_SIZE) {
			write_all(self->buffer, n);
			n = 0;
		}
		n += log_line_write(record, json_wanted, self->buffer + n);
		ring_release(self->ring);
		had_any = true;
	}
	n += append_dropped(self, self->buffer + n);
	write_all(self->buffer, n);
	atomic_store(&self->is_writing, false);
	return had_any;
}

/* Sleep until a time, or until log_stop(), or if `is_light` until the next
 * line. False: it has to stop. */
static bool
sleep_until(struct writer *self, int64_t time, bool is_light)
{
	bool goes_on;

	atomic_store(&self->is_asleep, is_light);
	pthread_mutex_lock(&self->mutex);
	while (!self->is_stopping && !(is_light && self->is_woken) &&
	       (!is_light || ring_first(self->ring) == NULL) &&
	       steady_wait(&self->changed, &self->mutex, time))
		;
	self->is_woken = false;
	goes_on = !self->is_stopping;
	pthread_mutex_unlock(&self->mutex);
	atomic_store(&self->is_asleep, false);
	return goes_on;
}

static void *
run(void *argument)
{
	struct writer *self = argument;
	int64_t next = steady_now() + self->interval;
	bool goes_on = true;

	while (goes_on) {
		goes_on = drain(self)
			      ? sleep_until(self, steady_now() + PAUSE, false)
			      : sleep_until(self, next, true);
		if (self->tick != NULL && (!goes_on || steady_now() >= next))
			self->tick(self->context);
		if (steady_now() >= next)
			next = steady_now() + self->interval;
	}
	drain(self);
	pthread_mutex_lock(&self->mutex);
	self->has_ended = true;
	pthread_cond_broadcast(&self->changed);
	pthread_mutex_unlock(&self->mutex);
	return NULL;
}

static void
free_writer(struct writer *old)
{
	pthread_cond_destroy(&old->changed);
	pthread_mutex_destroy(&old->mutex);
	ring_free(old->ring);
	free(old);
}

static int
start_thread(struct writer *new)
{
	pthread_attr_t attributes;
	int error;

	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, STACK_SIZE);
	error = pthread_create(&new->thread, &attributes, run, new);
	pthread_attr_destroy(&attributes);
	return error;
}

void
log_start(int64_t interval, log_tick *tick, void *context)
{
	struct writer *new = calloc(1, sizeof(*new));
	int error = ENOMEM;

	if (new == NULL || (new->ring = ring_new(RING_SIZE)) == NULL) {
		free(new);
		log_error("cannot start a thread: %s", strerror(error));
		return;
	}
	new->interval = interval;
	new->tick = tick;
	new->context = context;
	new->n_reported = log_n_dropped();
	pthread_mutex_init(&new->mutex, NULL);
	steady_init(&new->changed);
	writer = new;
	if ((error = start_thread(new)) != 0) {
		writer = NULL;
		free_writer(new);
		log_error("cannot start a thread: %s", strerror(error));
	}
}

void
log_stop(void)
{
	int64_t end = steady_now() + PATIENCE;
	struct writer *old = writer;
	bool has_ended;

	if (old == NULL)
		return;
	pthread_mutex_lock(&old->mutex);
	old->is_stopping = true;
	pthread_cond_broadcast(&old->changed);
	while (!old->has_ended && steady_wait(&old->changed, &old->mutex, end))
		;
	has_ended = old->has_ended;
	pthread_mutex_unlock(&old->mutex);
	if (!has_ended)
		return; /* it ends with the process */
	pthread_join(old->thread, NULL);
	writer = NULL;
	free_writer(old);
}

/* Wait until all lines are written.  Safe in a signal's handler. */
static void
flush(void)
{
	const struct timespec moment = {.tv_nsec = 1000000};
	int64_t end = steady_now() + PATIENCE;

	while (
	    writer != NULL && steady_now() < end &&
	    (!ring_is_empty(writer->ring) || atomic_load(&writer->is_writing)))
		nanosleep(&moment, NULL);
}

static void __attribute__((format(printf, 2, 0)))
write_text(enum log_level level, const char *format, va_list args)
{
	char text[LOG_LINE_TEXT + 4]; /* shows where a long one is cut */

	if (!log_wants(level))
		return;
	vsnprintf(text, sizeof(text), format, args);
	log_event(level, text, 0, NULL);
}

void
log_error(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	write_text(LOG_LEVEL_ERROR, format, args);
	va_end(args);
}

void
log_warning(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	write_text(LOG_LEVEL_WARNING, format, args);
	va_end(args);
}

void
log_info(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	write_text(LOG_LEVEL_INFO, format, args);
	va_end(args);
}

void
log_debug(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	write_text(LOG_LEVEL_DEBUG, format, args);
	va_end(args);
}

void
log_fatal(const char *format, ...)
{
	char text[LOG_LINE_TEXT + 4];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	flush();
	write_at_once(LOG_LEVEL_ERROR, text, 0, NULL);
}
