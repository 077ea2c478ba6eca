"""The tokens of the signed-in user, which one process at a time renews.

Depends on keyring/token_store.py and on ringcentral/token_endpoint.py. Each open browser has its
own host, and all hosts share one sign-in. A renewal ends the access tokens of all other hosts, and
a refresh token works only once.
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

# Renew this long before the end, or a tenth of the lifetime if that is shorter, so that a token
# does not end during a request.
_RENEW_AHEAD_SECONDS: Final = 120.0

ENDED: Final = frozenset({"sign_in_expired", "not_signed_in"})
"""Problem codes that mean that no user is signed in any more."""


class Session:
    """The tokens in this process's memory.

    The copy in memory makes reading the keyring for each request unnecessary. If another process
    has renewed the tokens, RingCentral answers 401, and the host reads the keyring again.
    """

    def __init__(
        self,
        store: TokenStore,
        endpoint: TokenEndpoint,
        clock: Clock,
        ended: Callable[[Problem], None] = lambda _: None,
    ) -> None:
        """`ended` is called once when a renewal finds that the sign-in has ended."""
        self._store = store
        self._endpoint = endpoint
        self._clock = clock
        self._ended = ended
        self._tokens: Tokens | None = None
        self._renewal: asyncio.Task[tuple[Tokens, bool]] | None = None

    async def present(self) -> Tokens | None:
        """Returns the tokens, expired or not; None if no user is signed in."""
        if self._tokens is None:
            self._tokens = await self._store.load()
        return self._tokens

    async def look_again(self) -> None:
        """Reads the keyring again, because the user may have signed in or out in another process.
        If reading fails now, the earlier tokens stay."""
        try:
            stored = await self._store.load()
        except Problem:
            if self._tokens is None:
                raise
        else:
            self._tokens = stored

    async def usable(self) -> Tokens:
        """Returns tokens that last for the next request. Raises Problem not_signed_in and
        others."""
        tokens = await self.present()
        if tokens is None:
            raise Problem("not_signed_in")
        if self._is_due(tokens):
            tokens, _ = await self.renewed(tokens)
        return tokens

    async def is_over(self) -> bool:
        """Returns whether, by the clock, neither the access token nor the refresh token is valid
        and there is no JWT."""
        tokens = await self.present()
        if tokens is None or tokens.jwt:
            return False
        now = self._clock()
        is_spent = not tokens.refresh_token or now >= tokens.refresh_expires_at
        return is_spent and (not tokens.access_token or now >= tokens.access_expires_at)

    async def renewed(self, failed: Tokens) -> tuple[Tokens, bool]:
        """Returns tokens other than `failed`, and whether they are new. Another process's tokens
        are not new, and may have ended as well.

        Only one renewal runs at a time. It is completed even if its caller is cancelled: if
        RingCentral issued tokens that were not saved, the user could lose the sign-in.
        """
        if self._renewal is None or self._renewal.done():
            self._renewal = asyncio.create_task(self._renew(failed))
            self._renewal.add_done_callback(_look_at)
        return await asyncio.shield(self._renewal)

    def forget(self) -> None:
        """Makes the next request read the keyring again."""
        self._tokens = None

    async def end(self) -> None:
        """Signs out: first here, then at RingCentral, so that the user is signed out whatever
        RingCentral answers."""
        await self.aclose()
        async with self._store.lock():
            tokens = await self._store.load()
            await self._store.delete()
        self._tokens = None
        if tokens is not None and (tokens.access_token or tokens.refresh_token):
            await self._endpoint.revoke(tokens)

    async def aclose(self) -> None:
        """Waits for a renewal under way, so that its tokens are saved."""
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
            # Read it while holding the lock: the previous holder may have renewed the tokens.
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
        """Exchanges these tokens for new ones and saves them. The caller holds the lock."""
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
        """Signs in with the stored JWT, once. A JWT that RingCentral refuses is not sent again.

        It deletes what is no longer valid from the keyring, so that no other host sends it either.
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
            # RingCentral was unreachable: keep the JWT for the next attempt.
            await self._keep(without)
            raise

    async def _end_with(self, tokens: Tokens, problem: Problem) -> NoReturn:
        await self._keep(tokens)
        self._tokens = None
        raise problem

    async def _keep(self, tokens: Tokens) -> None:
        """Saves the tokens, and tries twice. If the keyring fails, the present request can still go
        on."""
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
    """Logs a renewal's failure, which no caller may be waiting for."""
    if not task.cancelled() and (error := task.exception()) is not None:
        logger.info("the sign-in was not renewed: %s", error)


def _refused(spent: Spent) -> dict[str, str]:
    return {"reason": "refused", "detail": spent.detail}
