"""A copy of the tree for scripts to change."""

import hashlib
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
NOT_COPIED = {".git", "build", "var", "autom4te.cache"}  # right in the tree


def not_copied(folder, _names):
    return NOT_COPIED if Path(folder) == ROOT else {"__pycache__"}


def digests(tree):
    """The digests of a tree's files, except builds."""
    return {
        str(path.relative_to(tree)): hashlib.sha256(
            path.read_bytes()).hexdigest()
        for path in tree.rglob("*")
        if path.is_file() and path.relative_to(tree).parts[0] != "build"
    }


class Checkout:
    """A copy of the tree; `before` is its content when last looked at."""

    def __init__(self, tree):
        self.tree = tree
        shutil.copytree(ROOT, tree, ignore=not_copied)
        self.before = digests(tree)

    def changed(self):
        """The files that are new, gone or different since before."""
        after = digests(self.tree)
        return sorted(name for name in after.keys() | self.before.keys()
                      if after.get(name) != self.before.get(name))
