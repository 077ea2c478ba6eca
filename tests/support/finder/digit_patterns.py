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
    """A part of a pattern that matches `least` to `most` times. `choice` is a set of digits, such
    as "234" for `[2-4]`, or the alternatives of a group, such as `(?:1|23)`."""

    choice: "str | Branches"
    least: int
    most: int


Branches = list[list[Part]]


def parse(pattern: str) -> Branches:
    """Returns the alternatives of a pattern such as `1(?:[2-4]|7\\d{2,3})?`, each as a list of
    parts.

    Raises ValueError if the pattern uses other syntax.
    """
    tokens = TOKEN.findall(pattern)
    if "".join(tokens) != pattern:
        raise ValueError(f"a pattern of an unknown form: {pattern}")
    tokens.reverse()
    return _branches(tokens)


def _branches(tokens: list[str]) -> Branches:
    """Removes tokens from the end of `tokens`, which has them in reverse order, until a closing
    bracket comes. Returns the alternatives that the removed tokens describe."""
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
    """Removes the next token if it is a quantifier, such as `?` or `{2,5}`. Returns the least and
    the greatest number of repetitions: (2, 5) for `{2,5}`, and (1, 1) without a quantifier."""
    if not tokens or tokens[-1][0] not in "?{":
        return 1, 1
    sign = tokens.pop()
    if sign == "?":
        return 0, 1
    bounds = [int(bound) for bound in sign[1:-1].split(",")]
    return bounds[0], bounds[-1]


def _digits(token: str) -> str:
    """Returns all digits that a token such as `5`, `\\d` or `[2-47]` matches."""
    return "".join(digit for digit in "0123456789" if re.fullmatch(token, digit))


def lengths(branches: Branches) -> set[int]:
    """Returns the possible lengths of the texts that a parsed pattern matches."""
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
    """Returns a random text that a parsed pattern matches."""
    digits = []
    for part in random.choice(branches):
        for _ in range(random.randint(part.least, part.most)):
            if isinstance(part.choice, str):
                digits.append(random.choice(part.choice))
            else:
                digits.append(example(part.choice, random))
    return "".join(digits)
