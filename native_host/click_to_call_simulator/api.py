"""Simulates RingCentral's API: a `Simulator` turns each request into a response. Any thread may
call it.

This file checks paths, permissions and rate limits. account.py, oauth.py and ringout.py do the
work. Imports nothing from click_to_call, so that a mistake in click_to_call is not repeated here.
"""

import base64
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from .account import ACCOUNT_ID, EXTENSION_ID, Account, list_response
from .admin_api import SignInPage, control
from .faults import Fault, FaultPlan
from .http_types import (
    Refusal,
    Request,
    Response,
    api_error,
    json_response,
    missing_permission,
    not_found,
)
from .oauth import JWT_BEARER, SESSIONS_AT_ONCE, App, SignIns
from .rate_limits import Limits
from .ringout import RingOut, RingOuts

REDIRECT_URIS: Final = tuple(f"http://localhost:{port}/callback" for port in (47811, 47812, 47813))
"""The redirect addresses that are registered for each of the simulator's two apps. The redirect
address in a sign-in request must equal one of them."""


@dataclass(frozen=True)
class Settings:
    """The settings that decide how the simulator behaves. Times are in seconds."""

    leg_seconds: float = 1.0
    """How long each state of a call lasts."""
    largest_page: int = 5
    """The greatest number of records in one page of a list, even if a request's `perPage` is
    larger. The default is so small that lists have several pages."""
    per_minute: dict[str, int] | None = None
    """For each rate-limit group, how many requests a client may send in a minute. None means
    RingCentral's own limits. An empty dict means no limits."""
    access_token_seconds: int = 3600
    refresh_token_seconds: int = 604_800
    sessions_at_once: int = SESSIONS_AT_ONCE
    """The greatest number of sessions that the user may have with one app. If one more starts, the
    oldest session ends."""
    redirect_uris: tuple[str, ...] = REDIRECT_URIS
    sign_in_page: bool = False
    """Whether the user must agree to a sign-in on a page with a button. If False, the simulator
    redirects the browser back to the client at once."""
    account: Account = field(default_factory=Account)


@dataclass(frozen=True)
class Record:
    """One request and its response. `time` is the time of the request on the simulator's clock, in
    seconds.

    `response` is None if a fault kept the simulator from answering the request. If there is a
    response, a fault may still have kept the response from reaching the client.
    """

    time: float
    request: Request
    response: Response | None
    fault: Fault | None = None

    @property
    def method(self) -> str:
        return self.request.method

    @property
    def path(self) -> str:
        return self.request.path

    @property
    def query(self) -> tuple[tuple[str, str], ...]:
        return self.request.query

    @property
    def headers(self) -> dict[str, str]:
        return dict(self.request.headers)

    @property
    def body(self) -> bytes:
        return self.request.body


Route = Callable[[Request], Response]


class Simulator:
    """A simulated RingCentral with one account, a confidential app with a JWT, and a public app."""

    def __init__(
        self, settings: Settings | None = None, *, clock: Callable[[], float] = time.time
    ) -> None:
        self.settings = settings or Settings()
        self.clock = clock
        self.requests: list[Record] = []
        self.credential = {
            "client_id": "simulated-app",
            "client_secret": secrets.token_urlsafe(24),
            "jwt": _made_up_jwt(),
        }
        self.public_client_id = "simulated-public-app"
        self.sign_ins = SignIns(
            apps={app.client_id: app for app in self._apps()},
            jwts={self.credential["jwt"]},
            now=clock,
            access_seconds=self.settings.access_token_seconds,
            refresh_seconds=self.settings.refresh_token_seconds,
            sessions_at_once=self.settings.sessions_at_once,
        )
        limits = self.settings.per_minute
        self.limits = Limits() if limits is None else Limits(dict(limits))
        self.faults = FaultPlan()
        self.sign_in_page = SignInPage()
        self._calls = RingOuts()
        self._lock = threading.RLock()

    def _apps(self) -> Iterable[App]:
        secret, addresses = self.credential["client_secret"], self.settings.redirect_uris
        yield App(self.credential["client_id"], secret, addresses)
        yield App(self.public_client_id, None, addresses, ("authorization_code", "refresh_token"))

    @property
    def ring_outs(self) -> list[RingOut]:
        """Every call that was placed, oldest first. At RingCentral, each of them would have rung a
        phone."""
        with self._lock:
            return list(self._calls.placed.values())

    def respond(self, request: Request) -> Response:
        """Answers one request, and records the request and its response. Raises ConnectionError if
        a fault cuts the connection."""
        fault = self.strike(request)
        response = self.answer(request, fault)
        if response is None or (fault is not None and (fault.cut or fault.raw is not None)):
            raise ConnectionResetError("cut off, as the fault plan says")
        return response

    def strike(self, request: Request) -> Fault | None:
        """Returns the fault that applies to this request, or None. The HTTP server calls this
        method before it reads the request's body, because a fault may cut the connection after the
        headers."""
        return None if _is_control(request) else self.faults.strike(request)

    def answer(self, request: Request, fault: Fault | None = None) -> Response | None:
        """Handles a request as far as the fault allows. If the fault has an answer, returns this
        answer. Otherwise returns the simulator's own response, or None if the fault kept the
        simulator from handling the request."""
        with self._lock:
            if _is_control(request):
                return self._guarded(lambda asked: control(self, asked), request)
            reached = fault is None or (fault.acts and fault.cut not in ("accept", "headers"))
            response = self._guarded(self._dispatch, request) if reached else None
            if fault is not None and fault.answer is not None:
                response = fault.answer
            self.requests.append(Record(self.clock(), request, response, fault))
            return response

    def change_app(self, client_id: str, **changes: object) -> None:
        """Changes the registration of an app. `changes` are fields of App, such as `permissions`,
        `redirect_uris` and `grants`."""
        with self._lock:
            changed = replace(self.sign_ins.apps[client_id], **changes)  # type: ignore[arg-type]
            self.sign_ins.apps[client_id] = changed
            for session in self.sign_ins.sessions:
                if session.app.client_id == client_id:
                    session.app = changed

    def expire_access_tokens(self) -> None:
        """Lets all access tokens that were issued so far expire now."""
        with self._lock:
            for session in self.sign_ins.sessions:
                session.pair.access_ends_at = self.clock()

    # --- routes ---------------------------------------------------------------------------------

    def _guarded(self, route: Route, request: Request) -> Response:
        try:
            return route(request)
        except Refusal as refusal:
            return refusal.response

    def _dispatch(self, request: Request) -> Response:
        return self._route(request)(request)

    def _route(self, request: Request) -> Route:
        match (request.method, *request.segments):
            case ("GET", "restapi"):
                return _versions
            case ("GET", "restapi", "oauth", "authorize"):
                return self._limited_sign_in(self._authorize)
            case ("POST", "restapi", "oauth", "token"):
                return self._limited_sign_in(self.sign_ins.token)
            case ("POST", "restapi", "oauth", "revoke"):
                return self._limited_sign_in(self.sign_ins.revoke)
            case (_, "restapi", "v1.0", "account", account_id, "extension", extension_id, *rest):
                return self._extension_route(request, account_id, extension_id, rest)
        raise _no_such_address()

    def _extension_route(
        self, request: Request, account_id: str, extension_id: str, rest: list[str]
    ) -> Route:
        match (request.method, *rest):
            case ("GET",):
                route = self._allowed("ReadAccounts", "Light", self._extension)
            case ("GET", "forwarding-number"):
                route = self._allowed("ReadAccounts", "Light", self._forwarding_numbers)
            case ("GET", "phone-number"):
                route = self._allowed("ReadAccounts", "Light", self._phone_numbers)
            case ("POST", "ring-out" | "ringout"):
                route = self._allowed("RingOut", "Heavy", self._create)
            case ("GET", "ring-out" | "ringout", ring_out_id):
                route = self._allowed("RingOut", "Light", self._reads(ring_out_id))
            case ("DELETE", "ring-out" | "ringout", ring_out_id):
                route = self._allowed("RingOut", "Heavy", self._cancels(ring_out_id))
            case _:
                raise _no_such_address()
        return _for_own_extension(route, account_id, extension_id)

    def _limited_sign_in(self, route: Route) -> Route:
        def limited(request: Request) -> Response:
            who = self.sign_ins.client_id_of(request)
            return self._counted(who, "Auth", request, route)

        return limited

    def _allowed(self, permission: str, group: str, route: Route) -> Route:
        def allowed(request: Request) -> Response:
            session = self.sign_ins.session_of(request)
            if permission not in session.app.permissions:
                raise missing_permission(permission)
            return self._counted(session.app.client_id, group, request, route)

        return allowed

    def _counted(self, who: str, group: str, request: Request, route: Route) -> Response:
        headers, refusal = self.limits.count(who, group, self.clock())
        if refusal is not None:
            return refusal
        response = self._guarded(route, request)
        return replace(response, headers={**response.headers, **headers})

    # --- answers --------------------------------------------------------------------------------

    def _authorize(self, request: Request) -> Response:
        asked = self.sign_ins.authorize(request)
        if not self.settings.sign_in_page:
            return self.sign_ins.grant_code(asked)
        return self.sign_in_page.open(asked, request.base_url, self.settings.account.name)

    def _extension(self, request: Request) -> Response:
        return json_response(self.settings.account.extension_info(request.base_url))

    def _forwarding_numbers(self, request: Request) -> Response:
        records = self.settings.account.forwarding_records(request.base_url)
        return list_response(request, records, largest_page=self.settings.largest_page)

    def _phone_numbers(self, request: Request) -> Response:
        """Returns the list of phone numbers, filtered by the request's `usageType` and `status`. To
        filter for several values, a request repeats the parameter. As at RingCentral, values joined
        by commas match nothing."""
        records = self.settings.account.phone_records(request.base_url)
        for name in ("usageType", "status"):
            if wanted := request.query_values(name):
                records = [record for record in records if record[name] in wanted]
        return list_response(request, records, largest_page=self.settings.largest_page)

    def _create(self, request: Request) -> Response:
        if not request.headers.get("content-type", "").startswith("application/json"):
            raise Refusal(
                api_error(415, "UnsupportedMediaType", "CMN-104", "Unsupported media type")
            )
        return self._calls.create(request, self.settings.account, self.clock())

    def _reads(self, ring_out_id: str) -> Route:
        def read(request: Request) -> Response:
            now, leg_seconds = self.clock(), self.settings.leg_seconds
            return self._calls.read(request, ring_out_id, now, leg_seconds)

        return read

    def _cancels(self, ring_out_id: str) -> Route:
        def cancel(_: Request) -> Response:
            return self._calls.cancel(ring_out_id, self.clock(), self.settings.leg_seconds)

        return cancel


def _is_control(request: Request) -> bool:
    return request.segments[0] == "simulator"


def _for_own_extension(route: Route, account_id: str, extension_id: str) -> Route:
    """Returns a route that answers only for the signed-in user's own account and extension. For any
    other account or extension, the answer is 404."""

    def own(request: Request) -> Response:
        if account_id not in {"~", ACCOUNT_ID}:
            raise not_found("accountId")
        if extension_id not in {"~", EXTENSION_ID}:
            raise not_found("extensionId")
        return route(request)

    return own


def _versions(request: Request) -> Response:
    """Answers the request for the list of the API's versions. This request needs no token and has
    no rate limit."""
    version = {"uri": f"{request.base_url}/restapi/v1.0", "versionString": "1.0.0"}
    return json_response({"uri": f"{request.base_url}/restapi", "apiVersions": [version]})


def _no_such_address() -> Refusal:
    return Refusal(api_error(404, "InvalidURI", "CMN-120", "Invalid URI"))


def _made_up_jwt() -> str:
    """Returns a new text that looks like a JWT from RingCentral's developer console. It need not be
    a valid JWT, because the simulator only compares texts."""
    parts = ({"alg": "RS256", "typ": "JWT"}, {"sub": EXTENSION_ID, "grant": JWT_BEARER})
    encoded = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode() for part in parts]
    return ".".join([*encoded, secrets.token_urlsafe(64)]).replace("=", "")
