"""Parses the digit patterns in phonenumbers' metadata. Computes the possible lengths of a matching
text, and generates random matching texts.

The parser supports only that part of the syntax of regular expressions that the metadata uses.
"""

import re
from dataclasses import dataclass
from random import Random

TOKEN = re.compile(r"\\d|\[[\d-]*\]|\{\d+(?:,\d+)?\}|\(\?:|[()|?$\d]")


@dataclass(frozen=True)
class Part:
    """One digit out of a set (`[2-4]`), or a group of branches, with a number of repetitions."""

    choice: "str | Branches"
    least: int
    most: int


Branches = list[list[Part]]


def parse(pattern: str) -> Branches:
    """Returns the tree of a pattern such as `1(?:[2-4]|7\\d{2,3})?`.

    Raises ValueError if the pattern uses other syntax.
    """
    tokens = TOKEN.findall(pattern)
    if "".join(tokens) != pattern:
        raise ValueError(f"a pattern of an unknown form: {pattern}")
    tokens.reverse()
    return _branches(tokens)


def _branches(tokens: list[str]) -> Branches:
    """Reads the branches up to the closing bracket, and removes their tokens from `tokens`."""
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
    """Removes a `?` or `{2,5}` from the tokens if one comes next. Returns the least and the most
    repetitions; without such a token, both are 1."""
    if not tokens or tokens[-1][0] not in "?{":
        return 1, 1
    sign = tokens.pop()
    if sign == "?":
        return 0, 1
    bounds = [int(bound) for bound in sign[1:-1].split(",")]
    return bounds[0], bounds[-1]


def _digits(token: str) -> str:
    """Returns the digits that `5`, `\\d` or `[2-47]` matches."""
    return "".join(digit for digit in "0123456789" if re.fullmatch(token, digit))


def lengths(branches: Branches) -> set[int]:
    """Returns the possible lengths of the texts that the pattern with this tree matches."""
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
    """Returns a random text that the pattern with this tree matches."""
    digits = []
    for part in random.choice(branches):
        for _ in range(random.randint(part.least, part.most)):
            if isinstance(part.choice, str):
                digits.append(random.choice(part.choice))
            else:
                digits.append(example(part.choice, random))
    return "".join(digits)
