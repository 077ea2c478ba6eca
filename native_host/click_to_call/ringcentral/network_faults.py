"""Finds out why a request to RingCentral got no answer, so that the user can correct the cause.

The module turns exceptions of httpx and of the layers below it into a reason of problem_texts.py,
which says what is at fault: the proxy, the certificate or the host name, for example. Depends on
ringcentral/proxies.py, and on `ssl` and `socket` for their exceptions.
"""

import re
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeVar

from click_to_call.ringcentral.proxies import Choice, Proxy

_Kind = TypeVar("_Kind", bound=BaseException)


@dataclass(frozen=True)
class Route:
    """The facts about the connection to the server that texts about failed requests name: the
    server's name, the chosen proxy, and the certificates that cannot be read."""

    name: str
    """The server's host name."""
    file: str
    """Path of config.toml."""
    choice: Choice
    unusable_certificates: tuple[tuple[str, str], ...] = ()
    """The environment variables whose certificates cannot be read: each variable's name, and the
    path of the file or folder that the variable names."""

    @property
    def proxy(self) -> Proxy | None:
        return self.choice.proxy


@dataclass(frozen=True)
class Fault:
    """Why a request got no answer: `reason` selects the text `exchange_unreachable_…` of
    problem_texts.py, and `parameters` are the values that this text contains."""

    reason: str
    parameters: dict[str, str | int]


# Each key is OpenSSL's number for an error of a certificate (X509_V_ERR_…). Each value is a reason
# in problem_texts.py. All other error numbers have the reason "certificate_untrusted".
_BY_VERIFY_CODE: Final = {
    9: "certificate_too_new",
    10: "certificate_expired",
    62: "certificate_other_name",
    64: "certificate_other_name",
}
_AUTHORIZATION_REQUIRED: Final = "407"
_ASKS_WHO: Final = re.compile("authentication|username|password", re.IGNORECASE)
"""httpcore's message contains one of these words if a SOCKS proxy requires a user name and a
password."""


def fault_of(error: BaseException, route: Route, *, has_sent: bool) -> Fault:
    """Returns the reason why httpx raised `error` for a request on this route. `has_sent` is False
    if httpx was still connecting and had not begun to send the request. If a proxy is used and
    `has_sent` is False, the fault is the proxy's."""
    causes = list(_causes(error))
    verification = _first(causes, ssl.SSLCertVerificationError)
    if verification is not None:
        return _fault_of_certificate(verification, route)
    kind = type(error).__name__
    if kind == "ProxyError" and route.proxy is not None:
        return _fault_at_proxy(str(error), causes, route)
    reason = _reason_by_cause(causes) or _reason_by_kind(kind)
    if route.proxy is not None and reason == "unsafe" and route.proxy.url.startswith("https:"):
        return _fault("proxy_unsafe", route)
    if route.proxy is not None and not has_sent and reason != "unsafe":
        return _fault(f"proxy_{_OF_PROXY.get(reason, 'no_connection')}", route)
    if route.proxy is None and not has_sent and route.choice.unread:
        return _fault("no_connection_script", route, source=route.choice.unread)
    return _fault(reason, route)


_OF_PROXY: Final = {"name_not_found": "not_found"} | {
    same: same for same in ("no_connection", "no_answer", "broken_off", "not_http")
}


def unforeseen(error: BaseException, route: Route | None) -> Fault:
    """Returns the fault for an unexpected exception while the request was being made. Nothing has
    been sent to the server."""
    named = {} if route is None else {"name": route.name, "file": route.file}
    return Fault("not_sent", {**named, "error": type(error).__name__})


def no_answer(route: Route, *, has_sent: bool) -> Fault:
    """Returns the fault for a request whose whole answer did not come in time. `has_sent` is False
    if httpx was still connecting and had not begun to send the request. If a proxy is used and
    `has_sent` is False, the fault is the proxy's."""
    is_of_proxy = route.proxy is not None and not has_sent
    return _fault("proxy_no_answer" if is_of_proxy else "no_answer", route)


def _fault(reason: str, route: Route, **more: str | int) -> Fault:
    parameters: dict[str, str | int] = {"name": route.name, "file": route.file}
    if route.proxy is not None:
        parameters |= {"proxy": route.proxy.shown, "source": route.proxy.source}
    return Fault(reason, parameters | more)


def _fault_of_certificate(error: ssl.SSLCertVerificationError, route: Route) -> Fault:
    reason = _BY_VERIFY_CODE.get(getattr(error, "verify_code", 0), "certificate_untrusted")
    if reason == "certificate_untrusted" and route.unusable_certificates:
        source, path = route.unusable_certificates[0]
        return _fault("certificate_untrusted_file", route, source=source, path=path)
    if reason == "certificate_untrusted" and route.proxy is not None:
        return _fault("certificate_untrusted_proxy", route)
    return _fault(reason, route)


def _fault_at_proxy(said: str, causes: list[BaseException], route: Route) -> Fault:
    """Returns the fault for an httpx.ProxyError. `said` is the error's message, for example "407
    Proxy Authentication Required", and `causes` are the exceptions that led to the error."""
    if _first(causes, ssl.SSLError) is not None:
        return _fault("proxy_unsafe", route)
    if said.startswith(_AUTHORIZATION_REQUIRED) or _ASKS_WHO.search(said):
        return _fault("proxy_password", route)
    detail = " ".join(said.split())[:60]
    return _fault("proxy_refuses", route, detail=detail if detail.isprintable() else "no reason")


def _reason_by_cause(causes: list[BaseException]) -> str:
    if _first(causes, socket.gaierror) is not None:
        return "name_not_found"
    if _first(causes, ssl.SSLError) is not None:
        return "unsafe"
    if _first(causes, TimeoutError) is not None:
        return "no_answer"
    if any(isinstance(cause, (ConnectionResetError, BrokenPipeError)) for cause in causes):
        return "broken_off"
    return ""


def _reason_by_kind(kind: str) -> str:
    if "Timeout" in kind:
        return "no_answer"
    if kind == "ConnectError":
        return "no_connection"
    return "not_http" if "Protocol" in kind else "broken_off"


def _first(causes: list[BaseException], kind: type[_Kind]) -> _Kind | None:
    return next((cause for cause in causes if isinstance(cause, kind)), None)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yields `error` and all exceptions that led to it, including the members of exception groups.
    No exception is yielded twice."""
    waiting, seen = [error], set[int]()
    while waiting:
        cause = waiting.pop(0)
        if id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        if isinstance(cause, BaseExceptionGroup):
            waiting += cause.exceptions
        waiting += [one for one in (cause.__cause__, cause.__context__) if one is not None]
