#include <string.h>

#include "model/event.h"

static const char *const texts[EVENT_TYPES] = {"log", "training_stats_scalar",
    "training_stats_vector", "training_debug_image", "plot"};

const char *
event_type_text(enum event_type type)
{
	return texts[type];
}

bool
event_type_read(const char *text, enum event_type *type)
{
	unsigned i;

	for (i = 0; i < EVENT_TYPES; i++) {
		if (strcmp(text, texts[i]) == 0) {
			*type = (enum event_type)i;
			return true;
		}
	}
	return false;
}
