"""The simulator's HTTP server on the loopback address: one thread for each connection, with
keep-alive.

Depends on api.py for the answers and on faults.py for the faults of a connection.
"""

import contextlib
import socket
import ssl
import struct
import threading
from collections.abc import Iterator
from dataclasses import replace
from email.utils import formatdate
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from .api import Simulator
from .faults import Fault
from .http_types import Request, Response


@contextlib.contextmanager
def serve(
    simulator: Simulator, port: int = 0, *, tls: ssl.SSLContext | None = None
) -> Iterator[str]:
    """Serves the simulator on 127.0.0.1 while the `with` block runs. Yields the server's base URL
    without a slash at its end.

    Port 0 means any free port. With `tls`, which must be a context for servers, the server uses
    HTTPS. When the `with` block ends, all connections are closed and all threads ended. Raises
    OSError if the port is in use.
    """
    door = _Door(simulator, port, tls)
    thread = threading.Thread(
        target=door.serve_forever, kwargs={"poll_interval": 0.02}, name="simulator"
    )
    thread.start()
    try:
        yield f"{'https' if tls else 'http'}://127.0.0.1:{door.server_port}"
    finally:
        door.shutdown()
        thread.join()
        door.close()


class _Door(ThreadingHTTPServer):
    daemon_threads = False
    request_queue_size = 128

    def __init__(self, simulator: Simulator, port: int, tls: ssl.SSLContext | None) -> None:
        self.simulator = simulator
        self.tls = tls
        self.closing = threading.Event()
        self._open: set[socket.socket] = set()
        self._open_lock = threading.Lock()
        super().__init__(("127.0.0.1", port), _Connection)
        if tls is not None:
            # The TLS handshake is done in the connection's own thread, so that a client that stalls
            # does not block other clients.
            self.socket = tls.wrap_socket(
                self.socket, server_side=True, do_handshake_on_connect=False
            )

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._open_lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._open_lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Prints an unexpected error of a connection, because such an error shows a mistake in the
        simulator. While the server is closing, errors are ignored, because the server itself cuts
        the connections then."""
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
        fault = self.server.simulator.faults.strike_connection()
        if fault is not None:
            self.server.closing.wait(fault.delay_seconds)
            self._cut(fault)
            return
        with contextlib.suppress(ConnectionError, ssl.SSLError):
            super().handle()

    def answer(self) -> None:
        simulator = self.server.simulator
        headers = {name.lower(): value for name, value in self.headers.items()}
        secure = self.server.tls is not None
        request = Request(self.command, self.path, headers, secure=secure)
        fault = simulator.strike(request)
        if fault is not None and fault.cut == "headers":
            simulator.answer(request, fault)
            self._cut(fault)
            return
        body = self.rfile.read(int(headers.get("content-length", "0")))
        response = simulator.answer(replace(request, body=body), fault)
        self._send(response, fault or Fault())

    do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815 - http.server's names

    def _send(self, response: Response | None, fault: Fault) -> None:
        """Sends the answer, or as much of it as the fault allows, and then cuts the connection if
        the fault says so. If there is no answer, only cuts the connection."""
        if fault.delay_seconds and self.server.closing.wait(fault.delay_seconds):
            return
        if fault.raw is not None:
            self._write(fault.raw, fault)
            self._cut(fault)
            return
        if response is None or fault.cut == "request":
            self._cut(fault)
            return
        status, headers, body = rendered(response)
        if fault.cut == "status":
            self._write(status, fault)
        elif fault.cut == "body":
            self._write(status + headers + body[: len(body) // 2], fault)
        else:
            self._write(status + headers + body, fault)
        if fault.cut is not None:
            self._cut(fault)

    def _write(self, content: bytes, fault: Fault) -> None:
        if not fault.drip_seconds:
            self.wfile.write(content)
            return
        for byte in content:
            self.wfile.write(bytes([byte]))
            if self.server.closing.wait(fault.drip_seconds):
                return

    def _cut(self, fault: Fault) -> None:
        """Ends the connection. If the fault demands a TCP reset, the client loses all bytes of the
        answer that the client has not read yet."""
        self.close_connection = True
        if fault.reset:
            at_once = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
            self.connection.close()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's name
        """Prints nothing, because `Simulator.requests` holds all requests."""


def rendered(response: Response) -> tuple[bytes, bytes, bytes]:
    """Returns the bytes of a response in three parts: the status line, the headers with the empty
    line after them, and the body."""
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
