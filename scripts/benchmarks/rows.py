"""A row of the benchmark's table: what was measured, what of it is judged, and how it is printed.

Depends on nothing but the standard library.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Final, Generic, Literal, TypeVar

T = TypeVar("T")
Other = TypeVar("Other")

Judged = Literal["beyond", "itself", "ratio"]
"""What is held against the limit: ours less plain, ours alone, or ours divided by plain."""

HEAD: Final = (
    f"{'':<64}{'unit':<10}{'ours':>9}{'plain':>9}{'judged':>9}{'lowest':>9}{'c2d':>10}"
    f"{'c2d/ours':>9}  limit"
)


@dataclass(frozen=True)
class Figures(Generic[T]):
    """What was measured of the page with the extension, plain, and with ringcentral-c2d.

    One entry a round; no entries where a side was not measured.
    """

    ours: Sequence[T]
    plain: Sequence[T]
    peer: Sequence[T]

    def each(self, pick: Callable[[T], Other]) -> "Figures[Other]":
        """The figures with something picked out of each entry."""
        sides = ([pick(entry) for entry in side] for side in (self.ours, self.plain, self.peer))
        return Figures(*sides)


@dataclass(frozen=True)
class Row:
    """The figures of all rounds, in `unit`.

    `limit` is the most that the judged figure may be, and `peer_share` the largest share of the
    peer's figure. `painted` says how many of the numbers in view were painted, and of how many.
    """

    name: str
    unit: str
    figures: Figures[float]
    judged: Judged = "beyond"
    limit: float | None = None
    peer_share: float | None = None
    painted: tuple[int, int] = (0, 0)

    def figure(self, pick: Callable[[Sequence[float]], float] = median) -> float:
        """What is judged: the median of the rounds, or what `pick` picks of them."""
        return self._less(self.figures.ours, pick)

    def peer_figure(self, pick: Callable[[Sequence[float]], float] = median) -> float | None:
        """The same of the peer."""
        return self._less(self.figures.peer, pick) if self.figures.peer else None

    def peer_ratio(self) -> float | None:
        """How many times ours the peer's figure is; None where one of them is lost in the noise."""
        ours, peer = self.figure(), self.peer_figure()
        return peer / ours if peer is not None and min(ours, peer) > 0 else None

    def passes(self) -> bool | None:
        """Whether all numbers in view were painted and no limit is passed; None without limit."""
        painted, in_view = self.painted
        if painted < in_view:
            return False
        held = []
        if self.limit is not None:
            held.append(self.figure() <= self.limit)
        if self.peer_share is not None and (peer := self.peer_figure()) is not None:
            held.append(self.figure() <= self.peer_share * peer)
        return all(held) if held else None

    def line(self) -> str:
        """The row as it is printed under HEAD."""
        plain, ratio = self.figures.plain, self.peer_ratio()
        columns = [
            _told(median(self.figures.ours)),
            _told(median(plain) if plain else None),
            _told(self.figure()),
            _told(self.figure(min)),
        ]
        told_ratio = "-" if ratio is None else f"{ratio:.1f}x"
        return (
            f"{self.name:<64}{self.unit:<10}{''.join(f'{told:>9}' for told in columns)}"
            f"{_told(self.peer_figure()):>10}{told_ratio:>9}  {self._limits():<19}{self._verdict()}"
        ).rstrip()

    def as_json(self) -> dict[str, Any]:
        """All figures, for programs."""
        return {
            "name": self.name,
            "unit": self.unit,
            "judged": self.judged,
            "rounds": {
                "ours": list(self.figures.ours),
                "plain": list(self.figures.plain),
                "peer": list(self.figures.peer),
            },
            "figure": self.figure(),
            "lowest": self.figure(min),
            "peer": self.peer_figure(),
            "limit": self.limit,
            "peer_share": self.peer_share,
            "painted": self.painted,
            "passes": self.passes(),
        }

    def _less(self, figures: Sequence[float], pick: Callable[[Sequence[float]], float]) -> float:
        if self.judged == "itself":
            return pick(figures)
        if self.judged == "ratio":
            return pick(figures) / pick(self.figures.plain)
        return pick(figures) - pick(self.figures.plain)

    def _limits(self) -> str:
        limits = [] if self.limit is None else [f"<= {self.limit:g}"]
        if self.peer_share is not None:
            limits.append(f"<= c2d / {1 / self.peer_share:g}")
        return ", ".join(limits)

    def _verdict(self) -> str:
        passes = self.passes()
        verdict = "" if passes is None else "pass" if passes else "FAIL"
        painted, in_view = self.painted
        return f"{verdict} ({painted} of {in_view} painted)" if in_view else verdict


def _told(figure: float | None) -> str:
    if figure is None:
        return "-"
    return f"{figure:,.2f}" if abs(figure) < 10 else f"{figure:,.1f}"
