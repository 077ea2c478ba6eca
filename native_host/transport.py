"""One HTTPS request out, one bounded answer back, and silence where silence was asked for.

Must not know what a request means or who is signed in. Says exactly whether a request that got no
answer may have been read, because nothing that rings a phone is ever sent twice.
"""

import asyncio
import contextlib
import email.utils
import hashlib
import json
import logging
import math
import os
import platform
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from native_host import __version__
from native_host.config import Config
from native_host.errors import Problem

if TYPE_CHECKING:
    import httpx

log = logging.getLogger(__name__)

CONNECT_WITHIN_SECONDS: Final = 5.0
READ_WITHIN_SECONDS: Final = 10.0
ANSWER_WITHIN_SECONDS: Final = 20.0
"""For the whole of it: a server that sends a byte now and then never trips the other two."""

LONGEST_BODY_BYTES: Final = 2 * 1024 * 1024

# RingCentral's guide: Retry-After where there is one, else at least 30 s; its own SDK takes 60.
_PENALTY_SECONDS: Final = 60.0
_LONGEST_PENALTY_SECONDS: Final = 3600.0

_UNUSABLE_ENVIRONMENT: Final = (
    "The proxy or the certificates named in the environment cannot be used. Look at HTTPS_PROXY, "
    "ALL_PROXY, SSL_CERT_FILE and SSL_CERT_DIR; proxies must be http:// or https:// ones."
)

Clock = Callable[[], float]


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One request, as a value: what may be sent again is sent again exactly so."""

    method: str
    path: str
    group: str
    """Of the rate limit it counts against: "Light", "Heavy" or "Auth"."""
    query: Mapping[str, str] | None = None
    json_body: Mapping[str, Any] | None = field(default=None, repr=False)
    form: Mapping[str, str] | None = field(default=None, repr=False)
    within_seconds: float | None = None
    """For the whole answer, where ANSWER_WITHIN_SECONDS is too long."""


class Lost(Exception):  # noqa: N818 - not an error yet: what it means depends on the request
    """No answer came. `may_have_acted`: at least one byte of the request may have been read."""

    def __init__(self, reason: str, *, may_have_acted: bool) -> None:
        self.reason = reason
        self.may_have_acted = may_have_acted
        super().__init__(reason)


@dataclass(frozen=True)
class Answer:
    """What the server said. `body` is None where it broke off, was compressed or too long."""

    status: int
    headers: Mapping[str, str]
    body: bytes | None

    @property
    def is_success(self) -> bool:
        return 200 <= self.status <= 299

    def fields(self) -> dict[str, Any] | None:
        """The body as a JSON object, or None when it is anything else: HTML, a list, half of it."""
        try:
            fields = json.loads(self.body or b"")
        except (ValueError, RecursionError):
            return None
        return fields if isinstance(fields, dict) else None


@dataclass(frozen=True)
class Refusal:
    """RingCentral's reasons in one shape. Never shown as they are: `message` would be localised."""

    code: str
    """Like "CMN-401"; of an OAuth answer without one the word, like "invalid_grant"; or ""."""
    word: str
    """The word on top: "InsufficientPermissions", "invalid_grant"."""
    parameter: str
    permission: str
    features: tuple[str, ...]


def refusal_in(answer: Answer) -> Refusal:
    """Read an error body: the code of `errors[0]` first, then what stands on top."""
    top = answer.fields() or {}
    errors = top.get("errors")
    first = errors[0] if isinstance(errors, list) and errors else {}
    first = first if isinstance(first, dict) else {}
    word = _text(top.get("error")) or _text(top.get("errorCode"))
    features = first.get("feature", top.get("feature"))
    return Refusal(
        code=_text(first.get("errorCode")) or word,
        word=word,
        parameter=_text(first.get("parameterName")) or _text(top.get("parameterName")),
        permission=_text(first.get("permissionName")) or _text(top.get("permissionName")),
        features=tuple(filter(None, map(_text, features))) if isinstance(features, list) else (),
    )


def _text(value: object) -> str:
    """A short word of the server's, safe to log and to show; anything else is ""."""
    if not isinstance(value, str) or len(value) > 80 or not value.isascii():
        return ""
    return value if value.isprintable() else ""


class Transport:
    """Sends requests to the one configured server. Follows no redirect, repeats nothing."""

    def __init__(
        self,
        config: Config,
        *,
        clock: Clock = time.time,
        door: "httpx.AsyncBaseTransport | None" = None,
    ) -> None:
        """`door` replaces the network, for tests."""
        self._config = config
        self._door = door
        self._client: httpx.AsyncClient | None = None
        self._penalties = _Penalties(config, clock)

    async def send(self, ask: Ask, *, authorization: str = "") -> Answer:
        """Send one request and read the answer.

        Raises Problem rate_limited, without sending, while the group's penalty lasts, and
        config_invalid where the environment names a proxy that cannot be used; Lost when no
        answer came.
        """
        self._penalties.refuse_during(ask.group)
        client = self._client_of()
        request = client.build_request(
            ask.method,
            ask.path,
            params=ask.query,
            json=ask.json_body,
            data=ask.form,
            headers={"Authorization": authorization} if authorization else {},
        )
        answer = await _exchange(client, request, ask.within_seconds or ANSWER_WITHIN_SECONDS)
        shown = ask.path.partition("/ring-out/")[0]  # a call's id is nobody's business
        log.info("%s %s answered %d", ask.method, shown, answer.status)
        self._penalties.note(ask.group, answer)
        return answer

    async def aclose(self) -> None:
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    def _client_of(self) -> "httpx.AsyncClient":
        if self._client is None:
            try:
                self._client = _new_client(self._config, self._door)
            except (ImportError, OSError, ValueError) as error:
                raise Problem("config_invalid", _UNUSABLE_ENVIRONMENT) from error
        return self._client


def _new_client(config: Config, door: "httpx.AsyncBaseTransport | None") -> "httpx.AsyncClient":
    import httpx  # noqa: PLC0415 - a tenth of a second that `hello` does not wait for

    timeout = httpx.Timeout(
        READ_WITHIN_SECONDS, connect=CONNECT_WITHIN_SECONDS, write=CONNECT_WITHIN_SECONDS
    )
    return httpx.AsyncClient(
        base_url=config.server,
        timeout=timeout,
        follow_redirects=False,
        transport=door,
        # Reading the trusted certificates takes its time, and plain HTTP needs none of them.
        verify=True
        if config.server.startswith("https:")
        else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
        # Proxies and certificates from the environment; a simulator here needs neither.
        trust_env=not config.is_loopback,
        headers={
            "User-Agent": _user_agent(),
            "Accept": "application/json",
            # A compressed answer could unpack to anything; these are small without.
            "Accept-Encoding": "identity",
        },
    )


def _user_agent() -> str:
    details = f"{platform.system()}; Python {platform.python_version()}"
    return f"Click-To-Call/{__version__} ({details})"


async def _exchange(
    client: "httpx.AsyncClient", request: "httpx.Request", within_seconds: float
) -> Answer:
    import httpx  # noqa: PLC0415

    # Nothing of a request can have been read when one of these is raised.
    unsent = (
        httpx.ConnectError,
        httpx.ConnectTimeout,
        httpx.PoolTimeout,
        httpx.ProxyError,
        httpx.UnsupportedProtocol,
    )
    watch = _Watch(request.method)
    request.extensions["trace"] = watch.notice
    try:
        async with asyncio.timeout(within_seconds):
            response = await client.send(request, stream=True)
            try:
                body = await _body_of(response)
            finally:
                await response.aclose()
    except httpx.TransportError as error:
        raise Lost(_why(error), may_have_acted=not isinstance(error, unsent)) from None
    except TimeoutError:
        raise Lost("no answer in time", may_have_acted=watch.has_sent) from None
    return Answer(response.status_code, dict(response.headers), body)


class _Watch:
    """Notices the moment the request itself, not a proxy's CONNECT before it, begins to leave."""

    def __init__(self, method: str) -> None:
        self._method = method.encode()
        self.has_sent = False

    async def notice(self, event: str, info: Mapping[str, Any]) -> None:
        if event.endswith("send_request_headers.started"):
            request = info.get("request")
            self.has_sent = self.has_sent or getattr(request, "method", b"") == self._method


async def _body_of(response: "httpx.Response") -> bytes | None:
    import httpx  # noqa: PLC0415

    if response.headers.get("content-encoding", "identity") != "identity":
        return None
    body = bytearray()
    try:
        async for chunk in response.aiter_raw():
            body += chunk
            if len(body) > LONGEST_BODY_BYTES:
                return None
    except (httpx.TransportError, httpx.StreamError):
        return None
    return bytes(body)


def _why(error: Exception) -> str:
    """A few words for the user and the log, made of nothing the server sent."""
    text = f"{error} {error.__cause__} {error.__context__}"
    if "CERTIFICATE_VERIFY_FAILED" in text:
        return "its certificate is not trusted"
    if "SSL" in text or "TLS" in text:
        return "no safe connection"
    kind = type(error).__name__
    if "Proxy" in kind:
        return "the proxy refuses"
    return "no answer in time" if "Timeout" in kind else "no connection"


# --- penalties ----------------------------------------------------------------------------------


class _Silence(NamedTuple):
    """Times in seconds, the end by the clock."""

    end: float
    seconds: float


class _Penalties:
    """Until when each group must stay silent: any request during the penalty begins it anew.

    Kept in a small file, because several hosts share one limit and a host seldom lives long.
    """

    def __init__(self, config: Config, clock: Clock) -> None:
        digest = hashlib.sha256(config.server.encode()).hexdigest()[:16]
        self._file = config.state / f"silence-{digest}.json"
        self._clock = clock
        self._silences: dict[str, _Silence] = {}

    def refuse_during(self, group: str) -> None:
        """Raise Problem rate_limited, saying for how long, while the group is to be silent."""
        known = (self._silences.get(group), self._on_disk().get(group))
        silence = max((one for one in known if one), default=None)
        if silence is None:
            return
        left = silence.end - self._clock()
        if left > silence.seconds:  # the clock was put back: nobody knows how much is over
            left = silence.seconds
            self._keep(group, left)
        if left > 0:
            raise rate_limited(left)

    def note(self, group: str, answer: Answer) -> None:
        told = answer.headers.get("retry-after", "")
        if answer.status == 429 or (answer.status == 503 and told):
            self._keep(group, _penalty_seconds(told, self._clock()))

    def _keep(self, group: str, seconds: float) -> None:
        silence = self._silences[group] = _Silence(self._clock() + seconds, seconds)
        with contextlib.suppress(OSError):  # a read-only home: this process still remembers
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            fresh = self._file.with_suffix(f".{os.getpid()}")
            # Of the other groups, other hosts may know better.
            fresh.write_text(json.dumps(self._on_disk() | {group: silence}), "utf-8")
            fresh.replace(self._file)

    def _on_disk(self) -> dict[str, _Silence]:
        try:
            kept = msgspec.json.decode(self._file.read_bytes(), type=dict[str, _Silence])
        except (OSError, msgspec.MsgspecError):
            return {}
        longest = _LONGEST_PENALTY_SECONDS
        return {group: one for group, one in kept.items() if 0 < one.seconds <= longest}


def _penalty_seconds(told: str, now: float) -> float:
    """Seconds of a Retry-After header, which is a number or a date."""
    seconds = _PENALTY_SECONDS
    if told.isascii() and told.isdigit():
        seconds = float(told[:9])
    elif told:
        with contextlib.suppress(TypeError, ValueError):
            seconds = email.utils.parsedate_to_datetime(told).timestamp() - now
    return min(max(seconds, 1.0), _LONGEST_PENALTY_SECONDS)


def rate_limited(seconds: float) -> Problem:
    whole = math.ceil(seconds)
    wait = "a second" if whole == 1 else f"{whole} seconds"
    return Problem("rate_limited", f"RingCentral asks to wait {wait} before the next request.")


def rate_limited_by(answer: Answer, now: float) -> Problem:
    """The Problem of an answer 429."""
    return rate_limited(_penalty_seconds(answer.headers.get("retry-after", ""), now))
