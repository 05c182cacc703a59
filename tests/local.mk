# One program per module.  "make check" runs these; script/test runs them and
# the tests that are written in Python.
if HAVE_CUNIT
AM_CPPFLAGS += $(CUNIT_CFLAGS)
LDADD = libsuite.a $(LINEUP_LIBS) $(CUNIT_LIBS)

check_LIBRARIES += libreplay.a
libreplay_a_SOURCES = tests/fuzz/replay.c

check_LIBRARIES += libsuite.a
libsuite_a_SOURCES = tests/api/sample_server.c
libsuite_a_SOURCES += tests/api/sample_server.h
libsuite_a_SOURCES += tests/fuzz/fuzz.c
libsuite_a_SOURCES += tests/fuzz/fuzz.h
libsuite_a_SOURCES += tests/queues/fixture.c
libsuite_a_SOURCES += tests/queues/fixture.h
libsuite_a_SOURCES += tests/sample_budget.c
libsuite_a_SOURCES += tests/sample_budget.h
libsuite_a_SOURCES += tests/scratch.c
libsuite_a_SOURCES += tests/scratch.h
libsuite_a_SOURCES += tests/store/contract.c
libsuite_a_SOURCES += tests/store/contract.h
libsuite_a_SOURCES += tests/store/contract_array.c
libsuite_a_SOURCES += tests/store/contract_entries.c
libsuite_a_SOURCES += tests/store/contract_leaving.c
libsuite_a_SOURCES += tests/store/contract_race.c
libsuite_a_SOURCES += tests/store/contract_reads.c
libsuite_a_SOURCES += tests/store/contract_samples.c
libsuite_a_SOURCES += tests/store/contract_several.c
libsuite_a_SOURCES += tests/store/contract_tasks.c
libsuite_a_SOURCES += tests/store/contract_users.c
libsuite_a_SOURCES += tests/store/contract_watching.c
libsuite_a_SOURCES += tests/store/failing.c
libsuite_a_SOURCES += tests/store/failing.h
libsuite_a_SOURCES += tests/store/queue_model.c
libsuite_a_SOURCES += tests/store/queue_model.h
libsuite_a_SOURCES += tests/store/queue_witness.c
libsuite_a_SOURCES += tests/store/queue_witness.h
libsuite_a_SOURCES += tests/store/sample_store.c
libsuite_a_SOURCES += tests/store/sample_store.h
libsuite_a_SOURCES += tests/store/sqlite/disk_image.c
libsuite_a_SOURCES += tests/store/sqlite/disk_image.h
libsuite_a_SOURCES += tests/store/sqlite/false_disk.c
libsuite_a_SOURCES += tests/store/sqlite/false_disk.h
libsuite_a_SOURCES += tests/store/sqlite/hold.c
libsuite_a_SOURCES += tests/store/sqlite/hold.h
libsuite_a_SOURCES += tests/store/sqlite/raw.c
libsuite_a_SOURCES += tests/store/sqlite/raw.h
libsuite_a_SOURCES += tests/suite.c
libsuite_a_SOURCES += tests/suite.h

# These run on their seeds; script/fuzz links them with a fuzzer instead.
FUZZ_LDADD = libreplay.a $(LDADD)
FUZZ_TARGETS =
FUZZ_TARGETS += tests/fuzz/basic
tests_fuzz_basic_LDADD = $(FUZZ_LDADD)
FUZZ_TARGETS += tests/fuzz/calls
tests_fuzz_calls_LDADD = $(FUZZ_LDADD)
FUZZ_TARGETS += tests/fuzz/cgi
tests_fuzz_cgi_LDADD = $(FUZZ_LDADD)
FUZZ_TARGETS += tests/fuzz/form
tests_fuzz_form_LDADD = $(FUZZ_LDADD)
FUZZ_TARGETS += tests/fuzz/json
tests_fuzz_json_LDADD = $(FUZZ_LDADD)
FUZZ_TARGETS += tests/fuzz/path
tests_fuzz_path_LDADD = $(FUZZ_LDADD)
FUZZ_TARGETS += tests/fuzz/pattern
tests_fuzz_pattern_LDADD = $(FUZZ_LDADD)
FUZZ_TARGETS += tests/fuzz/query
tests_fuzz_query_LDADD = $(FUZZ_LDADD)
FUZZ_TARGETS += tests/fuzz/request
tests_fuzz_request_LDADD = $(FUZZ_LDADD)
FUZZ_TARGETS += tests/fuzz/scroll
tests_fuzz_scroll_LDADD = $(FUZZ_LDADD)
FUZZ_TARGETS += tests/fuzz/token
tests_fuzz_token_LDADD = $(FUZZ_LDADD)
check_PROGRAMS += $(FUZZ_TARGETS)

check_PROGRAMS += tests/api/test_authn
check_PROGRAMS += tests/api/test_call
check_PROGRAMS += tests/api/test_observer
check_PROGRAMS += tests/api/test_router
check_PROGRAMS += tests/api/test_sessions
check_PROGRAMS += tests/api/test_token_cache
check_PROGRAMS += tests/auth/test_login
check_PROGRAMS += tests/base/test_arena
check_PROGRAMS += tests/base/test_base64
check_PROGRAMS += tests/base/test_budget
check_PROGRAMS += tests/base/test_buf
check_PROGRAMS += tests/base/test_compression
check_PROGRAMS += tests/base/test_digest
check_PROGRAMS += tests/base/test_exposition
check_PROGRAMS += tests/base/test_group
check_PROGRAMS += tests/base/test_kept
check_PROGRAMS += tests/base/test_log
check_PROGRAMS += tests/base/test_random
check_PROGRAMS += tests/base/test_ring
check_PROGRAMS += tests/base/test_text
check_PROGRAMS += tests/base/test_timefmt
check_PROGRAMS += tests/base/test_utf8
check_PROGRAMS += tests/conf/test_conf
check_PROGRAMS += tests/http/test_current
check_PROGRAMS += tests/http/test_form
check_PROGRAMS += tests/http/test_http
check_PROGRAMS += tests/http/test_networks
check_PROGRAMS += tests/json/test_json
check_PROGRAMS += tests/json/test_jval_build
check_PROGRAMS += tests/json/test_jval_read
check_PROGRAMS += tests/json/test_jval_text
check_PROGRAMS += tests/json/test_jval_write
check_PROGRAMS += tests/model/test_collate
check_PROGRAMS += tests/model/test_criteria
check_PROGRAMS += tests/model/test_filter
check_PROGRAMS += tests/model/test_filter_costs
check_PROGRAMS += tests/model/test_flow
check_PROGRAMS += tests/model/test_list_filter
check_PROGRAMS += tests/model/test_metadata_path
check_PROGRAMS += tests/model/test_pause
check_PROGRAMS += tests/model/test_series
check_PROGRAMS += tests/model/test_sort
check_PROGRAMS += tests/model/test_task_status
check_PROGRAMS += tests/model/test_text_filter
check_PROGRAMS += tests/model/test_text_set
check_PROGRAMS += tests/queues/test_add_or_update_metadata
check_PROGRAMS += tests/queues/test_add_task
check_PROGRAMS += tests/queues/test_clear_queue
check_PROGRAMS += tests/queues/test_create
check_PROGRAMS += tests/queues/test_delete
check_PROGRAMS += tests/queues/test_delete_metadata
check_PROGRAMS += tests/queues/test_get_all
check_PROGRAMS += tests/queues/test_get_all_ex
check_PROGRAMS += tests/queues/test_get_by_id
check_PROGRAMS += tests/queues/test_get_by_task_id
check_PROGRAMS += tests/queues/test_get_default
check_PROGRAMS += tests/queues/test_get_next_task
check_PROGRAMS += tests/queues/test_get_num_entries
check_PROGRAMS += tests/queues/test_get_queue_metrics
check_PROGRAMS += tests/queues/test_move
check_PROGRAMS += tests/queues/test_move_task_to_queue
check_PROGRAMS += tests/queues/test_peek_task
check_PROGRAMS += tests/queues/test_remove_task
check_PROGRAMS += tests/queues/test_update
check_PROGRAMS += tests/run_vectors
if HAVE_MONGODB
check_PROGRAMS += tests/store/mongo/test_breaker
check_PROGRAMS += tests/store/mongo/test_error
check_PROGRAMS += tests/store/mongo/test_uri
endif
check_PROGRAMS += tests/store/sqlite/test_damage
check_PROGRAMS += tests/store/sqlite/test_faults
check_PROGRAMS += tests/store/sqlite/test_history
check_PROGRAMS += tests/store/sqlite/test_lineup
check_PROGRAMS += tests/store/sqlite/test_long
check_PROGRAMS += tests/store/sqlite/test_packs
check_PROGRAMS += tests/store/sqlite/test_place
check_PROGRAMS += tests/store/sqlite/test_pruning
check_PROGRAMS += tests/store/sqlite/test_records
check_PROGRAMS += tests/store/sqlite/test_scroll_table
check_PROGRAMS += tests/store/sqlite/test_sqlite
check_PROGRAMS += tests/store/sqlite/test_threads
check_PROGRAMS += tests/store/sqlite/test_writer
check_PROGRAMS += tests/store/test_sighting_table
check_PROGRAMS += tests/store/test_tasks
TESTS = $(check_PROGRAMS)

# A library to be preloaded: see tests/faults.c.
check_DATA = tests/faults.so
tests/faults.so: $(top_srcdir)/tests/faults.c
	$(AM_V_CCLD)$(CC) -std=c11 $(WARN_CFLAGS) -fPIC -shared -O1 -o $@ \
	    $(top_srcdir)/tests/faults.c -ldl
CLEANFILES += tests/faults.so

# These need a server, which script/test mongo starts.
if HAVE_MONGODB
MONGO_FIXTURE = tests/store/mongo/fixture.c
MONGO_FIXTURE += tests/store/mongo/fixture.h
MONGO_TARGETS = tests/bench/mongo
MONGO_TARGETS += tests/store/mongo/test_batch
tests_store_mongo_test_batch_SOURCES = tests/store/mongo/test_batch.c $(MONGO_FIXTURE)
MONGO_TARGETS += tests/store/mongo/test_clear
tests_store_mongo_test_clear_SOURCES = tests/store/mongo/test_clear.c $(MONGO_FIXTURE)
MONGO_TARGETS += tests/store/mongo/test_mongo
tests_store_mongo_test_mongo_SOURCES = tests/store/mongo/test_mongo.c $(MONGO_FIXTURE)
MONGO_TARGETS += tests/store/mongo/test_tasks
tests_store_mongo_test_tasks_SOURCES = tests/store/mongo/test_tasks.c $(MONGO_FIXTURE)
endif
EXTRA_PROGRAMS += $(MONGO_TARGETS)
# A measurement that needs no server.
EXTRA_PROGRAMS += tests/bench/parse
else
check-local:
	@echo "make check needs CUnit: install libcunit1-dev, configure again"
	@exit 1
endif

EXTRA_DIST += tests/bench
EXTRA_DIST += tests/clients
EXTRA_DIST += tests/codegen
EXTRA_DIST += tests/conftest.py
EXTRA_DIST += tests/faults.c
EXTRA_DIST += tests/fuzz/hocon.py
EXTRA_DIST += tests/fuzz/seeds
EXTRA_DIST += tests/leaks.txt
EXTRA_DIST += tests/levels.txt
EXTRA_DIST += tests/mongo
EXTRA_DIST += tests/quirks.py
EXTRA_DIST += tests/quirks.txt
EXTRA_DIST += tests/scripts
EXTRA_DIST += tests/server
EXTRA_DIST += tests/stress
EXTRA_DIST += tests/systemd
EXTRA_DIST += tests/test_quirks.py
EXTRA_DIST += tests/test_source.py
EXTRA_DIST += tests/ui
EXTRA_DIST += tests/vectors
EXTRA_DIST += tests/web

# Not all of tests/fuzz, which has objects in the build tree.
EXTRA_DIST += $(wildcard $(srcdir)/tests/fuzz/*.dict)

# The programs that "make check" runs, one on each line.
check-programs:
	@printf '%s\n' $(TESTS)

fuzz-targets:
	@printf '%s\n' $(FUZZ_TARGETS)
