#ifndef BASE_RING_H
#define BASE_RING_H

/*
 * Records on their way from many threads to one, in a bounded buffer.  Adding
 * one takes no lock and no system call, and fails when there is no room; then
 * the caller drops it.
 */

#include <stdbool.h>
#include <stddef.h>

/* The longest record, in bytes. */
#define RING_RECORD ((size_t)8192)

struct ring;

/* A ring for `size` bytes, a power of two of at least 2 * RING_RECORD.  NULL:
 * there is no memory. */
struct ring *ring_new(size_t size);

/* Free a ring that no thread uses any more.  NULL is fine. */
void ring_free(struct ring *ring);

/*
 * Room for a record of 1 to RING_RECORD bytes, aligned for any integer; NULL if
 * less than that and `spare` bytes are free.  Write it at once and commit it:
 * later records wait for it.
 */
void *ring_reserve(struct ring *ring, size_t n, size_t spare);

/* The record is written. */
void ring_commit(void *record, size_t n);

/*
 * The oldest record, or NULL if there is none or it is still being written.
 * Only one thread may take records.
 */
const void *ring_first(struct ring *ring);

/* Forget the record that ring_first() returned. */
void ring_release(struct ring *ring);

/* True if there is no record. */
bool ring_is_empty(struct ring *ring);

#endif
