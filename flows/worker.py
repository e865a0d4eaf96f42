"""What a process calls itself, so that another one on this machine can tell whether it still lives."""

import os
import socket


def name(slot: int = 0) -> str:
    """This process, for example "desk-3:4711:0"."""
    return f"{socket.gethostname()}:{os.getpid()}:{slot}"


def died(worker: str) -> bool:
    """Is this the name of a process of this machine that is gone? Of other machines nothing is known."""
    host, _, rest = worker.partition(":")
    pid = rest.partition(":")[0]
    if host != socket.gethostname() or not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
