#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/exposition.h"
#include "base/metric.h"

#define MOST_LABELS 3 /* of a histogram */
#define SECOND 1e6    /* microseconds */

static const struct {
	const char *name;   /* in OpenMetrics */
	const char *older;  /* in the text format */
	const char *suffix; /* of samples; there of families, too */
} types[] = {
    [EXPOSITION_COUNTER] = {"counter", "counter", "_total"},
    [EXPOSITION_GAUGE] = {"gauge", "gauge", ""},
    [EXPOSITION_HISTOGRAM] = {"histogram", "histogram", ""},
    [EXPOSITION_INFO] = {"info", "gauge", "_info"},
};

static void
put_family(struct exposition *page, const char *keyword, const char *text)
{
	buf_puts(page->out, keyword);
	buf_puts(page->out, page->name);
	if (!page->is_open)
		buf_puts(page->out, types[page->type].suffix);
	buf_puts(page->out, " ");
	buf_puts(page->out, text);
	buf_puts(page->out, "\n");
}

void
exposition_family(struct exposition *page, const char *name,
    enum exposition_type type, const char *help)
{
	page->name = name;
	page->type = type;
	put_family(page, "# HELP ", help);
	put_family(page, "# TYPE ",
	    page->is_open ? types[type].name : types[type].older);
}

static void
put_escaped(struct buf *out, const char *text)
{
	size_t n;

	while (*text != '\0') {
		n = strcspn(text, "\\\"\n");
		buf_append(out, text, n);
		text += n;
		if (*text == '\0')
			break;
		buf_puts(out, "\\");
		buf_append(out, *text == '\n' ? "n" : text, 1);
		text++;
	}
}

static void
put_sample(struct exposition *page, const char *suffix, size_t n,
    const struct exposition_label *labels, double value)
{
	char number[40];
	size_t i;

	buf_puts(page->out, page->name);
	buf_puts(page->out, suffix);
	for (i = 0; i < n; i++) {
		buf_puts(page->out, i == 0 ? "{" : ",");
		buf_puts(page->out, labels[i].name);
		buf_puts(page->out, "=\"");
		put_escaped(page->out, labels[i].value);
		buf_puts(page->out, "\"");
	}
	buf_puts(page->out, n > 0 ? "} " : " ");
	snprintf(number, sizeof(number), "%.15g\n", value);
	buf_puts(page->out, number);
}

void
exposition_sample(struct exposition *page, size_t n,
    const struct exposition_label *labels, double value)
{
	put_sample(page, types[page->type].suffix, n, labels, value);
}

void
exposition_histogram(struct exposition *page, size_t n,
    const struct exposition_label *labels, struct metric_histogram *histogram)
{
	const struct metric_bounds *bounds = histogram->bounds;
	struct exposition_label all[MOST_LABELS + 1];
	char bound[32] = "+Inf";
	uint64_t count = 0;
	size_t i;

	for (i = 0; i < n; i++)
		all[i] = labels[i];
	all[n] = (struct exposition_label){"le", bound};
	for (i = 0; i <= bounds->n; i++) {
		count += atomic_load(&histogram->counts[i]);
		if (i < bounds->n)
			snprintf(bound, sizeof(bound),
			    bounds->us[i] % 1000000 == 0 ? "%.1f" : "%.15g",
			    (double)bounds->us[i] / SECOND);
		else
			strcpy(bound, "+Inf");
		put_sample(page, "_bucket", n + 1, all, (double)count);
	}
	put_sample(page, "_sum", n, labels,
	    (double)atomic_load(&histogram->sum) / SECOND);
	put_sample(page, "_count", n, labels, (double)count);
}

void
exposition_single(struct exposition *page, const char *name,
    enum exposition_type type, const char *help, double value)
{
	exposition_family(page, name, type, help);
	exposition_sample(page, 0, NULL, value);
}

void
exposition_end(struct exposition *page)
{
	if (page->is_open)
		buf_puts(page->out, "# EOF\n");
}

const char *
exposition_media_type(bool is_open)
{
	return is_open ? "application/openmetrics-text; version=1.0.0; "
			 "charset=utf-8"
		       : "text/plain; version=0.0.4; charset=utf-8";
}
