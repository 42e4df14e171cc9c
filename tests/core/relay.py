"""A wire to a real server that can be cut and mended."""

import socket
import threading
from contextlib import suppress


class Relay:
    """Listens on a port of its own and passes bytes on to `port` until it is cut."""

    def __init__(self, port):
        self.target = ("127.0.0.1", port)
        self.wires = []
        self.port = 0
        self.mend()

    def mend(self):
        self.door = socket.create_server(("127.0.0.1", self.port))
        self.port = self.door.getsockname()[1]
        threading.Thread(target=self._welcome, args=(self.door,), daemon=True).start()

    def cut(self):
        """Refuse new connections and break those there are."""
        for end in (self.door, *self.wires):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self.wires.clear()

    def _welcome(self, door):
        while True:
            try:
                near = door.accept()[0]
            except OSError:
                return
            far = socket.create_connection(self.target)
            self.wires += [near, far]
            for source, target in ((near, far), (far, near)):
                threading.Thread(target=_pass_on, args=(source, target), daemon=True).start()


def _pass_on(source, target):
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)
