"""A1: callers that send the most costly calls, and hang up."""

import contextlib
import json
import multiprocessing
import os
import re
import select
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from itertools import count
from pathlib import Path

from lineup_server import BUILD, COMPANY, Server

CALLERS = 64
USERS = 8
OTHERS = 4
PATIENCE = 3  # s, after which a caller hangs up
SLOWEST = 0.25  # s at p99, for other callers
MOST_MEMORY = 256  # MiB of lineupd
MOST_FILES = 512  # MiB that the web server stores for those that don't read
ANSWERS = {200, 400, 503}
QUICK = 60  # s, below which a run is a short one
LONGEST = 2_000_000  # tasks


def number(n):
    return f"{n:032x}"


class Scene:
    """Queues as costly as they can be; in a short run, not quite."""

    def __init__(self, folder, is_short):
        self.scale = 20 if is_short else 1
        self.server = Server(folder / "data")
        self.server.data.mkdir()
        self.server.tool("init")
        self.ids = count(1)
        self.fill(folder / "export")
        self.server.start()
        self.callers = [self.server.add_user(f"user {i}")[0]
                        for i in range(USERS)]
        self.other = self.server.add_user("somebody else")[0]

    def queue(self, **parts):
        found = number(next(self.ids))
        return {"queue": found, "name": f"queue {found}", "company": COMPANY,
                "created": 0, "tags": [], "system_tags": [], "metadata": []
                } | parts

    def fill(self, path):
        with open(path, "w") as self.file:
            self.write({"lineup_export": 1})
            self.tagged = self.put(tags=[f"t{i}" for i in range(90000)])
            self.described = self.put(metadata=[
                {"name": f"k{i}", "key": f"k{i}", "type": "", "value": ""}
                for i in range(56000)])
            for _ in range(400 // self.scale):
                self.put(metadata=[{"name": "m", "key": "m", "type": "",
                                    "value": "x" * 900000}])
            for _ in range(20000 // self.scale):
                self.put()
            self.longest = self.put(LONGEST // self.scale)
            self.long = self.put(600000 // self.scale)
            self.doomed = [self.put(200000 // self.scale) for _ in range(4)]
        subprocess.run([BUILD / "lineup", "import", path, "--data",
                        self.server.data], check=True, stdout=subprocess.PIPE,
                       env=self.server.settings, timeout=900)
        path.unlink()

    def put(self, tasks=0, **parts):
        queue = self.queue(**parts)
        self.write(queue)
        for i in range(tasks):
            self.write({"task": number(i * 7919 % 1000003 << 20 | i),
                        "added": i})
        return queue["queue"]

    def write(self, row):
        self.file.write(json.dumps(row, separators=(",", ":")) + "\n")

    def memory(self, field="VmRSS"):
        """MiB of lineupd."""
        status = Path(f"/proc/{self.server.pids()[0]}/status").read_text()
        return int(re.search(rf"{field}:\s+(\d+)", status)[1]) / 1024

    def files(self):
        """MiB of bodies and answers that the web server stores."""
        blocks = 0
        for entry in os.scandir(self.server.data / "tmp"):
            with contextlib.suppress(FileNotFoundError):
                blocks += entry.stat().st_blocks
        return blocks / 2048

    def calls(self, kind):
        """The calls of a kind, by action and body."""
        return getattr(self, "worst_" + kind)()

    def worst_tags(self):
        yield "queues.get_all", {"tags": [f"-x{i}" for i in range(90000)]}
        yield "queues.get_all", {"tags": [f"-x{i}" for i in range(10000)]}

    def worst_fields(self):
        for n in (5000, 100):
            yield "queues.get_all", {"_all_": {"pattern": ".",
                                               "fields": ["id"] * n}}

    def worst_patterns(self):
        yield "queues.get_all", {"name": "(a|b|ab)*(a|b)*c$"}
        yield "queues.get_all_ex", {"_any_": {
            "pattern": "(.*)*[^e]$", "fields": ["name", "id", "tags"]}}

    def worst_metadata(self):
        yield "queues.get_all", {"only_fields": ["id"], "page_size": 1}
        yield "queues.get_all", {"search_text": "y", "page_size": 1}
        yield "queues.get_all", {}

    def worst_orders(self):
        yield "queues.get_all", {"order_by": ["tags", "-metadata.k5.value",
                                              "name"], "page_size": 1}
        yield "queues.get_all", {"order_by": ["entries.task"]}

    def worst_lengths(self):
        yield "queues.get_by_id", {"queue": self.longest}
        yield "queues.get_all_ex", {"id": [self.longest]}

    def worst_merges(self):
        yield "queues.delete_metadata", {"queue": self.described, "keys": [
            f"none{i}" for i in range(10000)]}
        yield "queues.delete_metadata", {"queue": self.described,
                                         "keys": ["none"]}
        yield "queues.add_or_update_metadata", {
            "queue": self.described, "metadata": [
                {"key": f"k{i}", "value": "x"} for i in range(5000)]}

    def worst_deletes(self):
        for queue in [*self.doomed, *self.doomed]:
            yield "queues.delete", {"queue": queue, "force": True}

    def worst_answers(self):
        yield "queues.get_by_id", {"queue": self.long}

    def worst_scrolls(self):
        yield "queues.get_all", {"scroll_id": None, "size": 500}


KINDS = ("tags", "fields", "patterns", "metadata", "orders", "lengths",
         "merges", "deletes", "answers", "scrolls")


def request(action, body, client):
    text = json.dumps(body).encode()
    return (f"POST /{action} HTTP/1.1\r\nHost: stress\r\n"
            f"Authorization: {client.authorization}\r\n"
            "Content-Type: application/json\r\n"
            f"Content-Length: {len(text)}\r\n\r\n").encode() + text


class Attack:
    """A process with so many callers, which take the requests in turn."""

    def __init__(self, port, requests, reads):
        self.stop = multiprocessing.Event()
        self.statuses = multiprocessing.SimpleQueue()
        self.process = multiprocessing.Process(
            target=self.run, args=(port, requests, reads))
        self.process.start()

    def run(self, port, requests, reads):
        os.nice(10)  # on other machines, they would not slow down this one
        seen = {}
        threads = [threading.Thread(target=self.work, args=(
            port, requests[i % len(requests):] + requests, reads, seen))
            for i in range(CALLERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.statuses.put(seen)

    def work(self, port, requests, reads, seen):
        for i in count():
            if self.stop.is_set():
                return
            status = self.call(port, requests[i % len(requests)], reads)
            seen[status] = seen.get(status, 0) + 1

    def call(self, port, text, reads):
        """The status, or None if the caller hung up before."""
        try:
            with socket.create_connection(("127.0.0.1", port)) as connection:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF,
                                      4096)
                connection.settimeout(PATIENCE)
                connection.sendall(text)
                status = int(connection.recv(100).split()[1])
                if reads or status != 200:
                    time.sleep(0.02)
                else:
                    self.stay(connection)
                return status
        except (OSError, IndexError):
            return None

    def stay(self, connection):
        """Stay connected, and read nothing."""
        end = time.monotonic() + 4 * PATIENCE
        while time.monotonic() < end and not self.stop.is_set():
            time.sleep(0.1)

    def end(self):
        self.stop.set()
        seen = self.statuses.get()
        self.process.join()
        return seen


class Others:
    """Another caller, who measures its own calls meanwhile."""

    def __init__(self, client, name):
        self.queue = client.ok("queues.create", {"name": name})["id"]
        self.stop = multiprocessing.Event()
        self.times = multiprocessing.SimpleQueue()
        self.processes = [multiprocessing.Process(
            target=self.run, args=(client.port, client.authorization, i))
            for i in range(OTHERS)]
        for process in self.processes:
            process.start()

    def run(self, port, authorization, number):
        times, n = {}, 0
        while not self.stop.is_set():
            n += 1
            for action, body in (
                    ("add_task", {"task": f"{number}-{n}"}),
                    ("get_next_task", {}), ("get_by_id", {})):
                begun = time.monotonic()
                status = self.call(port, authorization, f"queues.{action}",
                                   {"queue": self.queue} | body)
                times.setdefault(action, []).append(
                    (time.monotonic() - begun, status))
            time.sleep(0.01)
        self.times.put(times)

    def call(self, port, authorization, action, body):
        """The status, 0 for none; on a new connection each time, which is the
        worst case.
        """
        text = json.dumps(body).encode()
        answer = b""
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)) as connection:
            connection.settimeout(30)
            connection.sendall((
                f"POST /{action} HTTP/1.1\r\nHost: stress\r\n"
                f"Authorization: {authorization}\r\nConnection: close\r\n"
                f"Content-Length: {len(text)}\r\n\r\n").encode() + text)
            while piece := connection.recv(65536):
                answer += piece
        return int(answer.split()[1]) if answer else 0

    def end(self):
        """The times of each action, in order; all calls must have succeeded."""
        self.stop.set()
        all_times = {}
        for _ in self.processes:
            for action, found in self.times.get().items():
                statuses = Counter(status for _, status in found)
                assert set(statuses) == {200}, (action, statuses)
                all_times.setdefault(action, []).extend(
                    seconds for seconds, _ in found)
        for process in self.processes:
            process.join()
        return {action: sorted(times) for action, times in all_times.items()}


def at_99(times):
    return times[len(times) * 99 // 100]


def measure(scene, kinds, seconds):
    """Attack for so long; gives the p99 of other callers in seconds, the
    answers to the attackers, and the most MiB of lineupd and of files.
    """
    requests = [request(action, body, scene.callers[i % USERS])
                for i in range(USERS)
                for kind in kinds for action, body in scene.calls(kind)]
    others = Others(scene.other, f"others {next(scene.ids)}")
    attack = Attack(scene.server.port, requests, "answers" not in kinds) \
        if requests else None
    end, most, files = time.monotonic() + seconds, 0, 0
    while time.monotonic() < end:
        select.select([], [], [], 0.1)
        most = max(most, scene.memory())
        files = max(files, scene.files())
    seen = attack.end() if attack else {}
    waited = {action: at_99(times) for action, times in others.end().items()}
    return waited, seen, most, files


def attack(scene, seconds):
    """Each kind alone, then all at once, for so long each; gives the name of
    the kind and the results of measure().
    """
    for kinds in [*((kind,) for kind in KINDS), KINDS]:
        name = kinds[0] if len(kinds) == 1 else "all"
        found = measure(scene, kinds, seconds)
        waited, seen, memory, files = found
        assert set(seen) <= ANSWERS | {None}, seen
        assert files < MOST_FILES, files
        print(f"{name}: p99 " + ", ".join(
            f"{action} {seconds * 1000:.0f} ms"
            for action, seconds in waited.items())
            + f"; {memory:.0f} MiB; {files:.0f} MiB of files; {seen}",
            file=sys.stderr, flush=True)
        yield name, *found


def one_caller(run):
    """A1: 64 callers send the most costly calls and hang up; others hardly
    notice.
    """
    is_short = run.seconds < QUICK
    scene = Scene(run.folder, is_short)
    n_calls, slowest, memory = 0, 0, 0
    each = run.seconds / (len(KINDS) + 2)
    try:
        calm, *_ = measure(scene, (), each)
        for _, waited, seen, most, _ in attack(scene, each):
            n_calls += sum(seen.values())
            slowest = max(slowest, *waited.values())
            memory = max(memory, most)
        calm = max(calm.values())
        assert slowest < SLOWEST * (10 if is_short else 1), (slowest, calm)
        assert memory < MOST_MEMORY, memory
    finally:
        scene.server.stop()
    return f"{n_calls} calls; others at p99 within {slowest * 1000:.0f} ms " \
        f"({calm * 1000:.0f} without), {memory:.0f} MiB"
