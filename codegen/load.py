"""The first stages in their order: from a file to corrected data."""

from normalize import normalize
from overlay import apply, unshare
from problems import Problems, SchemaError
from resolve import resolve_file


def load(path, problems, compat_escapes=False):
    """A file's data, or None if there are errors in it."""
    found = Problems()
    try:
        data = unshare(resolve_file(path, found, compat_escapes))
    except SchemaError as error:
        found.catch(error)
    problems.add(found)
    return None if found.errors else data


def load_service(path, overlay, problems, compat_escapes=False):
    """The data of a service's file as the overlay corrects it, or None."""
    data = load(path, problems, compat_escapes)
    correction = overlay / path.name
    if data is not None and correction.exists():
        corrections = load(correction, problems, compat_escapes)
        if corrections is not None:
            apply(data, corrections, problems)
    if data is not None:
        normalize(data, problems)
    return data
