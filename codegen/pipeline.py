"""The stages in their order, from a folder of schema files to outputs."""

from pathlib import Path

from build import build_errors, build_service
from emit import emit
from lint import lint
from overlay import apply, unshare
from problems import Problems, SchemaError
from resolve import resolve_file

TEMPLATES = Path(__file__).resolve().parent / "templates"
ERRORS = "errors"


def load(path, problems, compat_escapes):
    """A file's data, or None.

    Messages call it by the path given, and outputs by its folder and name.
    """
    try:
        return unshare(resolve_file(path, problems, compat_escapes))
    except SchemaError as error:
        problems.catch(error)
    return None


def load_service(path, overlay, problems, compat_escapes):
    data = load(path, problems, compat_escapes)
    correction = overlay / path.name
    if data is not None and correction.exists():
        corrections = load(correction, problems, compat_escapes)
        if corrections is not None:
            apply(data, corrections, problems)
    return data


def run(schema, overlay, src, keep_going=False, compat_escapes=False):
    """The outputs (name to text) and the problems of a folder of schemas."""
    problems, services, errors = Problems(), [], None
    for path in sorted(schema.glob("*.conf")):
        found = Problems()
        if path.stem == ERRORS:
            data = load(path, found, compat_escapes)
            errors = data and build_errors(data, found)
        elif not path.stem.startswith("_"):
            data = load_service(path, overlay, found, compat_escapes)
            if data is not None:
                lint(data, found)
            if data is not None and not found.errors:
                services.append(build_service(
                    path.stem, f"schema/{path.name}", data, found))
            if found.errors and services[-1:] and (
                    services[-1].name == path.stem):
                services.pop()
        problems.errors += found.errors
        problems.warnings += found.warnings
    if problems.errors and not keep_going:
        return {}, problems

    def is_bound(service, action):
        return (src / service / f"{action}.c").exists()

    return emit(services, errors, is_bound, TEMPLATES), problems


def write(outputs, folder):
    """Write what differs from what is there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in outputs.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
