"""A machine that is booted by systemd: a copy of this one, in namespaces."""

import os
import shutil
import subprocess
import time
from pathlib import Path

import fastcgi
from lineup_server import BUILD

HERE = Path(__file__).resolve().parent
PATIENCE = 60  # seconds
UNITS = Path("/lib/systemd/system")
TARGET = """[Unit]
Requires=sysinit.target
After=sysinit.target
"""


class CannotBoot(Exception):
    """Why there is no machine."""


class Machine:
    """The installed build, with the web server's group, and nothing else."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.process = None
        for name in ("files", "root", "upper"):
            (self.folder / name).mkdir()
        if os.getuid() != 0:
            raise CannotBoot("only root can make namespaces")
        if not Path("/lib/systemd/systemd").exists():
            raise CannotBoot("systemd is not installed")
        self.install()
        self.boot()

    def install(self):
        files = self.folder / "files"
        done = subprocess.run(
            ["make", "-s", "-C", BUILD, "install", f"DESTDIR={files}"],
            capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        etc = files / "etc/systemd/system"
        etc.mkdir(parents=True)
        (etc / "lineup-test.target").write_text(TARGET)
        # what sets up a machine, its kernel and its disks
        for unit in (UNITS / "sysinit.target.wants").iterdir():
            if "journald" not in unit.name:
                (etc / unit.name).symlink_to("/dev/null")
        # only lineup's own data, settings and units
        for name in ("etc/lineup", "var/lib/lineup", "var/lib/private"):
            (files / name).mkdir(parents=True)
            os.setxattr(files / name, "trusted.overlay.opaque", b"y")
        (files / "var/lib/private").chmod(0o700)
        shutil.rmtree(files / "var/lib/lineup")

    def boot(self):
        with open(self.folder / "log", "wb") as log:
            self.process = subprocess.Popen(
                ["unshare", "--pid", "--mount", "--uts", "--ipc", "--cgroup",
                 "--fork", "--kill-child", "/bin/sh", HERE / "boot.sh",
                 self.folder], stdin=subprocess.DEVNULL, stdout=log,
                stderr=log)
        begun = time.monotonic()
        while not self.is_up():
            if self.process.poll() is not None:
                raise CannotBoot((self.folder / "log").read_text().strip())
            if time.monotonic() - begun > PATIENCE:
                self.stop()
                raise CannotBoot("systemd does not start within a minute")
            time.sleep(0.05)

    @property
    def init(self):
        """The process that is systemd there; None: it isn't yet."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}"
                        "/children").read_text().split()
        return children[0] if children else None

    def is_up(self):
        return self.init and Path(
            f"/proc/{self.init}/comm").read_text() == "systemd\n" and self.run(
            "systemctl", "is-active", "-q", "lineup-test.target").returncode == 0

    def path(self, name):
        """Where a file of the machine is, seen from here."""
        return Path(f"/proc/{self.init}/root") / name.lstrip("/")

    def run(self, *words, **options):
        return subprocess.run(
            ["nsenter", "--all", "-t", self.init, *words],
            capture_output=True, text=True, timeout=PATIENCE, **options)

    def ok(self, *words, **options):
        done = self.run(*words, **options)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def systemctl(self, *words):
        return self.ok("systemctl", "--no-pager", *words)

    def show(self, unit, name):
        return self.systemctl("show", "--value", "-p", name, unit).strip()

    def lineup(self, *words):
        return self.ok("/usr/local/bin/lineup", *words)

    def journal(self, unit="lineupd"):
        return self.ok("journalctl", "--no-pager", "-o", "cat", "-u", unit)

    def wait_for(self, text, unit="lineupd"):
        begun = time.monotonic()
        while text not in self.journal(unit):
            assert time.monotonic() - begun < PATIENCE, self.journal(unit)
            time.sleep(0.05)

    def answers(self, socket="lineupd", path="/readyz"):
        """The status of a page; waits for as long as systemd keeps it."""
        with fastcgi.connect(self.path(
                f"/run/lineup/{socket}.sock")) as connection:
            connection.settimeout(PATIENCE)
            connection.sendall(fastcgi.request(path))
            return fastcgi.read_answer(connection).status

    def stop(self):
        if self.process is not None:
            self.process.kill()  # and with it, all that is in the namespaces
            self.process.wait()
