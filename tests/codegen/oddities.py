"""Rare constructs of the published files, for the synthetic set.

Each service gets some actions with a fixed text; synthetic.py makes up the
others.
"""

EMPTY = "{ type: object, properties {} }"
THING = '"$ref": "#/definitions/thing_0"'


def action(name, request=EMPTY, response=EMPTY, more=""):
    return (f'{name} {{\n{more}"2.1" {{\nrequest: {request}\n'
            f"response: {response}\n}}\n}}\n")


# Texts for any service, with the number over all: text, actions, versions.
ANSWERS_A_REFERENCE = (
    action("get_thing", response=f"{{ {THING} }}"), 1, 1, 17)
TAKES_A_COPY = (
    action("copy_thing",
           "{ type: object, properties { a: ${_definitions.thing_1}\n"
           "b: ${_definitions.thing_1} } }",
           "${_references.shared}"), 1, 1, 11)
REFERENCE_WINS = (
    'merge_thing {\n"2.1" {\nrequest: { type: object, properties { page '
    '{ type: string } } } ${_references.shared}\n'
    f"response: {EMPTY}\n}}\n}}\n", 1, 1, 11)

EVENTS = (
    action("add", '{ anyOf: [ { "$ref": "#/definitions/thing_0" }, '
           '{ "$ref": "#/definitions/thing_1" } ] }')
    + 'add_batch."2.1" {\nbatch_request: { action: add, version: 2.1 }\n'
      "response: { type: object, properties { added { type: integer } } }\n}\n"
    + 'add_more."2.1" {\nbatch_request { action: add, version: "2.1" }\n'
      f"response: {EMPTY}\n}}\n"
    + 'add_lines."2.1" {\nbatch_request { type: object, required: [ line ]\n'
      f"properties {{ line {{ type: string }} }} }}\nresponse: {EMPTY}\n}}\n"
    + action("get_log", response="{ type: string }")
    + action("get_raw", response="{ type: string, description: \"Text\" }")
    + action("get_either", response='{ type: object, properties { x { anyOf: ['
             ' { "$ref": "#/definitions/thing_0" }'
             ' { "$ref": "#/definitions/node" } ] } } }'), 7, 7)

JOBS = (
    # a field whose type changes, a removed one, a newly required one
    'change {\n"2.1" {\nrequest: { type: object\n'
    "additionalProperties: false\nproperties {\n"
    "status { type: string }\nspeed { type: integer, default: 1 }\n"
    "gone { type: boolean } } }\n"
    f"response: {EMPTY}\n}}\n"
    '"2.5": {\nrequest: { type: object, required: [ fresh ]\n'
    "additionalProperties: false\nproperties {\n"
    "status { type: array, items { type: string } }\n"
    "speed { type: integer, default: 5, minimum: 1 }\n"
    "fresh { type: string } } }\n"
    "response: { type: object, properties { total { type: number } } }\n}\n"
    # added after a higher version, and one that is not released
    '"2.3": ${change."2.1"}\n"999.0": ${change."2.5"}\n}\n'
    + action("edit", "{ type: object, properties {\n"
             "sections { type: object, additionalProperties "
             '{ "$ref": "#/definitions/section" } }\n'
             "matrix { type: array, items { type: array, items "
             "{ type: number } } }\n"
             "status { \"$ref\": \"#/definitions/status\", default: off }\n"
             '"include" { type: boolean }\ninclude_more { type: boolean }\n'
             '"input.view.entries.dataset" { type: string }\n'
             '"a.b" { type: string }\n"default" { type: string }\n'
             '"c.d.e" { type: string }\n".f" { type: string }\n'
             '"g.h" { type: string }\n"i.j.k" { type: string }\n'
             '"l.m" { type: string }\n"n." { type: string }\n'
             '"o.p" { type: string }\n"q.r" { type: string }\n'
             '"int" { type: integer }\n"_any_" { type: object }\n'
             "} }")
    + action("extend", f"{{ {THING}, properties {{ more "
             "{ type: string } } }")
    + action("extend_again", f"{{ {THING}, properties {{ more "
             "{ type: integer } } }",
             f"{{ {THING}, properties {{ again {{ type: string }} }} }}"),
    4, 7)

USERS = (
    action("ping", more="authorize: null\n")
    + action("login", "{ type: object, additionalProperties: True }",
             more="authorize: null\ninternal: true\n")
    + action("open", "{ type: object, additionalProperties: true }",
             "{ type: object, additionalProperties: true }",
             "authorize: false\nallow_roles: [ admin, root ]\n")
    + action("close", "{ type: object, additionalProperties: false }",
             "{ type: object, additionalProperties: True }",
             "allow_roles: [\nadmin\n]\n"), 4, 4)

# Faults that the overlay corrects.
TEAMS = (
    'create."2.1" {\nrequest: { type: object, required: [ name, nosuch ]\n'
    "properties { name { type: string } } }\n"
    f"response: {EMPTY}\nmetadata {{ type: object, additionalProperties "
    "{ type: string } }\n}\n"
    + action("list", "{ type: object, properties {\n"
             "order { type: string, enum: [ up, down ], default: left }\n"
             "} }")
    + "_description: Twice, # the later one counts\n"
      "_description: Thrice, // so it is\n", 2, 2)
OVERLAYS = {"overlay/teams.conf": '''\
entries: [
    {
        op: move
        at: "create/*/metadata"
        to: "create/*/request/properties/metadata"
        reason: "It stands beside the request."
    }
    {
        op: set
        at: "create/*/request/required"
        was: [ name, nosuch ]
        value: [ name ]
        reason: "There is no such property."
    }
    {
        op: delete
        at: "list/2.1/request/properties/order/default"
        was: left
        reason: "It is none of those that are allowed."
    }
    {
        op: derive
        at: "_definitions/wide_thing"
        from: "_definitions/thing_0"
        properties { width { type: integer } }
        reason: "What is answered has a width."
    }
    {
        op: set
        at: "list/*/response/properties/things"
        value { type: array, items { "$ref": "#/definitions/wide_thing" } }
        reason: "It is answered."
    }
]
'''}

FIXED = {"events": EVENTS, "jobs": JOBS, "users": USERS, "teams": TEAMS}
ANYWHERE = [ANSWERS_A_REFERENCE, TAKES_A_COPY, REFERENCE_WINS]
LARGE = {"agents", "boards", "events", "files", "groups", "jobs", "labels",
         "models", "pipes", "plans", "servers", "teams", "users"}
given = {}


def begin(service):
    """Make room for a service's rare actions."""
    texts = [FIXED[service.name]] if service.name in FIXED else []
    if service.name in LARGE:
        texts += [(text, n_actions, n_versions)
                  for text, n_actions, n_versions, _ in ANYWHERE]
    given[service.name] = "".join(text for text, _, _ in texts)
    n_actions = sum(n for _, n, _ in texts)
    service.n_actions -= n_actions
    service.newer -= sum(n for _, _, n in texts) - n_actions


def end(service):
    return given[service.name]
