"""A network between the members of a replica set, of which parts can be cut.

Each member is known by the port of a relay that listens for it, to the others
as well as to clients, so that nothing goes round the relays.
"""

import contextlib
import os
import socket
import threading
from pathlib import Path

PIECE = 1 << 16


def inode_of(port):
    """The inode of the socket on loopback bound to a port, or None."""
    address = f"0100007F:{port:04X}"
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        words = line.split()
        if words[1] == address and words[9] != "0":
            return words[9]
    return None


def is_of(process, port):
    """Whether a process has the socket bound to a port."""
    wanted = f"socket:[{inode_of(port)}]"
    for entry in Path(f"/proc/{process.pid}/fd").iterdir():
        with contextlib.suppress(OSError):  # it may have been closed meanwhile
            if os.readlink(entry) == wanted:
                return True
    return False


class Network:
    """Relays, each for the port of a member."""

    def __init__(self, ports):
        self.listeners = {}
        self.lock = threading.Lock()
        self.pipes = []  # (ends, port it leads to, member)
        self.cut_off = None  # a member
        self.members = []
        for port in ports:
            listener = socket.create_server(("127.0.0.1", 0), backlog=256)
            self.listeners[port] = listener
            threading.Thread(target=self.accept, args=(listener, port),
                             daemon=True).start()

    @property
    def ports(self):
        """The ports at which members are found."""
        return [listener.getsockname()[1]
                for listener in self.listeners.values()]

    def accept(self, listener, port):
        while True:
            try:
                near, (_, source) = listener.accept()
                far = socket.create_connection(("127.0.0.1", port))
            except OSError:
                if listener.fileno() < 0:
                    return
                near.close()
                continue
            owner = next((member for member in self.members
                          if member.is_running()
                          and is_of(member.process, source)), None)
            with self.lock:
                self.pipes.append(((near, far), port, owner))
            for ends in ((near, far), (far, near)):
                threading.Thread(target=self.carry, args=(*ends, port, owner),
                                 daemon=True).start()

    def is_cut(self, port, owner):
        cut = self.cut_off
        return cut is not None and (port == cut.port or owner is cut)

    def carry(self, source, target, port, owner):
        """While the member is cut off, data is dropped silently."""
        with contextlib.suppress(OSError):
            while piece := source.recv(PIECE):
                if not self.is_cut(port, owner):
                    target.sendall(piece)
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def cut(self, member):
        self.cut_off = member

    def heal(self):
        """Make the member reachable again; interrupted connections are closed.
        """
        member, self.cut_off = self.cut_off, None
        with self.lock:
            for ends, port, owner in self.pipes:
                if port == member.port or owner is member:
                    for end in ends:
                        with contextlib.suppress(OSError):
                            end.shutdown(socket.SHUT_RDWR)

    def close(self):
        for listener in self.listeners.values():
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
