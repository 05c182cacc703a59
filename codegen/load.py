"""The first stages in their order: from a file to corrected data."""

from normalize import normalize
from overlay import apply, unshare
from resolve import resolve_file


def load(path, problems, compat_escapes=False):
    """What can be made out of a file, or None."""
    data = resolve_file(path, problems, compat_escapes)
    return None if data is None else unshare(data)


def load_service(path, overlay, problems, compat_escapes=False):
    """What can be made out of a service's file, as the overlay corrects it.

    None if that is nothing, or if not all of the corrections are known.
    """
    data = load(path, problems, compat_escapes)
    correction = overlay / path.name
    if correction.exists():
        corrections = load(correction, problems, compat_escapes)
        if data is None or corrections is None:
            return None
        if not apply(data, corrections, problems):
            return None
    if data is not None:
        normalize(data, problems)
    return data
