"""What the generator writes."""

import json
import os
import re
import shutil
import subprocess

import pytest

from compiling import FLAGS, compile_all
from generator import HERE, ROOT, committed, generate, outputs



def copy_schema(tmp_path):
    schema = tmp_path / "schema"
    shutil.copytree(ROOT / "schema", schema)
    return schema


def newest(action):
    """A substitution for the newest version of an action of queues."""
    lock = json.loads((ROOT / "schema/lock.json").read_text())
    versions = lock["services"]["queues"]["actions"][action]["versions"]
    version = max(versions, key=lambda v: [int(n) for n in v.split(".")])
    return f'${{{action}."{version}"}}'


def without_comments(text):
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    return re.sub(r"\s*\n\s*", "\n", text)


def test_committed_outputs_are_fresh(tmp_path):
    assert generate("--out", tmp_path)[0] == 0
    assert outputs(tmp_path) == committed()


def test_outputs_do_not_depend_on_where_and_how(tmp_path):
    first = tmp_path / "first"
    assert generate("--out", first, PYTHONHASHSEED="1", LC_ALL="C")[0] == 0
    copy = tmp_path / "elsewhere"
    for folder in ("codegen", "doc", "schema", "script", "src"):
        shutil.copytree(ROOT / folder, copy / folder)
    old = os.umask(0o077)
    try:
        done = subprocess.run(
            ["/usr/bin/python3", "-B", "script/generate", "--out", "out"],
            cwd=copy, capture_output=True, text=True,
            env=os.environ | {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8"})
    finally:
        os.umask(old)
    assert done.returncode == 0, done.stderr
    assert outputs(first) == outputs(copy / "out")


def test_hacking_shows_functions_as_they_come_out():
    text = (ROOT / "HACKING.md").read_text()
    text = text.split("### What it writes\n")[1].split("\n### ")[0]
    shown = re.findall(r"^    (?:bool|void)\n.*?^    }\n", text, re.M | re.S)
    made = (ROOT / "generated/queues.c").read_text()
    assert len(shown) == 3
    for function in shown:
        assert re.sub("^    ", "", function, flags=re.M) in made


def test_files_are_written_only_when_changed(tmp_path):
    generate("--out", tmp_path)
    for name in outputs(tmp_path):
        os.utime(tmp_path / name, (1, 1))
    (tmp_path / "errors.c").write_text("stale")
    generate("--out", tmp_path)
    changed = {name for name in outputs(tmp_path)
               if (tmp_path / name).stat().st_mtime != 1}
    assert changed == {"errors.c"}


def test_what_is_made_no_more_goes(tmp_path):
    schema, out = copy_schema(tmp_path), tmp_path / "out"
    generate("--schema", schema, "--out", out)
    (out / "debug.notes").write_text("not the generator's")
    (schema / "debug.conf").unlink()
    (schema / "overlay/debug.conf").unlink()
    (schema / "lock.json").unlink()
    assert generate("--schema", schema, "--out", out)[0] == 0
    left = [name for name in outputs(out) if "debug" in name]
    assert left == ["debug.notes"]


def test_a_manifest_in_disorder_costs_no_input(tmp_path):
    schema, out = copy_schema(tmp_path), tmp_path
    generate("--schema", schema, "--out", out)
    text = (out / "MANIFEST").read_text()
    (out / "MANIFEST").write_text("<<<<<<<\n" + text + "=======\n" + text)
    assert generate("--schema", schema, "--out", out)[0] == 0
    assert (out / "MANIFEST").read_text() == text
    assert (schema / "queues.conf").exists()


def test_the_manifest_is_checked_by_sha256sum():
    done = subprocess.run(["sha256sum", "--strict", "-c", "generated/MANIFEST"],
                          cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    for name in ("schema/overlay/queues.conf", "generated/queues.c",
                 "tests/vectors/queues.tsv"):
        assert f"{name}: OK" in done.stdout


def test_every_problem_is_shown_in_order(tmp_path):
    schema = copy_schema(tmp_path)
    for name, old, new in (
            ("debug.conf", "type: string", "type: text"),
            ("auth.conf", "type: integer", "type: number, colour: red")):
        text = (schema / name).read_text()
        (schema / name).write_text(text.replace(old, new))
    status, said = generate("--schema", schema, "--out", tmp_path / "out")
    lines = [line for line in said.splitlines() if " error: " in line]
    assert status == 1
    assert len(lines) == 2
    assert "auth.conf" in lines[0] and "debug.conf" in lines[1]
    assert not (tmp_path / "out").exists()


def test_keep_going_writes_the_rest(tmp_path):
    schema, out = copy_schema(tmp_path), tmp_path / "out"
    (schema / "debug.conf").write_text("ping {\n")
    status, said = generate("--schema", schema, "--out", out, "--keep-going")
    assert status == 1
    assert "debug.conf:1:6: error: '{' is never closed" in said
    assert (out / "queues.c").exists()
    assert not (out / "debug.c").exists()


@pytest.mark.parametrize("compiler", ["gcc", "clang"])
def test_outputs_compile_by_themselves(tmp_path, compiler):
    schema = copy_schema(tmp_path)
    shutil.copy(HERE / "constructs.conf", schema / "constructs.conf")
    (schema / "lock.json").unlink()  # it breaks promises
    assert generate("--schema", schema, "--out", tmp_path / "out",
                    "--src", tmp_path)[0] == 0
    compile_all(tmp_path / "out", compiler)


def test_constructs_in_c(tmp_path, request):
    schema = tmp_path / "schema"
    schema.mkdir()
    shutil.copy(HERE / "constructs.conf", schema)
    assert generate("--schema", schema, "--out", tmp_path / "out",
                    "--src", tmp_path) == (0, "")
    for name in ("constructs.c", "constructs.h"):
        found = (tmp_path / "out" / name).read_text()
        expected = HERE / "golden" / f"{name}.golden"
        if request.config.getoption("--update-golden", default=False):
            expected.write_text(found)
        assert found == expected.read_text()


def test_a_handler_is_bound_by_being_there(tmp_path):
    src = tmp_path / "src"
    (src / "debug").mkdir(parents=True)
    generate("--out", tmp_path / "out", "--src", src)
    before = (tmp_path / "out/endpoints.c").read_text()
    assert "handle_debug_ping" not in before
    (src / "debug/ping.c").write_text("")
    generate("--out", tmp_path / "out", "--src", src)
    after = (tmp_path / "out/endpoints.c").read_text()
    assert ".handle = handle_debug_ping," in after
    assert "src/debug/ping.c" in (tmp_path / "out/sources.mk").read_text()


def test_a_new_field_and_a_new_action_change_no_handler(tmp_path):
    schema, out = copy_schema(tmp_path), tmp_path / "generated"
    text = (schema / "queues.conf").read_text()
    text += f'delete."2.98": {newest("delete")}'
    text += """ {
    request.properties.remark { type: string }
}
empty_it."2.31" {
    request { type: object, properties { queue { type: string } } }
    response { type: object, properties {} }
}
"""
    (schema / "queues.conf").write_text(text)
    assert generate("--schema", schema, "--out", out)[0] == 0
    header = (out / "queues.h").read_text()
    assert re.search(r"struct queues_delete_req \{.*?Since 2\.98\..*?"
                     r"const char \*remark;", header, re.S)
    before, after = (
        int(re.search(r"queues \d+ of (\d+)",
                      (folder / "coverage.txt").read_text())[1])
        for folder in (ROOT / "generated", out))
    assert after == before + 1
    endpoints = (out / "endpoints.c").read_text()
    assert '.name = "queues.empty_it", /* 2.31 */' in endpoints
    subprocess.run(
        ["gcc", *FLAGS, "-fsyntax-only", "-I", tmp_path, "-I", ROOT / "src",
         ROOT / "src/queues/delete.c"], check=True)


@pytest.mark.parametrize("action", ["get_all", "get_all_ex"])
def test_a_copied_action_shares_its_request(tmp_path, action):
    """Even if only one of the two gets a new field."""
    schema, out = copy_schema(tmp_path), tmp_path / "out"
    text = (schema / "queues.conf").read_text()
    text += f"""
{action}."2.98": {newest(action)} {{
    request.properties.remark {{ type: string }}
}}
"""
    (schema / "queues.conf").write_text(text)
    assert generate("--schema", schema, "--out", out)[0] == 0
    header = (out / "queues.h").read_text()
    assert re.search(r"queues_get_all_ex\(struct call \*call,\s+"
                     r"const struct queues_get_all_req \*request", header)
    assert re.search(r"struct queues_get_all_req \{.*?Since 2\.98\..*?"
                     r"const char \*remark;", header, re.S)


@pytest.mark.parametrize("versions, announced", [
    (["2.4", "2.15"], "2, 23"), (["2.31", "2.4"], "2, 31"),
    (["2.31", "999.0"], "2, 31")])
def test_the_newest_version_is_announced(tmp_path, versions, announced):
    """But none below which clients fail, and none that is unreleased."""
    side = "{ request { type: object }, response { type: object } }"
    (tmp_path / "s.conf").write_text("make {\n" + "".join(
        f'"{version}" {side}\n' for version in versions) + "}\n")
    out = tmp_path / "out"
    assert generate("--schema", tmp_path, "--out", out)[0] == 0
    assert (f".announced = API_VERSION({announced}),"
            in (out / "endpoints.c").read_text())
    document = json.loads((out / "openapi.json").read_text())
    assert document["info"]["version"] == announced.replace(", ", ".")


def test_a_copied_action_may_hold_what_holds_itself(tmp_path):
    tree = '"$ref": "#/definitions/tree"'
    (tmp_path / "s.conf").write_text(
        f"_definitions.tree {{ type: object, properties {{ t {{ {tree} }} }} }}"
        f'\na."1.0" {{ request {{ type: object, properties {{ t {{ {tree} }} '
        '} }\nresponse { type: object } }\nb."1.0": ${a."1.0"}\n')
    out = tmp_path / "out"
    assert generate("--schema", tmp_path, "--out", out) == (0, "")
    assert "s_b_req" not in (out / "s.h").read_text()


def test_roles_and_authorization(tmp_path):
    text = (ROOT / "generated/endpoints.c").read_text()
    ping = text.split('.name = "debug.ping"')[1].split("}")[0]
    login = text.split('.name = "auth.login"')[1].split("}")[0]
    assert "ENDPOINT_AUTH_NONE" in ping
    assert "ENDPOINT_AUTH_REQUIRED" in login and ".roles" not in login
    constructs = tmp_path / "constructs.conf"
    shutil.copy(HERE / "constructs.conf", constructs)
    generate("--schema", tmp_path, "--out", tmp_path / "out")
    made = (tmp_path / "out/endpoints.c").read_text()
    assert "ENDPOINT_AUTH_OPTIONAL" in made
    assert re.search(r'"system",\s+"root",\s+NULL,', made)


def test_the_scope_of_an_error_is_known(tmp_path):
    schema, out = copy_schema(tmp_path), tmp_path / "out"
    errors = schema / "errors.conf"
    errors.write_text(errors.read_text().replace("scope: path", "scope: all"))
    status, said = generate("--schema", schema, "--out", out)
    assert status == 1
    assert ("error: 'scope' must be a list of actions, or one of: call, "
            "credentials, path") in said
