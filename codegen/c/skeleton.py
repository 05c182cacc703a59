"""The skeleton of a handler and of its test, to be filled in."""

from .emit import print_template

SAMPLES = {
    "string": '"x"', "integer": "1", "number": "1", "boolean": "true",
}


def sample(kind):
    """A valid value of a type, in C."""
    if kind.minimum is not None:
        return str(kind.minimum)
    return str(kind.allowed[0]) if kind.allowed else SAMPLES[kind.kind]


def is_answered(field):
    """The assertion that a member of the response is there."""
    return (f"CU_ASSERT_PTR_NOT_NULL(response.{field.c});"
            if field.type.is_address
            else f"CU_ASSERT_TRUE(response.has.{field.c});")


def skeletons(endpoint):
    """The texts of a handler and of its test, by path."""
    service, name = endpoint.action.service, endpoint.action.name
    needed = [(f.c, sample(f.type)) for f in endpoint.request.fields
              if f.c in endpoint.request.present and f.required
              and f.type.kind in SAMPLES]
    values = {
        "endpoint": endpoint, "service": service, "needed": needed,
        "answered": [is_answered(f) for f in endpoint.response.fields
                     if endpoint.response.form == "object" and not f.prefix],
        "headers": [f"generated/{service}.h", "tests/queues/fixture.h",
                    "tests/suite.h"],
    }
    return {
        f"src/{service}/{name}.c": print_template("handler.c.j2", **values),
        f"tests/{service}/test_{name}.c":
            print_template("test_handler.c.j2", **values),
    }


def with_program(text, program):
    """A makefile's text with a test program added in alphabetical order."""
    line = f"check_PROGRAMS += {program}"
    lines = text.split("\n")
    if line in lines:
        return text
    programs = [n for n, old in enumerate(lines)
                if old.startswith("check_PROGRAMS += ")]
    at = next((n for n in programs if lines[n] > line), programs[-1] + 1)
    return "\n".join(lines[:at] + [line] + lines[at:])
