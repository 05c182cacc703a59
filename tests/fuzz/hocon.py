"""Fuzz the generator's reader of schemas: python3 tests/fuzz/hocon.py

    [--seconds N] [--runs N] [--seed N] [FILE...]

Makes models of files, by default the seeds, and then of what becomes of them by
changes at random; the same seed has the same changes.  A text may be fine, or
refused with positions within it: anything else is an error.
"""

import argparse
import os
import random
import sys
import time
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "codegen"))

import pipeline  # noqa: E402
import problems  # noqa: E402
from hocon import read, resolve, tree  # noqa: E402

SEEDS = [*(ROOT / "tests/fuzz/seeds/hocon").iterdir(),
         *(ROOT / "tests/codegen/golden").glob("*.conf"),
         *(ROOT / "tests/codegen/bad").glob("*.conf"),
         ROOT / "schema/debug.conf", ROOT / "schema/auth.conf"]
WORDS = ["{", "}", "[", "]", ":", "=", ",", "\n", '"', '"""', "${", "${?", "}",
         "#", "//", "include ", "+=", "\\u", "\\", "null", "-1", "1e9", ".",
         " ", "\t", "\0", "\u00a0", "\ufeff", "é", "\U0001f600", "a.b", "a {"]


def take_in(text, told):
    """Make a model of a text that may include itself, but no other file."""
    def open_file(name, _):
        return text if name == "itself" else (
            Path(os.devnull, name).read_text(encoding="utf-8")), name

    syntax = read.read_text(text, "itself", told)
    if syntax is None:
        return
    found = resolve.Resolver(open_file, told).resolve(syntax)
    if found is None:
        return
    data = tree.copy(found)
    data.plain()
    pipeline.model_of("service", "itself", data, told)


def found_in(text):
    """What is wrong with how a text is read, or None."""
    told = problems.Problems()
    try:
        take_in(text, told)
    except Exception:  # any other exception is a fault
        return traceback.format_exc(limit=-4)
    lines = text.count("\n") + 1
    for problem in told.sorted():
        if not (1 <= problem.position.line <= lines
                and problem.position.column >= 1):
            return f"a position that is none: {problem}"
    return None


def changed(rng, text, others):
    """A text with a few changes."""
    for _ in range(rng.randint(1, 5)):
        begin = rng.randint(0, len(text))
        end = min(len(text), begin + rng.choice((0, 0, 1, 1, 5, 40)))
        piece = rng.choice((
            "", rng.choice(WORDS), chr(rng.randint(0, 0x2ff)),
            text[begin:end] * 2, rng.choice(others)[:rng.randint(0, 60)],
            rng.choice(WORDS) * rng.choice((2, 3, 200))))
        text = text[:begin] + piece + text[end:]
    return text[:4096]


def fuzz(seeds, rng, seconds, runs):
    """Read texts until one fails: (number read, what is wrong, the text)."""
    texts = [path.read_bytes().decode("utf-8", "replace") for path in seeds]
    end, n = time.monotonic() + seconds, 0
    for text in texts:
        n += 1
        if wrong := found_in(text):
            return n, wrong, text
    while n < runs and time.monotonic() < end:
        n += 1
        text = changed(rng, rng.choice(texts), texts)
        if wrong := found_in(text):
            return n, wrong, text
    return n, None, None


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--runs", type=int, default=1 << 60)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    options = parser.parse_args()
    n, wrong, text = fuzz(options.files or SEEDS, random.Random(options.seed),
                          0 if options.files else options.seconds,
                          options.runs)
    if wrong:
        print(f"{wrong}\nin this text, of --seed {options.seed}:\n{text!r}")
    print(f"hocon: {n} runs, seed {options.seed}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
