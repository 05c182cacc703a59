"""The first text of a handler and of its test, to be filled in."""

from emit import action_view, environment, tidy
from names import identifier

SAMPLES = {
    "string": '"x"', "integer": "1", "number": "1", "boolean": "true",
}


def sample(field):
    if field.minimum is not None:
        return str(field.minimum)
    return SAMPLES[field.type.kind]


def skeletons(action, templates):
    """The texts of a handler and of its test, by path."""
    service = action.service
    made = environment(templates)
    view = action_view(action, False)
    needed = [(identifier(f.name), sample(f)) for f in action.request.fields
              if f.required and f.type.kind in SAMPLES]
    answered = [identifier(f.name) for f in action.response.fields]
    values = {
        "action": view, "service": service, "needed": needed,
        "answered": answered,
        "headers": sorted([f"{service}.h", "queues/fixture.h", "suite.h"]),
    }
    return {
        f"src/{service}/{action.name}.c":
            tidy(made.get_template("handler.c.j2").render(values)),
        f"tests/{service}/test_{action.name}.c":
            tidy(made.get_template("test_handler.c.j2").render(values)),
    }


def with_program(text, program):
    """A makefile's text with a test program added, where it is in order."""
    line = f"check_PROGRAMS += {program}"
    lines = text.split("\n")
    if line in lines:
        return text
    programs = [n for n, old in enumerate(lines)
                if old.startswith("check_PROGRAMS += ")]
    at = next((n for n in programs if lines[n] > line), programs[-1] + 1)
    return "\n".join(lines[:at] + [line] + lines[at:])
