#include <stdlib.h>

#include <zstd.h>

#include "base/arena.h"
#include "base/compression.h"

#define LEVEL 1

struct compressor {
	ZSTD_CCtx *context;
	char *data;
	size_t room;
};

struct compressor *
compression_new(void)
{
	struct compressor *compressor =
	    arena_must(calloc(1, sizeof(*compressor)));

	compressor->context = arena_must(ZSTD_createCCtx());
	return compressor;
}

void
compression_free(struct compressor *compressor)
{
	if (compressor == NULL)
		return;
	ZSTD_freeCCtx(compressor->context);
	free(compressor->data);
	free(compressor);
}

size_t
compression_run(struct compressor *compressor, const char *text, size_t n,
    const char **data)
{
	size_t length;

	if (compressor->room < n) {
		free(compressor->data);
		compressor->data = arena_must(malloc(n));
		compressor->room = n;
	}
	*data = compressor->data;
	/* an error is that it doesn't fit */
	length = ZSTD_compressCCtx(
	    compressor->context, compressor->data, n, text, n, LEVEL);
	return ZSTD_isError(length) || length >= n ? 0 : length;
}

bool
compression_length(const void *data, size_t n, size_t most, size_t *length)
{
	unsigned long long size = ZSTD_getFrameContentSize(data, n);

	/* both errors are greater than any length */
	*length = (size_t)size;
	return size <= most;
}

char *
compression_undo(struct arena *arena, const void *data, size_t n, size_t length)
{
	char *text = arena_alloc(arena, length + 1);

	return ZSTD_decompress(text, length, data, n) == length ? text : NULL;
}
