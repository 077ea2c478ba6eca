"""Sets up logging, which helps to find faults. Log lines go to standard error and to a small
rotating file.

Depends on Python's logging only. No log line holds a complete phone number.
"""

import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

MAX_BYTES: Final = 256 * 1024
KEPT_FILES: Final = 2
# The format of a log line. The date, the time and the process id must not look like a phone number,
# because otherwise _Masked would mask them.
_LINE: Final = "%(asctime)s [%(process)d] %(levelname)s %(name)s: %(message)s"
_NUMBER: Final = re.compile(r"(?<![\w.])\+?\d[\d ()/-]{5,}\d(?![\w.])")


class _Masked(logging.Formatter):
    """Formats a log record and masks all phone numbers in it, even in a traceback."""

    def format(self, record: logging.LogRecord) -> str:
        return _NUMBER.sub(lambda match: mask(match[0]), super().format(record))


def mask(number: str) -> str:
    """Returns the number's first three and last two characters. They are enough to distinguish
    numbers, but too few to call one."""
    return f"{number[:3]}…{number[-2:]}"


def start(folder: Path | None, *, is_verbose: bool, is_for_people: bool | None = None) -> None:
    """Starts logging to standard error and, if `folder` is given and can be written, to the file
    host.log in this folder.

    If `is_for_people` is True, a user at a terminal sees standard error. This user reads the
    command's own output, so nothing is logged to standard error unless `is_verbose` is True. If
    `is_for_people` is None, the host assumes that a user sees standard error if `folder` is None.
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
    # Otherwise Python would print a traceback for each log line that a full disk cannot take.
    logging.raiseExceptions = False
    for chatty in ("httpx", "httpcore", "keyring", "asyncio", "filelock"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    if failure is not None:
        logging.getLogger(__name__).warning("no log file: %s", failure)
