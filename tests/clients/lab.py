"""A server on its own, and unmodified clients that work with it."""

import contextlib
import json
import os
import signal
import subprocess
import textwrap
import time

from lineup_server import Server
from real_clients import environment, install

SECONDS = 600  # to wait for anything
ENDED = ("stopped", "completed", "failed", "published", "closed")


class Agent:
    def __init__(self, process, output):
        self.process = process
        self.output = output

    def kill(self):
        """Kill it with all that it has started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Lab:
    """settings are those of the server."""

    def __init__(self, folder, clients, **settings):
        self.folder = folder
        self.settings = settings
        self.agents = []
        self.server = Server(folder / "data", web="lighttpd")
        self.bin = install(clients)

    def __enter__(self):
        self.server.start(**self.settings)
        self.env = environment(self.server, self.folder) | {
            "CLEARML_AGENT_SKIP_PYTHON_ENV_INSTALL": "1",
            "PATH": f"{self.bin}:{os.environ['PATH']}"}
        return self

    def __exit__(self, *_):
        self.server.stop()

    def call(self, action, **body):
        return self.server.admin.ok(action, body)

    def run(self, *words, text=None):
        """Run a program of the clients; gives what it printed."""
        done = subprocess.run(
            words, env=self.env, cwd=self.folder, input=text, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=SECONDS)
        assert done.returncode == 0, done.stdout
        return done.stdout

    def script(self, name, text):
        """Write a script."""
        (self.folder / name).write_text(textwrap.dedent(text))
        return name

    def python(self, text):
        """Run a script with the SDK; gives what it printed as JSON."""
        name = self.script(f"by_hand_{time.monotonic_ns()}.py", text)
        return json.loads(self.run("python", name).splitlines()[-1])

    @contextlib.contextmanager
    def agent(self, *queues, **options):
        """An agent that polls queues, which are created."""
        for queue in queues:
            self.server.admin.call("queues.create", {"name": queue})
        words = [f"--{name.replace('_', '-')}" for name in options]
        path = self.folder / f"agent_{time.monotonic_ns()}.log"
        with open(path, "wb") as output:
            agent = Agent(subprocess.Popen(
                ["clearml-agent", "daemon", "--queue", *queues,
                 "--foreground", "--cpu-only", *words], env=self.env,
                cwd=self.folder, stdin=subprocess.DEVNULL, stdout=output,
                stderr=output, start_new_session=True), path)
        self.agents.append(agent)
        try:
            yield agent
        finally:
            self.agents.remove(agent)
            agent.kill()

    def wait_for(self, condition):
        """Wait for a condition, as long as all agents run."""
        deadline = time.monotonic() + SECONDS
        while not (found := condition()):
            assert all(agent.process.poll() is None for agent in self.agents
                       ), self.output()
            assert time.monotonic() < deadline, self.output()
            time.sleep(0.2)
        return found

    def output(self):
        """What the agents have said."""
        return "\n".join(
            path.read_text() for path in self.folder.glob("agent_*.log"))

    def launch(self, name, text, queue="training", **more):
        """Enqueue a script with clearml-task; gives the task's id."""
        script = self.script(f"{name}.py", text)
        words = [word for item in more.items() for word in item]
        said = self.run("clearml-task", "--project", "first", "--name", name,
                        "--script", script, "--packages", "six", "--queue",
                        queue, *words)
        tasks = self.call("tasks.get_all", name=f"^{name}$")["tasks"]
        assert len(tasks) == 1, said
        return tasks[0]["id"]

    def task(self, task):
        return self.call("tasks.get_by_id", task=task)["task"]

    def wait_for_status(self, task, *statuses):
        """Wait until a task has a status, by default one of an end."""
        self.wait_for(
            lambda: self.task(task)["status"] in (statuses or ENDED))
        return self.task(task)

    def log(self, task):
        """What a task has printed."""
        events = self.call("events.get_task_log", task=task,
                           navigate_earlier=True, order="asc")["events"]
        return "".join(event["msg"] for event in events)
