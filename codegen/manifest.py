"""generated/MANIFEST: the hashes of the files that were read and written.

`sha256sum -c generated/MANIFEST` checks a tree against it.
"""

import hashlib
import re

NAME = "MANIFEST"
FOLDERS = ("conf/", "doc/api.md", "generated/", "tests/fuzz/", "tests/vectors/")
HEAD = "# Made by the generator; do not edit.  sha256sum -c reads it.\n"


def shown(name):
    """An output's path in the tree; without a folder, it is in generated/."""
    return name if "/" in name else f"generated/{name}"


def manifest(inputs, outputs):
    """The text of the manifest.

    inputs: path in the tree to bytes; outputs: name to text.
    """
    written = {shown(name): text.encode() for name, text in outputs.items()}
    text = HEAD
    for title, files in (("Read", inputs), ("Written", written)):
        text += f"# {title}:\n"
        for name, content in sorted(files.items()):
            text += f"{hashlib.sha256(content).hexdigest()}  {name}\n"
    return text


def written(text):
    """The names of the outputs that a manifest lists.

    They are recognized by their folders, not by the headings, since a merge may
    have left the file in disorder.
    """
    return [name.removeprefix("generated/")
            for name in re.findall(r"^[0-9a-f]{64}  (.+)$", text, re.M)
            if name.startswith(FOLDERS)]
