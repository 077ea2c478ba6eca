"""How often the host asks RingCentral for the state of a call, and when it stops asking.

The module is pure: it gets the time as an argument. RingCentral reports the state of a RingOut only
on request, and its guide allows 50 such requests a minute.
"""

from dataclasses import dataclass
from typing import Final

POLL_EVERY_SECONDS: Final = 2.5
"""24 requests a minute, about half of what RingCentral allows."""
POLL_CONNECTED_EVERY_SECONDS: Final = 10.0
"""Interval after the first minute of a conversation, when its end matters less."""
QUICK_POLLING_SECONDS: Final = 60.0
"""A conversation is polled at POLL_EVERY_SECONDS for this time."""
RINGING_LIMIT_SECONDS: Final = 75.0
"""Each phone must be answered within this time. Phones ring for less long, and while a call seems
to ring, no other call can be placed."""
UNREACHABLE_LIMIT_SECONDS: Final = 180.0
"""If RingCentral is unreachable for this time, a ringing call is given up. Until then no other call
can be placed."""
UNKNOWN_STATUS_LIMIT_SECONDS: Final = 20.0
"""If all status words of a ringing call are unknown for this time, the call is given up."""
CONNECTED_LIMIT_SECONDS: Final = 4 * 3600.0
"""A connected call is not followed for longer than this."""


@dataclass
class Watch:
    """How long the state of a followed call has not changed. Times are Unix timestamps in
    seconds."""

    since: float
    """When the present state was first seen."""
    silent_since: float | None = None
    """Since when RingCentral's status words have been unknown; None if the last ones were known."""
    is_heard: bool = True
    """Whether RingCentral answered the last status request."""

    def is_over(self, state: str, now: float) -> bool:
        """Returns whether to stop waiting for the next state."""
        if state == "connected":
            return now - self.since > CONNECTED_LIMIT_SECONDS
        is_silent = (
            self.silent_since is not None and now - self.silent_since > UNKNOWN_STATUS_LIMIT_SECONDS
        )
        return is_silent or now - self.since > (
            RINGING_LIMIT_SECONDS if self.is_heard else UNREACHABLE_LIMIT_SECONDS
        )


def pause_in(state: str, seconds: float) -> float:
    """Returns the seconds until the next status request, for a state that has lasted `seconds`."""
    is_long_talk = state == "connected" and seconds > QUICK_POLLING_SECONDS
    return POLL_CONNECTED_EVERY_SECONDS if is_long_talk else POLL_EVERY_SECONDS
