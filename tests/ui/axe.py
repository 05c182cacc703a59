"""axe-core, which looks for barriers in a page.

It comes in a wheel by pip, and is kept in build/axe.
"""

import fcntl
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

HOME = Path(__file__).resolve().parents[2] / "build/axe"
WANTED = Path(__file__).resolve().parent / "requirements.txt"


def axe_source():
    """The script; it is installed first, unless it is there."""
    HOME.mkdir(parents=True, exist_ok=True)
    script, note = HOME / "axe.min.js", HOME / "installed.txt"
    with open(HOME / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not note.exists() or note.read_text() != WANTED.read_text():
            install(script)
            note.write_text(WANTED.read_text())
    return script.read_text()


def install(script):
    with tempfile.TemporaryDirectory(dir=HOME) as folder:
        subprocess.run(
            ["/usr/bin/python3", "-m", "pip", "download", "-q", "--no-deps",
             "--require-hashes", "-r", WANTED, "-d", folder], check=True,
            stdout=sys.stderr)
        wheel, = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as packed:
            name, = (name for name in packed.namelist()
                     if name.endswith("/axe.min.js"))
            script.write_bytes(packed.read(name))


def faults(driver):
    """What is wrong with the page, as lines."""
    if not driver.execute_script("return 'axe' in window"):
        driver.execute_script(axe_source())
    found = driver.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "axe.run(document, {resultTypes: ['violations']}).then("
        "(found) => done(found.violations), (error) => done(String(error)));")
    assert isinstance(found, list), found
    return [f"{one['id']}: {one['help']}: {node['html']}"
            for one in found for node in one["nodes"]]
