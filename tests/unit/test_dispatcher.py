"""Tests that the host answers each request once and in time, and that each failure has a code."""

import asyncio
import json
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from click_to_call.errors import Problem
from click_to_call.host import dispatcher
from click_to_call.host.dispatcher import MOST_AT_ONCE, Dispatcher
from click_to_call.host.framing import MAX_OUT_BYTES, FrameReader, FrameWriter
from click_to_call.host.handshake import answer_at_once
from click_to_call.host.protocol import (
    Call,
    CallPlace,
    CallRead,
    Calls,
    CallsRecent,
    Numbers,
    PhoneNumber,
    Request,
)
from click_to_call.host.services import Services, fitting


class Browser:
    """The browser's end of the pipe. A test can read each answer here as soon as the host has
    written it."""

    def __init__(self) -> None:
        self.receiving, sending = os.pipe()
        self.writer = FrameWriter(sending)
        self.reader = FrameReader(self.receiving)

    def next(self) -> dict[str, Any]:
        head = os.read(self.receiving, 4)
        body = os.read(self.receiving, int.from_bytes(head, "little"))
        message: dict[str, Any] = json.loads(body)
        return message


class OddServices(Services):
    """The host's services, with one change: a test's function may answer the request for recent
    calls."""

    def __init__(self, home: Path, recent: Callable[[], Awaitable[Calls]] | None = None) -> None:
        super().__init__({"CLICK_TO_CALL_HOME": str(home)})
        self._recent = recent

    async def calls_recent(self, request: CallsRecent) -> Calls:
        if self._recent is not None:
            return await self._recent()
        return await super().calls_recent(request)


def reply_of(services: Services, frame: bytes) -> dict[str, Any]:
    async def ask() -> bytes:
        return msgspec.json.encode(await Dispatcher(Browser().writer, services).reply(frame))

    reply: dict[str, Any] = json.loads(asyncio.run(ask()))
    return reply


RECENT = b'{"id":"1","type":"calls.recent"}'


def test_a_problem_becomes_a_reply_with_its_code(tmp_path: Path) -> None:
    async def refuse() -> Calls:
        raise Problem("journal_unusable", "In other words.")

    assert reply_of(OddServices(tmp_path, refuse), RECENT) == {
        "id": "1",
        "problem": {"code": "journal_unusable", "message": "In other words."},
    }


def test_what_nobody_foresaw_is_internal_and_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail() -> Calls:
        raise ZeroDivisionError("of +14155552671")

    reply = reply_of(OddServices(tmp_path, fail), RECENT)
    assert reply["problem"]["code"] == "internal"
    assert "4155552671" not in json.dumps(reply)
    assert "ZeroDivisionError" in caplog.text


def test_a_timeout_inside_a_part_is_not_mistaken_for_the_deadline(tmp_path: Path) -> None:
    async def fail() -> Calls:
        raise TimeoutError

    assert reply_of(OddServices(tmp_path, fail), RECENT)["problem"]["code"] == "internal"


def test_a_part_that_hangs_is_answered_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def hang() -> Calls:
        await asyncio.Event().wait()
        return Calls(calls=())

    haste: dict[type[Request], float] = {**dispatcher.WITHIN_SECONDS, CallsRecent: 0.05}
    monkeypatch.setattr(dispatcher, "WITHIN_SECONDS", haste)
    reply = reply_of(OddServices(tmp_path, hang), RECENT)
    assert reply["problem"]["code"] == "internal"
    assert reply["problem"]["parameters"] == {"reason": "late"}
    assert "in time" in reply["problem"]["message"]


@pytest.mark.parametrize(
    ("ours", "theirs", "answer"),
    [
        (3, 3, 3),
        (3, 2, 2),  # The host has protocol 3, and also knows protocol 2.
        (3, 1, "update_extension"),
        (3, 0, "update_extension"),
        (3, -1, "update_extension"),
        # The extension has protocol 4. After this answer, it sends a `hello` with protocol 3.
        (3, 4, "update_host"),
        (3, None, 3),
        (1, 1, 1),
        (1, 0, "update_extension"),
        (1, 2, "update_host"),
    ],
)
def test_the_last_two_protocols_work_together_or_name_the_half_to_update(
    monkeypatch: pytest.MonkeyPatch, ours: int, theirs: int | None, answer: int | str
) -> None:
    monkeypatch.setattr("click_to_call.host.handshake.PROTOCOL", ours)
    fields = {"id": "1", "type": "hello"} | ({} if theirs is None else {"protocol": theirs})
    told = answer_at_once(json.dumps(fields).encode())
    assert told is not None
    reply = json.loads(told)
    if isinstance(answer, int):
        assert reply["ok"]["protocol"] == answer
    else:
        assert reply["problem"]["code"] == answer


def test_another_protocol_names_the_half_to_update(tmp_path: Path) -> None:
    services = OddServices(tmp_path)
    newer = reply_of(services, b'{"id":"1","type":"hello","protocol":2}')
    older = reply_of(services, b'{"id":"1","type":"hello","protocol":0}')
    assert newer["problem"]["code"] == "update_host"
    assert older["problem"]["code"] == "update_extension"


def test_one_slow_answer_does_not_hold_up_the_next(tmp_path: Path) -> None:
    browser = Browser()

    async def talk() -> None:
        going_on = asyncio.Event()

        async def slow() -> Calls:
            await going_on.wait()
            return Calls(calls=())

        host = Dispatcher(browser.writer, OddServices(tmp_path, slow))
        host.take(RECENT)
        host.take(b'{"id":"2","type":"hello"}')
        while len(host._tasks) > 1:
            await asyncio.sleep(0)
        assert browser.next()["id"] == "2"
        going_on.set()
        while host._tasks:
            await asyncio.sleep(0)
        assert browser.next() == {"id": "1", "ok": {"calls": []}}

    asyncio.run(talk())


def test_a_flood_is_refused_and_not_hoarded(tmp_path: Path) -> None:
    browser = Browser()

    async def flood() -> None:
        async def hang() -> Calls:
            await asyncio.Event().wait()
            return Calls(calls=())

        host = Dispatcher(browser.writer, OddServices(tmp_path, hang))
        for _ in range(MOST_AT_ONCE + 1):
            host.take(RECENT)
        assert browser.next()["problem"]["code"] == "rate_limited"
        for task in host._tasks:
            task.cancel()

    asyncio.run(flood())


def test_an_answer_that_is_too_long_is_said(tmp_path: Path) -> None:
    browser = Browser()

    async def ask() -> None:
        async def long() -> Calls:
            return Calls(calls=(_long_call(),))

        host = Dispatcher(browser.writer, OddServices(tmp_path, long))
        host.take(RECENT)
        while host._tasks:
            await asyncio.sleep(0)

    asyncio.run(ask())
    assert browser.next()["problem"]["code"] == "too_large"


def _long_call() -> Call:
    return Call(
        call_id="1",
        to="x" * MAX_OUT_BYTES,
        from_=None,
        caller_id=None,
        state="ended",
        placed_at=0.0,
        changed_at=0.0,
    )


def test_a_browser_that_is_gone_is_no_failure(tmp_path: Path) -> None:
    browser = Browser()
    os.close(browser.receiving)

    async def ask() -> None:
        host = Dispatcher(browser.writer, OddServices(tmp_path))
        host.take(b'{"id":"2","type":"hello"}')
        while host._tasks:
            await asyncio.sleep(0)

    asyncio.run(ask())


def test_an_invalid_configuration_is_said_to_every_request_but_hello(tmp_path: Path) -> None:
    services = Services({"CLICK_TO_CALL_HOME": str(tmp_path), "CLICK_TO_CALL_SERVER": "evil.test"})
    for request in (CallPlace(id="1", to="+12125550100"), CallRead(id="1", call_id="1")):
        reply = reply_of(services, msgspec.json.encode(request))
        assert reply["problem"]["code"] == "config_invalid"
    assert "ok" in reply_of(services, b'{"id":"1","type":"hello"}')


def test_files_that_others_can_change_are_not_trusted(tmp_path: Path) -> None:
    tmp_path.joinpath("config.toml").write_text("")
    tmp_path.chmod(0o777)
    reply = reply_of(Services({"CLICK_TO_CALL_HOME": str(tmp_path)}), RECENT)
    assert reply["problem"]["code"] == "config_invalid"
    tmp_path.chmod(0o700)
    assert "ok" in reply_of(Services({"CLICK_TO_CALL_HOME": str(tmp_path)}), RECENT)


def entries(count: int) -> tuple[PhoneNumber, ...]:
    return tuple(
        PhoneNumber(phone_number=f"+1650{number:07}", label="Ö" * 60, group="company")
        for number in range(count)
    )


@pytest.mark.parametrize(("phones", "shown"), [(10, 5_000), (1_000, 1_000), (3, 20)])
def test_long_lists_are_cut_to_fit_one_message(phones: int, shown: int) -> None:
    given = Numbers(from_=entries(phones), caller_id=entries(shown), fetched_at=0.0)
    cut = fitting(given)
    assert len(msgspec.json.encode(cut)) < MAX_OUT_BYTES
    assert cut.from_[:10] == given.from_[:10]
    assert cut.caller_id == given.caller_id[: len(cut.caller_id)]
    assert (cut.problems.get("caller_id") is not None) == (cut.caller_id != given.caller_id)
