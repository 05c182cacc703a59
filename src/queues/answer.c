#include "base/arena.h"
#include "base/text.h"
#include "generated/queues.h"
#include "model/queue.h"
#include "queues/answer.h"
#include "queues/view.h"

static const struct queues_view everything = {.fields = QUEUES_EVERYTHING};

void
queues_answer_entry(
    const struct queue_entry *entry, struct queues_entry *answer)
{
	answer->has.added = true;
	answer->task = entry->task;
	answer->added = entry->added;
}

/* Show some members of a metadata item. */
static void
answer_item(const struct queue_metadata *metadata, unsigned members,
    struct queues_metadata_item_pair *answer)
{
	struct queues_metadata_item *item = &answer->value;

	answer->name = metadata->name;
	item->key = members & METADATA_KEY ? metadata->key : NULL;
	item->type = members & METADATA_TYPE ? metadata->type : NULL;
	item->value = members & METADATA_VALUE ? metadata->value : NULL;
}

struct queues_metadata_item_pair *
queues_answer_metadata(
    struct arena *arena, size_t n, const struct queue_metadata *metadata)
{
	struct queues_metadata_item_pair *pairs =
	    arena_alloc_n(arena, n, sizeof(*pairs));
	size_t i;

	for (i = 0; i < n; i++)
		answer_item(&metadata[i], METADATA_WHOLE, &pairs[i]);
	return pairs;
}

static void
answer_entries(struct arena *arena, const struct queue *queue, unsigned fields,
    struct queues_queue *answer)
{
	struct queues_entry *entries;
	size_t i;

	if ((fields & QUEUES_ENTRIES) == 0)
		return;
	entries = arena_alloc_n(arena, queue->n_entries, sizeof(*entries));
	for (i = 0; i < queue->n_entries; i++) {
		queues_answer_entry(&queue->entries[i], &entries[i]);
		if ((fields & QUEUES_ENTRY_TASK) == 0)
			entries[i].task = NULL;
		entries[i].has.added = fields & QUEUES_ENTRY_ADDED;
	}
	answer->has.entries = true;
	answer->n_entries = queue->n_entries;
	answer->entries = entries;
}

/* Show metadata: {} if only items that don't exist are asked for. */
static void
answer_metadata(struct arena *arena, const struct queue *queue,
    const struct queues_view *view, struct queues_queue *answer)
{
	unsigned members;
	size_t i;

	for (i = 0; i < view->n_paths; i++)
		answer->has.metadata =
		    answer->has.metadata || !view->paths[i].is_hidden;
	if (view->fields & QUEUES_METADATA)
		answer->has.metadata = true;
	answer->metadata =
	    arena_alloc_n(arena, queue->n_metadata, sizeof(*answer->metadata));
	for (i = 0; i < queue->n_metadata; i++) {
		if (queues_view_piece(view, queue->metadata[i].name, &members))
			answer_item(&queue->metadata[i], members,
			    &answer->metadata[answer->n_metadata++]);
	}
}

static void
answer_tags(struct arena *arena, const struct queue *queue, unsigned fields,
    struct queues_queue *answer)
{
	answer->has.tags = fields & QUEUES_TAGS;
	if (answer->has.tags) {
		answer->n_tags = queue->n_tags;
		answer->tags = text_sort(arena, queue->n_tags, queue->tags);
	}
	answer->has.system_tags = fields & QUEUES_SYSTEM_TAGS;
	if (answer->has.system_tags) {
		answer->n_system_tags = queue->n_system_tags;
		answer->system_tags =
		    text_sort(arena, queue->n_system_tags, queue->system_tags);
	}
}

static void
answer_resources(const struct queue_resources *resources, unsigned fields,
    struct queues_queue *answer)
{
	struct queues_queue_resources *shown = &answer->resources;

	if (resources == NULL || (fields & QUEUES_RESOURCES) == 0)
		return;
	answer->has.resources = true;
	shown->has.cpu_usage =
	    resources->has_cpu_usage && (fields & QUEUES_CPU_USAGE);
	shown->cpu_usage = resources->cpu_usage;
	shown->has.gpu_usage =
	    resources->has_gpu_usage && (fields & QUEUES_GPU_USAGE);
	shown->gpu_usage = resources->gpu_usage;
}

void
queues_answer_queue(struct arena *arena, const struct queue *queue,
    const struct queues_view *view, struct queues_queue *answer)
{
	unsigned fields;

	if (view == NULL)
		view = &everything;
	fields = view->fields;
	answer->id = fields & QUEUES_ID ? queue->id : NULL;
	answer->name = fields & QUEUES_NAME ? queue->name : NULL;
	answer->display_name =
	    fields & QUEUES_DISPLAY_NAME ? queue->display_name : NULL;
	answer->company = fields & QUEUES_COMPANY ? queue->company : NULL;
	answer->has.created = fields & QUEUES_CREATED;
	answer->created = queue->created;
	answer->has.last_update =
	    (fields & QUEUES_LAST_UPDATE) && queue->last_update != QUEUE_NEVER;
	answer->last_update = queue->last_update;
	answer_tags(arena, queue, fields, answer);
	answer_entries(arena, queue, fields, answer);
	answer_metadata(arena, queue, view, answer);
	answer_resources(queue->resources, fields, answer);
}
