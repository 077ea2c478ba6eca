"""The sign-in while it is in use: tokens at hand, renewed by one process at a time.

Must not know what is asked with them. Several browsers mean several hosts with one sign-in; a
renewal kills the access token of all others at once, and a refresh token works once.
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

log = logging.getLogger(__name__)

# Renewed this long before the end, or a tenth of the lifetime where that is shorter, so that no
# call begins with a token that dies on the way.
_RENEW_AHEAD_SECONDS: Final = 120.0

ENDED: Final = frozenset({"sign_in_expired", "not_signed_in"})
"""Codes that say that nobody is signed in any more."""


class Session:
    """The tokens in this process's hand.

    The copy in memory spares a look into the keyring for each request. When another process has
    renewed meanwhile, RingCentral answers 401, and that leads back to the keyring.
    """

    def __init__(
        self,
        store: TokenStore,
        endpoint: TokenEndpoint,
        clock: Clock,
        ended: Callable[[Problem], None] = lambda _: None,
    ) -> None:
        """`ended` is told once when a renewal finds out that the sign-in is over."""
        self._store = store
        self._endpoint = endpoint
        self._clock = clock
        self._ended = ended
        self._tokens: Tokens | None = None
        self._renewal: asyncio.Task[tuple[Tokens, bool]] | None = None

    async def present(self) -> Tokens | None:
        """The tokens as they are, fresh or not; None when nobody is signed in."""
        if self._tokens is None:
            self._tokens = await self._store.load()
        return self._tokens

    async def look_again(self) -> None:
        """Somebody may have signed in or out elsewhere. A keyring that fails now changes nothing,
        where it was read before."""
        try:
            stored = await self._store.load()
        except Problem:
            if self._tokens is None:
                raise
        else:
            self._tokens = stored

    async def usable(self) -> Tokens:
        """Tokens that will last for the next request. Raises Problem not_signed_in and others."""
        tokens = await self.present()
        if tokens is None:
            raise Problem("not_signed_in")
        if self._is_due(tokens):
            tokens, _ = await self.renewed(tokens)
        return tokens

    async def is_over(self) -> bool:
        """Whether, by the clock, nothing that is kept can buy another token."""
        tokens = await self.present()
        if tokens is None or tokens.jwt:
            return False
        now = self._clock()
        is_spent = not tokens.refresh_token or now >= tokens.refresh_expires_at
        return is_spent and (not tokens.access_token or now >= tokens.access_expires_at)

    async def renewed(self, failed: Tokens) -> tuple[Tokens, bool]:
        """Tokens other than `failed`, and whether they are new: another process's may be old, too.

        One renewal at a time, finished even if the one who waits for it gives up: a pair that
        RingCentral gave out and nobody kept may cost the user the sign-in.
        """
        if self._renewal is None or self._renewal.done():
            self._renewal = asyncio.create_task(self._renew(failed))
            self._renewal.add_done_callback(_look_at)
        return await asyncio.shield(self._renewal)

    def forget(self) -> None:
        """Read the keyring again before the next request."""
        self._tokens = None

    async def end(self) -> None:
        """Sign out, here first: whatever RingCentral answers, nobody is signed in any more."""
        await self.aclose()
        async with self._store.lock():
            tokens = await self._store.load()
            await self._store.delete()
        self._tokens = None
        if tokens is not None and (tokens.access_token or tokens.refresh_token):
            await self._endpoint.revoke(tokens)

    async def aclose(self) -> None:
        """Wait for a renewal under way, so that what it gets is kept."""
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
            # Read under the lock: whoever had it before us may have renewed.
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
        """Trade these tokens for new ones and keep them. The lock is held."""
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
        """Sign in with the kept JWT, once: what RingCentral refuses is not sent to it again.

        What is no more use is taken out of the keyring, so that no other host asks with it either.
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
            # RingCentral could not be reached: the JWT is for the next try.
            await self._keep(without)
            raise

    async def _end_with(self, tokens: Tokens, problem: Problem) -> NoReturn:
        await self._keep(tokens)
        self._tokens = None
        raise problem

    async def _keep(self, tokens: Tokens) -> None:
        """Save, twice if it must be. A keyring that fails now does not end the call at hand."""
        for _ in range(2):
            try:
                await self._store.save(tokens)
            except Problem as problem:
                log.warning("the renewed sign-in is not in the keyring: %s", problem.code)
            else:
                return

    def _is_due(self, tokens: Tokens) -> bool:
        lifetime = tokens.access_expires_at - tokens.obtained_at
        ahead = min(_RENEW_AHEAD_SECONDS, lifetime / 10)
        return not tokens.access_token or self._clock() >= tokens.access_expires_at - ahead

    def _is_fresh(self, tokens: Tokens, failed: Tokens) -> bool:
        return tokens.access_token != failed.access_token and not self._is_due(tokens)


def _look_at(task: "asyncio.Task[tuple[Tokens, bool]]") -> None:
    """Take note of a renewal's failure even if nobody waits for it any more."""
    if not task.cancelled() and (error := task.exception()) is not None:
        log.info("the sign-in was not renewed: %s", error)


def _refused(spent: Spent) -> dict[str, str]:
    return {"reason": "refused", "detail": spent.detail}
