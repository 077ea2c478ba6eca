"""Answers `hello`, which is the first request on a port. The host imports this module and answers
`hello` before it imports slow modules.

Depends on host/protocol.py and errors.py only.
"""

from typing import Final

import msgspec

from click_to_call import __version__
from click_to_call.errors import Problem
from click_to_call.host.protocol import PROTOCOL, AnyRequest, Hello, Reply, Welcome, problem_body

DECODER: Final[msgspec.json.Decoder[AnyRequest]] = msgspec.json.Decoder(AnyRequest)
ENCODER: Final = msgspec.json.Encoder()


def greet(hello: Hello) -> Welcome:
    """Returns the reply to `hello`. The reply names the protocol version that the host will use:
    the version that the extension speaks. This may be the host's own version or the one before.

    Raises Problem("update_host") if the host is too old for the extension, and
    Problem("update_extension") if the extension is too old for the host.
    """
    asked = PROTOCOL if hello.protocol is None else hello.protocol
    if asked > PROTOCOL:
        raise Problem("update_host")
    if asked < max(1, PROTOCOL - 1):
        raise Problem("update_extension")
    return Welcome(protocol=asked, version=__version__)


def answer_at_once(frame: bytes) -> bytes | None:
    """Returns the encoded reply if `frame` is a `hello`; otherwise returns None."""
    try:
        request = DECODER.decode(frame)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None
    if not isinstance(request, Hello):
        return None
    try:
        return ENCODER.encode(Reply(id=request.id, ok=greet(request)))
    except Problem as problem:
        return ENCODER.encode(refusal(request.id, problem))


def refusal(request_id: str | None, problem: Problem) -> Reply:
    return Reply(id=request_id, problem=problem_body(problem))
