"""RingCentral's token endpoint: buys, renews and revokes tokens, and puts its refusals in words.

Must not know where tokens are kept, nor what they are used for.
"""

import base64
import contextlib
import math
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from native_host.errors import Problem
from native_host.tokens import Tokens
from native_host.transport import Answer, Ask, Clock, Lost, Transport, rate_limited_by, refusal_in

JWT_BEARER: Final = "urn:ietf:params:oauth:grant-type:jwt-bearer"

# Assumed where an answer tells no usable lifetime: the shortest that RingCentral gives. Too short
# costs a refresh, too long a refusal that is answered by a refresh.
_LIFETIME_SECONDS: Final = 600.0
_LONGEST_ACCESS_SECONDS: Final = 86_400.0
_LONGEST_REFRESH_SECONDS: Final = 366 * 86_400.0


# A renewal and its repetition must leave a call, which has 20 s in all, the time to be placed.
_ANSWER_WITHIN_SECONDS: Final = 6.0


class Spent(Exception):  # noqa: N818 - answered by another grant or by the user
    """The refresh token is no longer taken, for good."""


class TokenEndpoint:
    """`POST /restapi/oauth/token` and `/revoke`. Grants as RingCentral's OpenAPI names them.

    Every method raises Problem exchange_unreachable, exchange_not_understood, rate_limited and
    sign_in_refused.
    """

    def __init__(self, transport: Transport, clock: Clock = time.time) -> None:
        self._transport = transport
        self._clock = clock

    async def by_jwt(self, client_id: str, client_secret: str, jwt: str) -> Tokens:
        """Sign in with a JWT credential of one's own app; it is kept to sign in again."""
        form = {"grant_type": JWT_BEARER, "assertion": jwt}
        answer = await self._grant(form, client_id, client_secret)
        return replace(self._tokens(answer, client_id, client_secret), jwt=jwt)

    async def by_code(self, client_id: str, code: str, redirect_uri: str, verifier: str) -> Tokens:
        """Sign in a public app with the code that the browser brought back (PKCE)."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": verifier,
        }
        return self._tokens(await self._grant(form, client_id, ""), client_id, "")

    async def renew(self, tokens: Tokens) -> Tokens:
        """Trade the refresh token for a new pair.

        An answer that got lost is asked for once more: until the new access token is used, and
        ten seconds longer, RingCentral gives the same new pair to the same refresh token.
        Raises Spent when the refresh token is refused for good.
        """
        form = {"grant_type": "refresh_token", "refresh_token": tokens.refresh_token}
        try:
            answer = await self._renewal(form, tokens)
        except Problem as problem:
            if problem.code not in {"exchange_unreachable", "exchange_not_understood"}:
                raise
            answer = await self._renewal(form, tokens)
        renewed = self._tokens(answer, tokens.client_id, tokens.client_secret)
        return replace(
            renewed,
            jwt=tokens.jwt,
            owner_id=renewed.owner_id or tokens.owner_id,
            # An app that stopped issuing refresh tokens has ended the one there was.
            refresh_expires_at=renewed.refresh_expires_at if renewed.refresh_token else 0.0,
        )

    async def _renewal(self, form: Mapping[str, str], tokens: Tokens) -> Answer:
        try:
            return await self._grant(form, tokens.client_id, tokens.client_secret)
        except _Refused as refused:
            if refused.word == "invalid_grant":
                raise Spent from None
            raise

    async def revoke(self, tokens: Tokens) -> None:
        """End the whole session at RingCentral. Whatever it answers is ignored, as it advises."""
        token = tokens.refresh_token or tokens.access_token
        with contextlib.suppress(Problem, Lost):
            await self._post("revoke", {"token": token}, tokens.client_id, tokens.client_secret)

    async def aclose(self) -> None:
        await self._transport.aclose()

    async def _grant(self, form: Mapping[str, str], client_id: str, secret: str) -> Answer:
        try:
            answer = await self._post("token", form, client_id, secret)
        except Lost as lost:
            raise Problem(
                "exchange_unreachable", f"RingCentral cannot be reached: {lost.reason}."
            ) from None
        if answer.status == 429:
            raise rate_limited_by(answer, self._clock())
        if answer.status >= 500 or answer.status == 408:
            raise Problem(
                "exchange_unreachable",
                f"RingCentral has trouble at the moment ({answer.status}). Try again later.",
            )
        fields = answer.fields()
        if answer.is_success and fields is not None and _token(fields.get("access_token")):
            return answer
        if fields is None or answer.status < 400:
            raise Problem("exchange_not_understood")
        raise _Refused(answer, form)

    async def _post(
        self, what: str, form: Mapping[str, str], client_id: str, secret: str
    ) -> Answer:
        """A confidential app shows its secret by Basic; a public one names itself in the form."""
        fields, authorization = dict(form), ""
        if secret:
            pair = base64.b64encode(f"{client_id}:{secret}".encode()).decode()
            authorization = f"Basic {pair}"
        else:
            fields["client_id"] = client_id
        ask = Ask(
            method="POST",
            path=f"/restapi/oauth/{what}",
            group="Auth",
            form=fields,
            within_seconds=_ANSWER_WITHIN_SECONDS,
        )
        return await self._transport.send(ask, authorization=authorization)

    def _tokens(self, answer: Answer, client_id: str, client_secret: str) -> Tokens:
        fields, now = answer.fields() or {}, self._clock()
        access = _seconds(fields.get("expires_in"), most=_LONGEST_ACCESS_SECONDS)
        refresh = _seconds(
            fields.get("refresh_token_expires_in", _LONGEST_REFRESH_SECONDS),
            most=_LONGEST_REFRESH_SECONDS,
        )
        owner = fields.get("owner_id")
        return Tokens(
            client_id=client_id,
            client_secret=client_secret,
            access_token=_token(fields.get("access_token")),
            obtained_at=now,
            access_expires_at=now + access,
            refresh_token=_token(fields.get("refresh_token")),
            refresh_expires_at=now + refresh,
            owner_id=str(owner)[:64] if isinstance(owner, str | int) else "",
        )


def _token(value: Any) -> str:
    """A token that may stand in a header, or ""."""
    if not isinstance(value, str) or len(value) > 16_384:
        return ""
    return value if value.isascii() and value.isprintable() and " " not in value else ""


def _seconds(value: object, *, most: float) -> float:
    """A lifetime: a positive number, also as text; anything else counts as the shortest known."""
    try:
        seconds = float(value)  # type: ignore[arg-type] # whatever cannot be read is caught
    except (TypeError, ValueError, OverflowError):
        return _LIFETIME_SECONDS
    if not math.isfinite(seconds) or seconds <= 0:
        return _LIFETIME_SECONDS
    return min(seconds, most)


# --- refusals -----------------------------------------------------------------------------------

CONSOLE: Final = "in RingCentral's Developer Console (developers.ringcentral.com)"

NO_REFRESH_TOKEN: Final = (
    "The app gives no refresh token, so the sign-in would end within the hour. "
    f'Tick "Issue refresh tokens" in the app\'s settings {CONSOLE}, then sign in again.'
)
_WRONG_APP: Final = (
    "RingCentral does not accept the client id or the client secret. Compare them with the app's "
    f"credentials {CONSOLE}. An app that signs in with the browser must be of the type "
    '"Client-side web app", which has no secret.'
)
_NO_GRANT: Final = (
    "The app does not allow this way of signing in. Open its settings "
    f'{CONSOLE}, part "Auth", and choose '
)
_NOT_ALLOWED: Final = frozenset(
    {"OAU-112", "OAU-121", "OAU-125", "unauthorized_client", "unsupported_grant_type"}
)
_REDIRECT: Final = (
    "The address to come back to is not registered for this app. Add exactly "
    f'%s as "OAuth Redirect URI" in the app\'s settings {CONSOLE}, part "Auth".'
)
_CODE: Final = "The sign-in took too long or was already used. Start it again."
_USER: Final = "This RingCentral user may not sign in at the moment. Ask your administrator."
_TROUBLE: Final = "RingCentral has trouble at the moment. Try again later."
_LOCKED: Final = "This RingCentral account is locked. Unlock it in RingCentral, then sign in again."
_GONE: Final = (
    "This RingCentral account or user is disabled or no longer exists. Ask your administrator."
)
_JWT: Final = (
    "RingCentral does not accept this JWT: it has expired, was revoked, or is meant for another "
    f'app. Create a new one {CONSOLE} under "Credentials", and allow the app the JWT auth flow.'
)

_WORDS: Final[dict[str, str]] = (
    dict.fromkeys(
        ("OAU-120", "OAU-123", "OAU-127", "OAU-134", "OAU-146", "OAU-151", "invalid_client"),
        _WRONG_APP,
    )
    | dict.fromkeys(("OAU-106", "OAU-108", "OAU-110", "OAU-210", "OAU-213"), _CODE)
    | dict.fromkeys(("OAU-128", "OAU-129", "OAU-149", "invalid_grant"), _CODE)
    | dict.fromkeys(("server_error", "temporarily_unavailable"), _TROUBLE)
    | dict.fromkeys(("OAU-105", "OAU-136", "OAU-141", "OAU-142"), _USER)
    | dict.fromkeys(("OAU-147", "OAU-148"), _LOCKED)
    | dict.fromkeys(("OAU-222", "OAU-232", "OAU-236"), _GONE)
    | {
        "OAU-165": "This client id belongs to RingCentral's sandbox. "
        f"Create a production app {CONSOLE}.",
        "OAU-167": "Access from this place is forbidden by your company. Ask your administrator.",
        "OAU-168": "This account is protected by a second factor. Sign in with the browser.",
        "CMN-408": "This user may not use apps of other makers. Ask your administrator for "
        "the permission ThirdPartyAppAccess.",
        "access_denied": "The sign-in was cancelled in the browser.",
    }
)


def refusal_words(code: str, *, jwt: bool = False, redirect_uri: str = "") -> str:
    """What a user can do about an OAuth refusal: an OAU code, or the word where there is none.

    `jwt`: it was a JWT that was refused; `redirect_uri`: where the browser was to come back to.
    """
    if code in {"OAU-109", "OAU-113"}:
        return _REDIRECT % (redirect_uri or "the redirect address")
    if code in _NOT_ALLOWED or (code == "OAU-251" and not jwt):
        return _NO_GRANT + ("JWT auth flow." if jwt else "3-legged OAuth flow authorization code.")
    if jwt and code in {"OAU-251", "OAU-210", "OAU-213", "invalid_grant"}:
        return _JWT
    told = _WORDS.get(code)
    return told or f"RingCentral refused the sign-in ({code or 'no reason given'})."


class _Refused(Problem):
    """A refusal by the token endpoint, with the OAuth word that decides what it means."""

    def __init__(self, answer: Answer, form: Mapping[str, str]) -> None:
        refusal = refusal_in(answer)
        self.word = refusal.word
        # Codes of one meaning differ with the grant; this word leaves no doubt.
        known = refusal.word if refusal.word == "unauthorized_client" else refusal.code
        is_jwt = form.get("grant_type") == JWT_BEARER
        words = refusal_words(known, jwt=is_jwt, redirect_uri=form.get("redirect_uri", ""))
        super().__init__("sign_in_refused", words)
