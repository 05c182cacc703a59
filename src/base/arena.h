#ifndef BASE_ARENA_H
#define BASE_ARENA_H

/*
 * Memory that lives as long as one request.
 *
 * What a request needs is taken from its arena and freed with it, all at once;
 * nothing is freed individually.  Running out of memory is logged and aborts,
 * so every size that a client controls must be limited before it gets here.
 *
 * An arena belongs to one thread at a time.
 */

#include <stdarg.h>
#include <stddef.h>

struct arena;
struct budget;

typedef void arena_cleanup(void *object);

/*
 * Set up malloc(3) so that big blocks return to the system when freed, and
 * threads share heaps.  Call it once, before starting threads.
 */
void arena_setup(void);

/* Return what malloc(3) or the like returned; log and abort if it is NULL. */
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
 * Make room for one more item after the n items of an array, and zero it.
 * Items have size bytes; *room is how many fit, and at first 0, with items
 * NULL.  Returns the array, or a larger copy of it, with *room updated.
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

/* The budget of the call that an arena belongs to; NULL if none was set. */
struct budget *arena_budget(const struct arena *arena);

typedef void arena_end_budget(struct budget *budget);

/*
 * Set the budget, which must not lie in the arena, until the arena is reset.
 * end(budget), unless end is NULL, is called after the arena's memory has been
 * freed, as the budget pays for it until then; or at once when another budget
 * replaces this one.
 */
void arena_set_budget(
    struct arena *arena, struct budget *budget, arena_end_budget *end);

/* Call cleanup(object) when the arena is reset or freed. */
void arena_defer(struct arena *arena, arena_cleanup *cleanup, void *object);

#endif
