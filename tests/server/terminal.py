"""A terminal for programs that look whether they have one."""

import pty

import pytest


def open_terminal():
    """The two ends of a new one: ours, and the program's."""
    try:
        return pty.openpty()
    except OSError as error:
        pytest.skip(f"there is no terminal to be had: {error}")
