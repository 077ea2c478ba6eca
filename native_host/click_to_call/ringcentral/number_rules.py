"""Applies the rules that limit which of the account's numbers this computer may use. The user or an
administrator writes these rules into config.toml.

A rule is a number in E.164, such as "+14155550100", or the beginning of numbers with an asterisk,
such as "+1415*". Depends on host/protocol.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from click_to_call.errors import Problem
from click_to_call.host.protocol import Numbers, PhoneNumber, ProblemBody, problem_body


@dataclass(frozen=True)
class Rules:
    """The rules in the settings `from_numbers` and `caller_ids` of config.toml. A setting without
    any rule permits all numbers."""

    from_numbers: Sequence[str]
    caller_ids: Sequence[str]


def matches(number: str, rules: Sequence[str]) -> bool:
    """Returns whether the rules permit a number, which is in E.164. If there are no rules, every
    number is permitted."""
    return not rules or any(
        number.startswith(rule[:-1]) if rule.endswith("*") else number == rule for rule in rules
    )


def permitted(lists: Numbers, rules: Rules) -> Numbers:
    """Returns the lists without the numbers that the rules forbid. If the rules forbid all numbers
    of a list, `problems` in the result says so, and the host places no call. Without a caller ID in
    the request, RingCentral would choose one itself, perhaps a forbidden one."""
    problems: dict[str, ProblemBody] = {}
    kept: dict[str, tuple[PhoneNumber, ...]] = {}
    for name, entries, rule, code in (
        ("from", lists.from_, rules.from_numbers, "not_your_number"),
        ("caller_id", lists.caller_id, rules.caller_ids, "unknown_caller_id"),
    ):
        kept[name] = tuple(entry for entry in entries if matches(entry.phone_number, rule))
        if rule and not kept[name]:
            problems[name] = problem_body(Problem(code, reason="rule"))
    return msgspec.structs.replace(
        lists,
        from_=kept["from"],
        caller_id=kept["caller_id"],
        problems={**lists.problems, **problems},
    )
