"""TCP ports of this machine."""

from __future__ import annotations

import socket

from col_app.serve.errors import StartError

HERE = "127.0.0.1"


def _bind(port: int) -> int:
    with socket.socket() as probe:
        # A port in TIME_WAIT is free for a server; one that is listened to is not.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((HERE, port))
        return int(probe.getsockname()[1])


def free_port(wish: int = 0) -> int:
    """The wished port when it is free, else any free one."""
    try:
        return _bind(wish)
    except OSError:
        return _bind(0)


def require_free(port: int) -> None:
    """Raise StartError when nobody can listen on the port."""
    try:
        _bind(port)
    except PermissionError:
        raise StartError(
            f"Port {port} needs administrator rights. Choose one above 1023: --port 8000."
        ) from None
    except (OSError, OverflowError):
        raise StartError(
            f"Port {port} is taken by another program. "
            f"Stop that program or choose another port, for example: --port {free_port()}."
        ) from None
