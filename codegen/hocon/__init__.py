"""From HOCON files to corrected data, with a position for every value."""

from . import overlay, resolve, tree


def load(path, problems, compat_escapes=False):
    """What can be made out of a file, or None."""
    data = resolve.resolve_file(path, problems, compat_escapes)
    return None if data is None else tree.copy(data)


def load_service(path, overlays, problems, compat_escapes=False):
    """What can be made out of a service's file, as the overlay corrects it.

    None if that is nothing, or if not all of the corrections are known.
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
