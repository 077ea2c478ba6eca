"""What happened, for whoever looks for a fault: a small rotating file, and standard error.

Knows no part of the host. Lines never hold a telephone number in full.
"""

import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

MAX_BYTES: Final = 256 * 1024
KEPT_FILES: Final = 2
# Nothing in front of the message looks like a number, or it would be masked.
_LINE: Final = "%(asctime)s [%(process)d] %(levelname)s %(name)s: %(message)s"
_NUMBER: Final = re.compile(r"(?<![\w.])\+?\d[\d ()/-]{5,}\d(?![\w.])")


class _Masked(logging.Formatter):
    """The last to touch a line, tracebacks included."""

    def format(self, record: logging.LogRecord) -> str:
        return _NUMBER.sub(lambda match: mask(match[0]), super().format(record))


def mask(number: str) -> str:
    """Enough to tell two numbers apart, not enough to call."""
    return f"{number[:3]}…{number[-2:]}"


def start(folder: Path | None, *, is_verbose: bool, is_for_people: bool | None = None) -> None:
    """Log to standard error and, if `folder` can be written, to host.log there.

    Without a folder it is for a person at the keyboard, unless `is_for_people` says otherwise.
    People are answered by the command itself: nothing is logged between its answers unless they
    ask for it.
    """
    silent = (folder is None if is_for_people is None else is_for_people) and not is_verbose
    handlers: list[logging.Handler] = [logging.NullHandler() if silent else logging.StreamHandler()]
    failure = None
    if folder is not None:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handlers.append(
                RotatingFileHandler(
                    folder / "host.log",
                    maxBytes=MAX_BYTES,
                    backupCount=KEPT_FILES,
                    encoding="utf-8",
                )
            )
        except OSError as error:
            failure = error
    root = logging.getLogger()
    root.setLevel(logging.DEBUG if is_verbose else logging.INFO)
    for handler in handlers:
        handler.setFormatter(_Masked(_LINE, datefmt="%d %b %H:%M:%S"))
        root.addHandler(handler)
    logging.raiseExceptions = False  # a full disk must not print a traceback for each line
    for chatty in ("httpx", "httpcore", "keyring", "asyncio", "filelock"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    if failure is not None:
        logging.getLogger(__name__).warning("no log file: %s", failure)
