"""The web server of a ClearML server, in front of a stand-in for its API
server, with the route to lineup from conf/ or without it.
"""

import http.server
import json
import os
import re
import shutil
import signal
import subprocess
import threading
import time
from pathlib import Path

from lineup_server import BUILD, ROOT, Client
from ports import free_port

PATH = os.environ["PATH"] + ":/usr/sbin:/sbin"
IS_ROOT = os.geteuid() == 0
SECONDS = 20
ROUTES = {"lighttpd": "lighttpd-dropin.conf", "apache": "apache.conf",
          "apache, one host": "apache.conf", "nginx": "nginx.conf"}

# The order of the modules of lighttpd is the most difficult one.
LIGHTTPD = """
server.modules = ( "mod_setenv", "mod_alias", "mod_proxy", "mod_deflate", "mod_fastcgi" )
server.document-root = "/nonexistent"
server.http-parseopts = ( "method-get-body" => "enable" )
server.bind = "127.0.0.1"
server.port = {port}
{route}
proxy.server = ( "" => (( "host" => "127.0.0.1", "port" => {upstream} )) )
"""
MODULES = """mpm_event alias authz_core buffer deflate dir env filter headers mime
proxy proxy_fcgi proxy_http reqtimeout""".split()
APACHE = "".join(
    f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n"
    for name in MODULES) + """
ServerName other
TypesConfig /dev/null
User www-data
Group www-data
PidFile apache.pid
DefaultRuntimeDir .
ErrorLog error.log
Listen 127.0.0.1:{port}
{route}
<VirtualHost *:{port}>
{route_of_host}
ProxyPass / http://127.0.0.1:{upstream}/
</VirtualHost>
"""
NGINX = """
pid nginx.pid;
error_log error.log;
events {{ }}
http {{
access_log off;
client_body_temp_path tmp;
fastcgi_temp_path tmp;
proxy_temp_path tmp;
scgi_temp_path tmp;
uwsgi_temp_path tmp;
server {{
listen 127.0.0.1:{port};
{route}
location / {{ proxy_pass http://127.0.0.1:{upstream}; }}
}}
}}
"""


class Echo(http.server.BaseHTTPRequestHandler):
    """The other API server: answers the request it got, to the byte."""

    protocol_version = "HTTP/1.1"

    def answer(self):
        length = int(self.headers.get("Content-Length", 0))
        self.send_json(200, {
            "asked": self.requestline, "headers": sorted(self.headers.items()),
            "body": self.rfile.read(length).decode("latin-1")})

    def send_json(self, status, data):
        text = json.dumps(data).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.send_header("Set-Cookie", "other=1")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(text)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_OPTIONS = answer

    def log_message(self, *words):
        pass


class Upstream:
    def __init__(self, handler=Echo):
        self.server = http.server.ThreadingHTTPServer(
            ("127.0.0.1", 0), handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever,
                         daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


def wait_for(condition, seconds=SECONDS):
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, "not in time"
        time.sleep(0.02)
    return found


class Lineupd:
    """lineupd as systemd would start it, on a socket in a folder that the web
    server's user may enter.
    """

    def __init__(self, folder, **settings):
        folder.chmod(0o755)
        self.socket = folder / "lineupd.sock"
        self.data = folder / "data"
        self.settings = os.environ | settings
        self.process = None
        subprocess.run(
            [BUILD / "lineup", "init", "--data", self.data, "--host", "x"],
            env=self.settings, check=True)

    def start(self):
        self.process = subprocess.Popen(
            [BUILD / "lineupd", "--data", self.data, "--socket",
             "lineupd.sock"], cwd=self.socket.parent, env=self.settings)
        wait_for(self.socket.exists)
        self.socket.chmod(0o666)

    def key(self):
        """A key and its secret, as clients get them."""
        return re.findall(r"_KEY=(\S+)",
                          (self.data / "client.env").read_text())

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(SECONDS)
            self.process = None
        self.socket.unlink(missing_ok=True)


class WebServer:
    """A web server that passes everything to the other API server."""

    def __init__(self, name, folder, upstream):
        self.name = name
        self.folder = Path(folder)
        self.upstream = upstream
        self.port = free_port()
        self.client = Client(self.port)
        self.process = None

    def start(self, routed):
        """Start it, with the route of conf/ or without."""
        (self.folder / "tmp").mkdir(exist_ok=True)
        (self.folder / "lineup.conf").unlink(missing_ok=True)
        shutil.copytree(ROOT / "ui", self.folder / "ui", dirs_exist_ok=True)
        if routed:
            text = (ROOT / "conf" / ROUTES[self.name]).read_text()
            assert text.count("/run/lineup/lineupd.sock") == 1
            (self.folder / "lineup.conf").write_text(
                text.replace("/run/lineup/", "/proc/self/cwd/").replace(
                    "/usr/local/share/lineup/", "/proc/self/cwd/"))
        kind = self.name.split(",")[0]
        getattr(self, f"write_{kind}")(routed)
        command = {
            "lighttpd": ["lighttpd", "-D", "-f", "server.conf"],
            "apache": ["apache2", "-D", "FOREGROUND", "-d", ".", "-f",
                       "server.conf"],
            "nginx": ["nginx", "-e", "error.log", "-p", ".", "-c",
                      "server.conf", "-g", "daemon off;"
                      + (" user root root;" if IS_ROOT else "")]}[kind]
        with open(self.folder / "output", "ab") as output:
            self.process = subprocess.Popen(
                command, cwd=self.folder, env=os.environ | {"PATH": PATH},
                stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                start_new_session=True)
        wait_for(self.answers)
        return self

    def write(self, text, **parts):
        (self.folder / "server.conf").write_text(text.format(
            port=self.port, upstream=self.upstream.port, **parts))

    def write_lighttpd(self, routed):
        self.write(LIGHTTPD, route='include "lineup.conf"' if routed else "")

    def write_apache(self, routed):
        route = "Include lineup.conf" if routed else ""
        in_host = self.name != "apache"
        self.write(APACHE, route="" if in_host else route,
                   route_of_host=route if in_host else "")

    def write_nginx(self, routed):
        self.write(NGINX, route="include lineup.conf;" if routed else "")

    def answers(self):
        assert self.process.poll() is None, self.output()
        try:
            return self.client.send("GET", "/up").status == 200
        except OSError:
            return False

    def output(self):
        return (self.folder / "output").read_text()

    def stop(self):
        if self.process:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(SECONDS)
            self.process = None
