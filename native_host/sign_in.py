"""Signs a person in: with the browser (authorization code and PKCE) or with a JWT credential.

Must not know what a sign-in is used for. The browser comes back to a listener on this computer's
own address, which takes one answer and is gone.
"""

import time
from typing import TYPE_CHECKING

from native_host.config import Config
from native_host.errors import Problem
from native_host.oauth import TokenEndpoint
from native_host.tokens import Tokens, TokenStore
from native_host.transport import Clock, Transport

if TYPE_CHECKING:
    import httpx


async def sign_in_with_jwt(  # noqa: PLR0913 - a credential has three parts
    config: Config,
    store: TokenStore,
    client_id: str,
    client_secret: str,
    jwt: str,
    *,
    clock: Clock = time.time,
    door: "httpx.AsyncBaseTransport | None" = None,
) -> None:
    """Sign in with a JWT credential of one's own app and keep the result in the keyring.

    Raises Problem sign_in_refused, exchange_unreachable, exchange_not_understood, rate_limited,
    keyring_*.
    """
    if not (client_id and jwt):
        raise Problem("sign_in_refused", "The client id and the JWT must both be given.")
    await store.try_out()
    transport = Transport(config, clock=clock, door=door)
    try:
        endpoint = TokenEndpoint(transport, clock)
        await _keep(store, await endpoint.by_jwt(client_id, client_secret, jwt))
    finally:
        await transport.aclose()


async def _keep(store: TokenStore, tokens: Tokens) -> None:
    """Under the lock, so that no renewal of an earlier sign-in is written over this one."""
    async with store.lock():
        await store.save(tokens)
