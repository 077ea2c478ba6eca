"""How often a call under way is asked after, and when to stop waiting for it.

Pure. RingCentral tells of a RingOut only when asked; its guide allows 50 such questions a minute.
"""

from dataclasses import dataclass
from typing import Final

POLL_EVERY: Final = 2.5
"""Seconds. 24 a minute, half of what the exchange allows for reading."""
POLL_CONNECTED_EVERY: Final = 10.0
"""Seconds, after the first minute of a conversation: nobody watches a badge for the end of it."""
QUICK_WHILE_CONNECTED: Final = 60.0
"""Seconds of a conversation that are polled at POLL_EVERY."""
RINGS_WITHIN: Final = 75.0
"""Seconds in which each phone must have answered. None rings for longer, and as long as a call
seems to ring no other can be placed."""
UNHEARD_WITHIN: Final = 180.0
"""Seconds in which nothing can be heard of a ringing call, because the exchange is out of reach,
before it is given up; no other call could be placed meanwhile either."""
SAYS_NOTHING_WITHIN: Final = 20.0
"""Seconds after which a ringing call is given up when the exchange's words for it mean nothing."""
TALKS_WITHIN: Final = 4 * 3600.0
"""Seconds after which a connected call is no longer followed."""


@dataclass
class Watch:
    """How long a followed call has stood still. Times by the clock, in seconds."""

    since: float
    """The present state was seen first."""
    silent_since: float | None = None
    """The exchange's words have meant nothing from then on; None while they do."""
    is_heard: bool = True
    """Whether the last question was answered."""

    def is_over(self, state: str, now: float) -> bool:
        """Whether waiting for the next state makes no sense any more."""
        if state == "connected":
            return now - self.since > TALKS_WITHIN
        is_silent = self.silent_since is not None and now - self.silent_since > SAYS_NOTHING_WITHIN
        return is_silent or now - self.since > (RINGS_WITHIN if self.is_heard else UNHEARD_WITHIN)


def pause_in(state: str, seconds: float) -> float:
    """Seconds until the next question, in a state that has lasted for `seconds`."""
    is_long_talk = state == "connected" and seconds > QUICK_WHILE_CONNECTED
    return POLL_CONNECTED_EVERY if is_long_talk else POLL_EVERY
