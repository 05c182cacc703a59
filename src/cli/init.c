#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fresh.h"
#include "base/owner.h"
#include "base/random.h"
#include "base/timefmt.h"
#include "cli/cli.h"
#include "cli/print.h"
#include "model/filter.h"
#include "model/identity.h"
#include "store/open.h"
#include "store/queues.h"
#include "store/users.h"

#define DEFAULT_HOST "http://127.0.0.1:8008"
#define MAX_ENV 16384
#define HOST "export CLEARML_API_HOST="
#define KEY "export CLEARML_API_ACCESS_KEY="

/* Write a file that only its owner may read, whole or not at all. */
static bool
write_private(struct arena *arena, const char *path, const char *text)
{
	size_t n = strlen(text);
	struct fresh fresh;
	bool written;

	if (fresh_open(&fresh, arena, path) != NULL)
		return false;
	written = write(fresh.fd, text, n) == (ssize_t)n &&
		  owner_give(fresh.fd, fresh.path) && fsync(fresh.fd) == 0 &&
		  rename(fresh.path, path) == 0;
	fresh_close(&fresh);
	return written;
}

/* Make a directory, and those above it. */
static bool
make_directory(struct arena *arena, const char *path)
{
	char *copy = arena_strdup(arena, path), *slash = copy;

	while ((slash = strchr(slash + 1, '/')) != NULL) {
		*slash = '\0';
		if (mkdir(copy, S_IRWXU) != 0 && errno != EEXIST)
			return false;
		*slash = '/';
	}
	return mkdir(path, S_IRWXU) == 0 || errno == EEXIST;
}

static enum store_result
add_default_queue(struct store *store)
{
	const char *tags[] = {"default"};
	struct queue queue = {.name = "default",
	    .company = CLI_DEFAULT_COMPANY,
	    .n_system_tags = 1,
	    .system_tags = tags};
	char id[RANDOM_ID_SIZE];

	random_id(id);
	queue.id = id;
	queue.created = queue.last_update = timefmt_now();
	return store_create(store, &queue);
}

/* Add the first company, and a queue if it has none, as the original does. */
static enum store_result
add_company(struct cli *cli)
{
	struct filter *all = filter_new(cli->arena, CLI_DEFAULT_COMPANY);
	enum store_result result;
	struct queue *queues;
	size_t n;

	result = store_add_company(cli->store, CLI_DEFAULT_COMPANY, "clearml");
	if (result != STORE_OK && result != STORE_DUPLICATE)
		return result;
	filter_page(all, 0, 1);
	result = store_get_all(
	    cli->store, cli->arena, all, (struct queue_need){0}, &n, &queues);
	if (result == STORE_OK && n == 0)
		result = add_default_queue(cli->store);
	return result;
}

/* The id of the user "lineup" of the default company, added if missing. */
static enum store_result
our_user(struct cli *cli, const char **id)
{
	struct store_user user = {
	    .name = "lineup", .role = "admin", .company = CLI_DEFAULT_COMPANY};
	char *fresh = arena_alloc(cli->arena, RANDOM_ID_SIZE);
	enum store_result result;
	struct store_user *users;
	size_t i, n;

	result = store_list_users(cli->store, cli->arena, &n, &users);
	for (i = 0; result == STORE_OK && i < n; i++) {
		if (strcmp(users[i].company, CLI_DEFAULT_COMPANY) == 0 &&
		    strcmp(users[i].name, user.name) == 0) {
			*id = users[i].id;
			return STORE_OK;
		}
	}
	random_id(fresh);
	user.id = *id = fresh;
	return result == STORE_OK ? store_add_user(cli->store, &user) : result;
}

/* Add a key for that user; *lines are commands of a shell that export it. */
static enum store_result
add_client(struct cli *cli, const char **lines)
{
	char name[RANDOM_KEY_SIZE], secret[RANDOM_SECRET_SIZE];
	struct store_key key = {.key = name, .label = "client.env"};
	enum store_result result;

	random_key(name);
	random_secret(secret);
	key.created = timefmt_now();
	if ((result = our_user(cli, &key.user)) == STORE_OK)
		result = store_add_key(cli->store, &key, secret);
	*lines = arena_printf(cli->arena,
	    KEY "%s\n"
		"export CLEARML_API_SECRET_KEY=%s\n",
	    name, secret);
	return result;
}

/* The lines of client.env from the key on, or NULL if it isn't one of ours. */
static const char *
read_client(struct arena *arena, const char *path)
{
	char *text = arena_alloc(arena, MAX_ENV), *rest;
	FILE *in = fopen(path, "r");
	size_t n;

	if (in == NULL)
		return NULL;
	n = fread(text, 1, MAX_ENV - 1, in);
	fclose(in);
	text[n] = '\0';
	rest = strstr(text, "\n" KEY);
	if (strncmp(text, HOST, strlen(HOST)) != 0 || rest == NULL)
		return NULL;
	return rest + 1;
}

/* Quote a text for a shell. */
static const char *
quote(struct arena *arena, const char *text)
{
	char *quoted = arena_alloc(arena, strlen(text) * 4 + 3), *to = quoted;

	*to++ = '\'';
	for (; *text != '\0'; text++) {
		if (*text == '\'') {
			memcpy(to, "'\\'", 3);
			to += 3;
		}
		*to++ = *text;
	}
	*to++ = '\'';
	*to = '\0';
	return quoted;
}

/*
 * Lines for the web page and the files of tasks, without which the SDK looks
 * for them at ports of its own: here, and in the data directory.  Beside a
 * ClearML server, that one has them.
 */
static const char *
other_hosts(struct cli *cli, const char *host)
{
	const char *data = cli->conf.data;
	char here[PATH_MAX];

	if (cli->conf.store != NULL)
		return "";
	if (*data != '/' && getcwd(here, sizeof(here)) != NULL)
		data = arena_printf(cli->arena, "%s/%s", here, data);
	return arena_printf(cli->arena,
	    "export CLEARML_WEB_HOST=%s\n"
	    "export CLEARML_FILES_HOST=%s\n",
	    host,
	    quote(
		cli->arena, arena_printf(cli->arena, "file://%s/files", data)));
}

/* Set the hosts in client.env, or make the file with a new key. */
static int
make_client(struct cli *cli)
{
	const char *path =
	    arena_printf(cli->arena, "%s/client.env", cli->conf.data);
	const char *host = cli->host == NULL ? DEFAULT_HOST : cli->host;
	const char *lines = read_client(cli->arena, path);
	enum store_result result;

	if (lines == NULL) {
		result = add_client(cli, &lines);
		if (result != STORE_OK)
			return cli_fail(
			    "cannot add a key: %s", cli_reason(result));
	}
	if (!write_private(cli->arena, path,
		arena_printf(cli->arena, HOST "%s\n%s%s", host,
		    other_hosts(cli, host), lines)))
		return cli_fail("%s: %s", path, strerror(errno));
	return EXIT_SUCCESS;
}

static int
make_secret(struct cli *cli)
{
	const char *path =
	    arena_printf(cli->arena, "%s/token.secret", cli->conf.data);
	char secret[RANDOM_SECRET_SIZE];

	if (access(path, F_OK) == 0)
		return EXIT_SUCCESS;
	random_secret(secret);
	if (!write_private(
		cli->arena, path, arena_printf(cli->arena, "%s\n", secret)))
		return cli_fail("%s: %s", path, strerror(errno));
	return EXIT_SUCCESS;
}

int
cli_init(struct cli *cli)
{
	enum store_result result;
	const char *error;

	if (!make_directory(cli->arena, cli->conf.data))
		return cli_fail("%s: %s", cli->conf.data, strerror(errno));
	if (access(cli->conf.data, W_OK) != 0)
		return cli_fail("%s: %s", cli->conf.data, strerror(errno));
	if (cli->beside && cli->conf.store != NULL)
		return make_secret(cli);
	cli->store =
	    store_open(cli->arena, STORE_OPEN_CREATE, &cli->conf, &error);
	if (cli->store == NULL)
		return cli_fail("%s", error);
	if ((result = add_company(cli)) != STORE_OK)
		return cli_fail("cannot add a company: %s", cli_reason(result));
	if (make_secret(cli) != EXIT_SUCCESS)
		return EXIT_FAILURE;
	return make_client(cli);
}
