"""Tests that the logs say what happened and never contain a complete phone number."""

import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from click_to_call import logs

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    root = logging.getLogger()
    level, raises = root.level, logging.raiseExceptions
    before = set(root.handlers)
    yield tmp_path / "logs"
    for handler in set(root.handlers) - before:
        if not handler.__class__.__module__.startswith("_pytest"):
            handler.close()
            root.removeHandler(handler)
    root.setLevel(level)
    logging.raiseExceptions = raises


def text(folder: Path) -> str:
    return (folder / "host.log").read_text("utf-8")


@pytest.mark.parametrize(
    "number", ["+14155552671", "415 555 2671", "(415) 555-2671", "+44 20 7946 0958", "4155552671"]
)
def test_numbers_are_masked(folder: Path, number: str) -> None:
    logs.start(folder, is_verbose=False)
    logging.getLogger("click_to_call").warning("calling %s now", number)
    written = text(folder)
    assert number not in written
    assert re.search(r"calling \(?\S{3}…\d\d now$", written.rstrip())


def test_numbers_in_a_traceback_are_masked(folder: Path) -> None:
    logs.start(folder, is_verbose=False)
    try:
        raise ValueError("+14155552671")
    except ValueError:
        logging.getLogger("click_to_call").exception("it went wrong")
    assert "ValueError" in text(folder)
    assert "4155552671" not in text(folder)


def test_time_and_process_are_not_taken_for_numbers(folder: Path) -> None:
    logs.start(folder, is_verbose=False)
    logging.getLogger("click_to_call").warning("status 200 after 12 s")
    assert "…" not in text(folder)


def test_files_stay_small(folder: Path) -> None:
    logs.start(folder, is_verbose=False)
    for _ in range(10_000):
        logging.getLogger("click_to_call").info("a line that stands for one of ten thousand calls")
    files = list(folder.iterdir())
    assert len(files) <= logs.KEPT_FILES + 1
    assert sum(path.stat().st_size for path in files) <= logs.MAX_BYTES * (logs.KEPT_FILES + 1)


def test_libraries_are_quiet_and_more_is_said_when_asked(folder: Path) -> None:
    logs.start(folder, is_verbose=True)
    logging.getLogger("click_to_call").debug("a detail")
    logging.getLogger("httpcore.http11").debug("send_request_headers Bearer x")
    assert "a detail" in text(folder)
    assert "Bearer" not in text(folder)


def test_a_folder_that_cannot_be_written_is_no_failure(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.write_text("a file where the folder should be")
    logs.start(folder, is_verbose=False)
    assert "no log file" in capsys.readouterr().err


@pytest.mark.parametrize("is_verbose", [False, True])
def test_people_read_no_log_lines_between_the_answers_unless_they_ask(is_verbose: bool) -> None:
    code = (
        "import logging; from click_to_call import logs\n"
        f"logs.start(None, is_verbose={is_verbose})\n"
        "logging.getLogger('click_to_call.x').warning('refused: 403')\n"
        "logging.getLogger('other').error('no traceback for people')\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ("refused: 403" in said.stderr) is is_verbose
    assert bool(said.stderr) is is_verbose
    assert said.stdout == ""
