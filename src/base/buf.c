#include <string.h>

#include "base/buf.h"

void
buf_init(
    struct buf *buf, char *piece, size_t size, buf_sink *sink, void *context)
{
	*buf = (struct buf){
	    .data = piece, .size = size, .sink = sink, .context = context};
}

static void
pass_on(struct buf *buf)
{
	if (!buf->failed && buf->len > 0 &&
	    !buf->sink(buf->context, buf->data, buf->len))
		buf->failed = true;
	buf->len = 0;
}

void
buf_append(struct buf *buf, const char *data, size_t n)
{
	size_t room;

	buf->total += n;
	if (buf->size == 0)
		return;
	while (n > (room = buf->size - buf->len)) {
		memcpy(buf->data + buf->len, data, room);
		buf->len += room;
		if (buf->sink == NULL)
			return;
		data += room;
		n -= room;
		pass_on(buf);
	}
	memcpy(buf->data + buf->len, data, n);
	buf->len += n;
}

void
buf_puts(struct buf *buf, const char *text)
{
	buf_append(buf, text, strlen(text));
}

void
buf_put_integer(struct buf *buf, int64_t number)
{
	uint64_t left = number < 0 ? -(uint64_t)number : (uint64_t)number;
	char text[24], *end = text + sizeof(text), *at = end;

	do {
		*--at = (char)('0' + left % 10);
		left /= 10;
	} while (left > 0);
	if (number < 0)
		*--at = '-';
	buf_append(buf, at, (size_t)(end - at));
}

bool
buf_flush(struct buf *buf)
{
	if (buf->sink == NULL)
		return buf_is_whole(buf);
	pass_on(buf);
	return !buf->failed;
}

bool
buf_is_whole(const struct buf *buf)
{
	return buf->total == buf->len;
}
