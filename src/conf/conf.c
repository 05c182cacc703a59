#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <ini.h>

#include "base/arena.h"
#include "conf/conf.h"
#include "conf/environment.h"
#include "conf/settings.h"

#define DEFAULT_FILE "/etc/lineup/lineup.conf"

/* The state of reading. */
struct reading {
	struct arena *arena;
	struct conf *conf;
	const char *file;
	const char *error; /* the first one */
	bool is_in_file[SETTINGS];
};

static int
set_from_file(
    void *user, const char *section, const char *name, const char *value)
{
	struct reading *reading = user;
	const struct setting *setting = settings_find(name);

	if (reading->error != NULL)
		return 1;
	if (setting == NULL || strcmp(setting->section, section) != 0) {
		reading->error = arena_printf(reading->arena,
		    "no setting '%s' in section [%s]", name, section);
		return 0;
	}
	/* to inih, an indented line is one more value of the line above */
	if (reading->is_in_file[setting - settings_table])
		reading->error = arena_printf(
		    reading->arena, "%s: is set already", setting->name);
	else
		reading->error =
		    settings_set(reading->arena, reading->conf, setting, value);
	reading->is_in_file[setting - settings_table] = true;
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

	for (i = 0; i < SETTINGS; i++) {
		value = environment_get(
		    variable(reading->arena, &settings_table[i]));
		if (value == NULL && settings_table[i].also != NULL)
			value = environment_get(settings_table[i].also);
		if (value == NULL)
			continue;
		if ((error = settings_set(reading->arena, reading->conf,
			 &settings_table[i], value)) != NULL)
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

	setting =
	    strncmp(flag, "--", 2) != 0
		? NULL
		: settings_find(arena_strndup(reading->arena, flag + 2, n - 2));
	if (setting == NULL)
		return arena_printf(reading->arena,
		    "unknown argument '%s'; --help lists them", flag);
	if (flag[n] == '=')
		value = flag + n + 1;
	else if (*i + 1 < argc)
		value = argv[++*i];
	else
		return arena_printf(reading->arena, "%s: needs a value", flag);
	return settings_set(reading->arena, reading->conf, setting, value);
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
	for (i = 0; i < SETTINGS; i++) {
		if (settings_table[i].value != NULL)
			settings_set(arena, conf, &settings_table[i],
			    settings_table[i].value);
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
	struct arena *arena = arena_new();
	const char *section = "", *text;
	size_t i;

	for (i = 0; i < SETTINGS; i++) {
		if (strcmp(section, settings_table[i].section) != 0)
			fprintf(out, "%s[%s]\n", i > 0 ? "\n" : "",
			    settings_table[i].section);
		section = settings_table[i].section;
		text = settings_show(arena, conf, &settings_table[i]);
		if (text == NULL)
			fprintf(out, "; %s =\n", settings_table[i].name);
		else
			fprintf(out, "%s = %s\n", settings_table[i].name, text);
	}
	arena_free(arena);
}

void
conf_help(FILE *out)
{
	const char *c;
	size_t i;
	int n;

	fprintf(out, "  %-23s %s\n", "--config FILE",
	    "settings file [" DEFAULT_FILE "]");
	for (i = 0; i < SETTINGS; i++) {
		n = fprintf(out, "  --");
		for (c = settings_table[i].name; *c != '\0'; c++, n++)
			fputc(*c == '_' ? '-' : *c, out);
		fprintf(out, "%*s%s", n < 26 ? 26 - n : 1, "",
		    settings_table[i].help);
		if (settings_table[i].value != NULL)
			fprintf(out, " [%s]", settings_table[i].value);
		fputc('\n', out);
	}
}
