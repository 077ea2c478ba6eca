"""Keeps the rate-limit penalties. RingCentral limits the requests of each group, such as "Light" or
"Heavy", separately. While a group has a penalty, the host must send no request of this group.

All hosts of a user share the penalties through a small file, because RingCentral counts the
requests of all these hosts together, and because a host may end before a penalty ends. Depends on
config.py and errors.py. The module sends nothing.
"""

import contextlib
import email.utils
import hashlib
import json
import math
import os
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

import msgspec

from click_to_call.config import Config
from click_to_call.errors import Problem

# The length of a penalty if RingCentral's answer has no Retry-After header. RingCentral's guide
# then requires a pause of at least 30 s, and RingCentral's own SDK waits 60 s.
_PENALTY_SECONDS: Final = 60.0
_LONGEST_PENALTY_SECONDS: Final = 3600.0


class _Penalty(NamedTuple):
    """One penalty. `end` is the Unix timestamp in seconds at which the penalty ends; `seconds` is
    the penalty's whole length."""

    end: float
    seconds: float


class Penalties:
    """Holds the penalty of each rate-limit group. If the host sent a request during a penalty,
    RingCentral would begin the penalty again."""

    def __init__(self, config: Config, clock: Callable[[], float]) -> None:
        digest = hashlib.sha256(config.server.encode()).hexdigest()[:16]
        self._file = config.state / f"silence-{digest}.json"
        self._clock = clock
        self._penalties: dict[str, _Penalty] = {}

    def refuse_during(self, group: str) -> None:
        """Raises Problem("rate_limited") if the rate-limit group has a penalty now. The Problem
        says how many seconds are left."""
        known = (self._penalties.get(group), self._on_disk().get(group))
        penalty = max((one for one in known if one), default=None)
        if penalty is None:
            return
        left = penalty.end - self._clock()
        # If more time seems to be left than the penalty's whole length, the clock was set back.
        # Nobody knows how much time has passed, so the penalty begins again.
        if left > penalty.seconds:
            left = penalty.seconds
            self._keep(group, left)
        if left > 0:
            raise rate_limited(left)

    def note(self, group: str, status: int, headers: Mapping[str, str]) -> None:
        """Begins a penalty for the rate-limit group if an answer requires one: an answer 429, or an
        answer 503 with Retry-After."""
        told = headers.get("retry-after", "")
        if status == 429 or (status == 503 and told):
            self._keep(group, penalty_seconds(told, self._clock()))

    def _keep(self, group: str, seconds: float) -> None:
        penalty = self._penalties[group] = _Penalty(self._clock() + seconds, seconds)
        # If the file cannot be written, this process still keeps the penalty in memory. Only the
        # other hosts do not learn of it.
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            fresh = self._file.with_suffix(f".{os.getpid()}")
            # The penalties of other groups, which another host may have written, stay in the file.
            fresh.write_text(json.dumps(self._on_disk() | {group: penalty}), "utf-8")
            fresh.replace(self._file)

    def _on_disk(self) -> dict[str, _Penalty]:
        try:
            kept = msgspec.json.decode(self._file.read_bytes(), type=dict[str, _Penalty])
        except (OSError, msgspec.MsgspecError):
            return {}
        longest = _LONGEST_PENALTY_SECONDS
        return {group: one for group, one in kept.items() if 0 < one.seconds <= longest}


def penalty_seconds(told: str, now: float) -> float:
    """Returns the length of the penalty in seconds, between 1 and _LONGEST_PENALTY_SECONDS. `told`
    is the answer's Retry-After header: a number of seconds or a date. For any other text, returns
    _PENALTY_SECONDS. `now` is a Unix timestamp in seconds."""
    seconds = _PENALTY_SECONDS
    if told.isascii() and told.isdigit():
        seconds = float(told[:9])
    elif told:
        with contextlib.suppress(TypeError, ValueError):
            seconds = email.utils.parsedate_to_datetime(told).timestamp() - now
    return min(max(seconds, 1.0), _LONGEST_PENALTY_SECONDS)


def rate_limited(seconds: float) -> Problem:
    """Returns the Problem for a request that must wait this number of seconds."""
    return Problem("rate_limited", reason="wait", seconds=math.ceil(seconds))


def rate_limited_by(headers: Mapping[str, str], now: float) -> Problem:
    """Returns the Problem for an answer 429 that has these headers. `now` is a Unix timestamp in
    seconds."""
    return rate_limited(penalty_seconds(headers.get("retry-after", ""), now))
