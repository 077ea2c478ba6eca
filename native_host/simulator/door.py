"""The simulator's HTTP door on the loopback: one thread a connection, kept alive as in reality.

Knows bytes and sockets, nothing of what is asked.
"""

import contextlib
import socket
import threading
from collections.abc import Iterator
from email.utils import formatdate
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from .api import Simulator
from .http_types import Request, Response


@contextlib.contextmanager
def serve(simulator: Simulator, port: int = 0) -> Iterator[str]:
    """Open the door on 127.0.0.1; gives its base URL, without a slash at the end.

    Port 0 takes any free one. At the end every connection is closed and every thread gone.
    Raises OSError where the port is taken.
    """
    door = _Door(simulator, port)
    thread = threading.Thread(
        target=door.serve_forever, kwargs={"poll_interval": 0.02}, name="simulator"
    )
    thread.start()
    try:
        yield f"http://127.0.0.1:{door.server_port}"
    finally:
        door.shutdown()
        thread.join()
        door.close()


class _Door(ThreadingHTTPServer):
    daemon_threads = False
    request_queue_size = 128

    def __init__(self, simulator: Simulator, port: int) -> None:
        self.simulator = simulator
        self.closing = threading.Event()
        self._open: set[socket.socket] = set()
        self._open_lock = threading.Lock()
        super().__init__(("127.0.0.1", port), _Connection)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._open_lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._open_lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is an ordinary day; anything else is a fault of ours."""
        if not self.closing.is_set():
            super().handle_error(request, client_address)

    def close(self) -> None:
        self.closing.set()
        with self._open_lock:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        self.server_close()


class _Connection(BaseHTTPRequestHandler):
    server: _Door
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def handle(self) -> None:
        with contextlib.suppress(ConnectionError):
            super().handle()

    def answer(self) -> None:
        length = int(self.headers.get("Content-Length", "0"))
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.command, self.path, headers, self.rfile.read(length))
        response = self.server.simulator.respond(request)
        self.wfile.write(b"".join(rendered(response)))

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = answer  # noqa: N815 - http.server's names

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's name
        """Silent: what was asked stands in `Simulator.requests`."""


def rendered(response: Response) -> tuple[bytes, bytes, bytes]:
    """Status line, headers with the empty line, body."""
    try:
        phrase = HTTPStatus(response.status).phrase
    except ValueError:
        phrase = "Unknown"
    headers = {"Date": formatdate(usegmt=True)}
    if response.status not in {204, 304}:
        headers["Content-Length"] = str(len(response.body))
    headers |= response.headers
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return (
        f"HTTP/1.1 {response.status} {phrase}\r\n".encode("latin-1"),
        f"{lines}\r\n".encode("latin-1"),
        response.body,
    )
