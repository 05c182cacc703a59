#ifndef CLI_IMPORTING_H
#define CLI_IMPORTING_H

/*
 * Reading an export, whose format export.c describes.  It is read twice: first
 * to check everything, while queues and projects are kept in memory; then, when
 * these have been added, to add tasks with their events, some at a time.
 */

#include "json/jval.h"
#include "store/store.h"

struct arena;
struct cli;
struct project;
struct queue;
struct store_company;
struct store_record;
struct task;
struct text_set;

struct import {
	struct cli *cli;
	const char *path;
	bool adds;             /* it is the second time */
	size_t line;           /* number, from 1 */
	struct arena *scratch; /* of the line at hand */
	struct arena *keep;    /* of texts that outlive it */
	struct jval_reader reader;
	size_t n_companies;
	struct store_company *companies;
	size_t n;
	size_t room;
	struct queue *queues;
	size_t entries_room; /* of the last queue */
	size_t n_projects;
	size_t projects_room;
	struct project *projects;
	struct import_tasks {
		struct arena *arena; /* of the records */
		size_t n, room, n_bytes;
		struct store_record *records; /* to be added next */
		struct task *task; /* whose parts may come; NULL: none */
		size_t metrics_room;
		char *id;                  /* of the last task, or NULL */
		struct text_set *projects; /* of the export */
		size_t n_tasks, n_events;  /* read; or added */
	} tasks;
};

/* Report what is wrong with the line at hand; returns false. */
bool cli_import_fail(
    const struct import *import, const char *what, const char *detail);

/* Report what the reader refused; returns false. */
bool cli_import_refuse(const struct import *import);

/* Copy a text, so that it outlives the line. */
const char *cli_import_keep(struct import *import, const struct jval *value);

/* Read a member that must be there; or, for NULL, need not. */
const char *cli_import_text(
    struct import *import, const struct jval *object, const char *name);
const char *cli_import_text_or_null(
    struct import *import, const struct jval *object, const char *name);
int64_t cli_import_integer(
    struct import *import, const struct jval *object, const char *name);
double cli_import_number(
    struct import *import, const struct jval *object, const char *name);
const char **cli_import_texts(struct import *import, const struct jval *object,
    const char *name, size_t *n);

/* Check that agents accept the id of a queue, project or task. */
bool cli_import_check_id(
    const struct import *import, const char *what, const char *id);

/* Check that the name of a queue or task is one, as it would be kept. */
bool cli_import_check_name(const struct import *import, const char *name);

/* Check that no tag looks like an operator. */
bool cli_import_check_tags(
    const struct import *import, size_t n, const char *const *tags);

/* True if there is a company of this id; or check that there is. */
bool cli_import_knows_company(const struct import *import, const char *id);
bool cli_import_check_company(const struct import *import, const char *id);

/* Queues or projects: those that are there, and those that are read. */
struct import_names {
	const char *what; /* "queue" */
	size_t n;
	size_t room;
	struct import_name {
		const char *id;
		const char *company;
		const char *name;
	} * items;
};

/* Add the name of one. */
void cli_import_add_name(const struct import *import,
    struct import_names *names, const char *id, const char *company,
    const char *name);

/* Check that no two have the same id, or the same name; sorts them. */
bool cli_import_are_distinct(
    const struct import *import, struct import_names *names);

/* Read a queue, or one of its entries. */
bool cli_import_queue(struct import *import, const struct jval *root);
bool cli_import_entry(struct import *import, const struct jval *root);

/* Check all queues that were read: *fine; add them, and count them in *n. */
enum store_result cli_import_check_queues(struct import *import, bool *fine);
enum store_result cli_import_add_queues(struct import *import, size_t *n);

/* The same of projects. */
bool cli_import_project(struct import *import, const struct jval *root);
enum store_result cli_import_check_projects(struct import *import, bool *fine);
enum store_result cli_import_add_projects(struct import *import, size_t *n);

/* Read, check and (the second time) add a task, or what belongs to one. */
bool cli_import_task(struct import *import, const struct jval *root);
bool cli_import_part(struct import *import, const struct jval *root);
bool cli_import_metric(struct import *import, const struct jval *root);
bool cli_import_event(struct import *import, const struct jval *root);

/* Add the tasks and events that are left at the end; false: it failed. */
bool cli_import_finish_tasks(struct import *import);

#endif
