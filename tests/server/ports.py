"""Ports for servers under test, also of test runs beside this one."""

import random
import socket

# Below those that the system gives to outgoing connections.
FIRST, LAST = 15000, 32000
reserved = []


def free_port():
    """A port that nobody serves, and that is no other process's until we end.

    The reservation is a socket of that name in the system's abstract names.
    """
    while True:
        port = random.randint(FIRST, LAST)
        name = socket.socket(socket.AF_UNIX)
        try:
            name.bind(f"\0lineup-port-{port}")
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", port))
        except OSError:
            name.close()
            continue
        reserved.append(name)
        return port
