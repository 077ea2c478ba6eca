"""Provides the rows of the benchmark's table: a row's figures, the figure to which its limit
applies, and the row as text.

Depends on the standard library only.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Final, Generic, Literal, TypeVar

T = TypeVar("T")
Other = TypeVar("Other")

Judged = Literal["beyond", "itself", "ratio"]
"""The figure to which the limit applies: "beyond" is the extension's figure less the plain
page's, "itself" is the extension's own figure, and "ratio" is the extension's divided by the
plain page's."""

HEAD: Final = (
    f"{'':<64}{'unit':<10}{'ours':>9}{'plain':>9}{'judged':>9}{'lowest':>9}{'c2d':>10}"
    f"{'c2d/ours':>9}  limit"
)


@dataclass(frozen=True)
class Figures(Generic[T]):
    """The figures of a page on the three sides: with the extension, plain (without the extension),
    and with ringcentral-c2d.

    Each side has one figure for each round, or no figure if that side was not measured.
    """

    ours: Sequence[T]
    plain: Sequence[T]
    peer: Sequence[T]

    def each(self, pick: Callable[[T], Other]) -> "Figures[Other]":
        """Calls `pick` with each of these figures. Returns the results, in the same order."""
        sides = ([pick(entry) for entry in side] for side in (self.ours, self.plain, self.peer))
        return Figures(*sides)


@dataclass(frozen=True)
class Row:
    """A row of the table with the figures of all rounds, in `unit`.

    `judged` says what `figure` returns. `limit` is the highest value that `figure` may have. If
    `peer_share` is given, `figure` must also be at most this share of the peer's figure. `painted`
    says how many of the numbers in view were painted, and how many numbers were in view.
    """

    name: str
    unit: str
    figures: Figures[float]
    judged: Judged = "beyond"
    limit: float | None = None
    peer_share: float | None = None
    painted: tuple[int, int] = (0, 0)

    def figure(self, pick: Callable[[Sequence[float]], float] = median) -> float:
        """Returns the figure to which `limit` applies. `pick` combines the figures of all rounds
        into one, for example into their median."""
        return self._less(self.figures.ours, pick)

    def peer_figure(self, pick: Callable[[Sequence[float]], float] = median) -> float | None:
        """Returns the figure of ringcentral-c2d that corresponds to `figure`, or None if
        ringcentral-c2d was not measured."""
        return self._less(self.figures.peer, pick) if self.figures.peer else None

    def peer_ratio(self) -> float | None:
        """Returns the figure of ringcentral-c2d divided by the extension's figure. Returns None if
        ringcentral-c2d was not measured, or if one of the two figures is not greater than 0."""
        ours, peer = self.figure(), self.peer_figure()
        return peer / ours if peer is not None and min(ours, peer) > 0 else None

    def passes(self) -> bool | None:
        """Returns False if a number in view was not painted or a limit is exceeded. Otherwise
        returns True if the row has a limit, and None if it has none."""
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
        """Returns the row as a line of text, in the columns of HEAD."""
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
        """Returns the row's name, unit, figures and limits, made of values that JSON can
        represent."""
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
