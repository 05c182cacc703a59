#include <assert.h>
#include <string.h>
#include <strings.h>

#include "base/api_version.h"
#include "base/arena.h"
#include "http/http.h"

#define MAX_VERSION_PART 65535

void
http_add_header(
    struct http_response *response, const char *name, const char *value)
{
	assert(response->n_headers < HTTP_MAX_HEADERS);
	response->headers[response->n_headers].name = name;
	response->headers[response->n_headers].value = value;
	response->n_headers++;
}

void
http_set_text(struct http_response *response, int status, const char *type,
    const char *text)
{
	response->status = status;
	response->content_type = type;
	response->body = text;
	response->length = strlen(text);
}

const char *
http_reason(int status)
{
	static const struct {
		int status;
		const char *text;
	} reasons[] = {{200, "OK"}, {302, "Found"}, {400, "Bad Request"},
	    {401, "Unauthorized"}, {403, "Forbidden"}, {404, "Not Found"},
	    {413, "Content Too Large"}, {415, "Unsupported Media Type"},
	    {500, "Internal Server Error"}, {503, "Service Unavailable"}};
	size_t i;

	for (i = 0; i < sizeof(reasons) / sizeof(*reasons); i++) {
		if (reasons[i].status == status)
			return reasons[i].text;
	}
	return "Unknown";
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* Bytes beyond ASCII count as letters of some language. */
static bool
is_word(char c)
{
	return is_letter(c) || is_digit(c) || (unsigned char)c >= 0x80;
}

static int
hex_value(char c)
{
	if (is_digit(c))
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* The byte that "%xx" stands for; 0 if it is malformed or %00. */
static char
decode_byte(const char *text, size_t n)
{
	if (n < 3 || text[0] != '%' || hex_value(text[1]) < 0 ||
	    hex_value(text[2]) < 0)
		return '\0';
	return (char)(hex_value(text[1]) << 4 | hex_value(text[2]));
}

/* Decode n bytes; a "%" that begins no code, and %00, are left as they are. */
static char *
decode(struct arena *arena, const char *text, size_t n, bool plus_is_space)
{
	char *out, *at, byte;
	size_t i;

	at = out = arena_alloc(arena, n + 1);
	for (i = 0; i < n; i++) {
		byte = decode_byte(text + i, n - i);
		if (byte != '\0') {
			*at++ = byte;
			i += 2;
		} else if (text[i] == '+' && plus_is_space) {
			*at++ = ' ';
		} else {
			*at++ = text[i];
		}
	}
	return out;
}

/* One number of a version, at most what an API_VERSION can hold. */
static uint32_t
version_part(const char *text, size_t n)
{
	uint32_t value = 0;
	size_t i;

	for (i = 0; i < n && value < MAX_VERSION_PART; i++)
		value = value * 10 + (uint32_t)(text[i] - '0');
	return value < MAX_VERSION_PART ? value : MAX_VERSION_PART;
}

static bool
has_leading_zero(const char *text, size_t n)
{
	return n > 1 && text[0] == '0';
}

/*
 * Read "2.13/" or "24/" (two digits at least) from at.  Returns what follows,
 * or NULL if there is no version.
 */
static const char *
parse_version(struct arena *arena, const char *at, struct http_path *path)
{
	size_t major, minor = 0, n;

	for (major = 0; is_digit(at[major]);)
		major++;
	n = major;
	if (major > 0 && at[n] == '.') {
		for (n++; is_digit(at[n]); n++)
			minor++;
		if (minor == 0)
			return NULL;
	} else if (major < 2) {
		return NULL;
	}
	if (at[n] != '/')
		return NULL;
	path->version_text = arena_strndup(arena, at, n);
	path->version = API_VERSION(
	    version_part(at, major), version_part(at + n - minor, minor));
	if (has_leading_zero(at, major))
		path->fault = arena_printf(arena,
		    "Invalid leading zero in major: '%s'", path->version_text);
	else if (has_leading_zero(at + n - minor, minor))
		path->fault = arena_printf(arena,
		    "Invalid leading zero in minor: '%s'", path->version_text);
	return at + n + 1;
}

/* The length of a name of two characters or more, or 0. */
static size_t
name_length(const char *at)
{
	size_t n;

	if (!is_letter(at[0]))
		return 0;
	for (n = 1; is_word(at[n]);)
		n++;
	return n < 2 ? 0 : n;
}

void
http_parse_path(struct arena *arena, const char *uri, struct http_path *path)
{
	size_t n = strcspn(uri, "?"), service, action;
	const char *at, *rest;

	*path = (struct http_path){.kind = HTTP_PATH_BAD};
	path->text = decode(arena, uri, n, false);
	at = path->text;
	at += strspn(at, "/");
	if (strncmp(at, "api/", 4) == 0)
		at += 4 + strspn(at + 4, "/");
	if (*at == 'v' && (rest = parse_version(arena, at + 1, path)) != NULL)
		at = rest;
	service = name_length(at);
	if (service == 0 || at[service] != '.')
		return;
	action = name_length(at + service + 1);
	if (action == 0)
		return;
	path->name = arena_strndup(arena, at, service + 1 + action);
	at += service + 1 + action;
	if (*at == '/')
		at++;
	if (*at == '\n')
		at++;
	if (*at == '\0')
		path->kind = path->fault == NULL ? HTTP_PATH_CALL
						 : HTTP_PATH_BAD_VERSION;
}

bool
http_path_is(const char *uri, const char *path)
{
	size_t n = strcspn(uri, "?");

	return n == strlen(path) && strncmp(uri, path, n) == 0;
}

const char *
http_query(const char *uri)
{
	const char *query = strchr(uri, '?');

	return query == NULL ? "" : query + 1;
}

bool
http_next_field(
    struct arena *arena, const char **at, const char **name, const char **value)
{
	size_t n, n_name;

	while (**at == '&')
		(*at)++;
	if (**at == '\0')
		return false;
	n = strcspn(*at, "&");
	n_name = strcspn(*at, "&=");
	*name = decode(arena, *at, n_name, true);
	*value = "";
	if (n_name < n)
		*value = decode(arena, *at + n_name + 1, n - n_name - 1, true);
	*at += n;
	return true;
}

const char *
http_cookie(struct arena *arena, const char *header, const char *name)
{
	size_t n_name = strlen(name), n;
	const char *at = header;

	while (at != NULL && *at != '\0') {
		at += strspn(at, "; \t");
		n = strcspn(at, ";");
		if (n > n_name && at[n_name] == '=' &&
		    strncmp(at, name, n_name) == 0)
			return arena_strndup(
			    arena, at + n_name + 1, n - n_name - 1);
		at += n;
	}
	return NULL;
}

/* True if a page's origin, "https://host:port", is the host that was called. */
static bool
is_own_origin(const struct http_request *request)
{
	const char *host;

	if (request->origin == NULL || request->host == NULL)
		return false;
	host = strstr(request->origin, "://");
	return host != NULL && strcasecmp(host + 3, request->host) == 0;
}

bool
http_trusts_cookie(const struct http_request *request)
{
	static const char *const forms[] = {"application/x-www-form-urlencoded",
	    "multipart/form-data", "text/plain"};
	size_t i;

	for (i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		if (http_type_is(request->content_type, forms[i]))
			return false;
	}
	if (strcmp(request->method, "POST") == 0 &&
	    http_type_is(request->content_type, "application/json"))
		return true;
	if (request->fetch_site != NULL)
		return strcmp(request->fetch_site, "same-origin") == 0;
	return is_own_origin(request);
}

bool
http_type_is(const char *content_type, const char *type)
{
	size_t n = strlen(type);

	return content_type != NULL &&
	       strncasecmp(content_type, type, n) == 0 &&
	       strchr(" ;", content_type[n]) != NULL;
}
