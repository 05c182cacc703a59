"""conf/: the programs that read these files accept them."""

import json
import os
import re
import shutil
import subprocess

import pytest

from lineup_server import BUILD
from script_server import ROOT

PATH = os.environ["PATH"] + ":/usr/sbin:/sbin"


def run(*command):
    done = subprocess.run(
        command,
        env={"PATH": PATH},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize("name", ["alone", "dropin"])
def test_lighttpd_takes_the_snippet(tmp_path, name):
    main = tmp_path / "lighttpd.conf"
    # lighttpd tries at once whether it may have so many descriptors
    text = (ROOT / f"conf/lighttpd-{name}.conf").read_text()
    assert text.count(":= 32768") == text.count(":= 16384") == 1
    snippet = tmp_path / "lineup.conf"
    snippet.write_text(text.replace("32768", "200").replace("16384", "100"))
    main.write_text(
        'server.document-root = "/nonexistent"\n'
        'server.modules = ( "mod_alias", "mod_deflate", "mod_fastcgi",'
        ' "mod_proxy", "mod_setenv" )\n'
        'server.upload-dirs = ( "/tmp" )\n'
        f'include "{snippet}"\n'
    )
    status, text = run("lighttpd", "-tt", "-f", str(main))
    assert (status, text) == (0, "")


def test_lighttpd_takes_the_private_configuration(tmp_path):
    (tmp_path / "tmp").mkdir()
    settings = {
        "LINEUP_ADDRESS": "127.0.0.1",
        "LINEUP_PORT": "8008",
        "LINEUP_FDS": "1000",
        "LINEUP_CONNECTIONS": "500",
        "LINEUP_BIN": "/bin/true",
        "LINEUP_ROOT": str(ROOT),
    }
    done = subprocess.run(
        ["lighttpd", "-tt", "-f", ROOT / "lighttpd.conf"],
        cwd=tmp_path,
        env={"PATH": PATH} | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("name", ["lighttpd.conf",
                                  "conf/lighttpd-dropin.conf"])
def test_keep_alive_requests_fit_every_lighttpd(name):
    """lighttpd 1.4.7x and later refuse more than 16 bits."""
    text = (ROOT / name).read_text()
    numbers = re.findall(r"max-keep-alive-requests\s*=\s*(\d+)", text)
    assert all(int(number) <= 65535 for number in numbers)
    assert numbers or name.startswith("conf/")


def write_units(folder, name):
    """The units as they are installed, but with programs that exist."""
    for kind in ("service", "socket"):
        unit = (BUILD / f"conf/{name}.{kind}").read_text()
        unit = re.sub(r"/\S+/lineupd?(?= )", "/bin/true", unit)
        (folder / f"{name}.{kind}").write_text(
            re.sub("^Documentation=.*", "", unit, flags=re.M))
    return str(folder / f"{name}.service")


needs_systemd = pytest.mark.skipif(
    not shutil.which("systemd-analyze"), reason="systemd is not installed"
)


@needs_systemd
@pytest.mark.parametrize("name", ["lineupd", "lineupd@"])
def test_systemd_takes_the_units(tmp_path, name):
    status, text = run("systemd-analyze", "verify",
                       write_units(tmp_path, name))
    assert (status, text) == (0, "")


@needs_systemd
def test_systemd_finds_the_service_safe(tmp_path):
    """The threshold is ten times what doc/operating.md says."""
    status, text = run(
        "systemd-analyze",
        "security",
        "--offline=true",
        "--threshold=5",
        write_units(tmp_path, "lineupd"),
    )
    assert status == 0, text


needs_promtool = pytest.mark.skipif(
    not shutil.which("promtool"), reason="promtool is not installed"
)


@needs_promtool
def test_prometheus_takes_the_alerts(tmp_path):
    status, text = run("promtool", "check", "rules",
                       str(ROOT / "conf/alerts.yml"))
    assert status == 0, text
    shutil.copy(ROOT / "conf/alerts.yml", tmp_path / "alerts-under-test.yml")
    shutil.copy(ROOT / "tests/scripts/alerts.yml", tmp_path / "tests.yml")
    status, text = run("promtool", "test", "rules",
                       str(tmp_path / "tests.yml"))
    assert status == 0, text


@needs_promtool
def test_prometheus_takes_the_queries_of_the_dashboard(tmp_path):
    dashboard = json.loads((ROOT / "conf/grafana.json").read_text())
    queries = [target["expr"].replace("$__rate_interval", "5m")
               for panel in dashboard["panels"] for target in panel["targets"]]
    rules = [{"record": f"query:{n}", "expr": query}
             for n, query in enumerate(queries)]
    assert len(rules) > 10
    path = tmp_path / "rules.yml"  # JSON is YAML
    path.write_text(json.dumps({"groups": [{"name": "all", "rules": rules}]}))
    status, text = run("promtool", "check", "rules", str(path))
    assert status == 0, text
