"""Follows one call on the command line, from the request to its end, and handles Ctrl-C.

Depends on host/services.py, which places the call, and on commands/console_texts.py for the names
of the call's states. On a terminal, one line shows the state of the user's phone, the state of the
called phone and a clock; the line is overwritten each second. If the output is no terminal, a line
is printed for each new state of the call.
"""

import asyncio
import signal
import sys
import time
from contextlib import suppress
from typing import Final

from click_to_call.commands import console, console_texts
from click_to_call.errors import Problem
from click_to_call.host.protocol import AnyPush, Call, CallCancel, CallChanged, CallPlace, CallRead
from click_to_call.host.services import Services

_TICK_SECONDS: Final = 1.0
_CLEAR: Final = "\r\x1b[2K"


class Follower:
    """Places one call and follows it."""

    def __init__(self, services: Services, *, is_silent: bool = False) -> None:
        """With `is_silent`, the states of the call are not printed, because the command prints JSON
        at the end."""
        self._services = services
        self._is_silent = is_silent
        self._is_live = console.is_live() and not is_silent
        self._began = time.monotonic()
        self._call: Call | None = None
        self._is_end_told = False
        self._over = asyncio.Event()
        self._interrupted = asyncio.Event()

    async def follow(self, request: CallPlace) -> Call:
        """Places the call, and waits until the call is over or the user interrupts the command.
        Returns the call with its last known state. Raises Problem if the call cannot be placed."""
        self._services.tell(lambda push: self._told(push, request.id))
        loop = asyncio.get_running_loop()
        # Windows' event loops cannot handle signals. On Windows, Ctrl-C cancels this task instead.
        with suppress(NotImplementedError):
            loop.add_signal_handler(signal.SIGINT, self._interrupted.set)
        clock = asyncio.create_task(self._tick())
        try:
            await self._place(request)
            while not self._over.is_set():
                await _first_of(self._over, self._interrupted)
                if self._interrupted.is_set() and not await self._goes_on(request.id):
                    break
        except asyncio.CancelledError:  # Ctrl-C on Windows
            console.note(console_texts.text("call_goes_on"))
            raise
        finally:
            clock.cancel()
            self._finish_line()
            with suppress(NotImplementedError):
                loop.remove_signal_handler(signal.SIGINT)
        return await self._services.call_read(CallRead(id="cli", call_id=request.id))

    async def _place(self, request: CallPlace) -> None:
        """Places the call. If the call cannot be placed, raises a Problem, which the command
        prints. The call's last state is then not printed, because its text contains the Problem's
        text."""
        try:
            await self._services.call_place(request)
        except Problem:
            self._is_end_told = True
            raise

    async def _goes_on(self, call_id: str) -> bool:
        """Handles Ctrl-C: asks the user whether to cancel the call, and cancels the call if the
        user says yes. Returns False if the command should end now although the call goes on,
        because the user said no or could not be asked. Otherwise returns True, and the command
        waits for the end of the call."""
        self._interrupted.clear()
        self._finish_line()
        if not console.is_terminal():
            console.note(console_texts.text("call_goes_on"))
            return False
        is_wanted = await self._wants_to_cancel()
        if self._over.is_set():  # The call has ended while the user was asked.
            return True
        if not is_wanted:
            console.note(console_texts.text("call_goes_on"))
            return False
        try:
            await self._services.call_cancel(CallCancel(id="cli", call_id=call_id))
        except Problem as problem:
            console.note(f"{problem.message} [{problem.code}]")
        return True

    async def _wants_to_cancel(self) -> bool:
        """Asks the user whether to cancel the call. Every answer except "no" means yes. A second
        Ctrl-C also means yes."""
        console.note(console_texts.text("ask_cancel"))
        loop = asyncio.get_running_loop()
        typed, answered = [""], asyncio.Event()

        def read() -> None:
            typed[0] = sys.stdin.readline()
            answered.set()

        loop.add_reader(sys.stdin, read)
        try:
            await _first_of(answered, self._interrupted, self._over)
        finally:
            loop.remove_reader(sys.stdin)
        return not typed[0].strip().lower().startswith("n")

    # --- output ---------------------------------------------------------------------------------

    def _told(self, push: AnyPush, call_id: str) -> None:
        """Prints the state of the followed call. The host may also push what became of a call that
        an earlier host has left behind."""
        if not isinstance(push, CallChanged) or push.call.call_id != call_id:
            return
        self._call = push.call
        is_final = push.call.state in console_texts.FINAL
        if not self._is_live and not self._is_silent and not is_final:
            console.say(_line(push.call))
        if self._is_live and not is_final:
            self._draw()
        if is_final:
            self._over.set()

    async def _tick(self) -> None:
        while self._is_live:
            self._draw()
            await asyncio.sleep(_TICK_SECONDS)

    def _draw(self) -> None:
        if self._call is None or self._over.is_set():
            return
        seconds = int(time.monotonic() - self._began)
        you, them = console_texts.legs(self._call.state)
        clock = f"{seconds // 60}:{seconds % 60:02d}"
        sys.stdout.write(f"{_CLEAR}Your phone: {you}  ·  They: {them}  ·  {clock}")
        sys.stdout.flush()

    def _finish_line(self) -> None:
        if self._call is None or self._is_silent:
            return
        if self._is_live:
            sys.stdout.write(_CLEAR)
            sys.stdout.flush()
        if self._call.state in console_texts.FINAL and not self._is_end_told:
            self._is_end_told = True
            console.say(_line(self._call))


async def _first_of(*events: asyncio.Event) -> None:
    """Waits until one of the events is set."""
    waits = [asyncio.create_task(event.wait()) for event in events]
    await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for task in waits:
        task.cancel()


def _line(call: Call) -> str:
    shown = console_texts.state(call.state)
    return f"{shown}: {call.problem.message}" if call.problem else shown
