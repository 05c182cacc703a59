#include <malloc.h>
#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "config.h"

/*
 * Under AddressSanitizer, memory that is not handed out is poisoned, with a
 * gap after each allocation; otherwise there is no gap.
 */
#ifdef WITH_ADDRESS_SANITIZER
#include <sanitizer/asan_interface.h>
#define GAP alignof(max_align_t)
#else
#define GAP 0
#define ASAN_POISON_MEMORY_REGION(address, size) ((void)(address), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(address, size)                             \
	((void)(address), (void)(size))
#endif

#define BLOCK_SIZE ((size_t)8192)
/* Blocks of a request that needs many double up to this. */
#define MAX_BLOCK_SIZE ((size_t)1 << 20)
/* Blocks of so many bytes malloc takes from the system, and gives back. */
#define BIG (1 << 17)
/* Heaps that threads share; with one for each, memory would keep growing. */
#define HEAPS 8

/*
 * The settings of jemalloc, if it is linked: one heap, of which each thread
 * caches what libfcgi allocates for a request, its 8 KiB buffers included;
 * everything else is returned at once.
 */
extern const char *const malloc_conf;
const char *const malloc_conf =
    "narenas:1,tcache_max:10240,tcache_nslots_small_max:16,"
    "tcache_nslots_small_min:8,tcache_nslots_large:2,"
    "dirty_decay_ms:0,muzzy_decay_ms:0";

struct block {
	struct block *next;
	size_t size;
	size_t used;
	alignas(max_align_t) char data[];
};

struct cleanup {
	struct cleanup *next;
	arena_cleanup *run;
	void *object;
};

struct arena {
	struct block *blocks; /* the newest first; the last one is kept */
	struct cleanup *cleanups;
	struct budget *budget;
	arena_end_budget *end_budget; /* or NULL */
};

void *
arena_must(void *memory)
{
	if (memory == NULL) {
		log_fatal("out of memory");
		abort();
	}
	return memory;
}

static struct block *
block_new(struct block *next, size_t size)
{
	struct block *block;

	block = arena_must(malloc(sizeof(*block) + size));
	block->next = next;
	block->size = size;
	block->used = 0;
	ASAN_POISON_MEMORY_REGION(block->data, size);
	return block;
}

void
arena_setup(void)
{
	/* by default, malloc raises both when big blocks are freed */
	mallopt(M_MMAP_THRESHOLD, BIG);
	mallopt(M_TRIM_THRESHOLD, BIG);
	mallopt(M_ARENA_MAX, HEAPS);
}

struct arena *
arena_new(void)
{
	struct arena *arena;

	arena = arena_must(calloc(1, sizeof(*arena)));
	arena->blocks = block_new(NULL, BLOCK_SIZE);
	return arena;
}

void
arena_free(struct arena *arena)
{
	if (arena == NULL)
		return;
	arena_reset(arena);
	free(arena->blocks);
	free(arena);
}

void
arena_reset(struct arena *arena)
{
	arena_end_budget *end_budget = arena->end_budget;
	struct budget *budget = arena->budget;
	struct cleanup *cleanup;
	struct block *block;

	while ((cleanup = arena->cleanups) != NULL) {
		arena->cleanups = cleanup->next;
		cleanup->run(cleanup->object);
	}
	arena->budget = NULL;
	arena->end_budget = NULL;
	while ((block = arena->blocks)->next != NULL) {
		arena->blocks = block->next;
		free(block);
	}
	block->used = 0;
	ASAN_POISON_MEMORY_REGION(block->data, block->size);
	if (end_budget != NULL)
		end_budget(budget);
}

/* The size of the block after this one, at least `least`. */
static size_t
next_size(const struct block *block, size_t least)
{
	size_t size =
	    block->size < MAX_BLOCK_SIZE / 2 ? 2 * block->size : MAX_BLOCK_SIZE;

	return least > size ? least : size;
}

/* Memory that is not zeroed. */
static inline void *
take(struct arena *arena, size_t size)
{
	struct block *block = arena->blocks;
	size_t taken;
	void *memory;

	if (size > SIZE_MAX / 2)
		arena_must(NULL);
	taken = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
	taken += GAP;
	if (taken > block->size - block->used) {
		block = block_new(block, next_size(block, taken));
		arena->blocks = block;
	}
	memory = block->data + block->used;
	block->used += taken;
	ASAN_UNPOISON_MEMORY_REGION(memory, size);
	return memory;
}

void *
arena_alloc(struct arena *arena, size_t size)
{
	return memset(take(arena, size), 0, size);
}

/* The size of n items. */
static size_t
size_of(size_t n, size_t size)
{
	size_t total;

	if (__builtin_mul_overflow(n, size, &total))
		arena_must(NULL);
	return total;
}

void *
arena_alloc_n(struct arena *arena, size_t n, size_t size)
{
	return arena_alloc(arena, size_of(n, size));
}

void *
arena_grow(
    struct arena *arena, void *items, size_t n, size_t *room, size_t size)
{
	void *more;

	if (n == *room) {
		*room = *room == 0 ? 16 : 2 * *room;
		/* not zeroed, as pages that aren't touched take no memory */
		more = take(arena, size_of(*room, size));
		if (n > 0)
			memcpy(more, items, n * size);
		items = more;
	}
	memset((char *)items + n * size, 0, size);
	return items;
}

char *
arena_strdup(struct arena *arena, const char *text)
{
	return arena_strndup(arena, text, strlen(text));
}

char *
arena_strndup(struct arena *arena, const char *text, size_t n)
{
	char *copy;

	copy = take(arena, n + 1);
	memcpy(copy, text, n);
	copy[n] = '\0';
	return copy;
}

char *
arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = arena_vprintf(arena, format, args);
	va_end(args);
	return text;
}

char *
arena_vprintf(struct arena *arena, const char *format, va_list args)
{
	struct block *block = arena->blocks;
	size_t room = block->size - block->used;
	char *next = block->data + block->used, *text;
	va_list again;
	int n;

	/* most texts fit where the next allocation begins */
	ASAN_UNPOISON_MEMORY_REGION(next, room);
	va_copy(again, args);
	n = vsnprintf(next, room, format, again);
	va_end(again);
	ASAN_POISON_MEMORY_REGION(next, room);
	if (n < 0)
		return arena_strdup(arena, "");
	text = take(arena, (size_t)n + 1);
	if (text != next)
		vsnprintf(text, (size_t)n + 1, format, args);
	return text;
}

struct budget *
arena_budget(const struct arena *arena)
{
	return arena->budget;
}

void
arena_set_budget(
    struct arena *arena, struct budget *budget, arena_end_budget *end)
{
	if (arena->end_budget != NULL)
		arena->end_budget(arena->budget);
	arena->budget = budget;
	arena->end_budget = end;
}

void
arena_defer(struct arena *arena, arena_cleanup *cleanup, void *object)
{
	struct cleanup *entry;

	entry = arena_alloc(arena, sizeof(*entry));
	entry->run = cleanup;
	entry->object = object;
	entry->next = arena->cleanups;
	arena->cleanups = entry;
}
