"""Tasks that make other tasks, and wait for them: HPO and a pipeline."""

OBJECTIVE = """\
    from clearml import Task
    task = Task.init("first", "objective")
    parameters = task.connect({"rate": 0.1})
    task.get_logger().report_scalar("loss", "total",
                                    float(parameters["rate"]), 0)
    task.close()
    """
SEARCH = """\
    from clearml import Task
    from clearml.automation import (
        HyperParameterOptimizer, RandomSearch, UniformParameterRange)
    task = Task.init("first", "search", task_type=Task.TaskTypes.optimizer)
    search = HyperParameterOptimizer(
        base_task_id="%s",
        hyper_parameters=[UniformParameterRange("General/rate", 0.1, 0.9)],
        objective_metric_title="loss", objective_metric_series="total",
        objective_metric_sign="min", optimizer_class=RandomSearch,
        execution_queue="training", max_number_of_concurrent_tasks=2,
        total_max_jobs=4, pool_period_min=0.05, save_top_k_tasks_only=-1)
    search.set_report_period(0.1)
    search.start()
    search.wait()
    print("best", search.get_top_experiments(1)[0].id, flush=True)
    search.stop()
    """
PIPELINE = """\
    from clearml import PipelineController
    pipe = PipelineController("two steps", "first", "1.0")
    for name, parents in (("one", []), ("two", ["one"])):
        pipe.add_step(name, base_task_id="%s", parents=parents,
                      execution_queue="training", cache_executed_step=False)
    pipe.start(queue="services")
    """


def test_hyper_parameters(lab):
    lab.run("python", lab.script("objective.py", OBJECTIVE))
    (base,) = lab.call("tasks.get_all", name="^objective$")["tasks"]
    lab.run("python", lab.script("search.py", SEARCH % base["id"]))
    (search,) = lab.call("tasks.get_all", name="^search$")["tasks"]
    jobs = lab.call("tasks.get_all", parent=search["id"])["tasks"]
    assert [job["status"] for job in jobs] == ["completed"] * 4, lab.output()
    rates = {job["hyperparams"]["General"]["rate"]["value"] for job in jobs}
    assert len(rates) == 4


def test_pipeline(lab):
    base = lab.launch("step", OBJECTIVE.replace("objective", "step"))
    assert lab.wait_for_status(base)["status"] == "completed"
    with lab.agent("services", services_mode=True):
        lab.run("python", lab.script("pipeline.py", PIPELINE % base))
        (pipe,) = lab.call("tasks.get_all", type=["controller"],
                           search_hidden=True)["tasks"]
        assert lab.wait_for_status(pipe["id"])["status"] == "completed"
    steps = lab.call("tasks.get_all", parent=pipe["id"],
                     search_hidden=True, order_by=["started"])["tasks"]
    assert [step["status"] for step in steps] == ["completed"] * 2
