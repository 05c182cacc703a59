"""The code for every construct, at work."""

import shutil
import subprocess

from compiling import BUILD, link_with_library, needs_library
from generator import HERE, ROOT, generate

SANITIZERS = ["-g", "-fsanitize=address,undefined",
              "-fno-sanitize-recover=undefined"]


pytestmark = needs_library


def test_reading_costs_little_beside_the_tree():
    """A loose limit, as other programs share the machine."""
    program = BUILD / "tests/bench/parse"
    subprocess.run(["make", "-s", "-C", BUILD, "tests/bench/parse"],
                   check=True, timeout=300)
    done = subprocess.run([program], check=True, capture_output=True,
                          text=True, timeout=60)
    ratios = {line.split()[0]: float(line.split()[-1])
              for line in done.stdout.splitlines()[1:]}
    assert set(ratios) == {"add_task", "create", "get_all"}
    assert max(ratios.values()) < 0.3


def test_constructs_at_work(tmp_path):
    shutil.copy(HERE / "constructs.conf", tmp_path)
    out = tmp_path / "generated"
    assert generate("--schema", tmp_path, "--out", out)[0] == 0
    program = link_with_library(
        out, HERE / "use_constructs.c", out / "constructs.c",
        into=tmp_path / "use_constructs", flags=SANITIZERS)
    done = subprocess.run([program], capture_output=True, text=True,
                          timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


def test_constructs_by_their_vectors(tmp_path):
    """Among them members of an object that is closed up to a version."""
    shutil.copy(HERE / "constructs.conf", tmp_path)
    out = tmp_path / "generated"
    assert generate("--schema", tmp_path, "--out", out, "--src", tmp_path)[
        0] == 0
    program = link_with_library(
        out, ROOT / "tests/run_vectors.c", *out.glob("*.c"),
        into=tmp_path / "run_vectors", flags=SANITIZERS)
    vectors = out / "tests/vectors/constructs.tsv"
    done = subprocess.run([program, vectors], capture_output=True, text=True,
                          timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    told = [line.split("\t")[1:5] for line in vectors.read_text().split("\n")
            if line.startswith("constructs.changes\t")]
    assert ["1.3", "unknown member", "ok", "closed unknown"] in told
    assert ["1.5", "unknown member", "ok", "ok"] in told


def test_the_page_tells_what_members_were(tmp_path):
    shutil.copy(HERE / "constructs.conf", tmp_path)
    out = tmp_path / "generated"
    assert generate("--schema", tmp_path, "--out", out)[0] == 0
    page = (out / "doc/api.md").read_text()
    for row in (
            "| `status` | list of string | Before 1.3: string. Before 1.5: "
            "integer. |",
            "| **`fresh`** | boolean | Since 1.3. |",
            "| `gone` | string | Until 1.0. |"):
        assert row in page
