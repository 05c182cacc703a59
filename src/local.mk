# Everything but the two mains is in liblineup.a, which the programs and the
# tests link.  Handlers and generated sources are listed by the generator.
noinst_LIBRARIES += liblineup.a
liblineup_a_SOURCES = $(GENERATED_SOURCES) $(HANDLER_SOURCES)
liblineup_a_SOURCES += src/api_version.c
liblineup_a_SOURCES += src/api_version.h
liblineup_a_SOURCES += src/arena.c
liblineup_a_SOURCES += src/arena.h
liblineup_a_SOURCES += src/authn.c
liblineup_a_SOURCES += src/authn.h
liblineup_a_SOURCES += src/breaker.c
liblineup_a_SOURCES += src/breaker.h
liblineup_a_SOURCES += src/buf.c
liblineup_a_SOURCES += src/buf.h
liblineup_a_SOURCES += src/call.c
liblineup_a_SOURCES += src/call.h
liblineup_a_SOURCES += src/cgi.c
liblineup_a_SOURCES += src/cgi.h
liblineup_a_SOURCES += src/collate.c
liblineup_a_SOURCES += src/collate.h
liblineup_a_SOURCES += src/conf.c
liblineup_a_SOURCES += src/conf.h
liblineup_a_SOURCES += src/conf_secret.c
liblineup_a_SOURCES += src/db.c
liblineup_a_SOURCES += src/db.h
liblineup_a_SOURCES += src/db_writer.c
liblineup_a_SOURCES += src/endpoint.c
liblineup_a_SOURCES += src/endpoint.h
liblineup_a_SOURCES += src/envelope.c
liblineup_a_SOURCES += src/envelope.h
liblineup_a_SOURCES += src/fcgi.c
liblineup_a_SOURCES += src/fcgi.h
liblineup_a_SOURCES += src/filter.c
liblineup_a_SOURCES += src/filter.h
liblineup_a_SOURCES += src/form.c
liblineup_a_SOURCES += src/form.h
liblineup_a_SOURCES += src/http.c
liblineup_a_SOURCES += src/http.h
liblineup_a_SOURCES += src/ident.c
liblineup_a_SOURCES += src/ident.h
liblineup_a_SOURCES += src/identity.h
liblineup_a_SOURCES += src/json.c
liblineup_a_SOURCES += src/json.h
liblineup_a_SOURCES += src/jval.h
liblineup_a_SOURCES += src/jval_build.c
liblineup_a_SOURCES += src/jval_build.h
liblineup_a_SOURCES += src/jval_check.c
liblineup_a_SOURCES += src/jval_read.c
liblineup_a_SOURCES += src/jval_tree.c
liblineup_a_SOURCES += src/jval_tree.h
liblineup_a_SOURCES += src/jval_write.c
liblineup_a_SOURCES += src/list_filter.c
liblineup_a_SOURCES += src/list_filter.h
liblineup_a_SOURCES += src/log.c
liblineup_a_SOURCES += src/log.h
liblineup_a_SOURCES += src/metadata_path.c
liblineup_a_SOURCES += src/metadata_path.h
liblineup_a_SOURCES += src/metrics.c
liblineup_a_SOURCES += src/metrics.h
liblineup_a_SOURCES += src/order.c
liblineup_a_SOURCES += src/order.h
liblineup_a_SOURCES += src/pattern.c
liblineup_a_SOURCES += src/pattern.h
liblineup_a_SOURCES += src/queue.h
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
liblineup_a_SOURCES += src/request.c
liblineup_a_SOURCES += src/request.h
liblineup_a_SOURCES += src/reserve.c
liblineup_a_SOURCES += src/reserve.h
liblineup_a_SOURCES += src/router.c
liblineup_a_SOURCES += src/router.h
liblineup_a_SOURCES += src/scroll_table.c
liblineup_a_SOURCES += src/scroll_table.h
liblineup_a_SOURCES += src/steady.c
liblineup_a_SOURCES += src/steady.h
liblineup_a_SOURCES += src/store.c
liblineup_a_SOURCES += src/store.h
liblineup_a_SOURCES += src/store_sqlite.c
liblineup_a_SOURCES += src/store_sqlite.h
liblineup_a_SOURCES += src/store_sqlite_backup.c
liblineup_a_SOURCES += src/store_sqlite_blocks.c
liblineup_a_SOURCES += src/store_sqlite_check.c
liblineup_a_SOURCES += src/store_sqlite_entries.c
liblineup_a_SOURCES += src/store_sqlite_metrics.c
liblineup_a_SOURCES += src/store_sqlite_move.c
liblineup_a_SOURCES += src/store_sqlite_reads.c
liblineup_a_SOURCES += src/store_sqlite_users.c
liblineup_a_SOURCES += src/store_sqlite_verbs.h
liblineup_a_SOURCES += src/store_sqlite_writes.c
liblineup_a_SOURCES += src/stores.c
liblineup_a_SOURCES += src/stores.h
liblineup_a_SOURCES += src/text_filter.c
liblineup_a_SOURCES += src/text_filter.h
liblineup_a_SOURCES += src/timefmt.c
liblineup_a_SOURCES += src/timefmt.h
liblineup_a_SOURCES += src/token_cache.c
liblineup_a_SOURCES += src/token_cache.h

MONGO_SOURCES = src/mongo.c
MONGO_SOURCES += src/mongo.h
MONGO_SOURCES += src/mongo_error.c
MONGO_SOURCES += src/mongo_error.h
MONGO_SOURCES += src/mongo_uri.c
MONGO_SOURCES += src/mongo_uri.h
MONGO_SOURCES += src/store_mongo.c
MONGO_SOURCES += src/store_mongo.h
MONGO_SOURCES += src/store_mongo_documents.c
MONGO_SOURCES += src/store_mongo_entries.c
MONGO_SOURCES += src/store_mongo_keys.c
MONGO_SOURCES += src/store_mongo_metadata.c
MONGO_SOURCES += src/store_mongo_move.c
MONGO_SOURCES += src/store_mongo_probe.c
MONGO_SOURCES += src/store_mongo_queues.c
MONGO_SOURCES += src/store_mongo_samples.c
MONGO_SOURCES += src/store_mongo_scrolls.c
MONGO_SOURCES += src/store_mongo_series.c
MONGO_SOURCES += src/store_mongo_tasks.c
MONGO_SOURCES += src/store_mongo_users.c
MONGO_SOURCES += src/store_mongo_verbs.h
MONGO_SOURCES += src/workers.c
MONGO_SOURCES += src/workers.h
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
lineup_SOURCES = src/cli.c
lineup_SOURCES += src/cli.h
lineup_SOURCES += src/cli_backup.c
lineup_SOURCES += src/cli_export.c
lineup_SOURCES += src/cli_import.c
lineup_SOURCES += src/cli_init.c
lineup_SOURCES += src/cli_queues.c
lineup_SOURCES += src/cli_users.c
lineup_LDADD = $(LINEUP_LIBS)
