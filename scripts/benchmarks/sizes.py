"""How much the benchmark measures: the size of its pages, the rounds, and the waits."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Size:
    """Pages have one `share`-th of their numbers and texts; each is measured `rounds` times.

    A page is at rest when its main thread was idle for `quiet_ms`; with ringcentral-c2d for
    `peer_quiet_ms`, because that script reads the page one second after a change.
    """

    share: int
    rounds: int
    quiet_ms: float
    peer_quiet_ms: float

    def of(self, full: int) -> int:
        """One `share`-th of a count of texts, numbers or steps."""
        return max(1, full // self.share)


SIZES: Final = {
    "full": Size(share=1, rounds=5, quiet_ms=1500, peer_quiet_ms=1500),
    "small": Size(share=20, rounds=1, quiet_ms=500, peer_quiet_ms=1250),
}
