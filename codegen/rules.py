"""The rules that messages name: rules.txt, as tables."""

import re
from pathlib import Path

TEXT = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8")
FOUND = re.findall(r"^([\w-]+) (\w+): (.*)$", TEXT, re.M)
RULES = {name: about for name, _, about in FOUND}
# The rules about what changes for clients are those in capitals.
LEVELS = {name: level for name, level, _ in FOUND if name.isupper()}
