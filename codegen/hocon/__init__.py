"""Load HOCON files as corrected data, with a position for every value."""

from . import overlay, resolve, tree


def load(path, problems, compat_escapes=False):
    """The readable data of a file, or None."""
    data = resolve.resolve_file(path, problems, compat_escapes)
    return None if data is None else tree.copy(data)


def load_service(path, overlays, problems, compat_escapes=False):
    """The readable data of a service's file, as corrected by its overlay.

    None if there is none, or if some corrections are unreadable.
    """
    data = load(path, problems, compat_escapes)
    correction = overlays / path.name
    if correction.exists():
        corrections = load(correction, problems, compat_escapes)
        if data is None or corrections is None:
            return None
        if not overlay.apply(data, corrections, problems):
            return None
    return data
