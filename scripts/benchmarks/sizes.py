"""Says how much work a benchmark does: the size of its pages, the number of rounds, and the time
for which a page must rest.

Depends on the standard library only.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Size:
    """How much a run of the benchmark measures. The full count of a page's texts and phone numbers
    is divided by `share`. Each page is measured `rounds` times.

    A page is at rest when its main thread has been idle for `quiet_ms`. A page with ringcentral-c2d
    must be idle for `peer_quiet_ms` instead, because ringcentral-c2d looks at a page only one
    second after a change.
    """

    share: int
    rounds: int
    quiet_ms: float
    peer_quiet_ms: float

    def of(self, full: int) -> int:
        """Returns how many texts, phone numbers or steps a benchmark of this size uses: `full`, the
        count of the full size, divided by `share`, but at least 1."""
        return max(1, full // self.share)


SIZES: Final = {
    "full": Size(share=1, rounds=5, quiet_ms=1500, peer_quiet_ms=1500),
    "small": Size(share=20, rounds=1, quiet_ms=500, peer_quiet_ms=1250),
}
