"""Sends HTTP requests to RingCentral. Each call of `Transport.send` sends one request. The module
limits the length of answers, and sends nothing during a rate-limit penalty.

If no answer comes, the module says whether RingCentral may have read the request, because a request
that rings a phone must never be sent twice. Depends on ringcentral/proxies.py,
ringcentral/certificates.py and ringcentral/rate_limit.py, and on httpx, which is imported when the
first request is sent.
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

logger = logging.getLogger(__name__)

CONNECT_WITHIN_SECONDS: Final = 5.0
READ_WITHIN_SECONDS: Final = 10.0
ANSWER_WITHIN_SECONDS: Final = 20.0
"""The longest time for the whole answer. READ_WITHIN_SECONDS limits only the time between two parts
of the answer, and a server may send one byte every few seconds."""

LONGEST_BODY_BYTES: Final = 2 * 1024 * 1024

Clock = Callable[[], float]


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One HTTP request. An Ask cannot be changed, so every repetition sends the same request."""

    method: str
    path: str
    group: str
    """The group for which RingCentral counts this request in its rate limits: "Light", "Heavy" or
    "Auth"."""
    query: Mapping[str, str] | None = None
    json_body: Mapping[str, Any] | None = field(default=None, repr=False)
    form: Mapping[str, str] | None = field(default=None, repr=False)
    within_seconds: float | None = None
    """The timeout for the whole answer, if it must be shorter than ANSWER_WITHIN_SECONDS."""


class Lost(Exception):  # noqa: N818 - the sender of the request decides whether this is an error
    """Raised if no answer to a request came. `may_have_acted` is True if RingCentral may have read
    at least one byte of the request."""

    def __init__(self, fault: Fault, *, may_have_acted: bool) -> None:
        self.fault = fault
        self.may_have_acted = may_have_acted
        super().__init__(fault.reason)

    def problem(self) -> Problem:
        """Returns Problem("exchange_unreachable") with the fault's reason. This Problem does not
        say whether RingCentral may have acted on the request."""
        parameters = {"reason": self.fault.reason, **self.fault.parameters}
        return Problem.of("exchange_unreachable", parameters)


@dataclass(frozen=True)
class Answer:
    """The server's answer to one request. `body` is None if the body is incomplete, compressed or
    longer than LONGEST_BODY_BYTES."""

    status: int
    headers: Mapping[str, str]
    body: bytes | None

    @property
    def is_success(self) -> bool:
        return 200 <= self.status <= 299

    def fields(self) -> dict[str, Any] | None:
        """Returns the body's JSON object as a dict, or None if the body is anything else, such as
        HTML, a JSON list or half an object."""
        try:
            fields = json.loads(self.body or b"")
        except (ValueError, RecursionError):
            return None
        return fields if isinstance(fields, dict) else None


@dataclass(frozen=True)
class Refusal:
    """RingCentral's reasons for refusing a request. RingCentral's `message` is left out, because it
    may be in any language."""

    codes: tuple[str, ...]
    """First the codes in the answer's list of errors, such as "CMN-401"; then the words that
    describe the whole answer, such as "InsufficientPermissions" or "invalid_grant"."""
    parameter: str
    permission: str
    features: tuple[str, ...]

    @property
    def code(self) -> str:
        """The first and most specific code, or "" if there is none. Error texts and logs show this
        code."""
        return next(iter(self.codes), "")


def refusal_in(answer: Answer) -> Refusal:
    """Returns RingCentral's reasons for a refusal, which stand in the answer's body. The body may
    have the format of RingCentral's API or of OAuth. Fields of an unexpected type are ignored."""
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
    """Finds a message such as "Parameter [from] value is invalid", and returns the name in the
    brackets. Returns "" if no message has such a name. The message may be in any language, but the
    name is never translated.

    This function is needed if the answer has no field `parameterName`.
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
    """Returns `value` if it is a short, printable ASCII text, which is safe to log and to show.
    Otherwise returns ""."""
    if not isinstance(value, str) or len(value) > 80 or not value.isascii():
        return ""
    return value if value.isprintable() else ""


class Transport:
    """Sends requests to the configured server. Follows no redirects, and never repeats a
    request."""

    def __init__(
        self,
        config: Config,
        *,
        environment: Mapping[str, str] | None = None,
        clock: Clock = time.time,
        door: "httpx.AsyncBaseTransport | None" = None,
    ) -> None:
        """The variables in `environment` may name proxies and certificates; the default is the
        environment of this process. In tests, `door` replaces the network."""
        self._config = config
        self._environment = os.environ if environment is None else environment
        self._door = door
        self._client: httpx.AsyncClient | None = None
        self._route: Route | None = None
        self._penalties = Penalties(config, clock)

    async def send(self, ask: Ask, *, authorization: str = "") -> Answer:
        """Sends one request and returns the answer.

        Raises Problem("rate_limited") without sending the request if the request's rate-limit group
        has a penalty. Raises Problem("config_invalid") if the proxy or the certificates that the
        user set cannot be used. Raises Lost if no answer came, for whatever reason.
        """
        self._penalties.refuse_during(ask.group)
        try:
            client, route = self._client_and_route()
            request = _request_for(client, ask, authorization)
        except Problem:
            raise
        except Exception as error:
            # httpx and the libraries below it raise exceptions of many types. No byte of the
            # request has been sent yet.
            logger.error("a request could not be made: %s", where_it_failed(error))
            raise Lost(unforeseen(error, self._route), may_have_acted=False) from None
        # If `door` replaces the network, httpx does not report when it sends the request. The
        # request then counts as sent from the beginning.
        watch = _Watch(ask.method, has_sent=self._door is not None)
        within = min(ask.within_seconds or ANSWER_WITHIN_SECONDS, ANSWER_WITHIN_SECONDS)
        answer = await _exchange(client, request, route, watch, within)
        # The path of a request about a call ends with "/ring-out/" and the call's id. The id must
        # not appear in the log.
        shown = ask.path.partition("/ring-out/")[0]
        logger.info("%s %s answered %d", ask.method, shown, answer.status)
        self._penalties.note(ask.group, answer.status, answer.headers)
        return answer

    def proxy_problem(self, reason: str) -> Problem:
        """Returns Problem("exchange_unreachable") for an answer that comes from the proxy and not
        from RingCentral. `reason` selects the Problem's text in problem_texts.py."""
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
    """Chooses the proxy for requests to the configured server. For a simulator on this computer,
    chooses a direct connection.

    Raises Problem("config_invalid") with the reason "proxy" if no named proxy can be used.
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
    """Returns an httpx client for the configured server, and the Route that texts about failed
    requests need.

    Raises Problem("config_invalid") with the reason "proxy" or "certificates" if the proxy or the
    certificates cannot be used.
    """
    # httpx is imported here, because importing it takes 0.1 s, and the host must answer `hello`
    # without this delay.
    import httpx

    name, file = urlsplit(config.server).hostname or "", str(config.file)
    choice = choice_of_proxy(config, environment)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    unusable: tuple[tuple[str, str], ...] = ()
    is_safe = config.server.startswith("https:") or (
        choice.proxy is not None and choice.proxy.url.startswith("https:")
    )
    # If `door` replaces the network, no certificates are needed, and loading them takes 30 ms.
    if is_safe and door is None:
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
        # httpx must not read the environment, because proxies.py and certificates.py read it.
        trust_env=False,
        headers={
            "User-Agent": _user_agent(),
            "Accept": "application/json",
            # Answers must not be compressed, because a small compressed answer could be huge when
            # unpacked. RingCentral's answers are short without compression.
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
    except Exception as error:  # httpx, proxies, TLS and DNS raise many types of exceptions.
        fault = fault_of(error, route, has_sent=watch.has_sent)
        logger.info("no answer: %s (%s)", fault.reason, type(error).__name__)
        raise Lost(fault, may_have_acted=watch.has_sent) from None
    return Answer(response.status_code, dict(response.headers), body)


def where_it_failed(error: BaseException) -> str:
    """Returns the type and the traceback of an exception. Leaves out the exception's message, which
    may quote a token or a password."""
    return type(error).__name__ + "\n" + "".join(traceback.format_tb(error.__traceback__))


class _Watch:
    """Sets `has_sent` to True when httpx begins to send the request. Before that, httpx may send a
    CONNECT request to the proxy; this does not count."""

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
