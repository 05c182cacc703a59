#ifndef BASE_BUF_H
#define BASE_BUF_H

/*
 * Output through a piece of memory, which is passed on when it is full.
 *
 * With a sink, every full piece goes to it.  Without one, what does not fit is
 * only counted: this gives the length of an answer without holding it.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Take n bytes; false if they could not be passed on. */
typedef bool buf_sink(void *context, const char *data, size_t n);

struct buf {
	char *data; /* the piece, of size bytes; the first len are in use */
	size_t size;
	size_t len;
	uint64_t total; /* bytes appended since buf_init */
	buf_sink *sink; /* NULL: count only */
	void *context;  /* for the sink */
	bool failed;    /* the sink refused; the rest is dropped */
};

/*
 * Begin output through a piece of memory that outlives the buf.  With size 0
 * (and piece NULL), it is only counted.
 */
void buf_init(
    struct buf *buf, char *piece, size_t size, buf_sink *sink, void *context);

/* Append n bytes. */
void buf_append(struct buf *buf, const char *data, size_t n);

/* Append a string. */
void buf_puts(struct buf *buf, const char *text);

/* Append a number in decimal digits. */
void buf_put_integer(struct buf *buf, int64_t number);

/*
 * Pass on what is left.  True if the sink has taken everything since
 * buf_init(); without a sink, if everything fits.
 */
bool buf_flush(struct buf *buf);

/* True if all that was appended is still in data. */
bool buf_is_whole(const struct buf *buf);

#endif
