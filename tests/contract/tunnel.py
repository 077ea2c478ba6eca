"""A proxy as companies have it: whatever host is asked for, its tunnel leads to one port.

Knows nothing of what goes through.
"""

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any


@dataclass
class Tunnel:
    """`asked` holds the request line of each connection: "CONNECT host:port HTTP/1.1"."""

    url: str
    asked: list[str] = field(default_factory=list)


class _Proxy(ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, port: int) -> None:
        self.port = port
        self.asked: list[str] = []
        super().__init__(("127.0.0.1", 0), _Connection)


class _Connection(StreamRequestHandler):
    server: _Proxy
    rbufsize = 0  # what follows the head belongs to the tunnel

    def handle(self) -> None:
        self.server.asked.append(self.rfile.readline().decode().strip())
        while self.rfile.readline().strip():
            pass
        with socket.create_connection(("127.0.0.1", self.server.port)) as far:
            self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            back = threading.Thread(target=_pass_on, args=(far, self.connection), daemon=True)
            back.start()
            _pass_on(self.connection, far)
            back.join()


def _pass_on(source: Any, target: Any) -> None:
    with contextlib.suppress(OSError):
        while part := source.recv(65_536):
            target.sendall(part)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)


@contextlib.contextmanager
def tunnel_to(port: int) -> Iterator[Tunnel]:
    """Open the proxy; every tunnel leads to `port` on this computer."""
    proxy = _Proxy(port)
    thread = threading.Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    host, own_port = proxy.server_address[:2]
    try:
        yield Tunnel(f"http://{host!s}:{own_port}", proxy.asked)
    finally:
        proxy.shutdown()
        thread.join()
        proxy.server_close()
