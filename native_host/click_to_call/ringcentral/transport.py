"""One HTTPS request to RingCentral, one bounded answer, and no request during a penalty.

Knows neither what a request means nor who is signed in. Says exactly whether a request that got no
answer may have been read, because nothing that rings a phone is ever sent twice. Depends on httpx,
which is imported with the first request.
"""

import asyncio
import json
import logging
import os
import platform
import re
import ssl
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from click_to_call import __version__
from click_to_call.config import Config
from click_to_call.errors import Problem
from click_to_call.ringcentral.certificates import trust_for
from click_to_call.ringcentral.desktop_proxies import proxy_of_desktop
from click_to_call.ringcentral.network_faults import Fault, Route, fault_of, no_answer, unforeseen
from click_to_call.ringcentral.proxies import Choice, Proxy, choose
from click_to_call.ringcentral.rate_limit import Penalties

if TYPE_CHECKING:
    import httpx

log = logging.getLogger(__name__)

CONNECT_WITHIN_SECONDS: Final = 5.0
READ_WITHIN_SECONDS: Final = 10.0
ANSWER_WITHIN_SECONDS: Final = 20.0
"""For the whole of it: a server that sends a byte now and then never trips the other two."""

LONGEST_BODY_BYTES: Final = 2 * 1024 * 1024

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

    def __init__(self, fault: Fault, *, may_have_acted: bool) -> None:
        self.fault = fault
        self.may_have_acted = may_have_acted
        super().__init__(fault.reason)

    def problem(self) -> Problem:
        """What a user is told where it does not matter whether the request was read."""
        parameters = {"reason": self.fault.reason, **self.fault.parameters}
        return Problem.of("exchange_unreachable", parameters)


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

    codes: tuple[str, ...]
    """Like "CMN-401", the first error's first; then the words on top, like
    "InsufficientPermissions" or "invalid_grant". Whoever looks for a meaning tries each in turn."""
    parameter: str
    permission: str
    features: tuple[str, ...]

    @property
    def code(self) -> str:
        """The most exact one, to be shown and logged; "" where there is none."""
        return next(iter(self.codes), "")


def refusal_in(answer: Answer) -> Refusal:
    """Read an error body, of RingCentral's API or of OAuth; whatever has another shape is left
    out."""
    top = answer.fields() or {}
    told = top.get("errors")
    errors = [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []
    codes = [_text(one.get("errorCode")) for one in errors]
    words = [_text(top.get("errorCode")), _text(top.get("error"))]
    features = next((one["feature"] for one in [*errors, top] if one.get("feature")), None)
    return Refusal(
        codes=tuple(dict.fromkeys(filter(None, [*codes, *words]))),
        parameter=_first_text([*errors, top], "parameterName") or _parameter_in_text(errors, top),
        permission=_first_text([*errors, top], "permissionName"),
        features=tuple(filter(None, map(_text, features))) if isinstance(features, list) else (),
    )


def _first_text(places: list[dict[str, Any]], name: str) -> str:
    return next(filter(None, (_text(place.get(name)) for place in places)), "")


def _parameter_in_text(errors: list[dict[str, Any]], top: dict[str, Any]) -> str:
    """The parameter that "Parameter [from] value is invalid" speaks of, where no field names it.

    The sentence may be localised; a parameter's name in its brackets never is.
    """
    for place in [*errors, top]:
        message = place.get("message")
        found = (
            re.search(r"\[(\w{1,40})(?:\.\w+)*\]", message) if isinstance(message, str) else None
        )
        if found and found[1].isascii():
            return found[1]
    return ""


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
        environment: Mapping[str, str] | None = None,
        clock: Clock = time.time,
        door: "httpx.AsyncBaseTransport | None" = None,
    ) -> None:
        """`environment` is this process's own by default; `door` replaces the network, for
        tests."""
        self._config = config
        self._environment = os.environ if environment is None else environment
        self._door = door
        self._client: httpx.AsyncClient | None = None
        self._route: Route | None = None
        self._penalties = Penalties(config, clock)

    async def send(self, ask: Ask, *, authorization: str = "") -> Answer:
        """Send one request and read the answer.

        Raises Problem rate_limited, without sending, while the group's penalty lasts, and
        config_invalid where a proxy or certificates are named that cannot be used; Lost when no
        answer came, whatever the reason.
        """
        self._penalties.refuse_during(ask.group)
        try:
            client, route = self._client_and_route()
            request = _request_for(client, ask, authorization)
        except Problem:
            raise
        except Exception as error:  # a library's own exceptions: nothing has been sent
            log.error("a request could not be made: %s", where_it_failed(error))
            raise Lost(unforeseen(error, self._route), may_have_acted=False) from None
        # Through a door nothing tells when the request leaves.
        watch = _Watch(ask.method, has_sent=self._door is not None)
        within = min(ask.within_seconds or ANSWER_WITHIN_SECONDS, ANSWER_WITHIN_SECONDS)
        answer = await _exchange(client, request, route, watch, within)
        shown = ask.path.partition("/ring-out/")[0]  # a call's id is nobody's business
        log.info("%s %s answered %d", ask.method, shown, answer.status)
        self._penalties.note(ask.group, answer.status, answer.headers)
        return answer

    def proxy_problem(self, reason: str) -> Problem:
        """The Problem of an answer that only the proxy in use can have given."""
        proxy = self._route.proxy if self._route is not None else None
        shown = {} if proxy is None else {"proxy": proxy.shown, "source": proxy.source}
        return Problem.of("exchange_unreachable", {"reason": reason, **shown})

    async def aclose(self) -> None:
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    def _client_and_route(self) -> "tuple[httpx.AsyncClient, Route]":
        if self._client is None or self._route is None:
            self._client, self._route = connect(self._config, self._environment, self._door)
        return self._client, self._route


def choice_of_proxy(config: Config, environment: Mapping[str, str]) -> Choice:
    """The proxy for the configured server, and what was passed over. A simulator on this computer
    needs none.

    Raises Problem config_invalid (reason "proxy").
    """
    if config.is_loopback:
        return Choice(None)
    return choose(
        config.server,
        environment,
        configured=config.proxy,
        file=str(config.file),
        desktop=lambda host: proxy_of_desktop(host, environment),
    )


def connect(
    config: Config,
    environment: Mapping[str, str],
    door: "httpx.AsyncBaseTransport | None" = None,
) -> "tuple[httpx.AsyncClient, Route]":
    """A client for the configured server, and the way that its requests take.

    Raises Problem config_invalid (reasons "proxy" and "certificates").
    """
    import httpx  # a tenth of a second that `hello` does not wait for

    name, file = urlsplit(config.server).hostname or "", str(config.file)
    choice = choice_of_proxy(config, environment)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    unusable: tuple[tuple[str, str], ...] = ()
    if config.server.startswith("https:") or (choice.proxy and choice.proxy.url[:6] == "https:"):
        trust = trust_for(environment, configured=config.certificates, file=file)
        context, unusable = trust.context, trust.unusable
    try:
        proxy = None if choice.proxy is None else _proxy_of(choice.proxy, context)
        client = _new_client(config, context, proxy, door)
    except (httpx.InvalidURL, ImportError, ValueError) as error:
        source = choice.proxy.source if choice.proxy else "the environment"
        detail = type(error).__name__
        raise Problem("config_invalid", reason="proxy", source=source, detail=detail) from None
    return client, Route(name, file, choice, unusable)


def _proxy_of(proxy: Proxy, context: ssl.SSLContext) -> "httpx.Proxy":
    import httpx

    is_safe = proxy.url.startswith("https:")
    return httpx.Proxy(proxy.url, ssl_context=context if is_safe else None)


def _new_client(
    config: Config,
    context: ssl.SSLContext,
    proxy: "httpx.Proxy | None",
    door: "httpx.AsyncBaseTransport | None",
) -> "httpx.AsyncClient":
    import httpx

    timeout = httpx.Timeout(
        READ_WITHIN_SECONDS, connect=CONNECT_WITHIN_SECONDS, write=CONNECT_WITHIN_SECONDS
    )
    return httpx.AsyncClient(
        base_url=config.server,
        timeout=timeout,
        follow_redirects=False,
        transport=door,
        verify=context,
        proxy=proxy,
        trust_env=False,  # what the environment names is read in proxies.py and certificates.py
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


def _request_for(client: "httpx.AsyncClient", ask: Ask, authorization: str) -> "httpx.Request":
    return client.build_request(
        ask.method,
        ask.path,
        params=ask.query,
        json=ask.json_body,
        data=ask.form,
        headers={"Authorization": authorization} if authorization else {},
    )


async def _exchange(
    client: "httpx.AsyncClient",
    request: "httpx.Request",
    route: Route,
    watch: "_Watch",
    within_seconds: float,
) -> Answer:
    request.extensions["trace"] = watch.notice
    try:
        async with asyncio.timeout(within_seconds):
            response = await client.send(request, stream=True)
            try:
                body = await _body_of(response)
            finally:
                await response.aclose()
    except TimeoutError:
        fault = no_answer(route, has_sent=watch.has_sent)
        raise Lost(fault, may_have_acted=watch.has_sent) from None
    except Exception as error:  # httpx, its proxies, TLS, names: each has exceptions of its own
        fault = fault_of(error, route, has_sent=watch.has_sent)
        log.info("no answer: %s (%s)", fault.reason, type(error).__name__)
        raise Lost(fault, may_have_acted=watch.has_sent) from None
    return Answer(response.status_code, dict(response.headers), body)


def where_it_failed(error: BaseException) -> str:
    """Kind and place of an exception without its text, which may quote a token or a password."""
    return type(error).__name__ + "\n" + "".join(traceback.format_tb(error.__traceback__))


class _Watch:
    """Notices the moment the request itself, not a proxy's CONNECT before it, begins to leave."""

    def __init__(self, method: str, *, has_sent: bool) -> None:
        self._method = method.encode()
        self.has_sent = has_sent

    async def notice(self, event: str, info: Mapping[str, Any]) -> None:
        if event.endswith("send_request_headers.started"):
            request = info.get("request")
            self.has_sent = self.has_sent or getattr(request, "method", b"") == self._method


async def _body_of(response: "httpx.Response") -> bytes | None:
    import httpx

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
