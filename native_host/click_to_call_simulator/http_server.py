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
    """Serves the simulator on 127.0.0.1. Yields its base URL without a slash at the end.

    Port 0 means any free port. With `tls`, a server's context, it serves HTTPS. At the end, all
    connections are closed and all threads have ended. Raises OSError if the port is in use.
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
            # Each connection's own thread does the handshake, so that a client that stalls does not
            # block the others.
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
        """Ignores errors of clients at the end; prints all others, which are mistakes of the
        simulator."""
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
        """Sends the answer, up to the point where the fault cuts it. Without an answer, it cuts the
        connection."""
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
        """Ends the connection. With a reset, bytes that the client has not read are lost too."""
        self.close_connection = True
        if fault.reset:
            at_once = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
            self.connection.close()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's name
        """Prints nothing: `Simulator.requests` holds all requests."""


def rendered(response: Response) -> tuple[bytes, bytes, bytes]:
    """Returns the status line, the headers with the empty line, and the body."""
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
