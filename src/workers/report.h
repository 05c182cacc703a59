#ifndef WORKERS_REPORT_H
#define WORKERS_REPORT_H

/* What workers say of themselves. */

#include <stdint.h>

#include "store/workers.h"

struct call;
struct call_result;

#define WORKERS_TIMEOUT 600 /* s of silence, unless a worker says otherwise */

/* Check a worker's id, queues and tags. */
const struct call_result *workers_report_check(struct call *call,
    const char *name, size_t n_queues, size_t n_tags, size_t n_system_tags)
    __attribute__((warn_unused_result));

/* A worker of the caller, as it calls now. */
struct store_worker workers_report_of(
    struct call *call, const char *name, int64_t timeout);

#endif
