"""How much the benchmark does: the size of its pages, its rounds, how long it waits for rest."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Size:
    """Pages have the `share`-th part of their numbers and texts; each is measured `rounds` times.

    A page has come to rest when its main thread has done nothing for `quiet_ms`, and with
    ringcentral-c2d for `peer_quiet_ms`, for that looks at the page a second after it changed.
    """

    share: int
    rounds: int
    quiet_ms: float
    peer_quiet_ms: float

    def of(self, full: int) -> int:
        """The part of a number of texts, numbers or steps."""
        return max(1, full // self.share)


SIZES: Final = {
    "full": Size(share=1, rounds=5, quiet_ms=1500, peer_quiet_ms=1500),
    "small": Size(share=20, rounds=1, quiet_ms=500, peer_quiet_ms=1250),
}
