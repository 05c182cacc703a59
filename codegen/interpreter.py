"""Run a script under a Python that has jinja2."""

import os
import sys


def with_jinja2(script):
    """Start the script again under another Python if this one lacks jinja2."""
    if {"-h", "--help"} & set(sys.argv[1:]):
        return
    try:
        import jinja2  # noqa: F401
    except ImportError:
        other = os.environ.get("PYTHON", "/usr/bin/python3")
        if os.environ.get("LINEUP_GENERATE_AGAIN"):
            sys.exit("no Python with jinja2; install python3-jinja2")
        os.environ["LINEUP_GENERATE_AGAIN"] = "1"
        os.execv(other, [other, script] + sys.argv[1:])
