"""Simulates RingCentral's rate limits. Each group of requests has a limit for the requests of the
last minute. A request above the limit is refused and starts a penalty: for a minute, the simulator
refuses all requests of the group.

Depends on http_types.py.
"""

from collections import deque
from dataclasses import dataclass, field
from typing import Final

from .http_types import Response, api_error

PER_MINUTE: Final = {"Light": 50, "Medium": 40, "Heavy": 10, "Auth": 5}
"""For each rate-limit group, how many requests a user may send with one app in a minute. These are
RingCentral's defaults."""

WINDOW_SECONDS: Final = 60
PENALTY_SECONDS: Final = 60


@dataclass
class _Window:
    times: deque[float] = field(default_factory=deque)
    penalty_until: float = 0


@dataclass
class Limits:
    """Counts the requests of each client in each group. A group that is not in `per_minute` has no
    limit."""

    per_minute: dict[str, int] = field(default_factory=lambda: dict(PER_MINUTE))
    _windows: dict[tuple[str, str], _Window] = field(default_factory=dict)

    def count(self, who: str, group: str, now: float) -> tuple[dict[str, str], Response | None]:
        """Counts one request of the client `who`. Returns the headers to add to the answer. Also
        returns the answer 429 (too many requests) if the limit is exceeded, and otherwise None.

        A request during a penalty starts the penalty anew.
        """
        limit = self.per_minute.get(group)
        if limit is None:
            return {}, None
        window = self._windows.setdefault((who, group), _Window())
        while window.times and window.times[0] <= now - WINDOW_SECONDS:
            window.times.popleft()
        refused = now < window.penalty_until or len(window.times) >= limit
        if refused:
            window.penalty_until = now + PENALTY_SECONDS
        else:
            window.times.append(now)
        headers = {
            "X-Rate-Limit-Group": group.lower(),
            "X-Rate-Limit-Limit": str(limit),
            "X-Rate-Limit-Remaining": "0" if refused else str(limit - len(window.times)),
            "X-Rate-Limit-Window": str(WINDOW_SECONDS),
        }
        return headers, _too_many(headers) if refused else None


def _too_many(headers: dict[str, str]) -> Response:
    answer = api_error(429, "RequestRateExceeded", "CMN-301", "Request rate exceeded")
    more = headers | {"Retry-After": str(PENALTY_SECONDS)}
    return Response(429, {**answer.headers, **more}, answer.body)
