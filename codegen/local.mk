# The generator and what it reads.  Its outputs are committed; if there is a
# Python with jinja2, a stamp in the build tree keeps them up to date.
GENERATOR_FILES = codegen/c/__init__.py
GENERATOR_FILES += codegen/c/build.py
GENERATOR_FILES += codegen/c/emit.py
GENERATOR_FILES += codegen/c/lower.py
GENERATOR_FILES += codegen/c/merge.py
GENERATOR_FILES += codegen/c/model.py
GENERATOR_FILES += codegen/c/skeleton.py
GENERATOR_FILES += codegen/check.py
GENERATOR_FILES += codegen/check_schema.py
GENERATOR_FILES += codegen/compat/__init__.py
GENERATOR_FILES += codegen/compat/compare.py
GENERATOR_FILES += codegen/compat/contract.py
GENERATOR_FILES += codegen/compat/findings.py
GENERATOR_FILES += codegen/compat/lock.py
GENERATOR_FILES += codegen/compat/report.py
GENERATOR_FILES += codegen/compat/waivers.py
GENERATOR_FILES += codegen/docs/__init__.py
GENERATOR_FILES += codegen/docs/apidoc.py
GENERATOR_FILES += codegen/docs/openapi.py
GENERATOR_FILES += codegen/explain.py
GENERATOR_FILES += codegen/hocon/__init__.py
GENERATOR_FILES += codegen/hocon/overlay.py
GENERATOR_FILES += codegen/hocon/read.py
GENERATOR_FILES += codegen/hocon/resolve.py
GENERATOR_FILES += codegen/hocon/tree.py
GENERATOR_FILES += codegen/interpreter.py
GENERATOR_FILES += codegen/manifest.py
GENERATOR_FILES += codegen/names.py
GENERATOR_FILES += codegen/pipeline.py
GENERATOR_FILES += codegen/problems.py
GENERATOR_FILES += codegen/proof/__init__.py
GENERATOR_FILES += codegen/proof/fuzz.py
GENERATOR_FILES += codegen/proof/vectors.py
GENERATOR_FILES += codegen/routes.py
GENERATOR_FILES += codegen/rules.py
GENERATOR_FILES += codegen/rules.txt
GENERATOR_FILES += codegen/schema.py
GENERATOR_FILES += codegen/templates/apache.conf.j2
GENERATOR_FILES += codegen/templates/api.md.j2
GENERATOR_FILES += codegen/templates/api_table.j2
GENERATOR_FILES += codegen/templates/coverage.txt.j2
GENERATOR_FILES += codegen/templates/declare.j2
GENERATOR_FILES += codegen/templates/endpoints.c.j2
GENERATOR_FILES += codegen/templates/endpoints.h.j2
GENERATOR_FILES += codegen/templates/errors.c.j2
GENERATOR_FILES += codegen/templates/errors.h.j2
GENERATOR_FILES += codegen/templates/handler.c.j2
GENERATOR_FILES += codegen/templates/lighttpd-dropin.conf.j2
GENERATOR_FILES += codegen/templates/nginx.conf.j2
GENERATOR_FILES += codegen/templates/openapi.json
GENERATOR_FILES += codegen/templates/read.j2
GENERATOR_FILES += codegen/templates/read_checks.j2
GENERATOR_FILES += codegen/templates/read_forms.j2
GENERATOR_FILES += codegen/templates/read_items.j2
GENERATOR_FILES += codegen/templates/read_presence.j2
GENERATOR_FILES += codegen/templates/read_slots.j2
GENERATOR_FILES += codegen/templates/read_values.j2
GENERATOR_FILES += codegen/templates/service.c.j2
GENERATOR_FILES += codegen/templates/service.h.j2
GENERATOR_FILES += codegen/templates/sources.mk.j2
GENERATOR_FILES += codegen/templates/test_handler.c.j2
GENERATOR_FILES += codegen/templates/write.j2
GENERATOR_FILES += codegen/templates/write_forms.j2
GENERATOR_FILES += codegen/templates/write_items.j2
GENERATOR_FILES += codegen/templates/write_members.j2
GENERATOR_FILES += codegen/templating.py
GENERATOR_FILES += doc/examples.json
GENERATOR_FILES += script/generate
EXTRA_DIST += $(GENERATOR_FILES)
EXTRA_DIST += doc/api.md
EXTRA_DIST += generated/MANIFEST
EXTRA_DIST += generated/coverage.txt
EXTRA_DIST += generated/openapi.json
EXTRA_DIST += schema

if HAVE_GENERATOR
CLEANFILES += generator.stamp

# It depends on the directories too, for new schemas and new handlers to bind.
# $(wildcard) leaves out files that are gone but still in an old makefile.
generator.stamp: $(wildcard $(GENERATOR_FILES:%=$(srcdir)/%)) \
    $(srcdir)/schema \
    $(wildcard $(srcdir)/schema/*.* $(srcdir)/schema/overlay/*.conf) \
    $(wildcard $(srcdir)/src/*/.)
	$(AM_V_GEN)$(PYTHON) -B $(srcdir)/script/generate \
	    --out $(srcdir)/generated --tree $(srcdir)
	$(AM_V_at)touch $@

# The makefile includes this file, so make updates it before anything else.
$(srcdir)/generated/sources.mk: generator.stamp
	@:

update-golden: generator.stamp
	cd $(srcdir) && $(PYTHON) -B -m pytest -q tests/codegen --update-golden
endif
