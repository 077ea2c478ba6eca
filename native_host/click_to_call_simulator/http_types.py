"""Defines the simulator's HTTP requests and responses, and makes RingCentral's error responses.

Depends on the standard library only.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


@dataclass(frozen=True)
class Request:
    """One HTTP request. `target` is the path and query from the request line, still
    percent-encoded.

    The names of `headers` are in lower case.
    """

    method: str
    target: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    secure: bool = True
    """Whether the request came by HTTPS. Links in answers begin with the scheme of the request."""

    @cached_property
    def path(self) -> str:
        """The path. It is still percent-encoded, because an id in it may contain an escaped
        slash."""
        return urlsplit(self.target).path

    @cached_property
    def segments(self) -> tuple[str, ...]:
        """The parts of the path between its slashes. Each part is decoded, so an escaped slash
        stays inside its part."""
        return tuple(unquote(part) for part in self.path.split("/")[1:])

    @cached_property
    def query(self) -> tuple[tuple[str, str], ...]:
        return tuple(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))

    @cached_property
    def form(self) -> dict[str, str]:
        """The fields of the body, which is read as a form. If a field is repeated, its last value
        counts."""
        return dict(parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True))

    def json(self) -> Any:
        """Returns the body as JSON. Raises ValueError if it is not JSON."""
        return json.loads(self.body)

    def query_values(self, name: str) -> list[str]:
        return [value for key, value in self.query if key == name]

    @property
    def base_url(self) -> str:
        """The server's address as the client wrote it in its request. Links in answers begin with
        this address."""
        host = self.headers.get("host", "platform.ringcentral.com")
        return f"{'https' if self.secure else 'http'}://{host}"


@dataclass(frozen=True)
class Response:
    """One HTTP response. The HTTP server adds the headers `Content-Length` and `Date`, and no
    others."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def json(self) -> Any:
        """Returns the body as JSON. Raises ValueError if it is not JSON."""
        return json.loads(self.body)


class Refusal(Exception):  # noqa: N818 - it carries a response
    """Raised anywhere in the simulator if a request is refused. The simulator then answers with
    `response`."""

    def __init__(self, response: Response) -> None:
        self.response = response
        super().__init__(response.status)


def json_response(value: object, status: int = 200, **headers: str) -> Response:
    named = {name.replace("_", "-").title(): text for name, text in headers.items()}
    content_type = {"Content-Type": "application/json;charset=utf-8"}
    return Response(status, content_type | named, json.dumps(value).encode())


def api_error(status: int, word: str, code: str, message: str, **extras: object) -> Response:
    """Returns an API error with the structure that RingCentral uses. The body has `word` as its
    `errorCode`, and a list `errors` with one entry, which has `code` as its `errorCode`. The body
    and the entry both have `message` and `extras`.

    RingCentral's own clients receive errors of this structure. RingCentral's OpenAPI document
    requires only `errors`.
    """
    inner = {"errorCode": code, "message": message, **extras}
    body = {"errorCode": word, "message": message, "errors": [inner], **extras}
    return json_response(body, status)


def oauth_error(status: int, error: str, code: str, description: str) -> Response:
    body = {
        "error": error,
        "error_description": description,
        "errors": [{"errorCode": code, "message": description}],
    }
    return json_response(body, status, cache_control="no-store")


def invalid_parameter(name: str, code: str = "CMN-101") -> Refusal:
    message = f"Parameter [{name}] value is invalid"
    return Refusal(api_error(400, "InvalidParameter", code, message, parameterName=name))


def not_found(name: str) -> Refusal:
    message = f"Resource for parameter [{name}] is not found"
    return Refusal(api_error(404, "InvalidParameter", "CMN-102", message, parameterName=name))


def missing_permission(name: str) -> Refusal:
    message = f"In order to call this API endpoint, application needs to have [{name}] permission"
    return Refusal(
        api_error(403, "InsufficientPermissions", "CMN-401", message, permissionName=name)
    )
