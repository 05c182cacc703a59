/*
 * Runs vectors that the generator made through the parsers that it made:
 *
 *     run_vectors [FILE...]
 *
 * Without a file, those of tests/vectors.  Each line has, separated by tabs, an
 * action, a version, a label, the expected result of the parser, the same in
 * strict mode, and a body.  Ends with the line "N passed, N failed".
 */

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/api_version.h"
#include "base/arena.h"
#include "generated/endpoints.h"
#include "json/json.h"
#include "json/jval.h"

enum part {
	ACTION,
	VERSION,
	ABOUT,
	EXPECT,
	STRICT,
	BODY,
	N_PARTS,
};

static const struct json_limits limits = {.values = 100000, .depth = 64};
static unsigned n_passed, n_failed;

/* Cut a line at its tabs; false if there are too few. */
static bool
split(char *line, char *parts[N_PARTS])
{
	size_t i;

	line[strcspn(line, "\n")] = '\0';
	for (i = 0; i < N_PARTS; i++) {
		parts[i] = line;
		if (i == BODY)
			return true;
		line = strchr(line, '\t');
		if (line == NULL)
			return false;
		*line++ = '\0';
	}
	return false;
}

/* A way of reading: for a version, strictly or not. */
struct way {
	const struct endpoint *endpoint;
	uint32_t version;
	bool is_strict;
};

/* The result of a parser: "ok", or the rule and the path of its refusal. */
static const char *
parse(struct arena *arena, const struct way *way, const char *body)
{
	const struct endpoint *endpoint = way->endpoint;
	struct jval_reader reader;
	struct jval root, batch;
	void *request = arena_alloc(arena, endpoint->request_size);

	jval_reader_init(&reader, arena);
	reader.version = way->version;
	reader.is_strict = way->is_strict;
	if (jval_parse(&reader, body, strlen(body), &limits, &root)) {
		jval_new_list(&reader, &batch);
		jval_add_item(&batch, &root);
		endpoint->parse(
		    &reader, endpoint->is_batch ? &batch : &root, request);
	}
	if (jval_ok(&reader))
		return "ok";
	return arena_printf(arena, "%s%s%s", reader.refusal.rule,
	    *reader.refusal.path == '\0' ? "" : " ", reader.refusal.path);
}

/* What is wrong with a line, or NULL. */
static const char *
fault(struct arena *arena, char *line)
{
	struct way way = {0};
	char *parts[N_PARTS];
	unsigned major, minor;
	const char *said;

	if (!split(line, parts))
		return "the line has too few parts";
	if ((way.endpoint = endpoint_find(&endpoints, parts[ACTION])) == NULL)
		return "there is no such action";
	if (sscanf(parts[VERSION], "%u.%u", &major, &minor) != 2)
		return "there is no such version";
	way.version = API_VERSION(major, minor);
	said = parse(arena, &way, parts[BODY]);
	if (strcmp(said, parts[EXPECT]) != 0)
		return said;
	way.is_strict = true;
	said = parse(arena, &way, parts[BODY]);
	return strcmp(said, parts[STRICT]) == 0 ? NULL : said;
}

static void
run_line(struct arena *arena, const char *file, unsigned number, char *line)
{
	const char *said = fault(arena, line);

	if (said == NULL) {
		n_passed++;
		return;
	}
	n_failed++;
	fprintf(stderr, "%s:%u: %s\n", file, number, said);
}

static bool
run_file(struct arena *arena, const char *file)
{
	unsigned number = 0;
	char *line = NULL;
	size_t size = 0;
	FILE *in;

	if ((in = fopen(file, "r")) == NULL) {
		perror(file);
		return false;
	}
	while (getline(&line, &size, in) != -1) {
		number++;
		if (*line != '#')
			run_line(arena, file, number, line);
		arena_reset(arena);
	}
	free(line);
	fclose(in);
	return true;
}

/* Run the files of tests/vectors. */
static bool
run_all(struct arena *arena)
{
	const char *srcdir = getenv("srcdir");
	glob_t found;
	bool ok;
	size_t i;

	ok = glob(arena_printf(arena, "%s/tests/vectors/*.tsv",
		      srcdir == NULL ? "." : srcdir),
		 0, NULL, &found) == 0;
	for (i = 0; ok && i < found.gl_pathc; i++)
		ok = run_file(arena, found.gl_pathv[i]);
	globfree(&found);
	return ok;
}

int
main(int argc, char **argv)
{
	struct arena *arena = arena_new();
	bool ok = true;
	int i;

	if (argc < 2)
		ok = run_all(arena);
	for (i = 1; ok && i < argc; i++)
		ok = run_file(arena, argv[i]);
	arena_free(arena);
	printf("run_vectors: %u passed, %u failed\n", n_passed, n_failed);
	return ok && n_passed > 0 && n_failed == 0 ? EXIT_SUCCESS
						   : EXIT_FAILURE;
}
