"""For scripts in Python: what comes before they import more than Python has."""

import os
import signal
import subprocess
import sys
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parent


def asks_for_help():
    return bool({"-h", "--help"} & set(sys.argv[1:]))


def end_with_pipes():
    """End without a word when nobody reads what is printed ("| head")."""
    def hook(kind, error, trace):
        if issubclass(kind, BrokenPipeError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        else:
            sys.__excepthook__(kind, error, trace)

    sys.excepthook = hook
    if asks_for_help():  # nothing has begun that would have to be ended
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)


def prepare(doc, packages):
    """Print the documentation if it is asked for, or install packages.

    These are a word of script/bootstrap.
    """
    end_with_pipes()
    if asks_for_help():
        print(doc.strip())
        sys.exit(0)
    status = subprocess.run([SCRIPTS / "bootstrap", packages]).returncode
    if status:
        sys.exit(status)
