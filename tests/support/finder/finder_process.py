"""Runs the extension's detection as a long-lived process that reads and writes JSON lines.

Depends on scripts/find_numbers.mjs and the Node of the environment.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

SCRIPT = Path(__file__).parents[3] / "scripts" / "find_numbers.mjs"
NODE = Path(sys.executable).with_name("node")


class FinderProcess:
    """A process of scripts/find_numbers.mjs, which answers any number of requests. The process ends
    at the end of the `with` block.

    A request is `{"text", "region"}` or `{"number"}`, as scripts/find_numbers.mjs describes.
    """

    def __init__(self, *options: str) -> None:
        command = [str(NODE), str(SCRIPT), *options]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, encoding="utf-8")

    def ask(self, requests: Iterable[dict[str, str]]) -> list[Any]:
        """Returns the answers in the order of the requests.

        Raises EOFError if the process has ended.
        """
        lines = [json.dumps(request) + "\n" for request in requests]
        # Another thread writes the requests while this thread reads the answers. If one thread did
        # both, this process might wait until the finder reads more requests, while the finder waits
        # until this process reads answers.
        writer = threading.Thread(target=self._write, args=(lines,))
        writer.start()
        try:
            return [self._read() for _ in lines]
        finally:
            writer.join()

    def _write(self, lines: list[str]) -> None:
        assert self._process.stdin
        self._process.stdin.writelines(lines)
        self._process.stdin.flush()

    def _read(self) -> Any:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise EOFError("the finder has ended; its last words are above")
        return json.loads(line)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()
