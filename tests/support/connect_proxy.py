"""Provides proxies like those of companies. A proxy connects its clients to one local port,
whatever address they request.

One proxy speaks HTTP CONNECT, and the other speaks SOCKS 5 (RFC 1928) and can require a name and a
password (RFC 1929). The proxies forward bytes unchanged. Depends on the standard library only.
"""

import contextlib
import socket
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

ESTABLISHED = b"HTTP/1.1 200 Connection established\r\n\r\n"


@dataclass(frozen=True)
class Tunnel:
    """A running proxy. `url` is the value for an environment variable such as HTTPS_PROXY. `asked`
    lists each connection so far: the request line of an HTTP proxy, or the target of a SOCKS
    proxy."""

    url: str
    asked: list[str]


class _Proxy(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, handler: type[socketserver.StreamRequestHandler], port: int) -> None:
        self.port = port
        self.asked: list[str] = []
        self.answer = ESTABLISHED
        self.credentials: tuple[str, str] | None = None
        super().__init__(("127.0.0.1", 0), handler)


class _Tunnel(socketserver.StreamRequestHandler):
    """Handles one HTTP client: reads the head of a CONNECT request, answers it, and then forwards
    all bytes."""

    server: _Proxy
    # Reads without a buffer, because the bytes after the head must be forwarded.
    rbufsize = 0

    def handle(self) -> None:
        self.server.asked.append(self.rfile.readline().decode("latin-1").strip())
        while self.rfile.readline().strip():
            pass
        if not self.server.asked[-1].startswith("CONNECT "):
            return  # This is not a CONNECT request.
        self.wfile.write(self.server.answer)
        if self.server.answer == ESTABLISHED:
            _join(self.connection, self.server.port)


class _Socks(socketserver.StreamRequestHandler):
    """Handles one SOCKS 5 client: chooses the authentication, checks the name and password, and
    then forwards all bytes."""

    server: _Proxy
    rbufsize = 0

    def handle(self) -> None:
        _, count = self.rfile.read(2)
        offered = self.rfile.read(count)
        wanted = 0 if self.server.credentials is None else 2
        if wanted not in offered:
            self.wfile.write(b"\x05\xff")
            return
        self.wfile.write(bytes([5, wanted]))
        if wanted and not self._is_known():
            self.wfile.write(b"\x01\x01")
            return
        if wanted:
            self.wfile.write(b"\x01\x00")
        self._connect()

    def _is_known(self) -> bool:
        self.rfile.read(1)
        name = self.rfile.read(self.rfile.read(1)[0]).decode()
        password = self.rfile.read(self.rfile.read(1)[0]).decode()
        return (name, password) == self.server.credentials

    def _connect(self) -> None:
        *_, kind = self.rfile.read(4)
        length = self.rfile.read(1)[0] if kind == 3 else {1: 4, 4: 16}[kind]
        name = self.rfile.read(length).decode("latin-1")
        port = int.from_bytes(self.rfile.read(2), "big")
        self.server.asked.append(f"{name}:{port}")
        is_open = self.server.answer == ESTABLISHED
        # In SOCKS 5, 2 means "connection not allowed by ruleset".
        self.wfile.write(bytes([5, 0 if is_open else 2, 0, 1]) + bytes(6))
        if is_open:
            _join(self.connection, self.server.port)


def _join(near: socket.socket, port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as far:
        back = threading.Thread(target=_pass_on, args=(far, near), daemon=True)
        back.start()
        _pass_on(near, far)
        back.join()


def _pass_on(source: Any, target: Any) -> None:
    with contextlib.suppress(OSError):
        while part := source.recv(65_536):
            target.sendall(part)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)


@contextlib.contextmanager
def tunnel_to(port: int, answer: bytes = ESTABLISHED) -> Iterator[Tunnel]:
    """Runs an HTTP proxy, which answers each CONNECT request with `answer`. If `answer` is
    ESTABLISHED, the proxy connects each client to the local `port`."""
    with _serving(_Proxy(_Tunnel, port), "http", answer) as tunnel:
        yield tunnel


@contextlib.contextmanager
def socks_to(
    port: int, *, credentials: tuple[str, str] | None = None, refuses: bool = False
) -> Iterator[Tunnel]:
    """Runs a SOCKS 5 proxy, which connects each client with the right `credentials` to the local
    `port`. With `refuses`, the proxy refuses every client."""
    proxy = _Proxy(_Socks, port)
    proxy.credentials = credentials
    with _serving(proxy, "socks5", b"" if refuses else ESTABLISHED) as tunnel:
        yield tunnel


@contextlib.contextmanager
def _serving(proxy: _Proxy, scheme: str, answer: bytes) -> Iterator[Tunnel]:
    proxy.answer = answer
    thread = threading.Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    host, own_port = proxy.server_address[:2]
    try:
        yield Tunnel(f"{scheme}://{host!s}:{own_port}", proxy.asked)
    finally:
        proxy.shutdown()
        thread.join()
        proxy.server_close()
