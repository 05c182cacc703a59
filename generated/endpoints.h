/* Made from the schema by the generator; do not edit. */

#ifndef ENDPOINTS_H
#define ENDPOINTS_H

#include "api/endpoint.h"

/* Every action that is served. */
extern const struct endpoint_table endpoints;

#endif
