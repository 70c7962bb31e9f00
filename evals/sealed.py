"""Run the command with no way out: ``python -m evals.sealed eval``, ``python -m evals.sealed ask "…"``.

The process gives up the right to make internet sockets, loopback included, before anything of Banfa is imported. Whoever tries
all the same ends it at once, so that a run which ends well has not tried. Python's own sockets are caught on every system; on
Linux the kernel (seccomp) catches those of native libraries too, and of every process that is started from here.
"""

from __future__ import annotations

import ctypes
import os
import platform
import socket
import struct
import sys
import traceback

EXIT = 97
"""The exit code of a process in which Python code tried to reach a network; native code dies of SIGSYS instead."""

_NAMES = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"})
_INET = (socket.AF_INET, socket.AF_INET6)
_ARCHITECTURES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""What the kernel calls a machine, and the number of its ``socket`` call (linux/audit.h, asm/unistd.h)."""
_IO_URING_SETUP = 425
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_LOAD, _EQUALS, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _KILL, _NOT_THERE = 0x7FFF0000, 0x80000000, 0x00050000 | 38


def seal() -> bool:
    """Take internet sockets away from this process for good; returns whether native code is held to it, too."""
    sys.addaudithook(_watch)
    return _seal_kernel()


def _watch(event: str, args: tuple[object, ...]) -> None:
    if event in _NAMES or (event == "socket.__new__" and args[1] in _INET):
        os.write(2, f"sealed: {event} {args[:2]!r}\n".encode())
        traceback.print_stack()
        os._exit(EXIT)


def _seal_kernel() -> bool:
    known = _ARCHITECTURES.get(platform.machine())
    if sys.platform != "linux" or known is None:
        return False
    architecture, socket_call = known
    steps = (
        (_LOAD, 0, 0, 4),  # the machine
        (_EQUALS, 0, 7, architecture),
        (_LOAD, 0, 0, 0),  # the number of the call
        (_EQUALS, 6, 0, _IO_URING_SETUP),
        (_EQUALS, 0, 4, socket_call),
        (_LOAD, 0, 0, 16),  # its first argument
        (_EQUALS, 1, 0, int(socket.AF_INET)),
        (_EQUALS, 0, 1, int(socket.AF_INET6)),
        (_RETURN, 0, 0, _KILL),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _NOT_THERE),
    )
    program = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    given = struct.pack("@HP", len(steps), ctypes.addressof(program))
    library = ctypes.CDLL(None, use_errno=True)
    done = library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0 and library.prctl(_SET_SECCOMP, _FILTER, given, 0, 0) == 0
    return bool(done)


def main() -> None:
    """The command, sealed."""
    if not seal():
        print("sealed: this system does not hold native code to it; Python code is.", file=sys.stderr)
    from banfa.cli import main as banfa

    banfa()


if __name__ == "__main__":
    main()
