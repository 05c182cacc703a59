"""Unmodified clients: the SDK, agents, and curl."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from real_clients import NEWEST, environment, install

HERE = Path(__file__).resolve().parent


@pytest.mark.parametrize("client_name", [NEWEST, "clearml-1.4.1"])
def test_sdk(server, tmp_path, client_name):
    done = subprocess.run(
        [install(client_name) / "python", HERE / "sdk_session.py",
         f"sdk {client_name}"],
        env=environment(server, tmp_path), cwd=tmp_path, timeout=120,
        capture_output=True, text=True)
    assert done.stdout.endswith("fine\n"), done.stdout + done.stderr


def wait_for(condition, agent, output, seconds=90):
    deadline = time.monotonic() + seconds
    while not condition():
        assert agent.poll() is None, output.read_text()
        assert time.monotonic() < deadline, output.read_text()
        time.sleep(0.1)


@pytest.mark.parametrize("client_name, options", [
    (NEWEST, ["--create-queue"]),
    ("clearml-agent-1.2.3", [])])
def test_agent(server, client, tmp_path, client_name, options):
    name = f"agent {client_name}"
    if not options:
        client.ok("queues.create", {"name": name})

    def queue():
        found = client.ok("queues.get_all", {"name": f"^{name}$"})["queues"]
        return found[0] if found else None

    def push_and_wait(task):
        client.ok("queues.add_task", {"queue": queue()["id"], "task": task})
        wait_for(lambda: queue()["entries"] == [], agent, output)

    output = tmp_path / "output"
    with open(output, "w") as out:
        agent = subprocess.Popen(
            [install(client_name) / "clearml-agent", "daemon", "--queue",
             name, "--foreground", "--cpu-only", *options],
            env=environment(server, tmp_path), cwd=tmp_path, stdout=out,
            stderr=subprocess.STDOUT, start_new_session=True)
    try:
        wait_for(queue, agent, output)
        push_and_wait("0" * 32)
        push_and_wait("1" * 32)  # it goes on polling
    finally:
        os.killpg(agent.pid, signal.SIGKILL)
        agent.wait()
    assert "0" * 32 in output.read_text()


def curl(server, *words):
    found = server.environment()
    key = (found["CLEARML_API_ACCESS_KEY"] + ":"
           + found["CLEARML_API_SECRET_KEY"])
    done = subprocess.run(["curl", "-sS", "--noproxy", "*", "-u", key, *words],
                          capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_curl_by_get(server, queue):
    url = server.environment()["CLEARML_API_HOST"] + "/queues.get_by_id"
    by_body = curl(server, "-X", "GET", "-H", "Content-Type: application/json",
                   "-d", json.dumps({"queue": queue}), url)
    by_query = curl(server, "-G", "-d", f"queue={queue}", url)
    assert by_body["data"] == by_query["data"]
    assert by_body["data"]["queue"]["id"] == queue


def test_curl_by_post(server, queue):
    url = server.environment()["CLEARML_API_HOST"] + "/queues.get_by_id"
    answer = curl(server, "-H", "Content-Type: application/json", "-d",
                  json.dumps({"queue": queue}), url)
    assert answer["data"]["queue"]["id"] == queue
