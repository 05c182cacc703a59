"""Rules of the source tree that can be checked in its text."""

import fnmatch
import graphlib
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BUILD = Path(os.environ.get("LINEUP_BUILD") or ROOT / "build")
C_FOLDERS = ("src", "generated", "tests")
TEXT_FOLDERS = ("codegen", "conf", "schema", "script", *C_FOLDERS)
TEXT_SUFFIXES = {"", ".c", ".conf", ".h", ".in", ".j2", ".mk", ".py", ".sh"}
LONGEST_FILE = 500
STANDARD = set(
    """
    arpa/inet.h assert.h ctype.h dirent.h errno.h fcntl.h float.h inttypes.h libgen.h
    limits.h locale.h math.h poll.h pthread.h pwd.h sched.h semaphore.h setjmp.h signal.h
    stdalign.h stdarg.h stdatomic.h stdbool.h stddef.h stdint.h stdio.h
    stdlib.h stdnoreturn.h string.h strings.h sys/epoll.h sys/file.h sys/ioctl.h sys/mman.h
    sys/prctl.h sys/resource.h sys/socket.h sys/stat.h sys/time.h
    sys/statvfs.h sys/types.h sys/un.h
    sys/wait.h termios.h time.h unistd.h
    """.split()
)


def files(folders, suffixes):
    found = []
    for folder in folders:
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and path.suffix in suffixes:
                if "__pycache__" not in path.parts:
                    found.append(path)
    return sorted(found)


def shown(path):
    return str(path.relative_to(ROOT))


def module(path):
    name = path.relative_to(ROOT).with_suffix("")
    return str(name.relative_to("src") if name.parts[0] == "src" else name)


SERVICES = [
    path.stem
    for path in (ROOT / "generated").glob("*.h")
    if path.stem not in ("endpoints", "errors")
]


def read_levels():
    levels, owners = {}, {}
    for line in (ROOT / "tests/levels.txt").read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        head, names = line.split(":")
        kind, what = head.split()
        if kind == "level":
            for name in names.split():
                for service in SERVICES:
                    levels[name.replace("<service>", service)] = int(what)
        else:
            assert kind == "only"
            owners[what] = names.split()
    return levels, owners


LEVELS, OWNERS = read_levels()
CODE = files(("src", "generated"), {".c", ".h"})


def room(name):
    """The room of a module: its own, or that of its folder."""
    return name if name in LEVELS else str(Path(name).parent)


def includes(path):
    """The (mark, header) pairs of a file."""
    return re.findall(r'^#\s*include\s*([<"])([^>"]+)', path.read_text(), re.M)


def resolve(path, header):
    """The file that an include means; in generated/, siblings come first."""
    folders = [ROOT / "src"]
    if path.is_relative_to(ROOT / "generated"):
        folders.insert(0, path.parent)
    elif header.startswith("generated/") or path.is_relative_to(ROOT / "tests"):
        folders.append(ROOT)
    for folder in folders:
        if (folder / header).is_file():
            return folder / header
    return None


def edges():
    for path in CODE:
        for mark, header in includes(path):
            if mark == '"' and header != "config.h":
                target = resolve(path, header)
                if target and module(target) != module(path):
                    yield path, module(target)


def test_includes_are_paths_from_the_top():
    wrong = [
        f"{shown(path)} includes {header}"
        for path in CODE + files(("tests",), {".c", ".h"})
        for mark, header in includes(path)
        if mark == '"' and header != "config.h" and not resolve(path, header)
        and header != "generated/constructs.h"
    ]
    assert wrong == []


def test_every_file_has_a_room():
    assert [shown(path) for path in CODE
            if room(module(path)) not in LEVELS] == []


def test_includes_go_down_only():
    wrong = [
        f"{shown(path)} ({room(module(path))}) includes {target}"
        for path, target in edges()
        if room(target) != room(module(path))
        and LEVELS[room(target)] >= LEVELS[room(module(path))]
    ]
    assert wrong == []


def test_headers_do_not_include_in_circles():
    graph = {}
    for path, target in edges():
        if path.suffix == ".h":
            graph.setdefault(module(path), set()).add(target)

    assert_no_circle(graph)


def assert_no_circle(graph):
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        pytest.fail(" -> ".join(error.args[1][::-1]))


def test_libraries_are_included_by_their_module_only():
    wrong = []
    for path in CODE:
        for mark, header in includes(path):
            if mark == '"' or header in STANDARD:
                continue
            owners = [
                owner
                for prefix, names in OWNERS.items()
                if header == prefix
                or (prefix.endswith("/") and header.startswith(prefix))
                for owner in names
            ]
            name = module(path)
            if not any(fnmatch.fnmatchcase(name, owner) for owner in owners):
                wrong.append(f"{shown(path)} includes <{header}>")
    assert wrong == []


def test_no_library_shows_in_a_header():
    wrong = [
        f"{shown(path)} includes <{header}>"
        for path in CODE
        if path.suffix == ".h"
        for mark, header in includes(path)
        if mark == "<" and header not in STANDARD
    ]
    assert wrong == []


def test_headers_are_guarded_by_their_path():
    wrong = []
    for path in files(("src", "tests"), {".h"}):
        first, second = path.read_text().splitlines()[:2]
        guard = re.sub(r"\W", "_", f"{module(path)}.h").upper()
        if (first, second) != (f"#ifndef {guard}", f"#define {guard}"):
            wrong.append(shown(path))
    assert wrong == []


def without_braces(text):
    """The text with the inside of every {...} taken out."""
    depth, kept = 0, []
    for character in text:
        depth -= character == "}"
        if depth == 0:
            kept.append(character)
        depth += character == "{"
    return "".join(kept)


def test_every_prototype_has_its_contract():
    wrong = []
    for path in files(("src",), {".h"}):
        for block in without_braces(path.read_text()).split("\n\n"):
            code = re.sub(r"/\*.*?\*/", "", block, flags=re.S)
            names = [
                found.group(1)
                for found in re.finditer(
                    r"^(?!typedef|#)[a-z][^;=#{]*?\b(\w+)\([^;{]*\)"
                    r"[^;{]*;",
                    code,
                    re.M,
                )
            ]
            if names and not block.lstrip().startswith("/*"):
                wrong.append(f"{shown(path)}: {names[0]}")
    assert wrong == []


def test_files_are_not_long():
    wrong = {}
    for path in files(("src", "tests", "codegen"), {".c", ".h", ".py"}):
        n_lines = len(path.read_text().splitlines())
        if n_lines > LONGEST_FILE:
            wrong[shown(path)] = n_lines
    assert wrong == {}


def test_nothing_is_left_to_be_done():
    marks = re.compile(r"\b(%s)\b" % "|".join(["TO" + "DO", "FIX" + "ME"]))
    wrong = [
        f"{shown(path)}:{number}"
        for path in files(TEXT_FOLDERS, TEXT_SUFFIXES)
        for number, line in enumerate(
            path.read_text(errors="replace").splitlines(), 1
        )
        if marks.search(line)
    ]
    assert wrong == []


DOCUMENT = re.compile(r"\b(?:\w+/)*[\w-]+\.md\b(?!\.\w)")
CITATION = re.compile(r'doc/original\.md, ("[^"]*"(?:(?:,| and) "[^"]*")*)')


def comments(path):
    """The comments of a file, as one line without their marks."""
    text = path.read_text(errors="replace")
    if path.suffix in (".c", ".h"):
        found = re.findall(r"/\*.*?\*/", text, re.S)
    else:
        found = re.findall(r'(?m:^\s*#[^\n]*)|"""(?s:.*?)"""', text)
    return re.sub(r"\s*\n\s*[*#]?\s*", " ", "\n".join(found))


def headings_cited(text):
    """The headings that a text cites; "" for the page without one."""
    for found in re.finditer(r"doc/original\.md", text):
        citation = CITATION.match(text, found.start())
        yield from re.findall('"([^"]*)"', citation[1]) if citation else [""]


def test_comments_cite_what_is_there():
    headings = re.findall(
        r"^## (.*)$", (ROOT / "doc/original.md").read_text(), re.M
    )
    wrong = []
    for path in files(TEXT_FOLDERS, TEXT_SUFFIXES):
        text = comments(path)
        wrong += [
            f"{shown(path)}: {name}"
            for name in DOCUMENT.findall(text)
            if not (ROOT / name).exists()
        ]
        wrong += [
            f'{shown(path)}: doc/original.md, "{heading}"'
            for heading in headings_cited(text)
            if heading not in headings
        ]
    assert wrong == []


def test_no_line_ends_in_blanks():
    wrong = [
        f"{shown(path)}:{number}"
        for path in files(TEXT_FOLDERS, {".c", ".h", ".mk", ".py"})
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if line != line.rstrip()
    ]
    assert wrong == []


@pytest.mark.skipif(
    not shutil.which("clang-format"), reason="clang-format is not installed"
)
def test_c_is_formatted():
    version = subprocess.run(
        ["clang-format", "--version"], capture_output=True, text=True
    ).stdout
    if "version 14." not in version:
        pytest.skip("the sources are formatted by clang-format 14")
    done = subprocess.run(
        ["clang-format", "--dry-run", "-Werror", "--style=file"]
        + [shown(path) for path in files(("src", "tests"), {".c", ".h"})],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    wrong = set(re.findall(r"^(\S+?):\d+:\d+: error", done.stderr, re.M))
    assert sorted(wrong) == []
    assert done.returncode == 0, done.stderr


PROSE = ("CHANGES", "HACKING.md", "README.md", "doc", *TEXT_FOLDERS)


@pytest.mark.skipif(
    not shutil.which("codespell"), reason="codespell is not installed"
)
def test_words_are_spelled():
    done = subprocess.run(
        ["codespell", "-q", "35", *PROSE],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.stdout == ""


@pytest.mark.skipif(
    not shutil.which("shellcheck"), reason="shellcheck is not installed"
)
def test_shell_scripts_are_sound():
    scripts = [
        shown(path)
        for path in files(("script", ".ci"), {""})
        if path.read_text().startswith("#!/bin/sh")
    ]
    done = subprocess.run(
        ["shellcheck", "--severity=warning", "--format=gcc", *scripts],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.stdout == ""
    assert "script/test" in scripts


def test_exported_names_carry_their_place():
    """They begin with the name of their room, of their file, or of a header
    beside it.
    """
    wrong = []
    for name, path in objects("src").items():
        source = ROOT / name
        headers = {header.stem for header in source.parent.glob("*.h")}
        prefixes = tuple(f"{part}_" for part in
                         {*Path(name).parts[1:], *headers})
        for symbol in symbols(path, "--defined-only"):
            # the C library and jemalloc look for these
            if (symbol not in ("main", "malloc_conf")
                    and not symbol.startswith(prefixes)):
                wrong.append(f"{name}.c: {symbol}")
    assert wrong == []


def test_files_call_in_no_circle():
    built = objects("src", "generated")
    owners = {symbol: name for name, path in built.items()
              for symbol in symbols(path, "--defined-only")}
    assert_no_circle({
        name: {owners[symbol] for symbol in symbols(path, "--undefined-only")
               if symbol in owners} for name, path in built.items()})


def objects(*folders):
    """What the sources were compiled to, by their names without suffix."""
    found = {str(path.relative_to(BUILD).with_suffix("")): path
             for folder in folders
             for path in sorted((BUILD / folder).rglob("*.o"))}
    if not found:
        pytest.skip(f"nothing is built in {BUILD}")
    return {name: path for name, path in found.items()
            if (ROOT / name).with_suffix(".c").exists()}


def symbols(path, kind):
    done = subprocess.run(
        ["nm", "-g", kind, "-f", "posix", path],
        check=True,
        capture_output=True,
        text=True,
    )
    names = [line.split()[0] for line in done.stdout.splitlines()]
    return [name for name in names if not name.startswith("_")]


LISTS = {
    "src/local.mk": ("src", {".c", ".h"}),
    "codegen/local.mk": ("codegen", {".py", ".j2"}),
    "script/local.mk": ("script", {"", ".py"}),
}


def listed(path):
    """The values that a list adds, in order: (variable, value)."""
    return re.findall(
        r"^(\w+) \+= ([\w./-]+)$", (ROOT / path).read_text(), re.M
    )


@pytest.mark.parametrize("path", sorted(LISTS))
def test_lists_name_every_file(path):
    folder, suffixes = LISTS[path]
    sources = (ROOT / "src/local.mk").read_text()
    sources += (ROOT / "codegen/local.mk").read_text()
    sources += (ROOT / "generated/sources.mk").read_text()
    sources += (ROOT / "script/local.mk").read_text()
    names = set(re.findall(r"[\w./-]+\.?\w*", sources))
    found = {shown(file) for file in files((folder,), suffixes)}
    assert sorted(found - names) == []


@pytest.mark.parametrize(
    "path",
    ["codegen/local.mk", "script/local.mk", "src/local.mk", "tests/local.mk"],
)
def test_lists_are_sorted(path):
    groups = {}
    for variable, value in listed(path):
        groups.setdefault(variable, []).append(value)
    for values in groups.values():
        assert values == sorted(values)


def test_every_test_program_is_built():
    names = {f"{value}.c" for _, value in listed("tests/local.mk")}
    found = {
        shown(path)
        for path in (ROOT / "tests").rglob("test_*.c")
        if "golden" not in path.parts
    }
    assert sorted(found - names) == []
