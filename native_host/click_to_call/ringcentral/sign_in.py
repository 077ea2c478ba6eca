"""Signs a user in, either with the browser (authorization code with PKCE, RFC 7636) or with a JWT
credential.

During a sign-in with the browser, the host listens on this computer's loopback address (RFC 8252).
After the sign-in, RingCentral's page redirects the browser to this address. The host accepts one
such request with the right `state`, and then closes the listener. Depends on
ringcentral/token_endpoint.py and keyring/token_store.py.
"""

import asyncio
import base64
import hashlib
import hmac
import logging
import re
import secrets
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from click_to_call.config import Config
from click_to_call.errors import Problem
from click_to_call.keyring.token_store import Tokens, TokenStore
from click_to_call.ringcentral.sign_in_page import page
from click_to_call.ringcentral.token_endpoint import TokenEndpoint
from click_to_call.ringcentral.token_refusals import refusal_of
from click_to_call.ringcentral.transport import Clock, Transport
from click_to_call.translations import preferred_language, problem_text

if TYPE_CHECKING:
    import httpx

logger = logging.getLogger(__name__)

WAITS_SECONDS: Final = 600.0
"""The longest time that the user may take to sign in on RingCentral's page."""

_PATH: Final = "/callback"
_LONGEST_REQUEST_BYTES: Final = 16_384
_REQUEST_WITHIN_SECONDS: Final = 10.0


async def sign_in_with_jwt(  # noqa: PLR0913 - a credential has three parts
    config: Config,
    store: TokenStore,
    client_id: str,
    client_secret: str,
    jwt: str,
    *,
    environment: Mapping[str, str] | None = None,
    clock: Clock = time.time,
    door: "httpx.AsyncBaseTransport | None" = None,
) -> None:
    """Signs in with a JWT credential of the user's own app, and stores the tokens in the keyring.

    Spaces, line ends and byte order marks at the beginning and end of the client id, the secret and
    the JWT are removed, because copying and PowerShell may add them.

    Raises a Problem with the code sign_in_refused, exchange_unreachable, exchange_not_understood,
    rate_limited or keyring_*.
    """
    client_id, client_secret, jwt = map(_pasted, (client_id, client_secret, jwt))
    if not (client_id and jwt):
        raise Problem("sign_in_refused", reason="incomplete")
    await _make_ready(store)
    transport = Transport(config, environment=environment, clock=clock, door=door)
    try:
        endpoint = TokenEndpoint(transport, clock)
        await _keep(store, endpoint, await endpoint.by_jwt(client_id, client_secret, jwt))
    finally:
        await transport.aclose()


def _pasted(part: str) -> str:
    """Returns one part of a credential without the invisible characters that copying has added at
    the beginning and end. If any other character of the part is not printable ASCII, raises
    Problem("sign_in_refused") with the reason "garbled"."""
    text = part.strip().strip("\ufeff\u200b").strip()
    if not all("!" <= character <= "~" for character in text):
        raise Problem("sign_in_refused", reason="garbled")
    return text


async def _make_ready(store: TokenStore) -> None:
    """Makes sure that the keyring can be used before the sign-in begins. If the keyring is locked,
    the keyring's own window asks the user for the password."""
    try:
        await store.try_out()
    except Problem as problem:
        if problem.code not in ("keyring_locked", "keyring_uninitialised"):
            raise
        await store.unlock()
        await store.try_out()


async def _keep(store: TokenStore, endpoint: TokenEndpoint, tokens: Tokens) -> None:
    """Saves the tokens, and ends the session of the previous sign-in at RingCentral, because
    RingCentral allows a user only five sessions at a time.

    The store's lock prevents another host, which may be renewing the tokens of the previous
    sign-in, from overwriting the new tokens. If the new tokens cannot be saved, this function ends
    their session too, because nobody could end it later.
    """
    try:
        async with store.lock():
            before = await store.load()
            await store.save(tokens)
    except BaseException:
        await asyncio.shield(endpoint.revoke(tokens))
        raise
    if before is not None and (before.refresh_token or before.access_token):
        await endpoint.revoke(before)


def redirect_addresses(config: Config) -> tuple[str, ...]:
    """Returns the addresses to which RingCentral may redirect the browser after a sign-in. The user
    must register exactly these addresses for the app at RingCentral.

    The addresses contain `localhost` and not 127.0.0.1, because RingCentral's guide shows
    `localhost` as accepted and does not mention 127.0.0.1.
    """
    return tuple(f"http://localhost:{port}{_PATH}" for port in config.redirect_ports)


async def start_in_browser(
    config: Config,
    store: TokenStore,
    *,
    environment: Mapping[str, str] | None = None,
    clock: Clock = time.time,
    door: "httpx.AsyncBaseTransport | None" = None,
) -> "BrowserSignIn":
    """Starts a sign-in with the browser: starts the listener, and returns a BrowserSignIn, whose
    `url` is the page to open.

    Raises Problem("config_invalid") if no client id is set or no port is free, and a Problem whose
    code begins with `keyring_` if the keyring cannot be used.
    """
    if not config.client_id:
        address, file = redirect_addresses(config)[0], str(config.file)
        raise Problem("config_invalid", reason="client_id", address=address, file=file)
    await _make_ready(store)
    transport = Transport(config, environment=environment, clock=clock, door=door)
    endpoint = TokenEndpoint(transport, clock)
    sign_in = BrowserSignIn(config, store, endpoint)
    await sign_in.listen()
    return sign_in


class BrowserSignIn:
    """One sign-in with the browser. `url` is the page to open in the browser. `finished` waits
    until the user has signed in.

    The listener accepts connections to 127.0.0.1 only. The first redirect with the right `state`
    completes the sign-in; every other request is refused and has no effect.
    """

    def __init__(self, config: Config, store: TokenStore, endpoint: TokenEndpoint) -> None:
        self._config = config
        self._store = store
        self._endpoint = endpoint
        self._state = secrets.token_urlsafe(32)
        self._verifier = secrets.token_urlsafe(32)
        self._redirect_uri = ""
        self._is_answered = False
        self._is_over = asyncio.Event()
        self._problem: Problem | None = None
        self._server: asyncio.Server | None = None
        self._visits: set[asyncio.Task[None]] = set()

    async def listen(self) -> None:
        """Starts the listener on the first of the configured ports that is free. Raises
        Problem("config_invalid") if no port is free."""
        addresses = redirect_addresses(self._config)
        for port, address in zip(self._config.redirect_ports, addresses, strict=True):
            try:
                self._server = await asyncio.start_server(
                    self._visit, "127.0.0.1", port, limit=_LONGEST_REQUEST_BYTES
                )
            except OSError:
                continue
            self._redirect_uri = address
            return
        ports = ", ".join(map(str, self._config.redirect_ports))
        raise Problem("config_invalid", reason="ports", ports=ports, file=str(self._config.file))

    @property
    def url(self) -> str:
        """The address of RingCentral's page on which the user signs in."""
        challenge = hashlib.sha256(self._verifier.encode()).digest()
        query = {
            "response_type": "code",
            "client_id": self._config.client_id,
            "redirect_uri": self._redirect_uri,
            "state": self._state,
            "code_challenge": base64.urlsafe_b64encode(challenge).rstrip(b"=").decode(),
            # Without this field, RingCentral uses the method `plain`, which does not protect the
            # authorization code.
            "code_challenge_method": "S256",
        }
        return f"{self._config.server}/restapi/oauth/authorize?{urlencode(query)}"

    async def finished(self) -> None:
        """Waits until the user has signed in and the tokens are in the keyring. Closes the listener
        in every case, also after a failure.

        Raises a Problem with the code sign_in_refused, exchange_unreachable,
        exchange_not_understood, rate_limited or keyring_*. The code is also sign_in_refused if the
        user takes longer than WAITS_SECONDS.
        """
        try:
            async with asyncio.timeout(WAITS_SECONDS):
                await self._is_over.wait()
        except TimeoutError:
            raise Problem("sign_in_refused", reason="late", address=self._redirect_uri) from None
        finally:
            await self.aclose()
        if self._problem is not None:
            raise self._problem

    async def aclose(self) -> None:
        """Closes the listener. If the user has not signed in yet, `finished` then raises
        Problem("sign_in_refused")."""
        if self._server is not None:
            self._server.close()
        if not self._is_over.is_set():
            self._problem = Problem("sign_in_refused", reason="given_up")
            self._is_over.set()
        for visit in self._visits:
            visit.cancel()
        await asyncio.gather(*self._visits, return_exceptions=True)
        await self._endpoint.aclose()

    # --- one request of the browser -------------------------------------------------------------

    async def _visit(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        visit = asyncio.current_task()
        assert visit is not None  # noqa: S101 - the server runs this as a task
        self._visits.add(visit)
        is_last = False
        try:
            async with asyncio.timeout(_REQUEST_WITHIN_SECONDS):
                head = await reader.readuntil(b"\r\n\r\n")
            answer = self._returned(head)
            is_last = answer is not None and not self._is_answered
            writer.write(await self._answer_to(answer, _language_of(head)))
            await writer.drain()
        except (TimeoutError, OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            logger.info("a visitor of the sign-in's listener asked nothing readable")
        finally:
            self._visits.discard(visit)
            writer.close()
            if is_last:
                self._is_over.set()

    async def _answer_to(self, answer: dict[str, str] | None, language: str) -> bytes:
        """Returns the HTTP response to one request to the listener. `answer` holds the fields of
        the redirect, or is None if the request is anything else. The first redirect completes the
        sign-in; every other request gets a page with an error."""
        if answer is None:
            return page(404, "not_found", language)
        if self._is_answered:
            return page(410, "used", language)
        self._is_answered = True
        try:
            await self._finish(answer)
        except Problem as problem:
            self._problem = problem
            return self._page_of_problem(400, problem, language)
        except Exception:
            logger.exception("a sign-in could not be finished")
            self._problem = Problem("internal")
            return self._page_of_problem(500, self._problem, language)
        return page(200, "signed_in", language)

    @staticmethod
    def _page_of_problem(status: int, problem: Problem, language: str) -> bytes:
        words = problem_text(language, problem.code, problem.parameters, problem.message)
        return page(status, "not_signed_in", language, problem=words)

    def _returned(self, head: bytes) -> dict[str, str] | None:
        """Returns the fields of RingCentral's redirect, or None if the request is not the redirect
        or has a wrong `state`.

        The request's Host header must be `localhost` or 127.0.0.1, with the port of the redirect
        address. This check prevents DNS rebinding, in which a hostile page sends requests to the
        listener by a host name that resolves to this computer.
        """
        lines = head.decode("latin-1").split("\r\n")
        method, _, rest = lines[0].partition(" ")
        target = rest.rpartition(" ")[0]
        hosts = [line[5:].strip() for line in lines[1:] if line[:5].lower() == "host:"]
        port = urlsplit(self._redirect_uri).port
        if method != "GET" or len(hosts) != 1:
            return None
        if hosts[0].lower() not in {f"localhost:{port}", f"127.0.0.1:{port}"}:
            return None
        path, _, query = target.partition("?")
        pairs = parse_qsl(query, keep_blank_values=True)
        fields = dict(pairs)
        if path != _PATH or len(fields) != len(pairs):
            return None
        is_ours = hmac.compare_digest(fields.get("state", "").encode(), self._state.encode())
        return fields if is_ours else None

    async def _finish(self, answer: dict[str, str]) -> None:
        if "error" in answer or not answer.get("code"):
            raise _refused_by_browser(answer.get("error", ""), self._redirect_uri)
        tokens = await self._endpoint.by_code(
            self._config.client_id, answer["code"], self._redirect_uri, self._verifier
        )
        if not tokens.refresh_token:
            await self._endpoint.revoke(tokens)
            raise Problem("sign_in_refused", reason="no_refresh_token")
        await _keep(self._store, self._endpoint, tokens)


def _language_of(head: bytes) -> str:
    """Returns the language for the page that the browser gets, according to the Accept-Language
    header in `head`, the first part of the browser's request."""
    lines = head.decode("latin-1").split("\r\n")[1:]
    asked = [
        line.partition(":")[2] for line in lines if line.lower().startswith("accept-language:")
    ]
    return preferred_language(",".join(asked))


def _refused_by_browser(error: str, address: str) -> Problem:
    """Returns the Problem for the error that the redirect reports (RFC 6749, 4.1.2.1). The Problem
    shows the error to the user only if the error is one plain word, because a text in the
    redirect's address cannot be trusted."""
    detail = error if re.fullmatch(r"[\w-]{1,40}", error, re.ASCII) else "no reason given"
    reason = refusal_of([error])
    return Problem("sign_in_refused", reason=reason, detail=detail, address=address)
