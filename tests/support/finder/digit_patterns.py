"""The patterns of digits in phonenumbers' metadata as trees: which lengths, which examples.

It knows the small part of regular expressions that the metadata uses, and nothing of numbers.
"""

import re
from dataclasses import dataclass
from random import Random

TOKEN = re.compile(r"\\d|\[[\d-]*\]|\{\d+(?:,\d+)?\}|\(\?:|[()|?$\d]")


@dataclass(frozen=True)
class Part:
    """Digits of which one is taken (`[2-4]`), or a group of branches, so many times."""

    choice: "str | Branches"
    least: int
    most: int


Branches = list[list[Part]]


def parse(pattern: str) -> Branches:
    """The tree of a pattern such as `1(?:[2-4]|7\\d{2,3})?`; ValueError if it holds more."""
    tokens = TOKEN.findall(pattern)
    if "".join(tokens) != pattern:
        raise ValueError(f"a pattern of an unknown form: {pattern}")
    tokens.reverse()
    return _branches(tokens)


def _branches(tokens: list[str]) -> Branches:
    """Everything up to the closing bracket; takes the tokens from the end."""
    branches: Branches = [[]]
    while tokens and tokens[-1] != ")":
        sign = tokens.pop()
        if sign == "|":
            branches.append([])
        elif sign in ("(", "(?:"):
            group = _branches(tokens)
            tokens.pop()
            branches[-1].append(Part(group, *_repeats(tokens)))
        elif sign != "$":
            branches[-1].append(Part(_digits(sign), *_repeats(tokens)))
    return branches


def _repeats(tokens: list[str]) -> tuple[int, int]:
    """The bounds of `?` or `{2,5}`, if such a thing comes next."""
    if not tokens or tokens[-1][0] not in "?{":
        return 1, 1
    sign = tokens.pop()
    if sign == "?":
        return 0, 1
    bounds = [int(bound) for bound in sign[1:-1].split(",")]
    return bounds[0], bounds[-1]


def _digits(token: str) -> str:
    """The digits that `5`, `\\d` or `[2-47]` stands for."""
    return "".join(digit for digit in "0123456789" if re.fullmatch(token, digit))


def lengths(branches: Branches) -> set[int]:
    """How long the texts are that the tree describes."""
    result: set[int] = set()
    for branch in branches:
        totals = {0}
        for part in branch:
            one = {1} if isinstance(part.choice, str) else lengths(part.choice)
            for count in range(part.most):
                longer = {total + length for total in totals for length in one}
                totals = totals | longer if count >= part.least else longer
        result |= totals
    return result


def example(branches: Branches, random: Random) -> str:
    """A random text that the tree describes."""
    digits = []
    for part in random.choice(branches):
        for _ in range(random.randint(part.least, part.most)):
            if isinstance(part.choice, str):
                digits.append(random.choice(part.choice))
            else:
                digits.append(example(part.choice, random))
    return "".join(digits)
