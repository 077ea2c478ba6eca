"""Gets, renews and revokes tokens at RingCentral's token endpoint (RFC 6749, 7009, 7523).

Depends on ringcentral/transport.py for sending requests, and on ringcentral/token_refusals.py for
the meanings of refusals.
"""

import base64
import contextlib
import math
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from click_to_call.errors import Problem
from click_to_call.keyring.token_store import Tokens
from click_to_call.ringcentral.rate_limit import rate_limited_by
from click_to_call.ringcentral.token_refusals import refusal_of, unknown_code
from click_to_call.ringcentral.transport import Answer, Ask, Clock, Lost, Transport, refusal_in

JWT_BEARER: Final = "urn:ietf:params:oauth:grant-type:jwt-bearer"

# The host assumes this lifetime for a token if RingCentral's answer names no valid one. No token of
# RingCentral has a shorter lifetime. If the token lives longer, the host only renews the token
# earlier than necessary.
_LIFETIME_SECONDS: Final = 600.0
_LONGEST_ACCESS_SECONDS: Final = 86_400.0
_LONGEST_REFRESH_SECONDS: Final = 366 * 86_400.0


# The longest time for one request of this module. Before a call is placed, up to two such requests
# may be needed to renew the tokens. These and the request that places the call must together take
# less than 20 s.
_ANSWER_WITHIN_SECONDS: Final = 6.0


class Spent(Exception):  # noqa: N818 - the user may still be signed in with a JWT
    """Raised if RingCentral refuses the refresh token. `detail` is RingCentral's code for the
    refusal."""

    def __init__(self, detail: str = "") -> None:
        self.detail = detail or "no code"
        super().__init__(self.detail)


class TokenEndpoint:
    """Sends the requests `POST /restapi/oauth/token` and `POST /restapi/oauth/revoke`.

    The methods that get or renew tokens may raise a Problem with the code exchange_unreachable,
    exchange_not_understood, rate_limited or sign_in_refused.
    """

    def __init__(self, transport: Transport, clock: Clock = time.time) -> None:
        self._transport = transport
        self._clock = clock

    async def by_jwt(self, client_id: str, client_secret: str, jwt: str) -> Tokens:
        """Signs in with a JWT credential of the user's own app. The returned Tokens include the
        JWT, so that the host can sign in with the JWT again."""
        form = {"grant_type": JWT_BEARER, "assertion": jwt}
        answer = await self._grant(form, client_id, client_secret)
        return replace(self._tokens(answer, client_id, client_secret), jwt=jwt)

    async def by_code(self, client_id: str, code: str, redirect_uri: str, verifier: str) -> Tokens:
        """Signs in with the authorization code that the redirect contains. The app is public: it
        has no secret, and proves itself with `verifier` (PKCE)."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": verifier,
        }
        return self._tokens(await self._grant(form, client_id, ""), client_id, "")

    async def renew(self, tokens: Tokens) -> Tokens:
        """Gets new tokens from RingCentral for the refresh token in `tokens`.

        If no usable answer comes, sends the request once more. To the second request, RingCentral
        answers with the same new tokens, unless the new access token was first used more than ten
        seconds before. Raises Spent if RingCentral refuses the refresh token.
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
            # If RingCentral issues no new refresh token, there is none any more: the renewal has
            # used up the earlier one.
            refresh_expires_at=renewed.refresh_expires_at if renewed.refresh_token else 0.0,
        )

    async def _renewal(self, form: Mapping[str, str], tokens: Tokens) -> Answer:
        """Sends one request for a renewal. If RingCentral refuses, the refusal's code decides what
        this method raises: Problem("exchange_unreachable") for a code that means an outage, and
        Spent for any other code. A refusal without a code may come from a proxy, so this method
        then raises Problem("exchange_not_understood")."""
        try:
            return await self._grant(form, tokens.client_id, tokens.client_secret)
        except Refused as refused:
            if refused.reason == "trouble":
                raise Problem(
                    "exchange_unreachable", reason="trouble", status=refused.status
                ) from None
            if not refused.detail:
                raise Problem("exchange_not_understood") from None
            raise Spent(refused.detail) from None

    async def revoke(self, tokens: Tokens) -> None:
        """Ends the session of these tokens at RingCentral. Raises nothing if that fails, and
        ignores RingCentral's answer, as RingCentral's guide advises."""
        token = tokens.refresh_token or tokens.access_token
        with contextlib.suppress(Problem, Lost):
            await self._post("revoke", {"token": token}, tokens.client_id, tokens.client_secret)

    async def aclose(self) -> None:
        await self._transport.aclose()

    async def _grant(self, form: Mapping[str, str], client_id: str, secret: str) -> Answer:
        try:
            answer = await self._post("token", form, client_id, secret)
        except Lost as lost:
            raise lost.problem() from None
        if answer.status == 429:
            raise rate_limited_by(answer.headers, self._clock())
        if answer.status >= 500 or answer.status == 408:
            raise Problem("exchange_unreachable", reason="trouble", status=answer.status)
        fields = answer.fields()
        if answer.is_success and fields is not None and _token(fields.get("access_token")):
            return answer
        if fields is None or answer.status < 400:
            raise Problem("exchange_not_understood")
        raise Refused(answer, form)

    async def _post(
        self, what: str, form: Mapping[str, str], client_id: str, secret: str
    ) -> Answer:
        """Sends a POST request to `/restapi/oauth/{what}`. If the app has a client secret, the
        request uses Basic authentication with the client id and the secret. A public app has no
        secret, so its client id becomes a field of the form."""
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
    """Returns `value` if it is a token that can be part of an HTTP header; otherwise ""."""
    if not isinstance(value, str) or len(value) > 16_384:
        return ""
    return value if value.isascii() and value.isprintable() and " " not in value else ""


def _seconds(value: object, *, most: float) -> float:
    """Returns `value` as a lifetime in seconds, at most `most`. `value` may be a number or a text
    such as "3600". If it is neither, or is not positive, returns _LIFETIME_SECONDS."""
    try:
        seconds = float(value)  # type: ignore[arg-type] # other types are caught
    except (TypeError, ValueError, OverflowError):
        return _LIFETIME_SECONDS
    if not math.isfinite(seconds) or seconds <= 0:
        return _LIFETIME_SECONDS
    return min(seconds, most)


class Refused(Problem):
    """Raised if RingCentral refuses to issue tokens."""

    def __init__(self, answer: Answer, form: Mapping[str, str]) -> None:
        refusal = refusal_in(answer)
        self.status = answer.status
        self.detail = refusal.code
        reason = refusal_of(refusal.codes, jwt=form.get("grant_type") == JWT_BEARER)
        super().__init__(
            "sign_in_refused",
            reason=reason,
            detail=self.detail or "no reason given",
            address=form.get("redirect_uri", ""),
        )
        code = unknown_code(refusal.codes)
        if code and reason != "other":  # The text for the reason "other" already shows the code.
            self.message = f"{self.message} ({code})"
