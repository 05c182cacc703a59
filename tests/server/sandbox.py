"""Run a command confined as by a unit of systemd:

    python3 sandbox.py UNIT COMMAND...

It applies the settings that a process can apply to itself: system calls,
families of sockets, namespaces, memory to write and execute, privileges, umask,
number of files.  A call that is forbidden ends the process, as under systemd.
As root it becomes a user that owns nothing but the folder in which it runs.
"""

import os
import resource
import socket
import subprocess
import sys
from pathlib import Path

import seccomp

PROT_WRITE, PROT_EXEC = 2, 4
NOBODY = 65534


def settings(unit):
    """The values of each setting of a unit, in order."""
    found = {}
    for line in Path(unit).read_text().splitlines():
        name, mark, value = line.partition("=")
        if mark and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


def calls_of(names):
    """System calls by their names and by those of systemd's groups."""
    for name in names:
        if not name.startswith("@"):
            yield name
            continue
        done = subprocess.run(["systemd-analyze", "syscall-filter", name],
                              check=True, capture_output=True, text=True)
        yield from calls_of(
            line.strip() for line in done.stdout.splitlines()
            if line.startswith(" ") and not line.strip().startswith("#"))


def allowed(found):
    calls = set(calls_of(["@default"]))
    for value in found["SystemCallFilter"]:
        if value.startswith("~"):
            calls -= set(calls_of(value[1:].split()))
        else:
            calls |= set(calls_of(value.split()))
    assert found["RestrictNamespaces"] == ["yes"]
    return calls - {"setns", "unshare"}


def confine(found):
    filter_ = seccomp.SyscallFilter(seccomp.KILL_PROCESS)
    for call in allowed(found) - {"socket", "mmap", "mprotect"}:
        try:
            filter_.add_rule(seccomp.ALLOW, call)
        except RuntimeError:
            pass  # unknown on this machine
    for family in found["RestrictAddressFamilies"]:
        filter_.add_rule(seccomp.ALLOW, "socket", seccomp.Arg(
            0, seccomp.EQ, getattr(socket, family)))
    assert found["MemoryDenyWriteExecute"] == ["yes"]
    for bits in (0, PROT_WRITE, PROT_EXEC):
        filter_.add_rule(seccomp.ALLOW, "mmap", seccomp.Arg(
            2, seccomp.MASKED_EQ, PROT_WRITE | PROT_EXEC, bits))
    filter_.add_rule(seccomp.ALLOW, "mprotect", seccomp.Arg(
        2, seccomp.MASKED_EQ, PROT_EXEC, 0))
    filter_.load()  # sets no_new_privs as well


def main():
    found = settings(sys.argv[1])
    os.umask(int(found["UMask"][0], 8))
    files = int(found["LimitNOFILE"][0])
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
    calls = sys.argv[2:]
    if os.getuid() == 0:
        os.chown(".", NOBODY, NOBODY)
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
    confine(found)
    os.execv(calls[0], calls)


if __name__ == "__main__":
    main()
