#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

#include "base/arena.h"
#include "conf/conf.h"

#define MIN_SECRET 16 /* bytes */
#define MAX_SECRET 4096
#define NONE "none"

/* True if the unit has a credential; without one, it says "none". */
static bool
is_given(const char *file)
{
	char text[sizeof(NONE)] = "";
	FILE *in = fopen(file, "r");

	if (in == NULL)
		return false;
	text[fread(text, 1, sizeof(text) - 1, in)] = '\0';
	fclose(in);
	return strcmp(text, NONE) != 0;
}

/* Where the secret is: a named file, a credential of systemd, or DATA. */
static const char *
secret_file(struct arena *arena, const struct conf *conf)
{
	const char *credentials = getenv("CREDENTIALS_DIRECTORY");
	const char *file;

	if (conf->token_secret_file != NULL)
		return conf->token_secret_file;
	if (credentials != NULL) {
		file = arena_printf(arena, "%s/token.secret", credentials);
		if (is_given(file))
			return file;
	}
	return arena_printf(arena, "%s/token.secret", conf->data);
}

void
conf_keep_secrets(void)
{
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

const char *
conf_token_secret(
    struct arena *arena, const struct conf *conf, const char **error)
{
	const char *file;
	char *secret;
	FILE *in;
	size_t n;

	if (conf->token_secret != NULL)
		return conf->token_secret;
	file = secret_file(arena, conf);
	if ((in = fopen(file, "r")) == NULL) {
		*error = arena_printf(arena, "%s: %s%s", file, strerror(errno),
		    conf->token_secret_file == NULL
			? "; \"lineup init\" makes it"
			: "");
		return NULL;
	}
	secret = arena_alloc(arena, MAX_SECRET + 1);
	n = fread(secret, 1, MAX_SECRET, in);
	fclose(in);
	secret[n] = '\0';
	secret[strcspn(secret, "\r\n")] = '\0';
	if (strlen(secret) < MIN_SECRET) {
		*error = arena_printf(arena,
		    "%s: a token secret has at least %d characters", file,
		    MIN_SECRET);
		return NULL;
	}
	return secret;
}

const char *
conf_show_store(struct arena *arena, const struct conf *conf)
{
	const char *uri = conf->store, *host, *at, *end;

	if (uri == NULL)
		return arena_printf(arena, "sqlite:%s", conf->data);
	host = strstr(uri, "://");
	if (host == NULL)
		return "mongodb";
	host += 3;
	end = host + strcspn(host, "/?");
	while ((at = strchr(host, '@')) != NULL && at < end)
		host = at + 1;
	/* the password of an invalid URI may go on after its "/" or "?" */
	if (at != NULL)
		return "mongodb";
	return arena_printf(arena, "%.*s%.*s",
	    (int)(strstr(uri, "://") + 3 - uri), uri, (int)(end - host), host);
}
