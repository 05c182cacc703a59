EXTRA_DIST += conf/lighttpd-available/50-lineup.conf
EXTRA_DIST += conf/lineupd.service.in
EXTRA_DIST += conf/lineupd.socket
CLEANFILES += conf/lineupd.service

lighttpddir = $(pkgdatadir)/lighttpd-available
dist_lighttpd_DATA = conf/lighttpd-available/50-lineup.conf

unitdir = $(prefix)/lib/systemd/system
unit_DATA = conf/lineupd.service
unit_DATA += conf/lineupd.socket

conf/lineupd.service: conf/lineupd.service.in Makefile
	$(AM_V_at)$(MKDIR_P) conf
	$(AM_V_GEN)$(SED) \
	    's|@bindir[@]|$(bindir)|; s|@sbindir[@]|$(sbindir)|' \
	    $(srcdir)/conf/lineupd.service.in >$@
