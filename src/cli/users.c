#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/random.h"
#include "base/timefmt.h"
#include "cli/cli.h"
#include "cli/print.h"
#include "model/identity.h"
#include "store/users.h"

/* A user's tokens contain these names, and web servers limit headers. */
#define MAX_NAME 200 /* bytes */

/* True if a name, id or role was given, but can't be one. */
static bool
is_bad(const char *text)
{
	return text != NULL && (*text == '\0' || strlen(text) > MAX_NAME);
}

/* Add the company that --company names, unless it is there. */
static enum store_result
ensure_company(struct cli *cli)
{
	enum store_result result;

	if (cli->company == NULL) {
		cli->company = CLI_DEFAULT_COMPANY;
		return STORE_OK;
	}
	if (cli->company_name == NULL)
		cli->company_name = cli->company;
	result = store_add_company(cli->store, cli->company, cli->company_name);
	return result == STORE_DUPLICATE ? STORE_OK : result;
}

int
cli_user_add(struct cli *cli)
{
	struct store_user user = {.name = cli->words[0], .role = cli->role};
	char id[RANDOM_ID_SIZE];
	enum store_result result;

	if (is_bad(user.name) || is_bad(user.role) || is_bad(cli->company) ||
	    is_bad(cli->company_name))
		return cli_fail(
		    "names, ids and roles have 1 to %d bytes", MAX_NAME);
	random_id(id);
	user.id = id;
	result = ensure_company(cli);
	user.company = cli->company;
	if (result == STORE_OK)
		result = store_add_user(cli->store, &user);
	if (result == STORE_NOT_FOUND)
		return cli_fail("there is no company yet: run \"lineup init\" "
				"first, with the same --data or --store");
	if (result != STORE_OK)
		return cli_fail("cannot add the user: %s", cli_reason(result));
	printf("%s\n", id);
	return EXIT_SUCCESS;
}

/* Print an error if a change to a user or key failed; returns the status. */
static int
finish_change(enum store_result result, const char *what, const char *name)
{
	if (result == STORE_NOT_FOUND)
		return cli_fail("no such %s: %s", what, name);
	if (result == STORE_FOREIGN)
		return cli_fail("%s: another ClearML server keeps its users "
				"here; change this %s there",
		    name, what);
	if (result != STORE_OK)
		return cli_fail("%s", cli_reason(result));
	return EXIT_SUCCESS;
}

int
cli_user_remove(struct cli *cli)
{
	return finish_change(store_remove_user(cli->store, cli->words[0]),
	    "user", cli->words[0]);
}

int
cli_user_disable(struct cli *cli)
{
	return finish_change(
	    store_disable_user(cli->store, cli->words[0], true), "user",
	    cli->words[0]);
}

int
cli_user_enable(struct cli *cli)
{
	return finish_change(
	    store_disable_user(cli->store, cli->words[0], false), "user",
	    cli->words[0]);
}

int
cli_user_list(struct cli *cli)
{
	static const struct cli_column columns[] = {{"id", CLI_TEXT},
	    {"role", CLI_TEXT}, {"company", CLI_TEXT}, {"name", CLI_TEXT},
	    {"disabled", CLI_FLAG}};
	enum store_result result;
	struct store_user *users;
	size_t i, n;

	result = store_list_users(cli->store, cli->arena, &n, &users);
	if (result != STORE_OK)
		return cli_fail("%s", cli_reason(result));
	cli_list_begin(
	    &cli->printer, NULL, sizeof(columns) / sizeof(*columns), columns);
	for (i = 0; i < n; i++) {
		const char *const row[] = {users[i].id, users[i].role,
		    users[i].company, users[i].name,
		    users[i].is_disabled ? "disabled" : NULL};

		cli_list_row(&cli->printer, row);
	}
	cli_list_end(&cli->printer);
	return EXIT_SUCCESS;
}

int
cli_key_add(struct cli *cli)
{
	char name[RANDOM_KEY_SIZE], secret[RANDOM_SECRET_SIZE];
	struct store_key key = {.key = name, .user = cli->words[0]};
	enum store_result result;

	random_key(name);
	random_secret(secret);
	key.label = cli->label == NULL ? "" : cli->label;
	key.created = timefmt_now();
	result = store_add_key(cli->store, &key, secret);
	if (result == STORE_NOT_FOUND)
		return cli_fail("no user has the id %s", key.user);
	if (result != STORE_OK)
		return cli_fail("cannot add the key: %s", cli_reason(result));
	printf("export CLEARML_API_ACCESS_KEY=%s\n"
	       "export CLEARML_API_SECRET_KEY=%s\n",
	    name, secret);
	return EXIT_SUCCESS;
}

int
cli_key_list(struct cli *cli)
{
	static const struct cli_column columns[] = {{"key", CLI_TEXT},
	    {"user", CLI_TEXT}, {"created", CLI_TEXT}, {"label", CLI_TEXT}};
	char when[TIMEFMT_ISO_SIZE];
	enum store_result result;
	struct store_key *keys;
	size_t i, n;

	result = store_list_keys(cli->store, cli->arena, &n, &keys);
	if (result != STORE_OK)
		return cli_fail("%s", cli_reason(result));
	cli_list_begin(
	    &cli->printer, NULL, sizeof(columns) / sizeof(*columns), columns);
	for (i = 0; i < n; i++) {
		const char *const row[] = {
		    keys[i].key, keys[i].user, when, keys[i].label};

		timefmt_iso(keys[i].created, when);
		cli_list_row(&cli->printer, row);
	}
	cli_list_end(&cli->printer);
	return EXIT_SUCCESS;
}

int
cli_key_revoke(struct cli *cli)
{
	return finish_change(
	    store_revoke_key(cli->store, cli->words[0]), "key", cli->words[0]);
}
