"""Simulates signing in: apps, authorization codes with PKCE, JWT credentials, and tokens.

The rules are those of RingCentral's guide. Each use of a refresh token replaces it by a new one;
during a grace period, the old refresh token still works. A user has at most five sessions with one
app. Confidential apps use Basic authentication, and public apps send `client_id`. Depends on
account.py and http_types.py.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlencode

from .account import EXTENSION_ID
from .http_types import Refusal, Request, Response, api_error, json_response, oauth_error

GRACE_AFTER_FIRST_USE_SECONDS: Final = 10
GRACE_UNUSED_SECONDS: Final = 3600
CODE_SECONDS: Final = 60
SESSIONS_AT_ONCE: Final = 5
NOTHING: Final[Mapping[str, str]] = {}
JWT_BEARER: Final = "urn:ietf:params:oauth:grant-type:jwt-bearer"


@dataclass(frozen=True)
class App:
    """An app as its developer has registered it at RingCentral. An app without a secret is a public
    app."""

    client_id: str
    client_secret: str | None = None
    redirect_uris: tuple[str, ...] = ()
    grants: tuple[str, ...] = ("authorization_code", "refresh_token", JWT_BEARER)
    permissions: tuple[str, ...] = ("ReadAccounts", "RingOut")
    issues_refresh_tokens: bool = True


@dataclass
class Pair:
    """An access token and the refresh token that was issued with it. Times are those of the
    simulator's clock, in seconds."""

    access_token: str
    refresh_token: str
    issued_at: float
    access_ends_at: float
    refresh_ends_at: float
    first_used_at: float | None = None

    def grace_is_over(self, now: float) -> bool:
        """Returns whether the grace period of this pair is over. A client that has not received
        this pair may send the former refresh token again, and gets this pair again if the grace
        period is not over."""
        if self.first_used_at is not None:
            return now > self.first_used_at + GRACE_AFTER_FIRST_USE_SECONDS
        return now > self.issued_at + GRACE_UNUSED_SECONDS


@dataclass
class Session:
    """The result of one sign-in. `pair` holds the present tokens. `former` is the refresh token
    that the client exchanged for this pair, or None if the client got the pair by signing in."""

    id: str
    app: App
    pair: Pair
    former: str | None = None


@dataclass(frozen=True)
class _Code:
    client_id: str
    redirect_uri: str
    challenge: str | None
    ends_at: float


@dataclass
class SignIns:
    """All apps, sessions and tokens of the simulator. `now` returns the time of the simulator's
    clock."""

    apps: dict[str, App]
    jwts: set[str]
    now: Callable[[], float]
    access_seconds: int = 3600
    refresh_seconds: int = 604_800
    sessions_at_once: int = SESSIONS_AT_ONCE
    sessions: list[Session] = field(default_factory=list)
    _codes: dict[str, _Code] = field(default_factory=dict)

    # --- requests with a token ------------------------------------------------------------------

    def session_of(self, request: Request) -> Session:
        """Returns the session to which the request's access token belongs. Raises Refusal with the
        status 401 if the token is missing, unknown or expired."""
        value = request.headers.get("authorization")
        if value is None:
            raise _unauthorized("AGW-401", "Authorization header is not specified")
        scheme, _, token = value.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise _unauthorized("AGW-402", "Invalid Authorization header")
        for session in self.sessions:
            if hmac.compare_digest(session.pair.access_token.encode(), token.encode()):
                return self._used(session)
        raise _unauthorized("OAU-129", "Access token corrupted")

    def _used(self, session: Session) -> Session:
        if self.now() >= session.pair.access_ends_at:
            raise _unauthorized("OAU-128", "Access token expired")
        if session.pair.first_used_at is None:
            session.pair.first_used_at = self.now()
        return session

    # --- getting a token ------------------------------------------------------------------------

    def authorize(self, request: Request) -> dict[str, str]:
        """Checks an authorization request and returns its parameters. Raises Refusal if the request
        is faulty.

        The Refusal holds the response. If the app is unknown or the redirect address is not
        registered, the browser shows the response, which is an error. For all other faults, the
        response sends the browser to the redirect address, with the error in the query.
        """
        asked = dict(request.query)
        app = self.apps.get(asked.get("client_id", ""))
        if app is None:
            raise _refused("invalid_client", "OAU-123", "Client is not known")
        if not app.redirect_uris:
            raise _refused("invalid_client", "OAU-113", "No redirect uris are registered")
        asked.setdefault("redirect_uri", app.redirect_uris[0])
        if asked["redirect_uri"] not in app.redirect_uris:
            raise _refused("invalid_grant", "OAU-109", "Redirect URIs do not match")
        if asked.get("response_type") != "code":
            raise Refusal(_redirect(asked, error="unsupported_response_type"))
        if "authorization_code" not in app.grants:
            raise Refusal(_redirect(asked, error="unauthorized_client"))
        if asked.get("code_challenge") and asked.get("code_challenge_method") != "S256":
            # RingCentral accepts a request without `code_challenge_method` and then uses `plain`,
            # which does not protect the authorization code. The simulator refuses such a request,
            # so that tests find clients that forget `code_challenge_method`.
            raise Refusal(_redirect(asked, error="invalid_request"))
        return asked

    def grant_code(self, asked: dict[str, str]) -> Response:
        """Redirects the browser back to the client with an authorization code. The simulator calls
        this method when the user has agreed to the sign-in."""
        code = secrets.token_urlsafe(24)
        challenge = asked.get("code_challenge")
        self._codes[code] = _Code(
            asked["client_id"], asked["redirect_uri"], challenge, self.now() + CODE_SECONDS
        )
        return _redirect(asked, code=code, expires_in=str(CODE_SECONDS))

    def deny(self, asked: dict[str, str]) -> Response:
        return _redirect(asked, error="access_denied")

    def token(self, request: Request) -> Response:
        """Answers `POST /restapi/oauth/token`. If the request cannot be granted, raises Refusal
        with OAuth's error format as its body."""
        content_type = request.headers.get("content-type", "")
        if not content_type.startswith("application/x-www-form-urlencoded"):
            raise Refusal(Response(415))
        form = request.form
        app = self._app_of(request)
        grant = form.get("grant_type", "")
        if grant not in app.grants:
            known = grant in {"authorization_code", "refresh_token", JWT_BEARER}
            error = "unauthorized_client" if known else "unsupported_grant_type"
            raise _refused(error, "OAU-125", f"Grant is not allowed for this app: {grant}")
        if grant == "refresh_token":
            return self._refresh(app, form)
        if grant == "authorization_code":
            self._spend_code(app, form)
        elif form.get("assertion", "") not in self.jwts:
            raise _refused("invalid_grant", "OAU-251", "JWT is not valid")
        return self._answer(self.start(app, form))

    def revoke(self, request: Request) -> Response:
        """Ends the whole session to which the request's token belongs. The token may be an access
        token or a refresh token."""
        app = self._app_of(request)
        token = request.form.get("token") or next(iter(request.query_values("token")), "")
        ended = [
            session
            for session in self.sessions
            if session.app == app
            and token in (session.pair.access_token, session.pair.refresh_token)
        ]
        if not ended:
            raise _refused("invalid_request", "OAU-213", "Token not found")
        self.sessions.remove(ended[0])
        return Response(200)

    def client_id_of(self, request: Request) -> str:
        """Returns the client id that a request names, without checking whether the app exists. The
        simulator counts requests by client id, for the rate limits."""
        user, _ = _basic(request) or ("", "")
        named = request.form if request.method == "POST" else dict(request.query)
        return user or named.get("client_id", "")

    def _app_of(self, request: Request) -> App:
        """Returns the app that sent a request. A confidential app proves who it is with its secret
        and Basic authentication. A public app only sends its client id in the form."""
        if "authorization" in request.headers:
            user, secret = _basic(request) or ("", "")
            app = self.apps.get(user)
            if app is None or not hmac.compare_digest(
                (app.client_secret or "").encode(), secret.encode()
            ):
                raise _refused("invalid_client", "OAU-146", "Invalid client credentials", 401)
            return app
        app = self.apps.get(request.form.get("client_id", ""))
        if app is None or app.client_secret is not None:
            raise _refused("invalid_client", "OAU-123", "Client authentication is required", 401)
        return app

    def _spend_code(self, app: App, form: Mapping[str, str]) -> None:
        code = self._codes.pop(form.get("code", ""), None)
        if code is None:
            raise _refused("invalid_grant", "OAU-106", "Authorization code is invalid")
        if self.now() >= code.ends_at:
            raise _refused("invalid_grant", "OAU-108", "Authorization code is expired")
        if code.client_id != app.client_id:
            raise _refused("invalid_grant", "OAU-110", "Authorization code of another client")
        if form.get("redirect_uri") != code.redirect_uri:
            raise _refused("invalid_grant", "OAU-109", "Redirect URIs do not match")
        if code.challenge is None and app.client_secret is not None:
            return
        if code.challenge is None or code.challenge != _s256(form.get("code_verifier", "")):
            raise _refused("invalid_grant", "OAU-106", "Code verifier does not match")

    def start(self, app: App, form: Mapping[str, str] = NOTHING) -> Session:
        """Starts a session of this app. If the app then has more than `sessions_at_once` sessions,
        the oldest one ends."""
        mine = [session for session in self.sessions if session.app == app]
        if len(mine) >= self.sessions_at_once:
            self.sessions.remove(mine[0])
        session = Session(secrets.token_urlsafe(12), app, self._pair(app, form))
        self.sessions.append(session)
        return session

    def _pair(self, app: App, form: Mapping[str, str]) -> Pair:
        access = _lifetime(form, "access_token_ttl", least=600, most=self.access_seconds)
        refresh = _lifetime(form, "refresh_token_ttl", least=0, most=self.refresh_seconds)
        gives_refresh = app.issues_refresh_tokens and refresh > 0
        return Pair(
            access_token="access-" + secrets.token_urlsafe(48),
            refresh_token="refresh-" + secrets.token_urlsafe(48) if gives_refresh else "",
            issued_at=self.now(),
            access_ends_at=self.now() + access,
            refresh_ends_at=self.now() + refresh,
        )

    def _refresh(self, app: App, form: Mapping[str, str]) -> Response:
        """Replaces the session's tokens by a new pair, and answers with the new pair. If the client
        sends the old refresh token again during the grace period, answers with the same new
        pair."""
        token = form.get("refresh_token", "")
        for session in self.sessions:
            if not token or session.app != app:
                continue
            if session.pair.refresh_token == token:
                if self.now() >= session.pair.refresh_ends_at:
                    raise _refused("invalid_grant", "OAU-210", "Token is expired")
                session.former = token
                session.pair = self._pair(app, form)
                return self._answer(session)
            if session.former == token and not session.pair.grace_is_over(self.now()):
                return self._answer(session)
        raise _refused("invalid_grant", "OAU-213", "Token not found")

    def _answer(self, session: Session) -> Response:
        pair = session.pair
        body: dict[str, Any] = {
            "access_token": pair.access_token,
            "token_type": "bearer",
            "expires_in": max(0, int(pair.access_ends_at - self.now())),
            "scope": " ".join(session.app.permissions),
            "owner_id": EXTENSION_ID,
            "endpoint_id": "simulator",
            "session_id": session.id,
        }
        if pair.refresh_token:
            body["refresh_token"] = pair.refresh_token
            body["refresh_token_expires_in"] = max(0, int(pair.refresh_ends_at - self.now()))
        return json_response(body, cache_control="no-store")


def _unauthorized(code: str, message: str) -> Refusal:
    return Refusal(api_error(401, "TokenInvalid", code, message))


def _refused(error: str, code: str, description: str, status: int = 400) -> Refusal:
    return Refusal(oauth_error(status, error, code, description))


def _redirect(asked: dict[str, str], **answer: str) -> Response:
    if "state" in asked:
        answer["state"] = asked["state"]
    joint = "&" if "?" in asked["redirect_uri"] else "?"
    return Response(302, {"Location": asked["redirect_uri"] + joint + urlencode(answer)})


def _basic(request: Request) -> tuple[str, str] | None:
    """Returns the user and the password from the request's header for Basic authentication. Returns
    None if this header is missing or faulty."""
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        user, _, secret = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return user, secret


def _s256(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _lifetime(form: Mapping[str, str], name: str, *, least: int, most: int) -> int:
    """Returns the lifetime of a token in seconds. The request asks for it in the field `name`; a
    lifetime outside the range from `least` to `most` is replaced by the nearer limit. If the field
    is missing, returns `most`."""
    try:
        asked = int(form.get(name, most))
    except ValueError:
        raise _refused("invalid_request", "OAU-101", f"{name} is not a number") from None
    return min(max(asked, least), most)
