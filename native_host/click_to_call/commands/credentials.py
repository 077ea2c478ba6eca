"""Reads a JWT credential from standard input and checks it. The credential is a JSON object with a
client id, a client secret and a JWT.

Each field may have one of several names: the client id, for example, may be in the field
`client_id`; in `clientId`, as in the file that RingCentral's developer console offers for download;
or in `RC_APP_CLIENT_ID`, as in RingCentral's examples. The host sends the values to RingCentral
exactly as this file returns them. Therefore this file removes spaces around each value and accepts
only printable ASCII. Depends on errors.py.
"""

import codecs
import getpass
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from click_to_call.commands.console_texts import text
from click_to_call.errors import Problem

_LONGEST_BYTES: Final = 64 * 1024
_OTHER_NAMES: Final = {
    "clientId": "client_id",
    "clientSecret": "client_secret",
    "RC_APP_CLIENT_ID": "client_id",
    "RC_APP_CLIENT_SECRET": "client_secret",
    "RC_USER_JWT": "jwt",
}
_PARTS: Final = ("client_id", "client_secret", "jwt")


@dataclass(frozen=True)
class Credential:
    """A JWT credential of the user's own app in RingCentral's developer console."""

    client_id: str
    client_secret: str = field(repr=False)
    jwt: str = field(repr=False)
    server: str = ""
    """The address of the RingCentral server that the credential names, or "" if it names none."""


def read(known_client_id: str = "") -> Credential:
    """Reads a credential from standard input. If standard input is a terminal, asks the user for
    each value. If `known_client_id` is not "", the user need not type a client id, and a
    credential without a client id gets `known_client_id`.

    Raises Problem("credential_invalid") if a value cannot be used. The text names the value and
    what is wrong with it.
    """
    if sys.stdin.isatty():
        return _asked(known_client_id)
    return parsed(sys.stdin.buffer.read(_LONGEST_BYTES + 1), known_client_id)


def parsed(content: bytes, known_client_id: str = "") -> Credential:
    """Returns the credential in `content`, which is JSON in UTF-8 or UTF-16, with or without a byte
    order mark. If `content` has no client id, the credential gets `known_client_id`.

    Raises Problem("credential_invalid") if `content` is not such JSON or a value cannot be used.
    """
    if len(content) > _LONGEST_BYTES:
        raise _refusal("input_too_long")
    if not content.strip():
        raise _refusal("input_empty")
    try:
        fields = json.loads(_decoded(content))
    except ValueError:
        raise _refusal("input_not_json") from None
    if not isinstance(fields, dict):
        raise _refusal("input_no_object")
    named: dict[str, Any] = {
        _OTHER_NAMES.get(str(name), str(name)): value for name, value in fields.items()
    }
    named.setdefault("client_id", known_client_id)
    server = named.get("server")
    return Credential(
        client_id=_checked("client_id", named),
        client_secret=_checked("client_secret", named),
        jwt=_checked("jwt", named),
        server=server.strip() if isinstance(server, str) else "",
    )


def _asked(known_client_id: str) -> Credential:
    """Asks the user for each value of the credential. The terminal does not show the client secret
    and the JWT while the user types them."""
    given = {
        "client_id": known_client_id or input(text("ask_client_id")),
        "client_secret": getpass.getpass(text("ask_client_secret")),
        "jwt": getpass.getpass(text("ask_jwt")),
    }
    return Credential(*(_checked(name, given) for name in _PARTS))


def _decoded(content: bytes) -> str:
    """Returns `content` as text. Raises UnicodeDecodeError, which is a ValueError, if `content` is
    not text in UTF-8 or UTF-16."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16")
    # PowerShell may write UTF-16 LE without a byte order mark. JSON begins with an ASCII character,
    # so the second byte is then 0.
    if content[1:2] == b"\0":
        return content.decode("utf-16-le")
    return content.decode("utf-8-sig")


def _checked(name: str, given: Mapping[str, Any]) -> str:
    value = given.get(name)
    if name == "jwt" and isinstance(value, dict):
        # In the file that RingCentral offers for download, the field `jwt` is an object that holds
        # one JWT for each credential: {"name of the credential": "eyJ…"}. The file must hold only
        # one, because otherwise the right JWT is not known.
        if len(value) != 1:
            raise _refusal("jwt_several", count=len(value))
        (value,) = value.values()
    if value is None or value == "":
        raise _refusal("part_missing", name=name)
    if not isinstance(value, str):
        raise _refusal("part_not_text", name=name)
    text = value.strip()
    if not text:
        raise _refusal("part_empty", name=name)
    if not text.isascii() or not text.isprintable() or " " in text:
        raise _refusal("part_garbled", name=name)
    return text


def _refusal(key: str, **given: object) -> Problem:
    words = f"{text(key, **given)} {text('credential_form')}"
    return Problem("credential_invalid", words)
