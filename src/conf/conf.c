#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <ini.h>

#include "base/api_version.h"
#include "base/arena.h"
#include "conf/conf.h"
#include "conf/environment.h"

#define DEFAULT_FILE "/etc/lineup/lineup.conf"

enum kind {
	KIND_TEXT,
	KIND_WORDS, /* separated by blanks, or none */
	KIND_SECRET,
	KIND_NUMBER,
	KIND_CHOICE,
	KIND_VERSION,
};

/* A setting: its flag is the name with "-" for "_", its variable LINEUP_NAME.
 */
struct setting {
	const char *section;
	const char *name;
	enum kind kind;
	size_t offset;       /* in struct conf */
	const char *value;   /* the default; NULL: none */
	int64_t least, most; /* KIND_NUMBER */
	const char *choices; /* KIND_CHOICE: each between spaces */
	const char *also;    /* another environment variable, or NULL */
	const char *help;
};

#define OFFSET(member) offsetof(struct conf, member)

static const struct setting settings[] = {
    {"server", "data", KIND_TEXT, OFFSET(data), "/var/lib/lineup", 0, 0, NULL,
	NULL, "directory of the database and the token secret"},
    {"server", "store", KIND_SECRET, OFFSET(store), NULL, 0, 0, NULL,
	"CLEARML_MONGODB_SERVICE_CONNECTION_STRING",
	"mongodb://... to keep queues there, not in DATA"},
    {"server", "store_prefix", KIND_TEXT, OFFSET(store_prefix), NULL, 0, 0,
	NULL, NULL, "put before the names of its databases"},
    {"server", "redis", KIND_SECRET, OFFSET(redis), NULL, 0, 0, NULL, NULL,
	"redis://[:password@]host[:port][/4]: workers beside mongodb"},
    {"server", "socket", KIND_TEXT, OFFSET(socket), NULL, 0, 0, NULL, NULL,
	"Unix socket to listen on, instead of file descriptor 0"},
    {"server", "threads", KIND_NUMBER, OFFSET(threads), "64", 1, 1024, NULL,
	NULL, "calls that are answered at the same time"},
    {"server", "api_version", KIND_VERSION, OFFSET(api_version), NULL, 0, 0,
	NULL, NULL, "version announced to clients, instead of the newest"},
    {"server", "cors_origins", KIND_TEXT, OFFSET(cors_origins), "*", 0, 0, NULL,
	NULL, "origins of web pages that may call; * is any, without cookies"},
    {"server", "hidden_tags", KIND_WORDS, OFFSET(hidden_tags), "k8s-glue", 0, 0,
	NULL, NULL, "system tags of queues that lists leave out"},
    {"server", "validation", KIND_CHOICE, OFFSET(validation), "tolerant", 0, 0,
	" tolerant strict ", NULL,
	"strict: closed objects of requests have no unknown fields"},
    {"auth", "token_secret", KIND_SECRET, OFFSET(token_secret), NULL, 0, 0,
	NULL, "CLEARML__secure__auth__token_secret",
	"secret that signs tokens; better given as a file"},
    {"auth", "token_secret_file", KIND_TEXT, OFFSET(token_secret_file), NULL, 0,
	0, NULL, NULL, "file with that secret, instead of DATA/token.secret"},
    {"auth", "token_lifetime", KIND_NUMBER, OFFSET(token_lifetime), "2592000",
	60, INT32_MAX, NULL, NULL, "lifetime of a token in seconds"},
    {"auth", "max_token_lifetime", KIND_NUMBER, OFFSET(max_token_lifetime),
	"31536000", 60, INT32_MAX, NULL, NULL,
	"longest lifetime that a client may ask for, in seconds"},
    {"auth", "cookie", KIND_TEXT, OFFSET(cookie), "clearml_token_basic", 0, 0,
	NULL, NULL, "name of the cookie that holds a token"},
    {"metrics", "metrics_retention", KIND_NUMBER, OFFSET(metrics_retention),
	"30", 1, 36500, NULL, NULL, "days that queue metrics are kept"},
    {"limits", "max_body", KIND_NUMBER, OFFSET(max_body), "1048576", 1024,
	1 << 30, NULL, NULL, "largest body of a call in bytes"},
    {"limits", "max_values", KIND_NUMBER, OFFSET(max_values), "100000", 100,
	100000000, NULL, NULL, "most JSON values in a body"},
    {"limits", "max_depth", KIND_NUMBER, OFFSET(max_depth), "64", 8, 1000, NULL,
	NULL, "deepest nesting of a body"},
    {"limits", "max_answer", KIND_NUMBER, OFFSET(max_answer), "67108864", 65536,
	INT64_C(1) << 40, NULL, NULL, "largest answer in bytes"},
    {"limits", "max_tags", KIND_NUMBER, OFFSET(max_tags), "10000", 1, 100000000,
	NULL, NULL, "most tags of a queue"},
    {"limits", "max_metadata", KIND_NUMBER, OFFSET(max_metadata), "10000", 1,
	100000000, NULL, NULL, "most pieces of a queue's metadata"},
    {"limits", "max_fields", KIND_NUMBER, OFFSET(max_fields), "100", 1,
	100000000, NULL, NULL, "most fields of a pattern or an order"},
    {"limits", "max_only_fields", KIND_NUMBER, OFFSET(max_only_fields), "1000",
	1, 100000000, NULL, NULL, "most only_fields of a list"},
    {"limits", "max_filter_values", KIND_NUMBER, OFFSET(max_filter_values),
	"10000", 1, 100000000, NULL, NULL, "most values of a list filter"},
    {"limits", "max_scrolls", KIND_NUMBER, OFFSET(max_scrolls), "256", 1, 4096,
	NULL, NULL, "most scrolls of a company at the same time"},
    {"limits", "disk_reserve", KIND_NUMBER, OFFSET(disk_reserve), "16", 0,
	1 << 20, NULL, NULL, "MiB kept for taking tasks out of a full disk"},
    {"log", "log_level", KIND_CHOICE, OFFSET(log_level), "info", 0, 0,
	" error warning info debug ", NULL, "least important lines to write"},
    {"log", "log_format", KIND_CHOICE, OFFSET(log_format), "text", 0, 0,
	" text json ", NULL, "form of the log on standard error"},
};

#define N_SETTINGS (sizeof(settings) / sizeof(*settings))

/* The state of reading. */
struct reading {
	struct arena *arena;
	struct conf *conf;
	const char *file;
	const char *error; /* the first one */
	bool is_in_file[N_SETTINGS];
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

static const struct setting *
find(const char *name)
{
	size_t i;

	for (i = 0; i < N_SETTINGS; i++) {
		if (is_name(name, settings[i].name))
			return &settings[i];
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

/* Set one value.  Returns NULL, or what is wrong with it. */
static const char *
set(struct reading *reading, const struct setting *setting, const char *text)
{
	struct arena *arena = reading->arena;
	uint32_t version;
	int64_t number;

	switch (setting->kind) {
	case KIND_NUMBER:
		if (!parse_number(setting, text, &number))
			return arena_printf(arena,
			    "%s: '%s' is no number from %lld to %lld",
			    setting->name, text, (long long)setting->least,
			    (long long)setting->most);
		*number_of(reading->conf, setting) = number;
		return NULL;
	case KIND_CHOICE:
		if (strchr(text, ' ') != NULL ||
		    strstr(setting->choices,
			arena_printf(arena, " %s ", text)) == NULL)
			return arena_printf(arena, "%s: '%s' is none of:%s",
			    setting->name, text, setting->choices);
		break;
	case KIND_VERSION:
		if (!api_version_read(text, &version))
			return arena_printf(arena,
			    "%s: '%s' is no version such as 2.23",
			    setting->name, text);
		break;
	case KIND_WORDS:
		break;
	case KIND_TEXT:
	case KIND_SECRET:
		if (*text == '\0')
			return arena_printf(
			    arena, "%s: may not be empty", setting->name);
		break;
	}
	*text_of(reading->conf, setting) = arena_strdup(arena, text);
	return NULL;
}

static int
set_from_file(
    void *user, const char *section, const char *name, const char *value)
{
	struct reading *reading = user;
	const struct setting *setting = find(name);

	if (reading->error != NULL)
		return 1;
	if (setting == NULL || strcmp(setting->section, section) != 0) {
		reading->error = arena_printf(reading->arena,
		    "no setting '%s' in section [%s]", name, section);
		return 0;
	}
	/* to inih, an indented line is one more value of the line above */
	if (reading->is_in_file[setting - settings])
		reading->error = arena_printf(
		    reading->arena, "%s: is set already", setting->name);
	else
		reading->error = set(reading, setting, value);
	reading->is_in_file[setting - settings] = true;
	return reading->error == NULL;
}

static const char *
cannot_read(struct reading *reading)
{
	return arena_printf(
	    reading->arena, "%s: %s", reading->file, strerror(errno));
}

/* Read a line.  A line too long for inih is replaced by an invalid one (unless
 * it is a comment), so that it is reported instead of split. */
static char *
read_line(char *line, int size, void *stream)
{
	int c;

	if (fgets(line, size, stream) == NULL)
		return NULL;
	if (strlen(line) < (size_t)size - 1 || line[size - 2] == '\n')
		return line;
	do
		c = getc(stream);
	while (c != '\n' && c != EOF);
	if (*line != ';' && *line != '#')
		*line = '?';
	line[1] = '\0';
	return line;
}

/* Read the lines of the open file. */
static const char *
read_lines(struct reading *reading, FILE *in)
{
	int line = ini_parse_stream(read_line, in, set_from_file, reading);

	if (line > 0 && reading->error == NULL)
		reading->error = "not of the form 'name = value', in at "
				 "most 198 bytes";
	if (line > 0)
		return arena_printf(reading->arena, "%s:%d: %s", reading->file,
		    line, reading->error);
	return ferror(in) ? cannot_read(reading) : NULL;
}

static const char *
read_file(struct reading *reading, bool must_exist)
{
	FILE *in = fopen(reading->file, "r");
	const char *error;

	if (in == NULL)
		return errno == ENOENT && !must_exist ? NULL
						      : cannot_read(reading);
	error = read_lines(reading, in);
	fclose(in);
	return error;
}

/* The variable of a setting: LINEUP_ and the name in capitals. */
static const char *
variable(struct arena *arena, const struct setting *setting)
{
	char *name, *c;

	name = arena_printf(arena, "LINEUP_%s", setting->name);
	for (c = name; *c != '\0'; c++) {
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
	}
	return name;
}

static const char *
read_environment(struct reading *reading)
{
	const char *error, *value;
	size_t i;

	for (i = 0; i < N_SETTINGS; i++) {
		value = environment_get(variable(reading->arena, &settings[i]));
		if (value == NULL && settings[i].also != NULL)
			value = environment_get(settings[i].also);
		if (value == NULL)
			continue;
		if ((error = set(reading, &settings[i], value)) != NULL)
			return error;
	}
	return NULL;
}

/* Read --name=value or --name value, in which case *i moves to the value. */
static const char *
read_flag(struct reading *reading, int argc, char **argv, int *i)
{
	const struct setting *setting;
	const char *flag = argv[*i], *value;
	size_t n = strcspn(flag, "=");

	setting = strncmp(flag, "--", 2) != 0
		      ? NULL
		      : find(arena_strndup(reading->arena, flag + 2, n - 2));
	if (setting == NULL)
		return arena_printf(reading->arena,
		    "unknown argument '%s'; --help lists them", flag);
	if (flag[n] == '=')
		value = flag + n + 1;
	else if (*i + 1 < argc)
		value = argv[++*i];
	else
		return arena_printf(reading->arena, "%s: needs a value", flag);
	return set(reading, setting, value);
}

static enum conf_action
action_of(const char *flag)
{
	if (strcmp(flag, "--help") == 0)
		return CONF_HELP;
	if (strcmp(flag, "--version") == 0)
		return CONF_VERSION;
	if (strcmp(flag, "--test-config") == 0)
		return CONF_TEST;
	if (strcmp(flag, "--print-config") == 0)
		return CONF_PRINT;
	return CONF_RUN;
}

/* Read the flags; *action changes if one asks for something else than to run.
 */
static const char *
read_flags(
    struct reading *reading, int argc, char **argv, enum conf_action *action)
{
	const char *error;
	int i;

	for (i = 1; i < argc; i++) {
		if (action_of(argv[i]) != CONF_RUN) {
			*action = action_of(argv[i]);
		} else if (strcmp(argv[i], "--config") == 0 && i + 1 < argc) {
			i++; /* known already */
		} else {
			error = read_flag(reading, argc, argv, &i);
			if (error != NULL)
				return error;
		}
	}
	return NULL;
}

static const char *
named_file(int argc, char **argv)
{
	int i;

	for (i = 1; i + 1 < argc; i++) {
		if (strcmp(argv[i], "--config") == 0)
			return argv[i + 1];
	}
	return environment_get("LINEUP_CONFIG");
}

enum conf_action
conf_read(struct arena *arena, int argc, char **argv, struct conf *conf,
    const char **error)
{
	struct reading reading = {.arena = arena, .conf = conf};
	enum conf_action action = CONF_RUN;
	size_t i;

	*conf = (struct conf){0};
	for (i = 0; i < N_SETTINGS; i++) {
		if (settings[i].value != NULL)
			set(&reading, &settings[i], settings[i].value);
	}
	reading.file = named_file(argc, argv);
	if (reading.file != NULL) {
		*error = read_file(&reading, true);
	} else {
		reading.file = DEFAULT_FILE;
		*error = read_file(&reading, false);
	}
	if (*error == NULL)
		*error = read_environment(&reading);
	if (*error == NULL)
		*error = read_flags(&reading, argc, argv, &action);
	if (conf->store == NULL)
		conf->store = environment_mongodb(arena);
	if (conf->redis == NULL)
		conf->redis = environment_redis(arena);
	return *error == NULL ? action : CONF_BAD;
}

void
conf_print(const struct conf *conf, FILE *out)
{
	const struct setting *setting;
	const char *section = "", *text;
	size_t i;

	for (i = 0; i < N_SETTINGS; i++) {
		setting = &settings[i];
		if (strcmp(section, setting->section) != 0)
			fprintf(out, "%s[%s]\n", i > 0 ? "\n" : "",
			    setting->section);
		section = setting->section;
		if (setting->kind == KIND_NUMBER) {
			fprintf(out, "%s = %lld\n", setting->name,
			    (long long)*number_of(conf, setting));
			continue;
		}
		text = *text_of(conf, setting);
		if (text == NULL)
			fprintf(out, "; %s =\n", setting->name);
		else
			fprintf(out, "%s = %s\n", setting->name,
			    setting->kind == KIND_SECRET ? "********" : text);
	}
}

void
conf_help(FILE *out)
{
	const char *c;
	size_t i;
	int n;

	fprintf(out, "  %-23s %s\n", "--config FILE",
	    "settings file [" DEFAULT_FILE "]");
	for (i = 0; i < N_SETTINGS; i++) {
		n = fprintf(out, "  --");
		for (c = settings[i].name; *c != '\0'; c++, n++)
			fputc(*c == '_' ? '-' : *c, out);
		fprintf(
		    out, "%*s%s", n < 26 ? 26 - n : 1, "", settings[i].help);
		if (settings[i].value != NULL)
			fprintf(out, " [%s]", settings[i].value);
		fputc('\n', out);
	}
}
