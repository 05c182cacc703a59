#include <string.h>

#include "model/project.h"
#include "model/project_fields.h"

static const struct criteria_field fields[PROJECT_FIELDS] = {
    [PROJECT_FIELD_ID] = {.name = "id"},
    [PROJECT_FIELD_NAME] = {.name = "name"},
    [PROJECT_FIELD_BASENAME] = {.name = "basename"},
    [PROJECT_FIELD_DESCRIPTION] = {.name = "description"},
    [PROJECT_FIELD_USER] = {.name = "user"},
    [PROJECT_FIELD_COMPANY] = {.name = "company"},
    [PROJECT_FIELD_CREATED] = {.name = "created", .is_time = true},
    [PROJECT_FIELD_LAST_UPDATE] = {.name = "last_update", .is_time = true},
    [PROJECT_FIELD_PARENT] = {.name = "parent"},
    [PROJECT_FIELD_TAGS] = {.name = "tags"},
    [PROJECT_FIELD_SYSTEM_TAGS] = {.name = "system_tags"},
};

const struct criteria_fields project_fields = {PROJECT_FIELDS, fields};

/* The one text of a field, or NULL if it has others, or none. */
static const char *
text_of(const struct project *project, enum project_field field)
{
	switch (field) {
	case PROJECT_FIELD_ID:
		return project->id;
	case PROJECT_FIELD_NAME:
		return project->name;
	case PROJECT_FIELD_BASENAME:
		return project_basename(project);
	case PROJECT_FIELD_DESCRIPTION:
		return project->description;
	case PROJECT_FIELD_USER:
		return project->user;
	case PROJECT_FIELD_COMPANY:
		return project->company;
	case PROJECT_FIELD_PARENT:
		return strchr(project->name, '/');
	case PROJECT_FIELD_CREATED:
	case PROJECT_FIELD_LAST_UPDATE:
	case PROJECT_FIELD_TAGS:
	case PROJECT_FIELD_SYSTEM_TAGS:
	case PROJECT_FIELDS:
		break;
	}
	return NULL;
}

void
project_look(const void *record, size_t field, struct criteria_texts *texts)
{
	const struct project *project = record;

	if (field == PROJECT_FIELD_TAGS) {
		texts->n = project->n_tags;
		texts->items = project->tags;
	} else if (field == PROJECT_FIELD_SYSTEM_TAGS) {
		texts->n = project->n_system_tags;
		texts->items = project->system_tags;
	} else {
		texts->one = text_of(project, (enum project_field)field);
		texts->n = texts->one != NULL;
	}
}
