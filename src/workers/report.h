#ifndef WORKERS_REPORT_H
#define WORKERS_REPORT_H

/* What workers say of themselves. */

#include <stdint.h>

#include "store/workers.h"

struct call;

#define WORKERS_TIMEOUT 600 /* s of silence, unless a worker says otherwise */

/* A worker of the caller, as it calls now. */
struct store_worker workers_report_of(
    struct call *call, const char *name, int64_t timeout);

#endif
