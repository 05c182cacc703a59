"""generated/MANIFEST: what was read and what was written, with hashes.

`sha256sum -c generated/MANIFEST` checks a tree against it.
"""

import hashlib

NAME = "MANIFEST"
HEAD = "# Made by the generator; do not edit.  sha256sum -c reads it.\n"


def shown(name):
    """An output's name in the tree: those without a folder are generated."""
    return name if "/" in name else f"generated/{name}"


def manifest(inputs, outputs):
    """inputs: name in the tree to bytes; outputs: name to text."""
    written = {shown(name): text.encode() for name, text in outputs.items()}
    text = HEAD
    for title, files in (("Read", inputs), ("Written", written)):
        text += f"# {title}:\n"
        for name, content in sorted(files.items()):
            text += f"{hashlib.sha256(content).hexdigest()}  {name}\n"
    return text


def written(text):
    """The names of the outputs that a manifest tells of."""
    lines = text.partition("# Written:\n")[2].splitlines()
    return [line.split("  ", 1)[1].removeprefix("generated/")
            for line in lines]
