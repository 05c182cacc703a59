"""Several agents and queues."""

import collections
import json
import threading

import pytest

from lineup_server import Client

N_AGENTS = 50
N_LINES = 10
PAGE = 500


def test_queues_in_order(own_lab):
    """Two agents serve two queues; what is in the first one comes first."""
    own_lab.call("queues.create", name="high")
    own_lab.call("queues.create", name="low")
    low = [own_lab.launch(f"low {i}", "print('low')", "low") for i in range(2)]
    high = [own_lab.launch(f"high {i}", "print('high')", "high")
            for i in range(2)]
    with own_lab.agent("high", "low"), own_lab.agent("high", "low"):
        for task in low + high:
            assert own_lab.wait_for_status(task)["status"] == "completed"
        said = own_lab.run("clearml-agent", "list")
        assert said.count("queue") >= 2, said
    started = {task: own_lab.task(task)["started"] for task in low + high}
    assert max(started[task] for task in high) < min(
        started[task] for task in low)


def run_tasks(client, queue, number, ran, over):
    """The calls of an agent, until nothing more will come."""
    worker = f"agent {number}"
    client.ok("workers.register", {"worker": worker, "queues": [queue],
                                   "timeout": 600})
    while True:
        last = over.is_set()
        entry = client.ok("queues.get_next_task", {
            "queue": queue, "get_task_info": True}).get("entry")
        if entry is None:
            if last:
                return
            over.wait(0.1)
            continue
        task = entry["task"]
        ran[task] += 1
        client.ok("workers.status_report", {
            "worker": worker, "task": task, "queues": [queue],
            "timestamp": 0})
        client.ok("tasks.started", {"task": task, "force": True})
        lines = [json.dumps({"type": "log", "task": task, "worker": worker,
                             "msg": f"{i}"}) for i in range(N_LINES)]
        added = client.call("events.add_batch", "\n".join(lines).encode(),
                            Content_Type="application/json-lines")
        assert added.data["added"] == N_LINES
        client.ok("tasks.completed", {"task": task})


@pytest.mark.parametrize("n", [
    pytest.param(500, marks=pytest.mark.quick), 5000])
def test_each_task_runs_once(own_lab, n):
    queue = own_lab.call("queues.create", name="many")["id"]
    ran, over, failed = collections.Counter(), threading.Event(), []

    def work(number):
        try:
            run_tasks(Client(own_lab.server.port, own_lab.server.key()),
                      queue, number, ran, over)
        except BaseException as error:  # shown by the test
            failed.append(error)

    agents = [threading.Thread(target=work, args=(i,))
              for i in range(N_AGENTS)]
    for agent in agents:
        agent.start()
    tasks = []
    for i in range(n):
        tasks.append(own_lab.call("tasks.create", name=f"task {i}",
                                  type="training")["id"])
        own_lab.call("tasks.enqueue", task=tasks[-1], queue=queue)
    over.set()
    for agent in agents:
        agent.join(600)
        assert not agent.is_alive()
    assert not failed
    assert ran == dict.fromkeys(tasks, 1)
    done = [task["id"] for page in range(n // PAGE) for task in own_lab.call(
        "tasks.get_all", status=["completed"], order_by=["created", "id"],
        only_fields=["id"], page=page, page_size=PAGE)["tasks"]]
    assert sorted(done) == sorted(tasks)
    assert len(own_lab.call("events.get_task_log", task=tasks[-1])[
        "events"]) == N_LINES
