#include <pthread.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/random.h"
#include "model/collate.h"
#include "model/text_set.h"

#define LEAST_ROOM 16

struct place {
	const char *text; /* NULL: free */
	size_t number;
};

struct text_set {
	bool by_collate;
	size_t n;
	size_t room; /* a power of two, at least twice n */
	struct place *places;
};

static uint64_t seed;

/* A random seed keeps clients from choosing texts that collide. */
static void
choose_seed(void)
{
	char id[RANDOM_ID_SIZE];

	random_id(id);
	memcpy(&seed, id, sizeof(seed));
}

struct text_set *
text_set_new(struct arena *arena, size_t most, bool by_collate)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct text_set *set = arena_alloc(arena, sizeof(*set));

	pthread_once(&once, choose_seed);
	set->by_collate = by_collate;
	for (set->room = LEAST_ROOM; set->room / 2 < most;)
		set->room *= 2;
	set->places = arena_alloc_n(arena, set->room, sizeof(*set->places));
	return set;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* If numbers compare by value, hash them without leading zeros. */
static uint64_t
hash(const struct text_set *set, const char *text)
{
	uint64_t value = seed;
	bool in_number = false;

	for (; *text != '\0'; text++) {
		if (set->by_collate && *text == '0' && !in_number &&
		    is_digit(text[1]))
			continue;
		in_number = is_digit(*text);
		value = (value ^ (unsigned char)*text) * 0x100000001b3;
		value ^= value >> 29;
	}
	return value ^ value >> 32;
}

/* The place where a text is or would be. */
static struct place *
find_place(const struct text_set *set, const char *text)
{
	size_t i = (size_t)hash(set, text);
	struct place *place;

	for (;; i++) {
		place = &set->places[i & (set->room - 1)];
		if (place->text == NULL ||
		    (set->by_collate ? collate_texts(place->text, text)
				     : strcmp(place->text, text)) == 0)
			return place;
	}
}

size_t
text_set_add(struct text_set *set, const char *text)
{
	struct place *place = find_place(set, text);

	if (place->text == NULL)
		*place = (struct place){.text = text, .number = set->n++};
	return place->number;
}

size_t
text_set_find(const struct text_set *set, const char *text)
{
	const struct place *place = find_place(set, text);

	return place->text == NULL ? TEXT_SET_NONE : place->number;
}

size_t
text_set_count(const struct text_set *set)
{
	return set->n;
}
