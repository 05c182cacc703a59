/*
 * Injects faults into a program that is not built for it: a library to be
 * preloaded.  LINEUP_FAULT="POINT N ACTION" says what happens when the program
 * reaches a point for the Nth time, from 1:
 *
 *   before-write  after-write   of a file (a piece of the log or database)
 *   before-sync   after-sync    of a file or directory
 *   before-answer after-answer  on a socket
 *   allocation
 *   clock                       reading the time of day
 *
 *   kill      the program ends, as by SIGKILL
 *   stop      it stops, as by SIGSTOP
 *   fail      the operation fails, this once; a clock jumps by up to a year,
 *             this time and every Nth
 *   failing   it fails this time and from then on
 *   readonly  it fails from then on, as if the file system had become read-only
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define YEAR 31536000

static char point[16], action[16];
static long when;
static atomic_long count;

static void __attribute__((constructor)) begin(void)
{
	const char *fault = getenv("LINEUP_FAULT");

	if (fault != NULL &&
	    sscanf(fault, "%15s %ld %15s", point, &when, action) != 3) {
		fprintf(stderr, "LINEUP_FAULT: %s\n", fault);
		_exit(2);
	}
}

/* Count a passage of a point; true if the operation there must fail. */
static bool
fails_at(const char *name)
{
	long n;

	if (strcmp(point, name) != 0)
		return false;
	n = atomic_fetch_add(&count, 1) + 1;
	if (strcmp(action, "failing") == 0 || strcmp(action, "readonly") == 0)
		return n >= when;
	if (n != when)
		return false;
	if (strcmp(action, "kill") == 0)
		kill(getpid(), SIGKILL);
	else if (strcmp(action, "stop") == 0)
		kill(getpid(), SIGSTOP);
	return strcmp(action, "fail") == 0;
}

static bool
fails_with_errno(const char *name)
{
	if (!fails_at(name))
		return false;
	errno = strcmp(action, "readonly") == 0 ? EROFS : EIO;
	return true;
}

/* The function of the C library that this library replaces. */
static void *
next(void **known, const char *name)
{
	if (*known == NULL)
		*known = dlsym(RTLD_NEXT, name);
	return *known;
}

#define NEXT(type, name) ((type *)next(&known, name))

typedef int sync_function(int);
typedef ssize_t write_function(int, const void *, size_t);
typedef ssize_t pwrite_function(int, const void *, size_t, off_t);
typedef void *malloc_function(size_t);
typedef void *calloc_function(size_t, size_t);
typedef void *realloc_function(void *, size_t);
typedef int clock_function(clockid_t, struct timespec *);

static int
sync_with(sync_function *function, int fd)
{
	int result;

	if (fails_with_errno("before-sync"))
		return -1;
	result = function(fd);
	fails_at("after-sync");
	return result;
}

int
fsync(int fd)
{
	static void *known;

	return sync_with(NEXT(sync_function, "fsync"), fd);
}

int
fdatasync(int fd)
{
	static void *known;

	return sync_with(NEXT(sync_function, "fdatasync"), fd);
}

static ssize_t
pwrite_with(
    pwrite_function *function, int fd, const void *data, size_t n, off_t offset)
{
	ssize_t written;

	if (fails_with_errno("before-write"))
		return -1;
	written = function(fd, data, n, offset);
	fails_at("after-write");
	return written;
}

ssize_t
pwrite(int fd, const void *data, size_t n, off_t offset)
{
	static void *known;

	return pwrite_with(
	    NEXT(pwrite_function, "pwrite"), fd, data, n, offset);
}

ssize_t
pwrite64(int fd, const void *data, size_t n, off_t offset)
{
	static void *known;

	return pwrite_with(
	    NEXT(pwrite_function, "pwrite64"), fd, data, n, offset);
}

ssize_t
write(int fd, const void *data, size_t n)
{
	static void *known;
	struct stat status;
	ssize_t written;

	if (fstat(fd, &status) != 0 || !S_ISSOCK(status.st_mode))
		return NEXT(write_function, "write")(fd, data, n);
	if (fails_with_errno("before-answer"))
		return -1;
	written = NEXT(write_function, "write")(fd, data, n);
	fails_at("after-answer");
	return written;
}

/*
 * True if libcrypto asks for memory, from 3.5 on: there, its start waits for
 * itself for good if it gets none.
 */
static bool
is_spared(const void *caller)
{
	unsigned long (*version)(void);
	Dl_info info;

	*(void **)&version = dlsym(RTLD_DEFAULT, "OpenSSL_version_num");
	return version != NULL && version() >= 0x30500000 &&
	       dladdr(caller, &info) != 0 &&
	       strstr(info.dli_fname, "libcrypto") != NULL;
}

static bool
gets_none(const void *caller)
{
	return fails_at("allocation") && !is_spared(caller);
}

void *
malloc(size_t size)
{
	static void *known;

	return gets_none(__builtin_return_address(0))
		   ? NULL
		   : NEXT(malloc_function, "malloc")(size);
}

void *
calloc(size_t n, size_t size)
{
	static void *known;

	return gets_none(__builtin_return_address(0))
		   ? NULL
		   : NEXT(calloc_function, "calloc")(n, size);
}

void *
realloc(void *old, size_t size)
{
	static void *known;

	return gets_none(__builtin_return_address(0))
		   ? NULL
		   : NEXT(realloc_function, "realloc")(old, size);
}

int
clock_gettime(clockid_t clock, struct timespec *now)
{
	static void *known;
	static atomic_llong offset;
	int result = NEXT(clock_function, "clock_gettime")(clock, now);
	long n;

	if (clock != CLOCK_REALTIME || strcmp(point, "clock") != 0)
		return result;
	n = atomic_fetch_add(&count, 1) + 1;
	if (n % when == 0)
		atomic_store(&offset, n * INT64_C(7919) % (2 * YEAR) - YEAR);
	now->tv_sec += atomic_load(&offset);
	return result;
}
