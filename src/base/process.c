#include <poll.h>
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/process.h"

#define MOST_FILES 65536
#define AT_ONCE 1024

static int64_t
read_memory(void)
{
	FILE *in = fopen("/proc/self/statm", "r");
	long long pages = 0;

	if (in == NULL)
		return 0;
	if (fscanf(in, "%*d %lld", &pages) != 1)
		pages = 0;
	fclose(in);
	return pages * sysconf(_SC_PAGESIZE);
}

/* Count the open descriptors below a number.  /proc/self/fd can't be read by a
 * process that protects its memory. */
static int64_t
count_files(int64_t end)
{
	struct pollfd files[AT_ONCE];
	int64_t at, n_open = 0;
	nfds_t i, n;

	for (at = 0; at < end; at += AT_ONCE) {
		n = (nfds_t)(end - at < AT_ONCE ? end - at : AT_ONCE);
		for (i = 0; i < n; i++)
			files[i] =
			    (struct pollfd){.fd = (int)(at + (int64_t)i)};
		poll(files, n, 0);
		for (i = 0; i < n; i++)
			n_open += (files[i].revents & POLLNVAL) == 0;
	}
	return n_open;
}

void
process_measure(struct process_use *use)
{
	struct timespec cpu = {0};
	struct rlimit limit = {0};

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
	use->cpu = (double)cpu.tv_sec + (double)cpu.tv_nsec / 1e9;
	use->memory = read_memory();
	getrlimit(RLIMIT_NOFILE, &limit);
	use->max_files = (int64_t)limit.rlim_cur;
	use->files = count_files(
	    use->max_files < MOST_FILES ? use->max_files : MOST_FILES);
}
