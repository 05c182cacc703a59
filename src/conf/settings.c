#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/api_version.h"
#include "base/arena.h"
#include "conf/settings.h"

#define OFFSET(member) offsetof(struct conf, member)

static const char *const validations[] = {"tolerant", "strict", NULL};
static const char *const log_levels[] = {
    "error", "warning", "info", "debug", NULL};
static const char *const log_formats[] = {"text", "json", NULL};

const struct setting settings_table[SETTINGS] = {
    {"server", "data", SETTING_TEXT, OFFSET(data), "/var/lib/lineup", 0, 0,
	NULL, NULL, "directory of the database and the token secret", true},
    {"server", "store", SETTING_SECRET, OFFSET(store), NULL, 0, 0, NULL,
	"CLEARML_MONGODB_SERVICE_CONNECTION_STRING",
	"mongodb://... to keep queues there, not in DATA", true},
    {"server", "store_prefix", SETTING_TEXT, OFFSET(store_prefix), NULL, 0, 0,
	NULL, NULL, "put before the names of its databases", true},
    {"server", "redis", SETTING_SECRET, OFFSET(redis), NULL, 0, 0, NULL, NULL,
	"redis://[:password@]host[:port][/4]: workers beside mongodb", true},
    {"server", "socket", SETTING_TEXT, OFFSET(socket), NULL, 0, 0, NULL, NULL,
	"Unix socket to listen on, instead of file descriptor 0", true},
    {"server", "threads", SETTING_NUMBER, OFFSET(threads), "64", 1, 1024, NULL,
	NULL, "calls that are answered at the same time", true},
    {"server", "api_version", SETTING_VERSION, OFFSET(api_version), NULL, 0, 0,
	NULL, NULL, "version announced to clients, instead of the newest",
	false},
    {"server", "cors_origins", SETTING_TEXT, OFFSET(cors_origins), "*", 0, 0,
	NULL, NULL,
	"origins of web pages that may call; * is any, without cookies", false},
    {"server", "hidden_tags", SETTING_WORDS, OFFSET(hidden_tags), "k8s-glue", 0,
	0, NULL, NULL, "system tags of queues that lists leave out", false},
    {"server", "validation", SETTING_CHOICE, OFFSET(validation), "tolerant", 0,
	0, validations, NULL,
	"strict: closed objects of requests have no unknown fields", false},
    {"auth", "token_secret", SETTING_SECRET, OFFSET(token_secret), NULL, 0, 0,
	NULL, "CLEARML__secure__auth__token_secret",
	"secret that signs tokens; better given as a file", true},
    {"auth", "token_secret_file", SETTING_TEXT, OFFSET(token_secret_file), NULL,
	0, 0, NULL, NULL, "file with that secret, instead of DATA/token.secret",
	true},
    {"auth", "token_lifetime", SETTING_NUMBER, OFFSET(token_lifetime),
	"2592000", 60, INT32_MAX, NULL, NULL, "lifetime of a token in seconds",
	false},
    {"auth", "max_token_lifetime", SETTING_NUMBER, OFFSET(max_token_lifetime),
	"31536000", 60, INT32_MAX, NULL, NULL,
	"longest lifetime that a client may ask for, in seconds", false},
    {"auth", "cookie", SETTING_TEXT, OFFSET(cookie), "clearml_token_basic", 0,
	0, NULL, NULL, "name of the cookie that holds a token", false},
    {"metrics", "metrics_retention", SETTING_NUMBER, OFFSET(metrics_retention),
	"30", 1, 36500, NULL, NULL, "days that queue metrics are kept", true},
    {"metrics", "metrics_token", SETTING_SECRET, OFFSET(metrics_token), NULL, 0,
	0, NULL, NULL, "token with which Prometheus may read /metrics", false},
    {"metrics", "metrics_addresses", SETTING_WORDS, OFFSET(metrics_addresses),
	NULL, 0, 0, NULL, NULL,
	"addresses and networks that may read it without one", false},
    {"metrics", "metrics_queues", SETTING_NUMBER, OFFSET(metrics_queues), "100",
	1, 10000, NULL, NULL, "longest queues that it has by name", false},
    {"tasks", "task_silence", SETTING_NUMBER, OFFSET(task_silence), "7200", 0,
	INT32_MAX, NULL, NULL,
	"seconds without a sign of life until a task is stopped; 0: never",
	true},
    {"history", "history_retention", SETTING_NUMBER, OFFSET(history_retention),
	"30", 0, 36500, NULL, NULL,
	"days that changes of queues are kept; 0: none is noted", true},
    {"events", "events_retention", SETTING_NUMBER, OFFSET(events_retention),
	"365", 1, 36500, NULL, NULL, "days that events of tasks are kept",
	true},
    {"events", "max_task_events", SETTING_NUMBER, OFFSET(max_task_events), "64",
	1, 1 << 20, NULL, NULL,
	"MiB of events, compressed, that are kept of a task", true},
    {"events", "max_events", SETTING_NUMBER, OFFSET(max_events), "10240", 1,
	1 << 30, NULL, NULL, "MiB of events, compressed, that are kept in all",
	true},
    {"limits", "max_body", SETTING_NUMBER, OFFSET(max_body), "1048576", 1024,
	1 << 30, NULL, NULL, "largest body of a call in bytes", false},
    {"limits", "max_batch", SETTING_NUMBER, OFFSET(max_batch), "16777216", 1024,
	1 << 30, NULL, NULL, "largest body of events.add_batch in bytes",
	false},
    {"limits", "max_values", SETTING_NUMBER, OFFSET(max_values), "100000", 100,
	100000000, NULL, NULL, "most JSON values in a body", false},
    {"limits", "max_depth", SETTING_NUMBER, OFFSET(max_depth), "64", 8, 1000,
	NULL, NULL, "deepest nesting of a body", false},
    {"limits", "max_answer", SETTING_NUMBER, OFFSET(max_answer), "67108864",
	65536, INT64_C(1) << 40, NULL, NULL, "largest answer in bytes", false},
    {"limits", "max_tags", SETTING_NUMBER, OFFSET(max_tags), "10000", 1,
	100000000, NULL, NULL, "most tags of a queue", false},
    {"limits", "max_metadata", SETTING_NUMBER, OFFSET(max_metadata), "10000", 1,
	100000000, NULL, NULL, "most pieces of a queue's metadata", false},
    {"limits", "max_fields", SETTING_NUMBER, OFFSET(max_fields), "100", 1,
	100000000, NULL, NULL, "most fields of a pattern or an order", false},
    {"limits", "max_only_fields", SETTING_NUMBER, OFFSET(max_only_fields),
	"1000", 1, 100000000, NULL, NULL, "most only_fields of a list", false},
    {"limits", "max_filter_values", SETTING_NUMBER, OFFSET(max_filter_values),
	"10000", 1, 100000000, NULL, NULL, "most values of a list filter",
	false},
    {"limits", "max_scrolls", SETTING_NUMBER, OFFSET(max_scrolls), "256", 1,
	4096, NULL, NULL, "most scrolls of a company at the same time", true},
    {"limits", "disk_reserve", SETTING_NUMBER, OFFSET(disk_reserve), "16", 0,
	1 << 20, NULL, NULL, "MiB kept for taking tasks out of a full disk",
	true},
    {"log", "log_level", SETTING_CHOICE, OFFSET(log_level), "info", 0, 0,
	log_levels, NULL, "least important lines to write", false},
    {"log", "log_format", SETTING_CHOICE, OFFSET(log_format), "text", 0, 0,
	log_formats, NULL, "form of the log on standard error", false},
};

/* True if a text is a name, or is it with "-" for "_". */
static bool
is_name(const char *text, const char *name)
{
	for (; *name != '\0'; text++, name++) {
		if (*text != *name && !(*text == '-' && *name == '_'))
			return false;
	}
	return *text == '\0';
}

const struct setting *
settings_find(const char *name)
{
	size_t i;

	for (i = 0; i < SETTINGS; i++) {
		if (is_name(name, settings_table[i].name))
			return &settings_table[i];
	}
	return NULL;
}

static const char **
text_of(const struct conf *conf, const struct setting *setting)
{
	return (const char **)((uintptr_t)conf + setting->offset);
}

static int64_t *
number_of(const struct conf *conf, const struct setting *setting)
{
	return (int64_t *)((uintptr_t)conf + setting->offset);
}

static bool
parse_number(const struct setting *setting, const char *text, int64_t *number)
{
	char *end;

	errno = 0;
	*number = strtoll(text, &end, 10);
	return errno == 0 && end != text && *end == '\0' &&
	       *number >= setting->least && *number <= setting->most;
}

/* The index of a choice, or the number of choices. */
static int64_t
find_choice(const struct setting *setting, const char *text)
{
	int64_t i = 0;

	while (setting->choices[i] != NULL &&
	       strcmp(setting->choices[i], text) != 0)
		i++;
	return i;
}

static const char *
refuse_choice(
    struct arena *arena, const struct setting *setting, const char *text)
{
	const char *list = "";
	size_t i;

	for (i = 0; setting->choices[i] != NULL; i++)
		list = arena_printf(arena, "%s %s", list, setting->choices[i]);
	return arena_printf(
	    arena, "%s: '%s' is none of:%s", setting->name, text, list);
}

const char *
settings_set(struct arena *arena, struct conf *conf,
    const struct setting *setting, const char *text)
{
	uint32_t version;
	int64_t number;

	switch (setting->kind) {
	case SETTING_NUMBER:
		if (!parse_number(setting, text, &number))
			return arena_printf(arena,
			    "%s: '%s' is no number from %lld to %lld",
			    setting->name, text, (long long)setting->least,
			    (long long)setting->most);
		*number_of(conf, setting) = number;
		return NULL;
	case SETTING_CHOICE:
		number = find_choice(setting, text);
		if (setting->choices[number] == NULL)
			return refuse_choice(arena, setting, text);
		*number_of(conf, setting) = number;
		return NULL;
	case SETTING_VERSION:
		if (!api_version_read(text, &version))
			return arena_printf(arena,
			    "%s: '%s' is no version such as 2.23",
			    setting->name, text);
		*number_of(conf, setting) = version;
		return NULL;
	case SETTING_WORDS:
		break;
	case SETTING_TEXT:
	case SETTING_SECRET:
		if (*text == '\0')
			return arena_printf(
			    arena, "%s: may not be empty", setting->name);
		break;
	}
	*text_of(conf, setting) = arena_strdup(arena, text);
	return NULL;
}

/* True if a setting has the same value in both. */
static bool
is_same(const struct conf *one, const struct conf *other,
    const struct setting *setting)
{
	const char *text, *other_text;

	switch (setting->kind) {
	case SETTING_NUMBER:
	case SETTING_CHOICE:
	case SETTING_VERSION:
		return *number_of(one, setting) == *number_of(other, setting);
	case SETTING_TEXT:
	case SETTING_WORDS:
	case SETTING_SECRET:
		break;
	}
	text = *text_of(one, setting);
	other_text = *text_of(other, setting);
	return text == NULL || other_text == NULL
		   ? text == other_text
		   : strcmp(text, other_text) == 0;
}

const char *
conf_fixed_changes(
    struct arena *arena, const struct conf *conf, const struct conf *wanted)
{
	const char *list = NULL;
	size_t i;

	for (i = 0; i < SETTINGS; i++) {
		if (settings_table[i].is_fixed &&
		    !is_same(conf, wanted, &settings_table[i]))
			list = arena_printf(arena, "%s%s%s",
			    list == NULL ? "" : list, list == NULL ? "" : ", ",
			    settings_table[i].name);
	}
	return list;
}

const char *
settings_show(
    struct arena *arena, const struct conf *conf, const struct setting *setting)
{
	int64_t number;

	switch (setting->kind) {
	case SETTING_NUMBER:
		return arena_printf(
		    arena, "%lld", (long long)*number_of(conf, setting));
	case SETTING_CHOICE:
		return setting->choices[*number_of(conf, setting)];
	case SETTING_VERSION:
		number = *number_of(conf, setting);
		return number == 0 ? NULL
				   : api_version_text(arena, (uint32_t)number);
	case SETTING_SECRET:
		return *text_of(conf, setting) == NULL ? NULL : "********";
	case SETTING_TEXT:
	case SETTING_WORDS:
		break;
	}
	return *text_of(conf, setting);
}
