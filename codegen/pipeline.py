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
    """A file's data, or None."""
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


def service_of(path, overlay, problems, compat_escapes):
    """The model of a service's file, or None if there are errors in it."""
    data = load_service(path, overlay, problems, compat_escapes)
    if data is not None:
        lint(data, problems)
    if data is None or problems.errors:
        return None
    service = build_service(path.stem, f"schema/{path.name}", data, problems)
    return None if problems.errors else service


def errors_of(path, problems, compat_escapes):
    """The rows of the table of errors, or None if the file has errors."""
    data = load(path, problems, compat_escapes)
    return None if data is None else build_errors(data, problems)


def run(schema, overlay, src, keep_going=False, compat_escapes=False):
    """The outputs (name to text) and the problems of a folder of schemas."""
    problems, services, errors = Problems(), [], None
    for path in sorted(schema.glob("[!_]*.conf")):
        found = Problems()
        if path.stem == ERRORS:
            errors = errors_of(path, found, compat_escapes)
        else:
            services.append(service_of(path, overlay, found, compat_escapes))
        problems.errors += found.errors
        problems.warnings += found.warnings
    if problems.errors and not keep_going:
        return {}, problems

    def is_bound(service, action):
        return (src / service / f"{action}.c").exists()

    services = [service for service in services if service]
    return emit(services, errors, is_bound, TEMPLATES), problems


def write(outputs, folder):
    """Write what differs from what is there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in outputs.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
