"""The program of launchers that version 0.1.0 installed: it says that `install` must be run again.

The host's package was called `native_host` in that version. Depends on the present package,
`click_to_call`.
"""

import sys

import msgspec

from click_to_call.errors import Problem
from click_to_call.host.allowed_origins import is_ours
from click_to_call.host.framing import claim_stdio
from click_to_call.host.handshake import ENCODER, refusal


class _Numbered(msgspec.Struct):
    """The only field that is read of a request."""

    id: str | None = None


def main() -> None:
    """Refuses each request of the browser with `launcher_outdated`; prints the same text for a
    user."""
    problem = Problem("launcher_outdated")
    arguments = [argument for argument in sys.argv[1:] if argument != "--verbose"]
    if not is_ours(arguments):
        sys.exit(problem.message)
    reader, writer = claim_stdio()
    while (frame := reader.read()) is not None:
        try:
            request = msgspec.json.decode(frame, type=_Numbered)
        except msgspec.DecodeError:
            request = _Numbered()
        writer.write(ENCODER.encode(refusal(request.id, problem)))


if __name__ == "__main__":
    main()
