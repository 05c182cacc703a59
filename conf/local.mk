EXTRA_DIST += conf/lineupd.service.in
EXTRA_DIST += conf/lineupd.socket
EXTRA_DIST += conf/server-apache.conf
EXTRA_DIST += conf/server-cgi.conf
EXTRA_DIST += conf/server-nginx.conf
CLEANFILES += conf/lineupd.service

dist_pkgdata_DATA = conf/alerts.yml
dist_pkgdata_DATA += conf/apache.conf
dist_pkgdata_DATA += conf/grafana.json
dist_pkgdata_DATA += conf/lighttpd-dropin.conf
dist_pkgdata_DATA += conf/nginx.conf

unitdir = $(prefix)/lib/systemd/system
unit_DATA = conf/lineupd.service
unit_DATA += conf/lineupd.socket

conf/lineupd.service: conf/lineupd.service.in Makefile
	$(AM_V_at)$(MKDIR_P) conf
	$(AM_V_GEN)$(SED) \
	    's|@bindir[@]|$(bindir)|; s|@sbindir[@]|$(sbindir)|' \
	    $(srcdir)/conf/lineupd.service.in >$@

# The page is where make puts it.
install-data-hook:
	for conf in apache lighttpd-dropin nginx; do \
	    $(SED) -i 's|/usr/local/share/lineup/|$(pkgdatadir)/|' \
		'$(DESTDIR)$(pkgdatadir)'/$$conf.conf; \
	done
