#include <stdlib.h>
#include <string.h>

#include "api/call.h"
#include "api/checks.h"
#include "base/arena.h"
#include "generated/users.h"
#include "model/criteria.h"
#include "model/identity.h"
#include "store/users.h"

enum field {
	FIELD_ID,
	FIELD_NAME,
	FIELD_COMPANY,
	FIELD_ROLE,
	FIELDS, /* how many there are */
};

static const struct criteria_field items[FIELDS] = {[FIELD_ID] = {.name = "id"},
    [FIELD_NAME] = {.name = "name"},
    [FIELD_COMPANY] = {.name = "company"},
    [FIELD_ROLE] = {.name = "role"}};
static const struct criteria_fields fields = {FIELDS, items};

static const char *
text_of(const struct store_user *user, size_t field)
{
	return field == FIELD_ID        ? user->id
	       : field == FIELD_NAME    ? user->name
	       : field == FIELD_COMPANY ? user->company
					: user->role;
}

static void
look(const void *record, size_t field, struct criteria_texts *texts)
{
	texts->one = text_of(record, field);
	texts->n = 1;
}

/* Keep the users that criteria select. */
static size_t
select_users(
    const struct criteria *criteria, size_t n, struct store_user *users)
{
	size_t i, kept = 0;

	for (i = 0; i < n; i++) {
		if (strcmp(users[i].company, criteria->company) == 0 &&
		    !users[i].is_disabled &&
		    criteria_match(criteria, &users[i], look))
			users[kept++] = users[i];
	}
	return kept;
}

/* Insert each user where it belongs: there are few. */
static void
sort_users(const struct criteria *criteria, size_t n, struct store_user *users)
{
	const struct criteria_order *order = &criteria->orders[0];
	struct store_user user;
	size_t i, k;
	int sign;

	for (i = 1; criteria->n_orders > 0 && i < n; i++) {
		user = users[i];
		for (k = i; k > 0; k--) {
			sign = strcmp(text_of(&users[k - 1], order->field),
			    text_of(&user, order->field));
			if (order->descending ? sign >= 0 : sign <= 0)
				break;
			users[k] = users[k - 1];
		}
		users[k] = user;
	}
}

static const struct call_result *
choose(struct call *call, const struct users_get_all_req *request,
    const struct criteria *criteria)
{
	const struct call_result *refusal = checks_count(call, "only_fields",
	    request->n_only_fields, call->server->limits.only_fields);
	size_t field, i;

	if (refusal != NULL || request->n_only_fields == 0)
		return refusal;
	for (i = 0; i < request->n_only_fields; i++) {
		if (!criteria_find(criteria, request->only_fields[i], &field))
			return checks_no_field(call, request->only_fields[i]);
	}
	checks_choose(
	    call, "users", request->n_only_fields, request->only_fields);
	return NULL;
}

static const struct call_result *
read_criteria(struct call *call, const struct users_get_all_req *request,
    struct criteria *criteria)
{
	const struct checks_page page = {.has_page = request->has.page,
	    .null_page = request->null.page,
	    .has_page_size = request->has.page_size,
	    .null_page_size = request->null.page_size,
	    .page = request->page,
	    .page_size = request->page_size,
	    .n_ids = request->n_id};
	const struct call_result *refusal;

	criteria_init(criteria, call->arena, call->who.company, &fields);
	if ((refusal = checks_list(
		 call, criteria, "id", request->n_id, request->id)) != NULL ||
	    (refusal = checks_pattern(call, criteria, "name", request->name)) !=
		NULL ||
	    (refusal = checks_orders(call, criteria, request->n_order_by,
		 request->order_by)) != NULL ||
	    (refusal = choose(call, request, criteria)) != NULL)
		return refusal;
	return checks_paging(call, &page, &criteria->skip, &criteria->limit);
}

static void
answer(struct call *call, const struct criteria *criteria, size_t n,
    const struct store_user *users, struct users_get_all_resp *response)
{
	struct users_user *user;
	size_t i, end = n;

	if (criteria->limit > 0 && criteria->limit < n - criteria->skip)
		end = criteria->skip + criteria->limit;
	response->users =
	    arena_alloc_n(call->arena, n, sizeof(*response->users));
	for (i = criteria->skip; i < end; i++) {
		user = &response->users[response->n_users++];
		user->id = users[i].id;
		user->name = users[i].name;
		user->company = users[i].company;
		user->role = users[i].role;
	}
}

/* List the users of the company. */
const struct call_result *
users_get_all(struct call *call, const struct users_get_all_req *request,
    struct users_get_all_resp *response)
{
	const struct call_result *refusal;
	struct criteria criteria;
	struct store_user *users;
	enum store_result listed;
	size_t n;

	if ((refusal = read_criteria(call, request, &criteria)) != NULL)
		return refusal;
	listed = store_list_users(call->store, call->arena, &n, &users);
	if (listed != STORE_OK)
		return call_fail_store(call, listed);
	n = select_users(&criteria, n, users);
	if (criteria_gave_up(&criteria))
		return call_fail(call, ERR_MALFORMED_REGEX, NULL,
		    "err=the pattern costs too much to match");
	sort_users(&criteria, n, users);
	response->has.users = true;
	if (criteria.skip < n)
		answer(call, &criteria, n, users, response);
	return call_ok(call);
}
