"""Data that the original keeps beside its queues: tasks, and workers in Redis.
"""

import itertools
import json
import subprocess
import time

import pytest

from lineup_server import BUILD, COMPANY, Server
from ports import free_port

numbers = itertools.count()
START_SECONDS = 20
SECRET = "redis secret"


class Redis:
    """A Redis on loopback, as the original has one."""

    def __init__(self, folder):
        self.port = free_port()
        self.process = subprocess.Popen(
            ["redis-server", "--bind", "127.0.0.1", "--port",
             str(self.port), "--requirepass", SECRET, "--save", ""],
            cwd=folder, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + START_SECONDS
        while self.run("PING") != "PONG":
            assert self.process.poll() is None
            assert time.monotonic() < deadline
        self.uri = f"redis://:{SECRET}@127.0.0.1:{self.port}"

    def run(self, *words):
        done = subprocess.run(
            ["redis-cli", "-p", str(self.port), "-n", "4", *words],
            env={"REDISCLI_AUTH": SECRET, "PATH": "/usr/bin:/bin"},
            capture_output=True, text=True, timeout=20)
        return done.stdout.strip()

    def register(self, worker, queues, company=COMPANY, **members):
        entry = {"company": {"id": company, "name": "clearml"},
                 "id": worker, "ip": "127.0.0.1", "queues": queues,
                 "register_time": "2022-01-01T00:00:00+00:00",
                 "register_timeout": 600, "tags": [],
                 "user": {"id": "u", "name": "U"}} | members
        key = f"worker_{company}_u_{worker}"
        assert self.run("SET", key, json.dumps(entry), "EX", "600") == "OK"
        return key

    def stop(self):
        self.process.terminate()
        self.process.wait(20)


@pytest.fixture
def redis(tmp_path):
    made = Redis(tmp_path)
    yield made
    made.stop()


@pytest.fixture
def served(mongod, redis, tmp_path):
    made = Server(tmp_path / "data")
    made.start(LINEUP_STORE=mongod.uri, LINEUP_STORE_PREFIX="",
               LINEUP_REDIS=redis.uri)
    yield made
    made.stop()


@pytest.fixture
def tasks(mongod):
    return mongod.client().backend.task


def add_queue(client, *tasks):
    made = client.ok("queues.create", {"name": f"joined {next(numbers)}"})
    for task in tasks:
        client.ok("queues.add_task", {"queue": made["id"], "task": task})
    return made["id"]


def show(client, queue):
    found, = client.ok("queues.get_all_ex", {"id": [queue]})["queues"]
    return found


def test_tasks_have_names_where_they_are_the_companys(server, tasks):
    tasks.insert_many([
        {"_id": "n1", "company": COMPANY, "user": "u1", "name": "one"},
        {"_id": "n2", "company": "c2", "user": "u2", "name": "foreign"},
        {"_id": "n3", "company": "", "user": "u3", "name": "public"},
    ])
    queue = add_queue(server.admin, "n1", "n2", "n3", "ghost")
    assert [entry["task"] for entry in
            show(server.admin, queue)["entries"]] == [
        {"id": "n1", "name": "one"}, {"id": "n2"}, {"id": "n3"},
        {"id": "ghost"}]


def test_more_tasks_than_are_asked_for_at_once(server, tasks, mongod):
    ids = [f"many-{i:04}" for i in range(1201)]
    tasks.insert_many([{"_id": one, "company": COMPANY, "name": "n" + one}
                       for one in ids])
    queue = add_queue(server.admin)
    mongod.client().backend.queue.update_one({"_id": queue}, {"$set": {
        "entries": [{"task": one} for one in ids]}})
    assert [entry["task"]["name"] for entry in
            show(server.admin, queue)["entries"]] == ["n" + o for o in ids]


def test_a_task_of_several_queues_has_its_name_in_each(server, tasks):
    tasks.insert_one({"_id": "s1", "company": COMPANY, "name": "shared"})
    both = [add_queue(server.admin, "s1", "ghost"),
            add_queue(server.admin), add_queue(server.admin, "s2", "s1")]
    found = server.admin.ok("queues.get_all_ex", {"id": both})["queues"]
    assert [[entry["task"].get("name") for entry in queue["entries"]]
            for queue in found] == [["shared", None], [], [None, "shared"]]


def test_looks_only_for_tasks_that_are_shown(server, tasks, mongod):
    queue = add_queue(server.admin, *(f"c{n}" for n in range(9)))
    database = mongod.client().backend
    database.command("profile", 2)
    try:
        server.admin.ok("queues.get_all_ex", {
            "id": [queue], "max_task_entries": -2})
    finally:
        database.command("profile", 0)
    asked = [one["command"]["filter"]["_id"]["$in"] for one in
             database["system.profile"].find({"ns": "backend.task"})]
    database["system.profile"].drop()
    assert asked == [["c7", "c8"]]


def test_a_pop_tells_whose_task_it_is(server, tasks):
    tasks.insert_one({"_id": "p1", "company": "c2", "user": "u1"})
    queue = add_queue(server.admin, "p1", "ghost", "p1-again")

    def pop(**body):
        return server.admin.ok("queues.get_next_task",
                               {"queue": queue} | body, "2.14")

    assert pop(get_task_info=True)["task_info"] == {
        "company": "c2", "user": "u1"}
    assert "task_info" not in pop(get_task_info=True)
    assert "task_info" not in pop(get_task_info=False)
    assert pop(get_task_info=True) == {}


def test_shows_the_workers_of_a_queue(served, redis):
    first, second = add_queue(served.admin), add_queue(served.admin)
    key = redis.register("w1", [first, second],
                         task={"id": "t1", "name": "one"})
    redis.register("w2", [second], ip="10.0.0.1")
    redis.register("w3", [first], company="c2")
    assert show(served.admin, first)["workers"] == [
        {"ip": "127.0.0.1", "key": key, "name": "w1",
         "task": {"id": "t1", "name": "one"}}]
    workers = show(served.admin, second)["workers"]
    assert [worker["name"] for worker in workers] == ["w1", "w2"]
    assert workers[1]["task"] is None
    assert redis.run("DEL", key) == "1"
    assert show(served.admin, first)["workers"] == []


def test_finds_workers_among_many_keys(served, redis):
    queue = add_queue(served.admin)
    filler = "".join(f"SET other_{i} x\n" for i in range(3000))
    subprocess.run(["redis-cli", "-p", str(redis.port), "-n", "4"],
                   input=filler, text=True, timeout=20, check=True,
                   stdout=subprocess.DEVNULL,
                   env={"REDISCLI_AUTH": SECRET, "PATH": "/usr/bin:/bin"})
    for i in range(30):
        redis.register(f"w{i:02}", [queue])
    workers = show(served.admin, queue)["workers"]
    assert [one["name"] for one in workers] == [f"w{i:02}" for i in range(30)]


@pytest.mark.parametrize("text", [
    "", "no JSON", "[]", "{}", '{"id": 5}', '{"id": "w", "queues": [1]}'])
def test_leaves_out_what_is_no_worker(served, redis, text):
    queue = add_queue(served.admin)
    redis.register("good", [queue])
    redis.run("SET", f"worker_{COMPANY}_u_bad", text)
    assert [one["name"] for one in show(served.admin, queue)["workers"]] == [
        "good"]


def test_says_that_redis_is_away(served, redis):
    queue = add_queue(served.admin, "t")
    redis.stop()
    assert served.admin.refused("queues.get_all_ex") == (
        500, 100, "General data error (failed loading worker entries): "
        "err=the store of workers does not answer")
    # No other call needs it.
    assert served.admin.ok("queues.get_next_task", {"queue": queue})["entry"]


@pytest.mark.parametrize("uri", [
    "127.0.0.1", "redis://", "redis://user:x@h", "redis://h:x",
    "redis://h:70000", "redis://h/x"])
def test_refuses_what_is_no_address(server, mongod, tmp_path, uri):
    done = subprocess.run(
        [BUILD / "lineupd", "--data", server.data, "--store", mongod.uri,
         "--socket", tmp_path / "socket", "--redis", uri],
        capture_output=True, text=True, timeout=20)
    assert done.returncode == 1
    assert "redis: not of the form" in done.stderr
