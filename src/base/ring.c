#include <assert.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/ring.h"

#define CACHE_LINE 64

/* What precedes a record; records are aligned to its size. */
struct head {
	_Atomic uint64_t n; /* bytes of the record; 0: it isn't written yet */
};

/*
 * Positions only grow; a record is at its position modulo the size.  One that
 * begins before the end of the buffer may extend beyond it, so that it is in
 * one piece; the positions which it has at the beginning are left unused.
 * Everything between `end` and `begin`, a round later, is zero.
 */
struct ring {
	size_t size;
	_Alignas(CACHE_LINE) _Atomic uint64_t end; /* of what is reserved */
	_Alignas(CACHE_LINE) _Atomic uint64_t begin;
	_Alignas(CACHE_LINE) unsigned char data[];
};

/* The bytes that a record occupies. */
static uint64_t
extent(uint64_t n)
{
	return (n + 2 * sizeof(struct head) - 1) / sizeof(struct head) *
	       sizeof(struct head);
}

static struct head *
head_at(struct ring *ring, uint64_t position)
{
	return (struct head *)(void *)(ring->data +
				       (size_t)(position % ring->size));
}

struct ring *
ring_new(size_t size)
{
	size_t n = sizeof(struct ring) + size + RING_RECORD + CACHE_LINE;
	struct ring *ring;

	assert((size & (size - 1)) == 0 && size >= 2 * RING_RECORD);
	n -= n % CACHE_LINE;
	ring = aligned_alloc(CACHE_LINE, n);
	if (ring == NULL)
		return NULL;
	memset(ring, 0, n);
	ring->size = size;
	return ring;
}

void
ring_free(struct ring *ring)
{
	free(ring);
}

void *
ring_reserve(struct ring *ring, size_t n, size_t spare)
{
	uint64_t begin, end;

	assert(n > 0 && n <= RING_RECORD);
	do {
		begin = atomic_load(&ring->begin); /* before the end */
		end = atomic_load(&ring->end);
		if (end - begin + extent(n) + spare > ring->size)
			return NULL;
	} while (
	    !atomic_compare_exchange_weak(&ring->end, &end, end + extent(n)));
	return head_at(ring, end) + 1;
}

void
ring_commit(void *record, size_t n)
{
	struct head *head = record;

	atomic_store(&head[-1].n, n);
}

const void *
ring_first(struct ring *ring)
{
	struct head *head = head_at(ring, atomic_load(&ring->begin));

	return atomic_load(&head->n) == 0 ? NULL : head + 1;
}

void
ring_release(struct ring *ring)
{
	uint64_t begin = atomic_load(&ring->begin);
	struct head *head = head_at(ring, begin);
	size_t taken = (size_t)extent(atomic_load(&head->n));
	size_t left = ring->size - (size_t)(begin % ring->size);

	/* what is beyond the end is never read as a head */
	memset((void *)head, 0, taken < left ? taken : left);
	atomic_store(&ring->begin, begin + taken);
}

bool
ring_is_empty(struct ring *ring)
{
	return atomic_load(&ring->end) == atomic_load(&ring->begin);
}
