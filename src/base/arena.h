#ifndef BASE_ARENA_H
#define BASE_ARENA_H

/*
 * Memory that lives as long as one request.
 *
 * Whatever a request needs is taken from its arena and goes away with it, all
 * at once; nothing is freed singly.  Out of memory is logged and aborts, so
 * every size that a client controls must be limited before it gets here.
 *
 * An arena belongs to one thread at a time.
 */

#include <stdarg.h>
#include <stddef.h>

struct arena;
struct budget;

typedef void arena_cleanup(void *object);

/*
 * Have big blocks go back to the system when they are freed, and threads share
 * heaps; once, before there are threads.
 */
void arena_setup(void);

/* Memory as malloc(3) gave it; NULL is logged and aborts. */
void *arena_must(void *memory);

/* Make an empty arena.  Never NULL. */
struct arena *arena_new(void);

/* Reset and free an arena.  NULL is fine. */
void arena_free(struct arena *arena);

/*
 * Run the cleanups, newest first, and forget every allocation.  One block of
 * ordinary size is kept for the next request; the others go back to the
 * system.
 */
void arena_reset(struct arena *arena);

/* Memory for size bytes, zeroed and aligned for any type.  Never NULL. */
void *arena_alloc(struct arena *arena, size_t size);

/* The same for n elements of size bytes; aborts if the product overflows. */
void *arena_alloc_n(struct arena *arena, size_t n, size_t size);

/*
 * Room for one more than n items of size bytes, which is zero: the items
 * themselves, or a copy with twice the room, which is then noted in *room.  At
 * first, items is NULL and *room 0.
 */
void *arena_grow(
    struct arena *arena, void *items, size_t n, size_t *room, size_t size);

/* A copy of a string, or of its first n bytes with a NUL added. */
char *arena_strdup(struct arena *arena, const char *text);
char *arena_strndup(struct arena *arena, const char *text, size_t n);

/* Format into new memory, as printf(3). */
char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *arena, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/* The budget of the call that an arena belongs to; NULL: none was set. */
struct budget *arena_budget(const struct arena *arena);

typedef void arena_end_budget(struct budget *budget);

/*
 * Set it, until the arena is reset; it lies elsewhere.  Then end(budget) is
 * called, unless end is NULL: when the arena's memory was given back, for what
 * it paid for is not free before.  A budget that is replaced ends at once.
 */
void arena_set_budget(
    struct arena *arena, struct budget *budget, arena_end_budget *end);

/* Call cleanup(object) when the arena is reset or freed. */
void arena_defer(struct arena *arena, arena_cleanup *cleanup, void *object);

#endif
