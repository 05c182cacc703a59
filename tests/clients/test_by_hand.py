"""A script reports by itself; then an agent runs it with another parameter.
A task is deleted.
"""

import pytest

pytestmark = pytest.mark.quick

TRAIN = """\
    from clearml import Task
    task = Task.init("first", "train")
    parameters = task.connect({"rate": 0.1, "steps": 3})
    for step in range(int(parameters["steps"])):
        task.get_logger().report_scalar("loss", "train",
                                        float(parameters["rate"]), step)
    task.upload_artifact("kept", {"rate": parameters["rate"]},
                         wait_on_upload=True)
    print("rate is", parameters["rate"], flush=True)
    task.close()
    """


def value_of(task):
    (metric,) = (values for variants in task["last_metrics"].values()
                 for values in variants.values() if values["metric"] == "loss")
    return metric["value"]


def test_clone_with_another_parameter(lab):
    lab.run("python", lab.script("train.py", TRAIN))
    (task,) = lab.call("tasks.get_all", name="^train$")["tasks"]
    assert task["status"] == "completed"
    assert task["hyperparams"]["General"]["rate"]["value"] == "0.1"
    assert value_of(task) == pytest.approx(0.1)
    assert task["last_iteration"] == 2
    (artifact,) = (found for found in task["execution"]["artifacts"]
                   if found["key"] == "kept")
    kept = lab.server.data / "files"
    assert artifact["uri"].startswith(f"file://{kept}")
    assert list(kept.rglob("kept*"))
    clone = lab.python("""\
        import json
        from clearml import Task
        task = Task.clone(Task.get_task(project_name="first",
                                        task_name="train"), "again")
        task.set_parameter("General/rate", 0.5)
        Task.enqueue(task, queue_name="training")
        print(json.dumps(task.id))
        """)
    again = lab.wait_for_status(clone)
    assert again["status"] == "completed", lab.output()
    assert value_of(again) == pytest.approx(0.5)
    assert "rate is 0.5" in lab.log(clone)
    scalars = lab.call("events.scalar_metrics_iter_histogram", task=clone)
    assert scalars["loss"]["train"]["y"] == [pytest.approx(0.5)] * 3


def test_what_is_asked_of_a_task_before_it_is_deleted(lab):
    found = lab.python("""\
        import json, time
        from clearml import Task
        task = Task.create("first", "short", task_type="training")
        task.set_user_properties(owner="somebody")
        logger = task.get_logger()
        logger.report_single_value("accuracy", 0.75)
        task.flush(wait_for_uploads=True)
        while not task.get_reported_single_values():
            time.sleep(0.1)
        print(json.dumps({
            "properties": task.get_user_properties(value_only=True),
            "values": task.get_reported_single_values(),
            "models": {kind: list(models) for kind, models
                       in task.get_models().items()},
            "is_deleted": bool(task.delete(raise_on_error=True))}))
        """)
    assert found == {
        "properties": {"owner": "somebody"}, "values": {"accuracy": 0.75},
        "models": {"input": [], "output": []}, "is_deleted": True}
    assert lab.call("tasks.get_all", name="^short$")["tasks"] == []
