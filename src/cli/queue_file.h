#ifndef CLI_QUEUE_FILE_H
#define CLI_QUEUE_FILE_H

/*
 * A file that says which queues there are, without tasks, to be kept with other
 * configuration:
 *
 *     {"queues": [
 *         {"name": "training", "display_name": "Training", "tags": ["gpu"],
 *          "metadata": [{"key": "cards", "type": "int", "value": "8"}],
 *          "default": true}
 *     ]}
 *
 * Only the name is needed; what is left out is not described.
 */

#include <stdbool.h>
#include <stddef.h>

#include "model/queue.h"

struct arena;

/* The system tag of the queue that is the default. */
#define QUEUE_FILE_DEFAULT "default"

/* What a file says of a queue. */
struct queue_file_item {
	struct queue queue; /* name, display_name, tags and metadata */
	bool has_tags;
	bool has_metadata;
	bool has_default;
	bool is_default;
};

/*
 * Read a file, or standard input for "-".  Names are unique, at most one is the
 * default, and all is as the API allows it.  False, after printing an error, if
 * not.
 */
bool queue_file_read(struct arena *arena, const char *path, size_t *n,
    struct queue_file_item **items);

/* The text of a file with all that there is to say of queues. */
const char *queue_file_text(
    struct arena *arena, size_t n, const struct queue *queues);

/* True if a queue is marked as the default. */
bool queue_file_is_default(const struct queue *queue);

#endif
