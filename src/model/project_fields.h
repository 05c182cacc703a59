#ifndef MODEL_PROJECT_FIELDS_H
#define MODEL_PROJECT_FIELDS_H

/* The fields of a project by which projects can be listed and ordered. */

#include "model/criteria.h"

enum project_field {
	PROJECT_FIELD_ID,
	PROJECT_FIELD_NAME,
	PROJECT_FIELD_BASENAME,
	PROJECT_FIELD_DESCRIPTION,
	PROJECT_FIELD_USER,
	PROJECT_FIELD_COMPANY,
	PROJECT_FIELD_CREATED,
	PROJECT_FIELD_LAST_UPDATE,
	PROJECT_FIELD_PARENT, /* only says whether there is one */
	PROJECT_FIELD_TAGS,
	PROJECT_FIELD_SYSTEM_TAGS,
	PROJECT_FIELDS, /* how many there are */
};

extern const struct criteria_fields project_fields;

/* The texts of a field (enum project_field) of a struct project. */
criteria_look project_look;

#endif
