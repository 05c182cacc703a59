#ifndef CONF_SETTINGS_H
#define CONF_SETTINGS_H

/* Private to conf: the table of settings, and one value of them. */

#include "conf/conf.h"

enum setting_kind {
	SETTING_TEXT,
	SETTING_WORDS,  /* separated by blanks, or none */
	SETTING_SECRET, /* a text that is not printed */
	SETTING_NUMBER,
	SETTING_CHOICE,
	SETTING_VERSION, /* of the API */
};

/* A setting: its flag is the name with "-" for "_", its variable LINEUP_NAME.
 */
struct setting {
	const char *section;
	const char *name;
	enum setting_kind kind;
	size_t offset;       /* in struct conf */
	const char *value;   /* the default; NULL: none */
	int64_t least, most; /* SETTING_NUMBER */
	const char *const
	    *choices;     /* SETTING_CHOICE: in the order of the enum */
	const char *also; /* another environment variable, or NULL */
	const char *help;
	bool is_fixed; /* while the server runs */
};

#define SETTINGS 38

extern const struct setting settings_table[SETTINGS];

/* Find a setting by its name, or its name with "-" for "_"; or NULL. */
const struct setting *settings_find(const char *name);

/* Set a value from a text.  Returns NULL, or what is wrong with it. */
const char *settings_set(struct arena *arena, struct conf *conf,
    const struct setting *setting, const char *text);

/* The value of a setting as a text, secrets masked; NULL: none. */
const char *settings_show(struct arena *arena, const struct conf *conf,
    const struct setting *setting);

#endif
