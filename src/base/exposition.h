#ifndef BASE_EXPOSITION_H
#define BASE_EXPOSITION_H

/*
 * The formats in which Prometheus reads metrics: its own text format, version
 * 0.0.4, and OpenMetrics 1.0.  A page is families, each with its samples.
 */

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct metric_histogram;

enum exposition_type {
	EXPOSITION_COUNTER,
	EXPOSITION_GAUGE,
	EXPOSITION_HISTOGRAM,
	EXPOSITION_INFO, /* its value is 1 */
};

/* A label; any text may be its value. */
struct exposition_label {
	const char *name;
	const char *value;
};

/* A page under way. */
struct exposition {
	struct buf *out;
	bool is_open; /* OpenMetrics */
	/* the family, private: */
	const char *name;
	enum exposition_type type;
};

/*
 * Begin a family.  The name is without "_total" or "_info", which are added; it
 * lives until the next one.  help is one line without backslashes.
 */
void exposition_family(struct exposition *page, const char *name,
    enum exposition_type type, const char *help);

/* Add a sample of any type but a histogram; labels is NULL if n is 0. */
void exposition_sample(struct exposition *page, size_t n,
    const struct exposition_label *labels, double value);

/* Add a histogram, in seconds, with at most three labels. */
void exposition_histogram(struct exposition *page, size_t n,
    const struct exposition_label *labels, struct metric_histogram *histogram);

/* A family of one sample without labels. */
void exposition_single(struct exposition *page, const char *name,
    enum exposition_type type, const char *help, double value);

/* End the page. */
void exposition_end(struct exposition *page);

/* The media type of a page. */
const char *exposition_media_type(bool is_open);

#endif
