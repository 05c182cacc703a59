"""The real clients and tools, each in an environment outside the tree.

They come from PyPI in pinned versions and are kept between runs.
"""

import fcntl
import os
import shutil
import subprocess
from pathlib import Path

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
FOLDER = CACHE / "lineup" / "clients"

# The SDK with an agent.
NEWEST = "clearml-2.1.12-agent-3.0.3"
OLDER = "clearml-1.14.4-agent-1.5.2"

# The old agent requires versions of PyYAML and psutil that no longer build; it
# runs with later ones.
OLD_AGENT = [
    "attrs<20.4", "furl<2.2", "future<1.1", "jsonschema<3.3", "pathlib2<2.4",
    "psutil<6", "pyhocon<0.4", "pyparsing<2.5", "python-dateutil<2.9",
    "pyjwt<2.1", "PyYAML<6.1", "requests<2.26", "six<1.17", "urllib3<1.27",
    "virtualenv<21",
]
# The same of the versions of 2023.
AGENT_OF_2023 = [
    "attrs<23", "furl<2.2", "future", "jsonschema<5", "numpy<2", "pathlib2<2.4",
    "Pillow", "psutil<6", "pyhocon<0.4", "pyparsing<3.2",
    "python-dateutil<2.9", "pyjwt<2.9", "PyYAML<6.1", "requests<2.29",
    "six<1.17", "urllib3<1.27", "virtualenv<21",
]
# The packages to install, step by step; old ones import setuptools.
STEPS = {
    "api-tools": [["openapi-spec-validator==0.9.0", "schemathesis==4.32.5"]],
    NEWEST: [
        ["setuptools<81", "clearml==2.1.12", "clearml-agent==3.0.3", "six"]],
    OLDER: [
        ["setuptools<81", "wheel"], AGENT_OF_2023,
        ["--no-deps", "clearml==1.14.4", "clearml-agent==1.5.2"]],
    "clearml-1.4.1": [["setuptools<81", "clearml==1.4.1"]],
    "clearml-agent-1.2.3": [
        ["setuptools<81", "wheel"], OLD_AGENT,
        ["--no-deps", "clearml-agent==1.2.3"]],
}


def run(*words):
    done = subprocess.run(words, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr


def install(name):
    """The folder of a client's programs; they are installed first, if missing.
    """
    FOLDER.mkdir(parents=True, exist_ok=True)
    folder = FOLDER / name
    with open(FOLDER / f"{name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "complete").exists():
            shutil.rmtree(folder, ignore_errors=True)
            run("/usr/bin/python3", "-m", "venv", folder)
            for step in STEPS[name]:
                run(folder / "bin/pip", "-q", "install", *step)
            (folder / "complete").touch()
    return folder / "bin"


def environment(server, home):
    """The environment of a client: this server, and no other hosts."""
    kept = {name: value for name, value in os.environ.items()
            if name in ("PATH", "LANG", "TMPDIR")}
    return kept | server.environment() | {
        "HOME": str(home), "TRAINS_AGENT_NO_UPDATE": "1",
        "CLEARML_CONFIG_FILE": str(home / "clearml.conf"),
        "NO_PROXY": "127.0.0.1", "PYTHONUNBUFFERED": "1",
    }
