"""Keeps the signed-in user's tokens, and renews them. Only one process at a time renews the tokens.

Each open browser has a host process of its own, and all hosts share one sign-in. When one host
renews the tokens, RingCentral no longer accepts the access token that the other hosts have in
memory. A refresh token can be used only once, so two hosts must never renew the tokens at the same
time. Depends on keyring/token_store.py and on ringcentral/token_endpoint.py.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Final, NoReturn

from click_to_call.errors import Problem
from click_to_call.keyring.token_store import Tokens, TokenStore
from click_to_call.ringcentral.token_endpoint import Refused, Spent, TokenEndpoint
from click_to_call.ringcentral.transport import Clock

logger = logging.getLogger(__name__)

# The host renews an access token this long before the token expires, so that the token does not
# expire during a request. For a token that lives less than 20 minutes, this time is a tenth of the
# token's lifetime.
_RENEW_AHEAD_SECONDS: Final = 120.0

ENDED: Final = frozenset({"sign_in_expired", "not_signed_in"})
"""A Problem with one of these codes means that no user is signed in any more."""


class Session:
    """Holds the user's tokens in this process's memory.

    Because the tokens are in memory, the host need not read the keyring for each request. If
    another process has renewed the tokens, RingCentral answers 401 to a request with the access
    token in memory, and the host reads the keyring again.
    """

    def __init__(
        self,
        store: TokenStore,
        endpoint: TokenEndpoint,
        clock: Clock,
        ended: Callable[[Problem], None] = lambda _: None,
    ) -> None:
        """`ended` is called if the session finds, when it renews the tokens, that the sign-in has
        ended. The argument of `ended` is the Problem that says why."""
        self._store = store
        self._endpoint = endpoint
        self._clock = clock
        self._ended = ended
        self._tokens: Tokens | None = None
        self._renewal: asyncio.Task[tuple[Tokens, bool]] | None = None

    async def present(self) -> Tokens | None:
        """Returns the tokens, whether expired or not, or None if no user is signed in."""
        if self._tokens is None:
            self._tokens = await self._store.load()
        return self._tokens

    async def look_again(self) -> None:
        """Reads the keyring again, because the user may have signed in or out in another process.
        If the keyring cannot be read now, the tokens in memory stay."""
        try:
            stored = await self._store.load()
        except Problem:
            if self._tokens is None:
                raise
        else:
            self._tokens = stored

    async def usable(self) -> Tokens:
        """Returns tokens for the next request. If the access token expires soon, renews the tokens
        first. Raises Problem("not_signed_in") if no user is signed in, and the Problems of
        `renewed`."""
        tokens = await self.present()
        if tokens is None:
            raise Problem("not_signed_in")
        if self._is_due(tokens):
            tokens, _ = await self.renewed(tokens)
        return tokens

    async def is_over(self) -> bool:
        """Returns whether, according to the computer's clock, the access token and the refresh
        token have both expired, and there is no JWT with which the host could sign in again."""
        tokens = await self.present()
        if tokens is None or tokens.jwt:
            return False
        now = self._clock()
        is_spent = not tokens.refresh_token or now >= tokens.refresh_expires_at
        return is_spent and (not tokens.access_token or now >= tokens.access_expires_at)

    async def renewed(self, failed: Tokens) -> tuple[Tokens, bool]:
        """Returns new tokens in place of `failed`, which RingCentral has refused or which expire
        soon. The second value is True if this process has just got the new tokens from RingCentral.
        The second value is False if another process had saved them in the keyring; RingCentral may
        refuse such tokens too.

        Only one renewal runs at a time in this process. The renewal is completed even if the task
        that waits for it is cancelled: the user would lose the sign-in if RingCentral issued tokens
        that were not saved.
        """
        if self._renewal is None or self._renewal.done():
            self._renewal = asyncio.create_task(self._renew(failed))
            self._renewal.add_done_callback(_look_at)
        return await asyncio.shield(self._renewal)

    def forget(self) -> None:
        """Makes the next request read the keyring again."""
        self._tokens = None

    async def end(self) -> None:
        """Signs the user out: first deletes the tokens from the keyring, and then ends the session
        at RingCentral. In this order the user is signed out even if RingCentral cannot be
        reached."""
        await self.aclose()
        async with self._store.lock():
            tokens = await self._store.load()
            await self._store.delete()
        self._tokens = None
        if tokens is not None and (tokens.access_token or tokens.refresh_token):
            await self._endpoint.revoke(tokens)

    async def aclose(self) -> None:
        """Waits for a renewal that is under way, so that the new tokens are saved."""
        if self._renewal is not None:
            with contextlib.suppress(Problem):
                await self._renewal

    async def _renew(self, failed: Tokens) -> tuple[Tokens, bool]:
        try:
            return await self._renew_under_lock(failed)
        except Problem as problem:
            if problem.code in ENDED:
                self._ended(problem)
            raise

    async def _renew_under_lock(self, failed: Tokens) -> tuple[Tokens, bool]:
        async with self._store.lock():
            # The keyring is read only now that this process has the lock, because the process that
            # had the lock before may have renewed the tokens.
            tokens = await self._stored()
            is_new = not self._is_fresh(tokens, failed)
            if is_new:
                tokens = await self._replace(tokens)
        self._tokens = tokens
        return tokens, is_new

    async def _stored(self) -> Tokens:
        tokens = await self._store.load()
        if tokens is None:
            self._tokens = None
            raise Problem("not_signed_in")
        return tokens

    async def _replace(self, tokens: Tokens) -> Tokens:
        """Gets new tokens from RingCentral in exchange for `tokens`, saves the new tokens and
        returns them. Call this only while this process holds the store's lock."""
        if not tokens.is_renewable:
            raise Problem("sign_in_expired")
        try:
            if not tokens.refresh_token:
                raise Spent
            renewed = await self._endpoint.renew(tokens)
        except Spent as spent:
            renewed = await self._without_refresh_token(tokens, spent)
        await self._keep(renewed)
        return renewed

    async def _without_refresh_token(self, tokens: Tokens, spent: Spent) -> Tokens:
        """RingCentral has refused the refresh token in `tokens`. Signs in with the JWT in `tokens`
        instead, and returns the new tokens. If there is no JWT, or RingCentral refuses the JWT,
        raises Problem("sign_in_expired").

        Deletes the refused refresh token or JWT from the keyring, so that no host sends it again.
        """
        without = replace(tokens, access_token="", refresh_token="")
        if not tokens.jwt:
            await self._end_with(without, Problem("sign_in_expired", **_refused(spent)))
        try:
            return await self._endpoint.by_jwt(tokens.client_id, tokens.client_secret, tokens.jwt)
        except Refused as refused:
            if refused.reason == "trouble":
                raise
            problem = Problem("sign_in_expired", reason="jwt", detail=refused.detail or "no code")
            await self._end_with(replace(without, jwt=""), problem)
        except Problem:
            # RingCentral gave no clear answer about the JWT, so the JWT stays in the keyring for
            # the next attempt.
            await self._keep(without)
            raise

    async def _end_with(self, tokens: Tokens, problem: Problem) -> NoReturn:
        await self._keep(tokens)
        self._tokens = None
        raise problem

    async def _keep(self, tokens: Tokens) -> None:
        """Saves the tokens in the keyring, and tries a second time if this fails. Raises nothing if
        both attempts fail, so that the present request can still use the tokens."""
        for _ in range(2):
            try:
                await self._store.save(tokens)
            except Problem as problem:
                logger.warning("the renewed sign-in is not in the keyring: %s", problem.code)
            else:
                return

    def _is_due(self, tokens: Tokens) -> bool:
        lifetime = tokens.access_expires_at - tokens.obtained_at
        ahead = min(_RENEW_AHEAD_SECONDS, lifetime / 10)
        return not tokens.access_token or self._clock() >= tokens.access_expires_at - ahead

    def _is_fresh(self, tokens: Tokens, failed: Tokens) -> bool:
        return tokens.access_token != failed.access_token and not self._is_due(tokens)


def _look_at(task: "asyncio.Task[tuple[Tokens, bool]]") -> None:
    """Logs the failure of a renewal. The task that waited for the renewal may have been cancelled,
    so that no other task notices the failure."""
    if not task.cancelled() and (error := task.exception()) is not None:
        logger.info("the sign-in was not renewed: %s", error)


def _refused(spent: Spent) -> dict[str, str]:
    return {"reason": "refused", "detail": spent.detail}
