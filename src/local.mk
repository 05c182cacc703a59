# Everything but the two mains is in liblineup.a, which the programs and the
# tests link.  Handlers and generated sources are listed by the generator.
noinst_LIBRARIES += liblineup.a
liblineup_a_SOURCES = $(GENERATED_SOURCES) $(HANDLER_SOURCES)
liblineup_a_SOURCES += src/api/authn.c
liblineup_a_SOURCES += src/api/authn.h
liblineup_a_SOURCES += src/api/call.c
liblineup_a_SOURCES += src/api/call.h
liblineup_a_SOURCES += src/api/endpoint.c
liblineup_a_SOURCES += src/api/endpoint.h
liblineup_a_SOURCES += src/api/envelope.c
liblineup_a_SOURCES += src/api/envelope.h
liblineup_a_SOURCES += src/api/request.c
liblineup_a_SOURCES += src/api/request.h
liblineup_a_SOURCES += src/api/router.c
liblineup_a_SOURCES += src/api/router.h
liblineup_a_SOURCES += src/api/token_cache.c
liblineup_a_SOURCES += src/api/token_cache.h
liblineup_a_SOURCES += src/base/api_version.c
liblineup_a_SOURCES += src/base/api_version.h
liblineup_a_SOURCES += src/base/arena.c
liblineup_a_SOURCES += src/base/arena.h
liblineup_a_SOURCES += src/base/buf.c
liblineup_a_SOURCES += src/base/buf.h
liblineup_a_SOURCES += src/base/group.c
liblineup_a_SOURCES += src/base/group.h
liblineup_a_SOURCES += src/base/ident.c
liblineup_a_SOURCES += src/base/ident.h
liblineup_a_SOURCES += src/base/log.c
liblineup_a_SOURCES += src/base/log.h
liblineup_a_SOURCES += src/base/pattern.c
liblineup_a_SOURCES += src/base/pattern.h
liblineup_a_SOURCES += src/base/steady.c
liblineup_a_SOURCES += src/base/steady.h
liblineup_a_SOURCES += src/base/text.c
liblineup_a_SOURCES += src/base/text.h
liblineup_a_SOURCES += src/base/timefmt.c
liblineup_a_SOURCES += src/base/timefmt.h
liblineup_a_SOURCES += src/conf/conf.c
liblineup_a_SOURCES += src/conf/conf.h
liblineup_a_SOURCES += src/conf/environment.c
liblineup_a_SOURCES += src/conf/environment.h
liblineup_a_SOURCES += src/conf/secret.c
liblineup_a_SOURCES += src/http/cgi.c
liblineup_a_SOURCES += src/http/cgi.h
liblineup_a_SOURCES += src/http/fcgi.c
liblineup_a_SOURCES += src/http/fcgi.h
liblineup_a_SOURCES += src/http/form.c
liblineup_a_SOURCES += src/http/form.h
liblineup_a_SOURCES += src/http/http.c
liblineup_a_SOURCES += src/http/http.h
liblineup_a_SOURCES += src/http/lobby.c
liblineup_a_SOURCES += src/http/lobby.h
liblineup_a_SOURCES += src/json/json.c
liblineup_a_SOURCES += src/json/json.h
liblineup_a_SOURCES += src/json/jval.h
liblineup_a_SOURCES += src/json/jval_build.c
liblineup_a_SOURCES += src/json/jval_build.h
liblineup_a_SOURCES += src/json/jval_check.c
liblineup_a_SOURCES += src/json/jval_read.c
liblineup_a_SOURCES += src/json/jval_tree.c
liblineup_a_SOURCES += src/json/jval_tree.h
liblineup_a_SOURCES += src/json/jval_write.c
liblineup_a_SOURCES += src/model/collate.c
liblineup_a_SOURCES += src/model/collate.h
liblineup_a_SOURCES += src/model/filter.c
liblineup_a_SOURCES += src/model/filter.h
liblineup_a_SOURCES += src/model/identity.h
liblineup_a_SOURCES += src/model/list_filter.c
liblineup_a_SOURCES += src/model/list_filter.h
liblineup_a_SOURCES += src/model/metadata_path.c
liblineup_a_SOURCES += src/model/metadata_path.h
liblineup_a_SOURCES += src/model/order.c
liblineup_a_SOURCES += src/model/order.h
liblineup_a_SOURCES += src/model/queue.h
liblineup_a_SOURCES += src/model/series.c
liblineup_a_SOURCES += src/model/series.h
liblineup_a_SOURCES += src/model/text_filter.c
liblineup_a_SOURCES += src/model/text_filter.h
liblineup_a_SOURCES += src/queues/answer.c
liblineup_a_SOURCES += src/queues/answer.h
liblineup_a_SOURCES += src/queues/fields.c
liblineup_a_SOURCES += src/queues/fields.h
liblineup_a_SOURCES += src/queues/move.c
liblineup_a_SOURCES += src/queues/move.h
liblineup_a_SOURCES += src/queues/refusals.c
liblineup_a_SOURCES += src/queues/refusals.h
liblineup_a_SOURCES += src/queues/select.c
liblineup_a_SOURCES += src/queues/select.h
liblineup_a_SOURCES += src/queues/view.c
liblineup_a_SOURCES += src/queues/view.h
liblineup_a_SOURCES += src/store/open.c
liblineup_a_SOURCES += src/store/open.h
liblineup_a_SOURCES += src/store/sqlite/backup.c
liblineup_a_SOURCES += src/store/sqlite/blocks.c
liblineup_a_SOURCES += src/store/sqlite/check.c
liblineup_a_SOURCES += src/store/sqlite/db.c
liblineup_a_SOURCES += src/store/sqlite/db.h
liblineup_a_SOURCES += src/store/sqlite/entries.c
liblineup_a_SOURCES += src/store/sqlite/fresh.c
liblineup_a_SOURCES += src/store/sqlite/fresh.h
liblineup_a_SOURCES += src/store/sqlite/long.c
liblineup_a_SOURCES += src/store/sqlite/move.c
liblineup_a_SOURCES += src/store/sqlite/place.c
liblineup_a_SOURCES += src/store/sqlite/place.h
liblineup_a_SOURCES += src/store/sqlite/reads.c
liblineup_a_SOURCES += src/store/sqlite/reserve.c
liblineup_a_SOURCES += src/store/sqlite/reserve.h
liblineup_a_SOURCES += src/store/sqlite/samples.c
liblineup_a_SOURCES += src/store/sqlite/scroll_table.c
liblineup_a_SOURCES += src/store/sqlite/scroll_table.h
liblineup_a_SOURCES += src/store/sqlite/sqlite.c
liblineup_a_SOURCES += src/store/sqlite/sqlite.h
liblineup_a_SOURCES += src/store/sqlite/sweep.c
liblineup_a_SOURCES += src/store/sqlite/users.c
liblineup_a_SOURCES += src/store/sqlite/verbs.h
liblineup_a_SOURCES += src/store/sqlite/writer.c
liblineup_a_SOURCES += src/store/sqlite/writes.c
liblineup_a_SOURCES += src/store/store.c
liblineup_a_SOURCES += src/store/store.h

MONGO_SOURCES = src/store/mongo/batch.c
MONGO_SOURCES += src/store/mongo/breaker.c
MONGO_SOURCES += src/store/mongo/breaker.h
MONGO_SOURCES += src/store/mongo/documents.c
MONGO_SOURCES += src/store/mongo/driver.c
MONGO_SOURCES += src/store/mongo/driver.h
MONGO_SOURCES += src/store/mongo/entries.c
MONGO_SOURCES += src/store/mongo/error.c
MONGO_SOURCES += src/store/mongo/error.h
MONGO_SOURCES += src/store/mongo/keys.c
MONGO_SOURCES += src/store/mongo/members.c
MONGO_SOURCES += src/store/mongo/metadata.c
MONGO_SOURCES += src/store/mongo/mongo.c
MONGO_SOURCES += src/store/mongo/mongo.h
MONGO_SOURCES += src/store/mongo/move.c
MONGO_SOURCES += src/store/mongo/poll.c
MONGO_SOURCES += src/store/mongo/queues.c
MONGO_SOURCES += src/store/mongo/redis.c
MONGO_SOURCES += src/store/mongo/redis.h
MONGO_SOURCES += src/store/mongo/samples.c
MONGO_SOURCES += src/store/mongo/scrolls.c
MONGO_SOURCES += src/store/mongo/series.c
MONGO_SOURCES += src/store/mongo/tasks.c
MONGO_SOURCES += src/store/mongo/uri.c
MONGO_SOURCES += src/store/mongo/uri.h
MONGO_SOURCES += src/store/mongo/users.c
MONGO_SOURCES += src/store/mongo/verbs.h
if HAVE_MONGODB
liblineup_a_SOURCES += $(MONGO_SOURCES)
endif
EXTRA_DIST += $(MONGO_SOURCES)

LINEUP_LIBS = liblineup.a \
	$(FCGI_LIBS) \
	$(JSON_LIBS) \
	$(SQLITE_LIBS) \
	$(JWT_LIBS) \
	$(CRYPTO_LIBS) \
	$(PCRE2_LIBS) \
	$(INIH_LIBS) \
	$(MONGO_LIBS) \
	$(PTHREAD_LIBS)

sbin_PROGRAMS += lineupd
lineupd_SOURCES = src/main.c
lineupd_LDADD = $(LINEUP_LIBS) $(JEMALLOC_LIBS)

bin_PROGRAMS += lineup
lineup_SOURCES = src/cli/backup.c
lineup_SOURCES += src/cli/cli.c
lineup_SOURCES += src/cli/cli.h
lineup_SOURCES += src/cli/export.c
lineup_SOURCES += src/cli/import.c
lineup_SOURCES += src/cli/init.c
lineup_SOURCES += src/cli/queues.c
lineup_SOURCES += src/cli/users.c
lineup_LDADD = $(LINEUP_LIBS)
