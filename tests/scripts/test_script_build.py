"""script/build in a path that autotools can't handle."""

import shutil
import subprocess

from checkout import ROOT


def build(script, *arguments):
    return subprocess.run([script, *arguments], capture_output=True,
                          text=True, timeout=60)


def test_blanks_in_the_path_are_refused_in_one_line(tmp_path):
    script = tmp_path / "my checkout/script/build"
    script.parent.mkdir(parents=True)
    for name in ("build", "help.sh"):
        shutil.copy(ROOT / "script" / name, script.parent)
    for done in (build(script),
                 build(ROOT / "script/build", tmp_path / "my build")):
        assert done.returncode == 1
        assert done.stderr.count("\n") == 1
        assert "no blanks in a path" in done.stderr
    assert not (tmp_path / "my build").exists()
    assert not (tmp_path / "my checkout/build").exists()
