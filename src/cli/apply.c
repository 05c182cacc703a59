#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/random.h"
#include "base/text.h"
#include "base/timefmt.h"
#include "cli/cli.h"
#include "cli/print.h"
#include "cli/queue_file.h"
#include "store/queues.h"

/* The queues of a company, as they are, and what is to be done. */
struct apply {
	struct cli *cli;
	const char *company;
	size_t n_queues;
	struct queue *queues;
	size_t n_changed;
};

/* What has to change in a queue. */
struct difference {
	bool display_name;
	bool tags;
	bool metadata;
	bool is_default;
};

static int
compare_names(const void *a, const void *b)
{
	const struct queue *left = a, *right = b;

	return strcmp(left->name, right->name);
}

/* Find the company, and read its queues, ordered by name. */
static bool
read_queues(struct apply *apply)
{
	struct cli *cli = apply->cli;
	struct store_company *companies;
	enum store_result result;
	size_t n;

	if (cli->company == NULL)
		cli->company = CLI_DEFAULT_COMPANY;
	apply->company = cli->company;
	result = cli_list_companies(cli, &n, &companies);
	if (result == STORE_OK)
		result = cli_list_queues(cli, cli->company,
		    QUEUE_TAGS | QUEUE_SYSTEM_TAGS | QUEUE_METADATA |
			QUEUE_DISPLAY_NAME,
		    &apply->n_queues, &apply->queues);
	if (result == STORE_OK && apply->n_queues > 1)
		qsort(apply->queues, apply->n_queues, sizeof(*apply->queues),
		    compare_names);
	if (result != STORE_OK)
		cli_fail("company %s: %s", cli->company, cli_reason(result));
	return result == STORE_OK;
}

static bool
is_same_text(const char *one, const char *other)
{
	return strcmp(one == NULL ? "" : one, other == NULL ? "" : other) == 0;
}

/* True if a queue has the wanted tags, which are sorted, in any order. */
static bool
has_same_tags(
    struct arena *arena, const struct queue *wanted, const struct queue *queue)
{
	const char **tags = text_sort(arena, queue->n_tags, queue->tags);
	size_t i;

	for (i = 0; i < wanted->n_tags && i < queue->n_tags; i++) {
		if (strcmp(wanted->tags[i], tags[i]) != 0)
			return false;
	}
	return wanted->n_tags == queue->n_tags;
}

static bool
has_same_metadata(const struct queue *one, const struct queue *other)
{
	const struct queue_metadata *a = one->metadata, *b = other->metadata;
	size_t i;

	for (i = 0; i < one->n_metadata && i < other->n_metadata;
	     i++, a++, b++) {
		if (!is_same_text(a->key, b->key) ||
		    !is_same_text(a->type, b->type) ||
		    !is_same_text(a->value, b->value))
			return false;
	}
	return one->n_metadata == other->n_metadata;
}

static struct difference
compare(struct arena *arena, const struct queue *queue,
    const struct queue_file_item *item)
{
	const struct queue *wanted = &item->queue;

	return (struct difference){
	    .display_name =
		wanted->display_name != NULL &&
		!is_same_text(wanted->display_name, queue->display_name),
	    .tags = item->has_tags && !has_same_tags(arena, wanted, queue),
	    .metadata = item->has_metadata && !has_same_metadata(wanted, queue),
	    .is_default = item->has_default &&
			  item->is_default != queue_file_is_default(queue)};
}

/* The system tags of a queue, with the mark of the default or without it. */
static struct store_strings
mark(struct arena *arena, const struct queue *queue, bool is_default)
{
	const char **tags =
	    arena_alloc_n(arena, queue->n_system_tags + 1, sizeof(*tags));
	size_t i, n = 0;

	for (i = 0; i < queue->n_system_tags; i++) {
		if (strcmp(queue->system_tags[i], QUEUE_FILE_DEFAULT) != 0)
			tags[n++] = queue->system_tags[i];
	}
	if (is_default)
		tags[n++] = QUEUE_FILE_DEFAULT;
	return (struct store_strings){n, tags};
}

static enum store_result
update(const struct apply *apply, const struct queue *queue,
    const struct queue_file_item *item, struct difference differs)
{
	const struct queue *wanted = &item->queue;
	const struct store_strings tags = {wanted->n_tags, wanted->tags};
	const struct store_strings system_tags =
	    mark(apply->cli->arena, queue, item->is_default);
	const struct store_metadata metadata = {
	    wanted->n_metadata, wanted->metadata};
	const struct store_changes changes = {
	    .display_name = differs.display_name ? wanted->display_name : NULL,
	    .tags = differs.tags ? &tags : NULL,
	    .system_tags = differs.is_default ? &system_tags : NULL,
	    .metadata = differs.metadata ? &metadata : NULL};

	return store_update(
	    apply->cli->store, apply->company, queue->id, &changes);
}

static enum store_result
create(const struct apply *apply, const struct queue_file_item *item)
{
	static const char *const tags[] = {QUEUE_FILE_DEFAULT};
	const char *system_tags[] = {tags[0]};
	struct queue queue = item->queue;
	char id[RANDOM_ID_SIZE];

	random_id(id);
	queue.id = id;
	queue.company = apply->company;
	queue.created = queue.last_update = timefmt_now();
	queue.n_system_tags = item->is_default;
	queue.system_tags = system_tags;
	return store_create(apply->cli->store, &queue);
}

/* Print a change, and count it. */
static void
tell(struct apply *apply, const char *what, const char *name,
    struct difference differs)
{
	const char *members[] = {differs.display_name ? "display_name" : NULL,
	    differs.tags ? "tags" : NULL, differs.metadata ? "metadata" : NULL,
	    differs.is_default ? "default" : NULL};
	const char *before = ": ";
	size_t i;

	apply->n_changed++;
	printf("%s ", what);
	cli_print(stdout, name);
	for (i = 0; i < sizeof(members) / sizeof(*members); i++) {
		if (members[i] == NULL)
			continue;
		printf("%s%s", before, members[i]);
		before = ", ";
	}
	printf("\n");
}

static enum store_result
apply_item(struct apply *apply, const struct queue_file_item *item)
{
	const struct queue *queue =
	    apply->n_queues == 0
		? NULL
		: bsearch(&item->queue, apply->queues, apply->n_queues,
		      sizeof(*apply->queues), compare_names);
	struct difference differs = {0};
	enum store_result result = STORE_OK;

	if (queue == NULL) {
		tell(apply, "create", item->queue.name, differs);
		if (!apply->cli->dry_run)
			result = create(apply, item);
		return result;
	}
	differs = compare(apply->cli->arena, queue, item);
	if (!differs.display_name && !differs.tags && !differs.metadata &&
	    !differs.is_default)
		return STORE_OK;
	tell(apply, "change", queue->name, differs);
	if (!apply->cli->dry_run)
		result = update(apply, queue, item, differs);
	return result;
}

/* True if the file says whether a queue is the default. */
static bool
is_said(const char *name, size_t n, const struct queue_file_item *items)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (strcmp(items[i].queue.name, name) == 0)
			return items[i].has_default;
	}
	return false;
}

/* Take the mark from queues of which the file says nothing, since another is to
 * have it. */
static enum store_result
unmark_others(
    struct apply *apply, size_t n, const struct queue_file_item *items)
{
	const struct queue_file_item none = {.has_default = true};
	const struct difference differs = {.is_default = true};
	enum store_result result = STORE_OK;
	bool is_moved = false;
	size_t i;

	for (i = 0; i < n; i++)
		is_moved = is_moved || items[i].is_default;
	for (i = 0; is_moved && result == STORE_OK && i < apply->n_queues;
	     i++) {
		if (!queue_file_is_default(&apply->queues[i]) ||
		    is_said(apply->queues[i].name, n, items))
			continue;
		tell(apply, "change", apply->queues[i].name, differs);
		if (!apply->cli->dry_run)
			result =
			    update(apply, &apply->queues[i], &none, differs);
	}
	return result;
}

int
cli_apply(struct cli *cli)
{
	struct apply apply = {.cli = cli};
	struct queue_file_item *items;
	enum store_result result;
	const char *name = "";
	size_t i, n;

	if (!queue_file_read(cli->arena, cli->words[0], &n, &items) ||
	    !read_queues(&apply))
		return EXIT_FAILURE;
	result = unmark_others(&apply, n, items);
	for (i = 0; i < n && result == STORE_OK; i++) {
		name = items[i].queue.name;
		result = apply_item(&apply, &items[i]);
	}
	if (result != STORE_OK)
		return cli_fail("%s: %s; \"lineup apply\" again does the rest",
		    name, cli_reason(result));
	if (apply.n_changed == 0)
		printf("nothing to change\n");
	return EXIT_SUCCESS;
}

const char *
cli_queues_text(struct cli *cli)
{
	struct apply apply = {.cli = cli};

	return read_queues(&apply)
		   ? queue_file_text(cli->arena, apply.n_queues, apply.queues)
		   : NULL;
}
