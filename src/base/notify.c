#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/notify.h"

#define READY "READY=1"

void
notify_ready(void)
{
	const char *path = getenv("NOTIFY_SOCKET");
	union {
		struct sockaddr any;
		struct sockaddr_un local;
	} to = {.local = {.sun_family = AF_UNIX}};
	size_t n = path == NULL ? 0 : strlen(path);
	int fd;

	if (n == 0 || n >= sizeof(to.local.sun_path))
		return;
	memcpy(to.local.sun_path, path, n);
	if (*path == '@') /* a name without a file */
		*to.local.sun_path = '\0';
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return;
	sendto(fd, READY, sizeof(READY) - 1, MSG_NOSIGNAL, &to.any,
	    (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n));
	close(fd);
}
