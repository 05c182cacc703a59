#include <pthread.h>
#include <stdlib.h>

#include "base/arena.h"
#include "http/current.h"
#include "http/http.h"

struct current {
	pthread_mutex_t mutex; /* of app, and of the n_users of every one */
	struct http_app *app;  /* this is one of its users */
};

struct current *
current_new(struct http_app *app)
{
	struct current *current = arena_must(malloc(sizeof(*current)));

	pthread_mutex_init(&current->mutex, NULL);
	app->n_users = 1;
	current->app = app;
	return current;
}

void
current_free(struct current *current)
{
	current_give_back(current, current->app);
	pthread_mutex_destroy(&current->mutex);
	free(current);
}

struct http_app *
current_take(struct current *current)
{
	struct http_app *app;

	pthread_mutex_lock(&current->mutex);
	app = current->app;
	app->n_users++;
	pthread_mutex_unlock(&current->mutex);
	return app;
}

void
current_give_back(struct current *current, struct http_app *app)
{
	bool is_last;

	pthread_mutex_lock(&current->mutex);
	is_last = --app->n_users == 0;
	pthread_mutex_unlock(&current->mutex);
	if (is_last && app->free != NULL)
		app->free(app);
}

void
current_replace(struct current *current, struct http_app *app)
{
	struct http_app *old;

	app->n_users = 1;
	pthread_mutex_lock(&current->mutex);
	old = current->app;
	current->app = app;
	pthread_mutex_unlock(&current->mutex);
	current_give_back(current, old);
}
