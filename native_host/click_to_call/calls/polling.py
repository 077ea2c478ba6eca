"""Decides how often the host asks RingCentral for the state of a call, and when the host stops
asking.

The module is pure and depends on no other module: functions get the time as an argument.
RingCentral reports the state of a RingOut call only on request, and its guide allows 50 such
requests a minute.
"""

from dataclasses import dataclass
from typing import Final

POLL_EVERY_SECONDS: Final = 2.5
"""The time between two requests for a call's status. The host thus sends 24 requests a minute,
about half of what RingCentral allows."""
POLL_CONNECTED_EVERY_SECONDS: Final = 10.0
"""The time between two requests for a call's status if the call has been connected for longer than
QUICK_POLLING_SECONDS."""
QUICK_POLLING_SECONDS: Final = 60.0
"""For this time after a call is connected, the host requests the call's status every
POLL_EVERY_SECONDS, and later only every POLL_CONNECTED_EVERY_SECONDS."""
RINGING_LIMIT_SECONDS: Final = 75.0
"""The host stops following a ringing call if a phone has rung for this time without an answer. Real
phones ring for a shorter time. No other call can be placed while a call counts as ringing."""
UNREACHABLE_LIMIT_SECONDS: Final = 180.0
"""While RingCentral cannot be reached, the host follows a ringing call for this time after the last
change of the call's state. Until the host stops, no other call can be placed."""
UNKNOWN_STATUS_LIMIT_SECONDS: Final = 20.0
"""The host stops following a ringing call if, for this time, RingCentral has reported only status
words that the host does not know."""
CONNECTED_LIMIT_SECONDS: Final = 4 * 3600.0
"""The host stops following a connected call after this time, because RingCentral may go on
reporting a call as connected after the call has ended."""


@dataclass
class Watch:
    """Records for how long the state of a followed call has not changed. Times are Unix timestamps
    in seconds."""

    since: float
    """The time at which the call's present state was first seen."""
    silent_since: float | None = None
    """The time since which RingCentral has sent only status words that the host does not know.
    None if the host knew a status word of the last answer."""
    is_heard: bool = True
    """Whether RingCentral answered the last request for the call's status."""

    def is_over(self, state: str, now: float) -> bool:
        """Returns whether the host should stop following the call, which is in `state` at the time
        `now`. If the computer's clock was set back, the times begin anew."""
        self.since = min(self.since, now)
        if self.silent_since is not None:
            self.silent_since = min(self.silent_since, now)
        if state == "connected":
            return now - self.since > CONNECTED_LIMIT_SECONDS
        is_silent = (
            self.silent_since is not None and now - self.silent_since > UNKNOWN_STATUS_LIMIT_SECONDS
        )
        return is_silent or now - self.since > (
            RINGING_LIMIT_SECONDS if self.is_heard else UNREACHABLE_LIMIT_SECONDS
        )


def pause_in(state: str, seconds: float) -> float:
    """Returns how many seconds the host waits before the next status request. The call has been in
    `state` for `seconds`."""
    is_long_talk = state == "connected" and seconds > QUICK_POLLING_SECONDS
    return POLL_CONNECTED_EVERY_SECONDS if is_long_talk else POLL_EVERY_SECONDS
