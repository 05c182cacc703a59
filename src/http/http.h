#ifndef HTTP_HTTP_H
#define HTTP_HTTP_H

/*
 * HTTP as plain structs: requests from a web server, and responses to them.
 * Parses paths, queries, cookies and headers; knows no endpoint and does no
 * input or output.
 */

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buf;

/* How reading a request's body went. */
enum http_body {
	HTTP_BODY_READ,
	HTTP_BODY_TOO_LARGE,
	HTTP_BODY_CUT,   /* fewer or more bytes than were announced */
	HTTP_BODY_WAITS, /* too large for memory; to be read by http_read */
};

/*
 * Read up to n bytes of a body that waits; *got is 0 at its end.  False: it was
 * cut.
 */
typedef bool http_read(void *reader, char *data, size_t n, size_t *got);

struct http_header {
	const char *name;
	const char *value;
};

/* A request.  Strings that were not sent are NULL. */
struct http_request {
	const char *method;
	const char *uri; /* path and query, still encoded */
	const char *authorization;
	const char *cookie;
	struct http_header impersonate_as; /* value NULL: not sent */
	struct http_header act_as;         /* likewise */
	const char *content_type;
	const char *content_encoding;
	const char *host;
	const char *origin;
	const char *fetch_site;        /* Sec-Fetch-Site */
	const char *trx;               /* X-Clearml-Trx, else X-Trains-Trx */
	const char *preflight_method;  /* Access-Control-Request-Method */
	const char *preflight_headers; /* Access-Control-Request-Headers */
	const char *worker; /* X-Clearml-Worker, else X-Trains-Worker */
	const char *agent;  /* User-Agent */
	const char *accept;
	const char *peer;    /* address that the web server was called from */
	const char *address; /* of the client, as the web server says */
	enum http_body body_state;
	const char *body; /* n_body bytes and a NUL */
	size_t n_body;
	http_read *read; /* of a body that waits, with its reader */
	void *reader;
};

#define HTTP_MAX_HEADERS 8

/* Write a body; called twice for a long one, with the same result. */
typedef void http_write(const void *context, struct buf *out);

struct http_response {
	int status;
	const char *content_type;
	size_t n_headers;
	struct http_header headers[HTTP_MAX_HEADERS];
	uint64_t length;   /* of the body */
	const char *body;  /* NULL if it is too long to hold */
	http_write *write; /* writes it, if body is NULL */
	const void *context;
};

/* The longest body that is held; longer ones are sent in pieces of this size.
 */
#define HTTP_PIECE ((size_t)65536)

/*
 * Answer a request.  Everything in the response lives in the arena, except that
 * the body may be in piece, which has room for HTTP_PIECE bytes.
 */
typedef void http_answer(const void *context, struct arena *arena,
    const struct http_request *request, char *piece,
    struct http_response *response);

struct http_app;

/* Free an application that was replaced, and answers nothing any more. */
typedef void http_app_free(struct http_app *app);

/* The application that answers requests. */
struct http_app {
	http_answer *answer;
	const void *context;
	size_t max_body;     /* bytes of a body that is held */
	size_t max_waiting;  /* bytes of one that waits; 0: none does */
	atomic_uint *n_busy; /* threads that answer now; NULL: isn't counted */
	http_app_free *free; /* NULL: it isn't freed */
	size_t n_users;      /* private to current.c */
};

/* Add a header; names and values live as long as the response. */
void http_add_header(
    struct http_response *response, const char *name, const char *value);

/* Answer with a text of this type, such as "text/plain". */
void http_set_text(struct http_response *response, int status, const char *type,
    const char *text);

/* The reason phrase of a status ("Not Found"), or "Unknown" if lineup does not
 * use it. */
const char *http_reason(int status);

enum http_path_kind {
	HTTP_PATH_CALL,
	HTTP_PATH_BAD,         /* not of the grammar */
	HTTP_PATH_BAD_VERSION, /* a leading zero in the version */
};

/* The path of a call: /v2.13/queues.create */
struct http_path {
	enum http_path_kind kind;
	const char *text;         /* the path, decoded */
	const char *name;         /* "queues.create" */
	const char *version_text; /* "2.13"; NULL: none in the path */
	uint32_t version;         /* an API_VERSION, each part at most 65535 */
	const char *fault;        /* of HTTP_PATH_BAD_VERSION: a message */
};

/*
 * Parse the path of a URI: [/][api/][v<version>/]<service>.<action>[/]
 * The first two slashes may be repeated, since clients are often given hosts
 * that end in one.
 * Rules: doc/original.md, "Paths and versions".
 */
void http_parse_path(
    struct arena *arena, const char *uri, struct http_path *path);

/* True if the path of a URI, without decoding it, is this one. */
bool http_path_is(const char *uri, const char *path);

/* The query of a URI, or "". */
const char *http_query(const char *uri);

/*
 * The next name and value of a query or of an urlencoded form, decoded; *at
 * moves on.  False at the end.  A name without "=" has the value "".  An
 * encoded NUL stays encoded.
 */
bool http_next_field(struct arena *arena, const char **at, const char **name,
    const char **value);

/* The value of a cookie in a Cookie header, or NULL.  header may be NULL. */
const char *http_cookie(
    struct arena *arena, const char *header, const char *name);

/*
 * True if cookies may authorize a request, since no page of another site can
 * have made a browser send it: it has the type of JSON and the method POST,
 * which takes a preflight, or the browser says by Sec-Fetch-Site or Origin that
 * it is from the same origin.  False for the types that forms can send.
 */
bool http_trusts_cookie(const struct http_request *request);

/* True if a Content-Type header (or NULL) names this type. */
bool http_type_is(const char *content_type, const char *type);

#endif
