"""A task that runs is stopped, or its agent or its server dies."""

import os
import signal

import pytest

from lab import Lab

LONG = """\
    import time
    print("begun", flush=True)
    while True:
        time.sleep(0.5)
    """


@pytest.mark.quick
@pytest.mark.parametrize("how", ["sdk", "cli"])
def test_from_outside(lab, how):
    task = lab.launch(f"stopped by the {how}", LONG)
    lab.wait_for_status(task, "in_progress")
    lab.wait_for(lambda: "begun" in lab.log(task))
    if how == "sdk":
        lab.call("tasks.stop", task=task)
    else:
        done = lab.server.run_tool("task", "stop", task)
        assert done.returncode == 0, done.stderr
    assert lab.wait_for_status(task)["status"] == "stopped"


def test_the_agent_dies(clients, tmp_path):
    with Lab(tmp_path, clients, LINEUP_TASK_SILENCE="120") as lab:
        with lab.agent("training") as agent:
            task = lab.launch("orphan", LONG)
            lab.wait_for(lambda: "begun" in lab.log(task))
            agent.kill()
        assert lab.task(task)["status"] == "in_progress"
        found = lab.wait_for_status(task)
    assert found["status"] == "stopped"
    assert found["status_reason"] == "Forced stop (non-responsive)"


def test_the_server_dies(own_lab):
    with own_lab.agent("training"):
        task = own_lab.launch("survivor", """\
            import pathlib, time
            print("begun", flush=True)
            while not pathlib.Path("%s/go on").exists():
                time.sleep(0.1)
            print("ended", flush=True)
            """ % own_lab.folder)
        own_lab.wait_for(lambda: "begun" in own_lab.log(task))
        for pid in own_lab.server.pids():
            os.kill(pid, signal.SIGKILL)
        own_lab.wait_for(lambda: own_lab.server.admin.send(
            "GET", "/readyz").status == 200)
        (own_lab.folder / "go on").touch()
        found = own_lab.wait_for_status(task)
        assert found["status"] == "completed", own_lab.output()
        assert "ended" in own_lab.log(task)
