"""Tells users of an old launcher to run `click-to-call install` again.

In the first version of the host, its package had the name `native_host`. A launcher from that
version still starts this file. Depends on the present package, `click_to_call`.
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
    """If a browser started this process through an old launcher, answers each request with the
    problem `launcher_outdated`. If a user started it at a terminal, prints the text of this problem
    and ends."""
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
