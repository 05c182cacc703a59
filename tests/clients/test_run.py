"""A script is enqueued, and an agent runs it to one of its ends."""

import pytest

pytestmark = pytest.mark.quick


def test_by_clearml_task(lab):
    task = lab.launch("hello", "print('hello from', 'the agent')")
    found = lab.wait_for_status(task)
    assert found["status"] == "completed", lab.output()
    assert "hello from the agent" in lab.log(task)


def test_exit_status(lab):
    task = lab.launch("leaves", "import sys\nsys.exit(3)")
    found = lab.wait_for_status(task)
    assert found["status"] == "failed"
    assert "3" in found["status_reason"]


def test_exception(lab):
    task = lab.launch("raises", "raise ValueError('no such thing')")
    found = lab.wait_for_status(task)
    assert found["status"] == "failed"
    assert found["status_reason"]
    assert "ValueError: no such thing" in lab.log(task)


def test_by_the_sdk(lab):
    lab.script("made.py", "print('made', 'by the SDK')")
    said = lab.python("""\
        import json
        from clearml import Task
        task = Task.create(project_name="first", task_name="made",
                           script="made.py", packages=["six"])
        Task.enqueue(task, queue_name="training")
        task.wait_for_status(("completed",), check_interval_sec=1)
        print(json.dumps([task.get_status(),
                          task.get_reported_console_output(100)]))
        """)
    assert said[0] == "completed"
    assert "made by the SDK" in "".join(said[1])
