"""Tells users of an old launcher to run `install` again. Launchers that version 0.1.0 installed
start this file.

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
    """A request of the extension. Only its `id` is read, because the reply must have the same
    `id`."""

    id: str | None = None


def main() -> None:
    """Answers each request of a browser with the problem `launcher_outdated`, because only the
    launcher of an older version still starts this file. For a user at a terminal, prints the text
    of this problem."""
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
