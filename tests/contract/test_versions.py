"""Tests that extension and host work together if one of them is a version older than the other. If
the difference is larger, the user reads which of the two to update.

The tests make the other version from today's version by changing its protocol number. A number one
higher stands for the next version. A number that is no longer supported stands for a very old
version.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from click_to_call.host.allowed_origins import ORIGIN
from tests.support.host import lonely_environment
from tests.support.node_eval import EXTENSION, NODE

HARNESS = Path(__file__).resolve().parents[1] / "support" / "native_port_process.mjs"
_HOST = """\
from click_to_call.host import handshake, protocol
handshake.PROTOCOL = {protocol}
from click_to_call.cli import main
main()
"""
_WITHOUT_CONFIGURE = """\
import msgspec
from click_to_call.host import dispatcher, handshake, protocol
known = [one for one in protocol.AnyRequest.__args__ if one is not protocol.AccountConfigure]
import functools, operator
handshake.DECODER = msgspec.json.Decoder(functools.reduce(operator.or_, known))
dispatcher.DECODER = handshake.DECODER
from click_to_call.cli import main
main()
"""

_DIES = """\
import os
from click_to_call.host.services import Services
async def die(self, request):
    os._exit(1)
Services.numbers_list = Services.call_read = die
from click_to_call.cli import main
main()
"""


def ask(
    folder: Path, *requests: tuple[str, dict[str, Any]], host: str, extension: int = 1
) -> list[dict[str, Any]]:
    """Connects the extension to a host that runs the Python source text `host`. Sends the requests,
    and returns the extension's result for each. `extension` is the extension's protocol number."""
    (folder / "package.json").write_text('{"type": "module"}')
    code = folder / "background"
    for name in ("background", "shared"):
        shutil.copytree(EXTENSION / name, folder / name)
    protocol = code / "native_protocol.js"
    source = re.sub(r"PROTOCOL = 1;", f"PROTOCOL = {extension};", protocol.read_text("utf-8"))
    protocol.write_text(source, "utf-8")
    command = [str(NODE), str(HARNESS), str(code), sys.executable, "-c", host, ORIGIN]
    done = subprocess.run(
        command,
        input="".join(json.dumps(request) + "\n" for request in requests),
        env=lonely_environment(folder / "home"),
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    ("extension", "host", "problem"),
    [
        (1, 1, None),
        (2, 1, None),
        (1, 2, None),
        (2, 2, None),
        (3, 2, None),
        (3, 1, "update_host"),
        (1, 3, "update_extension"),
    ],
)
def test_the_last_two_versions_work_together_whichever_half_is_older(
    tmp_path: Path, extension: int, host: int, problem: str | None
) -> None:
    (answer,) = ask(
        tmp_path,
        ("calls.recent", {}),
        host=_HOST.format(protocol=host),
        extension=extension,
    )
    if problem is None:
        assert answer["ok"] == {"calls": []}
    else:
        assert answer["problem"]["code"] == problem


def test_a_host_that_does_not_know_a_later_request_is_to_be_updated(tmp_path: Path) -> None:
    configured, read = ask(
        tmp_path,
        ("account.configure", {"client_id": "sv9uHaZ3RkGxRzXk7Q2bXw"}),
        ("calls.recent", {}),
        host=_WITHOUT_CONFIGURE,
    )
    assert configured["problem"]["code"] == "update_host"
    assert read["ok"] == {"calls": []}, "what both know goes on working"


def test_a_host_that_dies_during_another_request_is_told_as_lost(tmp_path: Path) -> None:
    """Otherwise nobody would follow the call that is under way, or wait for the sign-in."""
    told = ask(tmp_path, ("numbers.list", {}), host=_DIES)
    assert {"lost": True} in told
    assert [one["problem"]["code"] for one in told if "problem" in one] == ["host_died"]


def test_a_host_that_never_began_is_not_told_as_lost(tmp_path: Path) -> None:
    (answer,) = ask(tmp_path, ("numbers.list", {}), host="raise SystemExit(1)")
    assert answer["problem"]["code"] == "host_died"


def test_what_becomes_of_a_call_is_left_to_the_request_about_it(tmp_path: Path) -> None:
    (answer,) = ask(tmp_path, ("call.read", {"call_id": "00000000-0000"}), host=_DIES)
    assert answer["problem"]["code"] == "host_died"
