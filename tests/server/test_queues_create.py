import pytest



def find(client, queue):
    return client.ok("queues.get_by_id", {"queue": queue})["queue"]


@pytest.mark.parametrize("version", ["2.4", "2.13", "2.23", "999.0"])
def test_every_version(client, name, version):
    data = client.ok("queues.create", {"name": name}, version)
    assert list(data) == ["id"]
    assert find(client, data["id"])["name"] == name


def test_all_fields(client, name):
    metadata = {"k.1": {"key": "other", "type": "t", "value": "v"}}
    queue = client.ok("queues.create", {
        "name": f"  {name} ", "tags": ["b", "a", "b"], "system_tags": ["s"],
        "metadata": metadata, "method": "get"})["id"]
    found = find(client, queue)
    assert found["name"] == name
    assert found["tags"] == ["a", "b", "b"]
    assert found["system_tags"] == ["s"]
    assert found["metadata"] == metadata
    assert found["entries"] == []
    assert found["created"] == found["last_update"]


@pytest.mark.parametrize("version", ["2.4", "2.31", None])
def test_a_display_name(client, name, version):
    def create(number, shown):
        queue = client.ok("queues.create", {
            "name": f"{name}-{number}", "display_name": shown}, version)["id"]
        return find(client, queue)

    assert create(1, " Q\u00e4 \n")["display_name"] == " Q\u00e4 \n"
    assert list(create(2, " Q\u00e4 \n"))[:3] == [
        "id", "name", "display_name"]
    assert create(3, "")["display_name"] == ""
    assert "display_name" not in create(4, None)


def test_ids_are_taken_for_ids_by_agents(client, name):
    queue = client.ok("queues.create", {"name": name})["id"]
    assert len(queue) == 32 and not set(queue) - set("0123456789abcdef")


def test_nulls(client, name):
    queue = client.ok("queues.create", {
        "name": name, "tags": None, "system_tags": None,
        "metadata": None})["id"]
    assert find(client, queue)["tags"] == []
    assert find(client, queue)["metadata"] == {}


@pytest.mark.parametrize("bad", ["", "ab", "  ab\n", "\u00a0ab\u3000"])
def test_names_that_are_too_short(client, bad):
    assert client.refused("queues.create", {"name": bad}) == (
        400, 800, "Data validation error: name=String value is too short")


def test_a_name_that_is_taken(client, stranger, name):
    client.ok("queues.create", {"name": name})
    company = client.ok("queues.get_all", {"name": name})["queues"][0][
        "company"]
    assert client.refused("queues.create", {"name": f" {name}"}) == (
        400, 801, "Value combination already exists (unique field already "
        f"contains this value): name={name}, company={company}")
    client.ok("queues.create", {"name": name.upper()})
    stranger.ok("queues.create", {"name": name})


def test_the_message_has_the_whole_name(client, name):
    whole = f'{name} "quoted" }} and more'
    client.ok("queues.create", {"name": whole})
    assert f"name={whole}, company=" in client.refused(
        "queues.create", {"name": whole})[2]


@pytest.mark.parametrize("field", ["tags", "system_tags"])
def test_tags_that_look_like_operators(client, name, field):
    code = client.refused("queues.create", {"name": name, field: ["__$not"]})
    assert code == (400, 16, "Invalid value for fields "
                    "(unsupported tag prefix): values=(__$not)")


@pytest.mark.parametrize("item, path, rule", [
    ({"key": "k", "type": "t"}, "metadata.k.value", "required"),
    ({"key": None, "type": "t", "value": "v"}, "metadata.k.key", "required"),
    ({"key": "k", "type": 5, "value": "v"}, "metadata.k.type", "type"),
    ("x", "metadata.k", "type")])
def test_bad_metadata(client, name, item, path, rule):
    answer = client.call("queues.create",
                         {"name": name, "metadata": {"k": item}})
    assert answer.code == (400, 12)
    assert answer.meta["error_data"]["path"] == path
    assert answer.meta["error_data"]["rule"] == rule


def test_empty_metadata_key(client, name):
    item = {"key": "k", "type": "t", "value": "v"}
    code = client.refused("queues.create",
                          {"name": name, "metadata": {" ": item}})
    assert code == (400, 12, "Validation error (Empty key is not allowed)")


def test_bad_item_of_a_list(client, name):
    answer = client.call("queues.create", {"name": name, "tags": ["a", 5]})
    assert answer.message == ("Validation error (tags[1]: type, expected "
                              "string, got integer)")


def test_operators_of_databases_are_refused_or_literal(client, name):
    assert client.refused("queues.create", {"name": {"$ne": None}})[1] == 12
    client.ok("queues.create", {"name": f"{name}'; DROP TABLE queues; --"})
    assert len(client.ok("queues.get_all", {"name": name})["queues"]) == 1
