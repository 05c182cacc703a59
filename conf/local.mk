EXTRA_DIST += conf/completion.bash
EXTRA_DIST += conf/container-start
EXTRA_DIST += conf/lineupd.service.in
EXTRA_DIST += conf/lineupd.socket.in
EXTRA_DIST += conf/server-apache.conf
EXTRA_DIST += conf/server-cgi.conf
EXTRA_DIST += conf/server-nginx.conf
CLEANFILES += conf/lineupd.service
CLEANFILES += conf/lineupd.socket
CLEANFILES += conf/lineupd@.service
CLEANFILES += conf/lineupd@.socket

dist_pkgdata_DATA = conf/alerts.yml
dist_pkgdata_DATA += conf/apache.conf
dist_pkgdata_DATA += conf/grafana.json
dist_pkgdata_DATA += conf/lighttpd-alone.conf
dist_pkgdata_DATA += conf/lighttpd-dropin.conf
dist_pkgdata_DATA += conf/network.conf
dist_pkgdata_DATA += conf/nginx.conf

# bash looks a command up by the name of a file.
completiondir = $(datadir)/bash-completion/completions
completion_DATA = conf/lineup
completion_DATA += conf/lineupd
CLEANFILES += $(completion_DATA)

$(completion_DATA): conf/completion.bash
	$(AM_V_at)$(MKDIR_P) conf
	$(AM_V_GEN)cp $(srcdir)/conf/completion.bash $@

unitdir = $(prefix)/lib/systemd/system
unit_DATA = conf/lineupd.service
unit_DATA += conf/lineupd.socket
unit_DATA += conf/lineupd@.service
unit_DATA += conf/lineupd@.socket

# The units of one server, and templates for several: lineupd@NAME has the
# settings /etc/lineup/NAME.conf and the data in /var/lib/lineup-NAME.
FOR_ONE = s|@title[@]||; s|@unit[@]|lineupd|; s|@state[@]|lineup|; \
	s|@socket[@]|lineupd|; /@instance[@]/d
FOR_EACH = s|@title[@]| (%i)|; s|@unit[@]|lineupd@%i|; s|@state[@]|lineup-%i|; \
	s|@socket[@]|%i|; \
	s|@instance[@]|EnvironmentFile=-/etc/lineup/%i.env\nEnvironment=LINEUP_CONFIG=/etc/lineup/%i.conf|
MAKE_UNIT = $(SED) -e 's|@bindir[@]|$(bindir)|; s|@sbindir[@]|$(sbindir)|'

conf/lineupd.service: conf/lineupd.service.in Makefile
	$(AM_V_at)$(MKDIR_P) conf
	$(AM_V_GEN)$(MAKE_UNIT) -e '$(FOR_ONE)' $(srcdir)/$@.in >$@

conf/lineupd@.service: conf/lineupd.service.in Makefile
	$(AM_V_at)$(MKDIR_P) conf
	$(AM_V_GEN)$(MAKE_UNIT) -e '$(FOR_EACH)' \
	    $(srcdir)/conf/lineupd.service.in >$@

conf/lineupd.socket: conf/lineupd.socket.in Makefile
	$(AM_V_at)$(MKDIR_P) conf
	$(AM_V_GEN)$(MAKE_UNIT) -e '$(FOR_ONE)' $(srcdir)/$@.in >$@

conf/lineupd@.socket: conf/lineupd.socket.in Makefile
	$(AM_V_at)$(MKDIR_P) conf
	$(AM_V_GEN)$(MAKE_UNIT) -e '$(FOR_EACH)' \
	    $(srcdir)/conf/lineupd.socket.in >$@

# The page is where make puts it.
install-data-hook:
	for conf in apache lighttpd-alone lighttpd-dropin nginx; do \
	    $(SED) -i 's|/usr/local/share/lineup/|$(pkgdatadir)/|' \
		'$(DESTDIR)$(pkgdatadir)'/$$conf.conf; \
	done
