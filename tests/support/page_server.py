"""Serves pages on the loopback, because extensions do not run on file URLs. Depends on nothing."""

import contextlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path


class PageServer(ThreadingHTTPServer):
    """Serves the files of a folder, and the pages that `add` gets as text. A browser may use any
    name that ends in `.test` for this server."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Visit)
        self.folder = folder.resolve()
        self.pages: dict[str, tuple[str, bytes]] = {}
        self.held: dict[str, threading.Event] = {}

    def url(self, path: str, host: str = "pages.test") -> str:
        return f"http://{host}:{self.server_port}/{path.lstrip('/')}"

    def add(self, html: str, host: str = "pages.test", after: threading.Event | None = None) -> str:
        """Adds a page for the lifetime of the server, and returns the page's address on `host`.

        If `after` is given, the server sends only the headers at first. The server sends the page's
        body when the event `after` is set.
        """
        path = f"/page-{len(self.pages)}.html"
        self.pages[path] = ("text/html; charset=utf-8", html.encode())
        if after:
            self.held[path] = after
        return self.url(path, host)


@contextlib.contextmanager
def serve_pages(folder: Path) -> Iterator[PageServer]:
    server = PageServer(folder)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Visit(BaseHTTPRequestHandler):
    server: PageServer

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        found = self.server.pages.get(path) or self._file(path)
        kind, body = found or ("text/plain", b"There is no such page.")
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-cache")
        self.end_headers()
        if path in self.server.held:
            self.server.held[path].wait()
        self.wfile.write(body)

    def _file(self, path: str) -> tuple[str, bytes] | None:
        file = (self.server.folder / path.lstrip("/")).resolve()
        if not file.is_relative_to(self.server.folder) or not file.is_file():
            return None
        kind = guess_type(file.name)[0] or "application/octet-stream"
        if kind.startswith("text/"):
            kind += "; charset=utf-8"
        return kind, file.read_bytes()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Logs nothing."""
