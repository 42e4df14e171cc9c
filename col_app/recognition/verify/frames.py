"""How a judge and the one who asks it talk: JSON, each message behind its length."""

import json
import socket
import struct
from typing import Any

MAX_FRAME = 8 * 1024 * 1024
_LENGTH = struct.Struct(">I")


class HungUpError(OSError):
    """The other side is gone."""


def send(connection: socket.socket, message: dict[str, Any]) -> None:
    """Say something. Raises OSError."""
    body = json.dumps(message).encode()
    connection.sendall(_LENGTH.pack(len(body)) + body)


def receive(connection: socket.socket) -> dict[str, Any]:
    """Hear something. Raises OSError, also for what is no message."""
    (length,) = _LENGTH.unpack(_exactly(connection, _LENGTH.size))
    if length > MAX_FRAME:
        raise HungUpError
    try:
        message = json.loads(_exactly(connection, length))
    except (ValueError, RecursionError) as fault:
        raise HungUpError from fault
    if not isinstance(message, dict):
        raise HungUpError
    return message


def _exactly(connection: socket.socket, length: int) -> bytes:
    parts = bytearray()
    while len(parts) < length:
        part = connection.recv(min(length - len(parts), 65536))
        if not part:
            raise HungUpError
        parts += part
    return bytes(parts)
