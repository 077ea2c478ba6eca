"""The amount of work of a benchmark: the size of its pages, its rounds, and how long a page must
rest.

Depends on the standard library only.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Size:
    """Pages have the `share`-th part of their numbers and texts; each is measured `rounds` times.

    A page is at rest when its main thread has been idle for `quiet_ms`. With ringcentral-c2d it is
    `peer_quiet_ms`, because that looks at a page one second after a change.
    """

    share: int
    rounds: int
    quiet_ms: float
    peer_quiet_ms: float

    def of(self, full: int) -> int:
        """Returns this size's part of a number of texts, numbers or steps, at least 1."""
        return max(1, full // self.share)


SIZES: Final = {
    "full": Size(share=1, rounds=5, quiet_ms=1500, peer_quiet_ms=1500),
    "small": Size(share=20, rounds=1, quiet_ms=500, peer_quiet_ms=1250),
}
