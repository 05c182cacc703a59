"""script/call: one call by HTTP or as a plain CGI program."""

import json
import subprocess

from script_server import ROOT


def test_calls_the_server(tmp_path, start, call):
    start(tmp_path).wait_until_ready()
    done = call(tmp_path, "queues.create", '{"name": "schön"}')
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["data"]["id"]) == 32
    done = call(tmp_path, "queues.get_all", '{"name": "schön"}')
    queues = json.loads(done.stdout)["data"]["queues"]
    assert [queue["name"] for queue in queues] == ["schön"]


def test_prints_for_reading(tmp_path, start, call):
    start(tmp_path).wait_until_ready()
    lines = call(tmp_path, "debug.ping").stdout.splitlines()
    assert lines[0] == "{"
    assert lines[1] == '    "meta": {'


def test_a_pipe_that_closes(tmp_path, start):
    start(tmp_path).wait_until_ready()
    done = subprocess.run(
        ["bash", "-c", '"$0" --data "$1" debug.ping | true',
         ROOT / "script/call", tmp_path], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_fails_when_the_call_does(tmp_path, start, call):
    start(tmp_path).wait_until_ready()
    done = call(tmp_path, "queues.get_by_id", '{"queue": "none"}')
    assert done.returncode == 1
    assert json.loads(done.stdout)["meta"]["result_code"] == 400


def test_runs_lineupd_as_cgi(tmp_path, start, call):
    start(tmp_path).wait_until_ready().stop()
    done = call(tmp_path, "--cgi", "queues.create", '{"name": "by cgi"}')
    assert done.returncode == 0, done.stderr
    start(tmp_path).wait_until_ready()
    done = call(tmp_path, "queues.get_all", '{"name": "by cgi"}')
    assert len(json.loads(done.stdout)["data"]["queues"]) == 1


def test_cgi_fails_when_the_call_does(tmp_path, start, call):
    start(tmp_path).wait_until_ready().stop()
    done = call(tmp_path, "--cgi", "queues.none")
    assert done.returncode == 1
    assert json.loads(done.stdout)["meta"]["result_code"] == 404


def test_gdb_stops_in_the_handler(tmp_path, start, call):
    start(tmp_path).wait_until_ready().stop()
    done = call(tmp_path, "--gdb", "v2.13/queues.get_by_id",
                '{"queue": "none"}',
                stdin="print request->queue\ncontinue\nquit\n")
    assert "Breakpoint 1, queues_get_by_id (" in done.stdout
    assert '"none"' in done.stdout
    assert '"result_subcode":701' in done.stdout


def test_says_that_no_server_is_running(tmp_path, start, call):
    start(tmp_path).wait_until_ready().stop()
    done = call(tmp_path, "debug.ping")
    assert done.returncode == 1
    assert "curl" in done.stderr


def test_says_where_it_expects_the_key(tmp_path, call):
    done = call(tmp_path / "none", "debug.ping")
    assert done.returncode == 1
    assert "none/client.env" in done.stderr
