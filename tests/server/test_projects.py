"""projects: groups of tasks."""

import pytest

pytestmark = pytest.mark.sqlite


@pytest.fixture
def project(client, name):
    return client.ok("projects.create", {"name": name})["id"]


def get(client, project):
    return client.ok("projects.get_by_id", {"project": project})["project"]


def find(client, body):
    found = client.ok("projects.get_all", {"order_by": ["name"]} | body)
    return [one["name"] for one in found["projects"]]


def test_create_and_get(client, name):
    project = client.ok("projects.create", {
        "name": f" {name} ", "description": "d", "tags": ["b", "a"],
        "system_tags": ["s"], "default_output_destination": "s3://x"})["id"]
    found = get(client, project)
    assert found | {"created": 0, "last_update": 0, "user": 0,
                    "company": 0} == {
        "id": project, "name": name, "basename": name, "description": "d",
        "tags": ["a", "b"], "system_tags": ["s"],
        "default_output_destination": "s3://x", "created": 0,
        "last_update": 0, "user": 0, "company": 0}


def test_names_nest(client, name):
    project = client.ok("projects.create", {
        "name": f"{name}/ .pipelines //x"})["id"]
    assert get(client, project)["name"] == f"{name}/.pipelines/x"
    assert get(client, project)["basename"] == "x"
    assert find(client, {"name": f"^{name}"}) == [
        name, f"{name}/.pipelines", f"{name}/.pipelines/x"]
    assert find(client, {"name": f"^{name}", "shallow_search": True}) == [name]
    assert find(client, {"name": f"^{name}", "basename": "^x$"}) == [
        f"{name}/.pipelines/x"]


def test_create_refusals(client, project, name):
    assert client.refused("projects.create", {"name": name})[:2] == (400, 801)
    assert client.refused("projects.create", {"name": " a "})[:2] == (400, 800)
    assert client.refused("projects.create", {"name": "/"})[:2] == (400, 800)
    assert client.refused("projects.create", {
        "name": "/".join(["abc"] * 11)}) == (
        400, 409, "Project path exceed the maximum allowed depth: "
        "max_depth=10")


def test_of_another_company(stranger, project):
    text = f"Invalid project id: id={project}"
    for action in ("get_by_id", "update", "delete"):
        assert stranger.refused(f"projects.{action}", {
            "project": project}) == (400, 401, text)
    assert stranger.ok("projects.get_all", {"id": [project]}) == {
        "projects": []}


def test_hidden_ones(client, name):
    project = client.ok("projects.create", {
        "name": name, "system_tags": ["hidden"]})["id"]
    assert find(client, {"name": f"^{name}$"}) == []
    assert find(client, {"name": f"^{name}$", "search_hidden": True}) == [name]
    assert find(client, {"id": [project]}) == [name]


def test_lists(client, name):
    for i in range(3):
        client.ok("projects.create", {
            "name": f"{name}-{i}", "tags": [f"t{i}"], "description": f"d{i}"})
    every = [f"{name}-{i}" for i in range(3)]
    asked = {"name": f"^{name}-"}
    assert find(client, asked) == every
    assert find(client, asked | {"order_by": ["-name"]}) == every[::-1]
    assert find(client, asked | {"tags": ["t1", "t2"]}) == every[1:]
    assert find(client, asked | {"tags": ["-t1"]}) == [every[0], every[2]]
    assert find(client, asked | {"description": "d[01]"}) == every[:2]
    assert find(client, asked | {"page": 1, "page_size": 2}) == every[2:]
    assert find(client, {"search_text": f"{name}-1"}) == [every[1]]
    assert find(client, asked | {"_any_": {
        "pattern": "T2", "fields": ["tags"]}}) == [every[2]]
    found = client.ok("projects.get_all_ex", asked | {
        "only_fields": ["name"], "scroll_id": None, "size": 2,
        "order_by": ["name"]})
    assert [set(one) for one in found["projects"]] == [{"id", "name"}] * 2
    found = client.ok("projects.get_all_ex", asked | {
        "scroll_id": found["scroll_id"], "size": 2, "order_by": ["name"]})
    assert [one["name"] for one in found["projects"]] == every[2:]
    assert client.refused("projects.get_all", {
        "only_fields": ["nosuch"]})[:2] == (400, 14)


def test_update(client, project, name):
    done = client.ok("projects.update", {
        "project": project, "name": f"{name}-new", "system_tags": ["b", "a"]})
    assert done["updated"] == 1
    assert done["fields"]["system_tags"] == ["a", "b"]
    found = get(client, project)
    assert (found["name"], found["system_tags"]) == (
        f"{name}-new", ["a", "b"])
    client.ok("projects.update", {"project": project, "system_tags": None})
    assert get(client, project)["system_tags"] == []


def test_a_new_name_reaches_those_within(client, project, name):
    client.ok("projects.create", {"name": f"{name}/within"})
    client.ok("projects.update", {"project": project, "name": f"{name}-new"})
    assert find(client, {"name": f"^{name}"}) == [
        f"{name}-new", f"{name}-new/within"]


def test_update_refusals(client, project, name):
    client.ok("projects.create", {"name": f"{name}-other"})
    assert client.refused("projects.update", {
        "project": project, "name": f"{name}-other"})[:2] == (400, 801)
    assert client.refused("projects.update", {
        "project": project, "name": f"elsewhere/{name}"}) == (
        400, 408, "Cannot update project location. Use projects.move instead"
        f": name=elsewhere/{name}")


def test_delete(client, project, name):
    within = client.ok("projects.create", {"name": f"{name}/within"})["id"]
    assert client.ok("projects.delete", {"project": project}) == {
        "deleted": 1, "disassociated_tasks": 0}
    for one in (project, within):
        assert client.refused("projects.get_by_id", {
            "project": one})[:2] == (400, 401)


def test_delete_with_tasks(client, project, name):
    within = client.ok("projects.create", {"name": f"{name}/within"})["id"]
    task = client.ok("tasks.create", {
        "name": name, "type": "training", "project": within})["id"]
    assert client.refused("projects.delete", {"project": project}) == (
        400, 402, "Project has associated tasks (use force=true to delete): "
        f"id={project}")
    assert client.ok("projects.delete", {
        "project": project, "force": True})["disassociated_tasks"] == 1
    assert "project" not in client.ok("tasks.get_by_id", {"task": task})[
        "task"]


def test_a_task_touches_its_project(client, project, name):
    before = get(client, project)["last_update"]
    client.ok("tasks.create", {
        "name": name, "type": "training", "project": project})
    assert get(client, project)["last_update"] > before
