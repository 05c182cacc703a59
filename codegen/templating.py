"""Load the templates."""

import os
import sys
from contextlib import suppress
from pathlib import Path

import jinja2

FOLDER = Path(__file__).resolve().parent / "templates"


def cache():
    """The cache of compiled templates, beside the bytecode, or None."""
    if sys.pycache_prefix:
        folder = Path(sys.pycache_prefix, "templates")
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            return jinja2.FileSystemBytecodeCache(folder)
    return None


def environment(**filters):
    made = jinja2.Environment(
        bytecode_cache=cache(), loader=jinja2.FileSystemLoader(FOLDER),
        trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True)
    made.filters |= filters
    return made
