#ifndef BASE_COMPRESSION_H
#define BASE_COMPRESSION_H

/* Compression of texts by Zstandard, fast rather than tight. */

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct compressor;

/* Its memory, about half a MiB, is kept for the next text.  Never NULL. */
struct compressor *compression_new(void);
void compression_free(struct compressor *compressor);

/*
 * Compress n bytes.  *data is valid until the next call.  Returns its length,
 * or 0 if it would not be shorter than the text.
 */
size_t compression_run(struct compressor *compressor, const char *text,
    size_t n, const char **data);

/* The length of the text that was compressed; false: it is damaged, or the text
 * is longer than most. */
bool compression_length(
    const void *data, size_t n, size_t most, size_t *length);

/* The text, of that length, with a NUL added; NULL: it is damaged. */
char *compression_undo(
    struct arena *arena, const void *data, size_t n, size_t length);

#endif
