#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

/* What this process uses. */

#include <stdint.h>

struct process_use {
	double cpu;     /* s */
	int64_t memory; /* resident, bytes; 0: unknown */
	int64_t files;  /* open descriptors, counted up to 65536 */
	int64_t max_files;
};

/* Measure what this process uses now; takes less than a millisecond. */
void process_measure(struct process_use *use);

#endif
