"""At most one call for one click, and never "failed" for what may ring, whatever goes wrong.

The state table that these runs hold the host to: a request that may have been read is never sent
again and is "unknown", unless the exchange said no; only a 401, said before anything is done, is
followed by a second request, once. `scripts/faults.py 10000` is the long version.
"""

import pytest

from scripts.faults import run_all

RUNS = 300
AT_ONCE = 50


@pytest.mark.parametrize("first", range(0, RUNS, AT_ONCE))
def test_one_click_is_at_most_one_call_whatever_goes_wrong(first: int) -> None:
    assert run_all(range(first, first + AT_ONCE)).wrong == []
