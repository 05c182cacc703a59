"""The templates, and how they are filled in."""

from pathlib import Path

import jinja2

FOLDER = Path(__file__).resolve().parent / "templates"


def environment(**filters):
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER), trim_blocks=True,
        lstrip_blocks=True, undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True)
    made.filters |= filters
    return made
