"""Reads the extension's requests, runs a task for each request, ends the task after the request's
timeout, and writes the reply. If a request raises a Problem, the reply contains the Problem.

Depends on host/framing.py, host/handshake.py, host/protocol.py and host/services.py.
"""

import asyncio
import logging
import os
import threading
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final, NoReturn

import msgspec

from click_to_call import logs
from click_to_call.errors import Problem
from click_to_call.host.framing import MAX_OUT_BYTES, FrameReader, FrameWriter
from click_to_call.host.handshake import DECODER, ENCODER, greet, refusal
from click_to_call.host.protocol import (
    AccountConfigure,
    AccountRead,
    AccountSignIn,
    AccountSignOut,
    AnyPush,
    CallCancel,
    CallPlace,
    CallRead,
    CallsRecent,
    Hello,
    Identifier,
    NumberDescribe,
    NumbersList,
    Reply,
    Request,
)
from click_to_call.host.services import Services

logger = logging.getLogger(__name__)

ENDS_WITHIN_SECONDS: Final = 0.3
"""The time between the end of standard input and the end of the process. Tasks that still run after
this time are not completed."""
MOST_AT_ONCE: Final = 64
"""The most requests that the host answers at a time. The extension needs only a few at a time. If
a fault makes the extension send more, the host refuses the further requests, so that they do not
fill the host's memory."""

WITHIN_SECONDS: Final[dict[type[Request], float]] = {
    Hello: 1.0,
    AccountRead: 12.0,
    AccountConfigure: 12.0,
    AccountSignIn: 12.0,
    AccountSignOut: 12.0,
    NumbersList: 25.0,
    NumberDescribe: 4.0,
    CallPlace: 40.0,
    CallRead: 4.0,
    CallCancel: 28.0,
    CallsRecent: 4.0,
}
"""The timeout of each type of request. It is a little shorter than the extension's own timeout for
this request, so that the extension gets a reply that explains the delay."""
_ASKS_EXCHANGE: Final = (
    AccountRead,
    AccountConfigure,
    AccountSignIn,
    AccountSignOut,
    NumbersList,
    CallCancel,
)


class _Addressed(msgspec.Struct):
    """The `id` of a request whose other fields may be faulty. The reply that refuses such a request
    needs only the id."""

    id: Identifier


class Dispatcher:
    """Answers the requests that arrive on one port, until the browser closes the port."""

    def __init__(self, writer: FrameWriter, services: Services) -> None:
        self._writer = writer
        self._services = services
        services.tell(self.push)
        self._tasks: set[asyncio.Task[None]] = set()
        self._answers: dict[type[Request], Callable[[Any], Awaitable[msgspec.Struct]]] = {
            Hello: _hello,
            AccountRead: services.account_read,
            AccountConfigure: services.account_configure,
            AccountSignIn: services.account_sign_in,
            AccountSignOut: services.account_sign_out,
            NumbersList: services.numbers_list,
            NumberDescribe: services.number_describe,
            CallPlace: services.call_place,
            CallRead: services.call_read,
            CallCancel: services.call_cancel,
            CallsRecent: services.calls_recent,
        }

    async def serve(self, reader: FrameReader, first: bytes | Problem | None) -> None:
        """Answers all frames of `reader` until the browser closes the pipe. `first` is None, or a
        frame that was read before this call and must be answered first. If that frame could not be
        read, `first` is the Problem that says why."""
        inbox: asyncio.Queue[bytes | Problem | None] = asyncio.Queue()
        if first is not None:
            inbox.put_nowait(first)
        start_reading(reader, asyncio.get_running_loop(), inbox)
        while (frame := await inbox.get()) is not None:
            self.take(frame)
            # `sleep(0)` lets the task that answers this frame start. Otherwise no task would start
            # as long as frames arrive without a pause.
            await asyncio.sleep(0)
        self._services.abandon()

    def take(self, frame: bytes | Problem) -> None:
        """Starts a task that answers one frame. If the frame could not be read, `frame` is the
        Problem that says why; this method then writes a refusal at once, and also if too many tasks
        run."""
        if isinstance(frame, Problem):
            self._write(refusal(None, frame))
        elif len(self._tasks) >= MOST_AT_ONCE:
            problem = Problem("rate_limited", reason="crowd")
            self._write(refusal(readable_id(frame), problem))
        else:
            task = asyncio.create_task(self._answer(frame))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def push(self, push: AnyPush) -> None:
        """Sends the extension a push, which is a message that the extension did not request."""
        self._send(ENCODER.encode(push))

    async def _answer(self, frame: bytes) -> None:
        self._write(await self.reply(frame))

    async def reply(self, frame: bytes) -> Reply:
        """Returns the reply to the request in one frame. If the request is faulty or its handling
        fails, the reply contains a problem."""
        request_id = None
        try:
            request = decode(frame)
            request_id = request.id
            logger.debug("asked for %s", type(request).__name__)
            return Reply(id=request.id, ok=await self._in_time(request))
        except Problem as problem:
            return refusal(request_id or readable_id(frame), problem)
        except Exception:
            logger.exception("a request could not be answered")
            return refusal(request_id, Problem("internal"))

    async def _in_time(self, request: Request) -> msgspec.Struct:
        try:
            async with asyncio.timeout(WITHIN_SECONDS[type(request)]) as limit:
                return await self._answers[type(request)](request)
        except TimeoutError:
            if not limit.expired():
                raise
            if isinstance(request, _ASKS_EXCHANGE):
                raise Problem("exchange_unreachable", reason="silent") from None
            raise Problem("internal", reason="late") from None

    def _write(self, reply: Reply) -> None:
        payload = ENCODER.encode(reply)
        if len(payload) > MAX_OUT_BYTES:
            problem = Problem("too_large", reason="answer")
            payload = ENCODER.encode(refusal(reply.id, problem))
        self._send(payload)

    def _send(self, payload: bytes) -> None:
        try:
            self._writer.write(payload)
        except OSError:
            # The browser has closed the pipe. The thread that reads the frames notices this, and
            # ends the process.
            logger.info("an answer found nobody to read it")


def serve_browser(
    reader: FrameReader,
    writer: FrameWriter,
    first: bytes | Problem | None,
    environment: Mapping[str, str],
    *,
    is_verbose: bool,
) -> NoReturn:
    """Answers the extension's requests until the browser closes the pipe, and then ends the
    process. `first` is the first frame, or the Problem that says why this frame could not be read.
    If the first frame has been answered already, `first` is None."""
    services = Services(environment)
    try:
        logs.start(services.config.logs, is_verbose=is_verbose)
    except Problem:
        # config.toml is faulty. The reply to every request says so.
        logs.start(None, is_verbose=is_verbose, is_for_people=False)

    async def live() -> None:
        await Dispatcher(writer, services).serve(reader, first)
        # `os._exit` ends the process without asyncio's clean-up. The clean-up would wait for all
        # threads, and a thread may hang in the keyring.
        os._exit(0)

    asyncio.run(live())
    os._exit(0)


async def _hello(request: Hello) -> msgspec.Struct:
    return greet(request)


def decode(frame: bytes) -> Request:
    """Returns the request that a frame contains. Raises Problem("bad_message"), whose text quotes
    nothing of the request because the request may hold a phone number."""
    try:
        request: Request = DECODER.decode(frame)
    except msgspec.ValidationError as error:
        where = str(error).rpartition(" - at ")[2]
        logger.warning("a request had the wrong shape at %s", where)
        raise Problem("bad_message") from None
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise Problem("bad_message") from None
    return request


def readable_id(frame: bytes) -> str | None:
    """Returns the id of a faulty request, so that the reply can have the same id. Returns None if
    the request has no valid id."""
    try:
        return msgspec.json.decode(frame, type=_Addressed).id
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None


def start_reading(
    reader: FrameReader,
    loop: asyncio.AbstractEventLoop,
    inbox: "asyncio.Queue[bytes | Problem | None]",
) -> None:
    """Starts a thread that reads frames and puts them into `inbox`. When the browser closes the
    pipe, this thread ends the process after ENDS_WITHIN_SECONDS.

    If the thread did not do this, a task that hangs in the keyring, in a full pipe or in a library
    could keep the process alive for ever. Browsers do not always end the process themselves: they
    kill the host only after some seconds, and on Windows not at all if the browser started the host
    through a shell.
    """

    def read() -> None:
        frame: bytes | Problem | None = b""
        while frame is not None:
            try:
                frame = reader.read()
            except Problem as problem:
                frame = problem
            except OSError:
                frame = None
            loop.call_soon_threadsafe(inbox.put_nowait, frame)
        time.sleep(ENDS_WITHIN_SECONDS)
        os._exit(0)

    threading.Thread(target=read, name="reader", daemon=True).start()
