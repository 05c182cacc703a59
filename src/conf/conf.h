#ifndef CONF_CONF_H
#define CONF_CONF_H

/*
 * The settings, from flags, else the environment, else the configuration file,
 * else defaults.  Every setting has all three forms, by one table in conf.c.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct arena;

enum conf_validation {
	CONF_TOLERANT,
	CONF_STRICT,
};

enum conf_log_format {
	CONF_LOG_TEXT,
	CONF_LOG_JSON,
};

struct conf {
	const char *data;         /* directory of the database */
	const char *store;        /* URI; NULL: SQLite */
	const char *store_prefix; /* of databases' names; NULL: none */
	const char *redis;        /* URI; NULL: none */
	const char *socket;       /* path to listen on; NULL: fd 0 */
	int64_t threads;
	const char *token_secret;      /* NULL: read from the file */
	const char *token_secret_file; /* NULL: DATA/token.secret */
	int64_t token_lifetime;        /* s */
	int64_t max_token_lifetime;    /* s */
	const char *cookie;            /* its name */
	int64_t validation;            /* enum conf_validation */
	const char *cors_origins;      /* separated by spaces; "*": any,
					* without cookies */
	const char *hidden_tags;       /* separated by blanks */
	int64_t api_version;           /* an API_VERSION; 0: the newest */
	int64_t metrics_retention;     /* days */
	const char *metrics_token;     /* NULL: none */
	const char *metrics_addresses; /* separated by blanks; NULL: none */
	int64_t metrics_queues;
	int64_t task_silence;      /* s; 0: no task is stopped */
	int64_t history_retention; /* days; 0: no history */
	int64_t events_retention;  /* days */
	int64_t max_task_events;   /* MiB, of a task */
	int64_t max_events;        /* MiB, in all */
	int64_t max_body;          /* bytes */
	int64_t max_batch;         /* bytes, of events.add_batch */
	int64_t max_values;        /* JSON values in a body */
	int64_t max_depth;         /* of JSON nesting */
	int64_t max_answer;        /* bytes */
	int64_t max_tags;          /* of a queue */
	int64_t max_metadata;      /* pieces, of a queue */
	int64_t max_fields;        /* of a pattern or an order */
	int64_t max_only_fields;   /* of a list */
	int64_t max_filter_values; /* of a list filter */
	int64_t max_scrolls;       /* of a company */
	int64_t disk_reserve;      /* MiB */
	int64_t log_level;         /* enum log_level */
	int64_t log_format;        /* enum conf_log_format */
};

/* What the command line asks for besides running. */
enum conf_action {
	CONF_RUN,
	CONF_HELP,
	CONF_VERSION,
	CONF_TEST,  /* check the settings, then leave */
	CONF_PRINT, /* print the settings, then leave */
	CONF_BAD,   /* *error says what is wrong */
};

/*
 * Read the settings.  Strings live in the arena.  The file is --config,
 * LINEUP_CONFIG, or /etc/lineup/lineup.conf if that is there.  Where nothing
 * sets "store" or "redis", the original's variables do; see environment.h.
 */
enum conf_action conf_read(struct arena *arena, int argc, char **argv,
    struct conf *conf, const char **error);

/* The names of the settings that have other values in `wanted`, but keep theirs
 * while a server runs; NULL: none. */
const char *conf_fixed_changes(
    struct arena *arena, const struct conf *conf, const struct conf *wanted);

/* Protect the memory of this process: no core dump, and no access by others of
 * the same user.  Call it before secrets are read. */
void conf_keep_secrets(void);

/* The secret that signs tokens, or NULL with the reason in *error. */
const char *conf_token_secret(
    struct arena *arena, const struct conf *conf, const char **error);

/* Where the store is, without user, password and options: "sqlite:" and DATA,
 * or "mongodb://host:port". */
const char *conf_show_store(struct arena *arena, const struct conf *conf);

/* Print the settings as a configuration file, secrets masked. */
void conf_print(const struct conf *conf, FILE *out);

/* Print each setting's flag, default and meaning. */
void conf_help(FILE *out);

#endif
