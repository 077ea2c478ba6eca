"""Tests which of two states of a call the extension takes for the newer one."""

import pytest

from tests.support.node_eval import evaluate


@pytest.mark.parametrize(
    ("present", "call", "is_older"),
    [
        (("ringing_them", 20), ("ringing_you", 10), True),
        (("ended", 20), ("connected", 10), True),
        (("ringing_you", 10), ("ringing_them", 20), False),
        (("unknown", 10), ("ringing_you", 20), False),
        # The computer's clock was set back during the call.
        (("ringing_you", 20), ("connected", 10), False),
        (("connected", 20), ("ended", 10), False),
    ],
)
def test_a_state_is_older_by_its_time_unless_the_call_has_come_further(
    present: tuple[str, int], call: tuple[str, int], is_older: bool
) -> None:
    states = [
        {"call_id": "a", "state": state, "changed_at": changed_at}
        for state, changed_at in (present, call)
    ]
    expression = "module.isOlderState(states[0], states[1])"
    assert evaluate("background/session.js", expression, states=states) is is_older
