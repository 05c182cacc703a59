#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "http/networks.h"

struct network {
	int family;
	unsigned char address[16];
	unsigned n_bits; /* that count */
};

struct networks {
	size_t n;
	struct network *all;
};

/* Read an address; n_bits becomes all of its bits. */
static bool
read_address(const char *text, struct network *network)
{
	network->family = strchr(text, ':') == NULL ? AF_INET : AF_INET6;
	network->n_bits = network->family == AF_INET ? 32 : 128;
	return inet_pton(network->family, text, network->address) == 1;
}

static bool
read_network(struct arena *arena, const char *text, struct network *network)
{
	const char *slash = strchr(text, '/');
	unsigned long n_bits;
	char *end;

	if (slash == NULL)
		return read_address(text, network);
	if (!read_address(
		arena_strndup(arena, text, (size_t)(slash - text)), network) ||
	    slash[1] < '0' || slash[1] > '9')
		return false;
	n_bits = strtoul(slash + 1, &end, 10);
	if (*end != '\0' || n_bits > network->n_bits)
		return false;
	network->n_bits = (unsigned)n_bits;
	return true;
}

const struct networks *
networks_read(struct arena *arena, const char *text, const char **error)
{
	struct networks *networks = arena_alloc(arena, sizeof(*networks));
	const char **words = text_split(arena, text, &networks->n);
	size_t i;

	networks->all =
	    arena_alloc_n(arena, networks->n, sizeof(*networks->all));
	for (i = 0; i < networks->n; i++) {
		if (!read_network(arena, words[i], &networks->all[i])) {
			*error = arena_printf(arena,
			    "'%s' is no address, and no "
			    "network such as 10.0.0.0/8",
			    words[i]);
			return NULL;
		}
	}
	return networks;
}

static bool
is_in(const struct network *network, const struct network *address)
{
	unsigned n = network->n_bits / 8, rest = network->n_bits % 8;
	unsigned char mask = (unsigned char)(0xff00u >> rest);

	return network->family == address->family &&
	       memcmp(network->address, address->address, n) == 0 &&
	       (rest == 0 ||
		   ((network->address[n] ^ address->address[n]) & mask) == 0);
}

bool
networks_hold(const struct networks *networks, const char *address)
{
	struct network one;
	size_t i;

	if (address == NULL)
		return false;
	/* of IPv4, as a socket for both kinds shows it */
	if (strncmp(address, "::ffff:", 7) == 0 && strchr(address, '.') != NULL)
		address += 7;
	if (!read_address(address, &one))
		return false;
	for (i = 0; i < networks->n; i++) {
		if (is_in(&networks->all[i], &one))
			return true;
	}
	return false;
}
