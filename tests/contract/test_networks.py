"""Tests the host in the networks of companies: with every kind of proxy, with companies' own
certificates, and with the faults of both.

Real TLS and real proxies on the loopback address stand in front of the simulator, which has
RingCentral's host name. The text of each problem must name what is at fault. If the connection
fails before the first byte of the request is sent, the text must also say that the call was not
placed.
"""

import asyncio
import gc
import socket
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from click_to_call.config import Config
from click_to_call.errors import Problem
from click_to_call.keyring.token_store import TokenStore
from click_to_call.ringcentral.certificates import trust_for
from click_to_call.ringcentral.client import RingCentralClient
from click_to_call_simulator import Settings, Simulator, serve
from tests.support.certificates import Made, make
from tests.support.connect_proxy import Tunnel, socks_to, tunnel_to
from tests.support.fault_injection.runs import sign_in
from tests.support.host import OwnHost
from tests.support.host_process import HostProcess
from tests.support.memory_keyring import MemoryKeyring, config_for

HOST = "platform.ringcentral.com"
GONE = "HTTP/1.1 {} \r\nContent-Length: 0\r\n\r\n"


@dataclass
class Company:
    """A company's network. The company's `authority` signs the certificate that RingCentral's
    server seems to have in this network."""

    simulator: Simulator
    port: int
    folder: Path
    authority: Path

    def call(
        self, environment: Mapping[str, str], *, certificates: Path | None = None
    ) -> Problem | None:
        """Places a call with the environment variables `environment`. Returns the problem that
        stopped the call, or None."""
        config = config_for(f"https://{HOST}", self.folder)
        config = replace(config, certificates=certificates)
        problem = asyncio.run(self._call(config, environment))
        with warnings.catch_warnings():
            # httpcore does not close a connection that a SOCKS proxy refused, so Python warns about
            # it.
            warnings.simplefilter("ignore", ResourceWarning)
            gc.collect()
        return problem

    async def _call(self, config: Config, environment: Mapping[str, str]) -> Problem | None:
        store = await sign_in(self.simulator, TokenStore(config, MemoryKeyring()))
        exchange = RingCentralClient(config, store, environment=environment)
        try:
            await exchange.ring_out(
                to="+14155552671", from_="+14155550100", caller_id=None, play_prompt=True
            )
        except Problem as problem:
            return problem
        finally:
            await exchange.aclose()
        return None


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Company]:
    made = make(None)
    path = tmp_path / "company.pem"
    path.write_bytes(made.pem())
    simulator = Simulator(Settings(per_minute={}))
    with serve(simulator, tls=make(made, name=HOST).context(tmp_path)) as url:
        yield Company(simulator, int(url.rpartition(":")[2]), tmp_path, path)


# --- networks that work ---------------------------------------------------------------------------


def trusting(company: Company, **environment: str) -> dict[str, str]:
    return {"SSL_CERT_FILE": str(company.authority), **environment}


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"])
@pytest.mark.parametrize("kind", ["http", "bare", "socks5", "socks5h", "socks"])
def test_a_proxy_of_every_kind_is_used(company: Company, name: str, kind: str) -> None:
    opens = tunnel_to if kind in ("http", "bare") else socks_to
    with opens(company.port) as tunnel:
        place = tunnel.url.partition("://")[2]
        value = place if kind == "bare" else f"{kind}://{place}"
        assert company.call(trusting(company, **{name: value})) is None
        assert any(HOST in asked for asked in tunnel.asked), "the proxy is to look up the name"
    assert len(company.simulator.ring_outs) == 1


@pytest.mark.parametrize("kind", ["http", "socks5"])
def test_a_proxy_with_a_name_and_password_is_used(company: Company, kind: str) -> None:
    def with_name(tunnel: Tunnel) -> str:
        return tunnel.url.replace("://", "://ada:p%40ss%2Fword@")

    opened = (
        tunnel_to(company.port)
        if kind == "http"
        else socks_to(company.port, credentials=("ada", "p@ss/word"))
    )
    with opened as tunnel:
        assert company.call(trusting(company, HTTPS_PROXY=with_name(tunnel))) is None


def test_one_variable_of_no_use_spoils_nothing(company: Company) -> None:
    with tunnel_to(company.port) as tunnel:
        for other in (
            {"ALL_PROXY": "gopher://127.0.0.1:1"},
            {"all_proxy": "socks://127.0.0.1:1/"},
            {"HTTP_PROXY": "http://[broken"},
            {"NO_PROXY": "localhost,127.0.0.1,::1,[::1]"},
            {"no_proxy": "localhost,fe80::/10,[fe80::]/10,10.0.0.0/8,]["},
            {"SSL_CERT_DIR": "/nowhere"},
            {"REQUESTS_CA_BUNDLE": "/nowhere/at.all"},
        ):
            assert company.call(trusting(company, HTTPS_PROXY=tunnel.url, **other)) is None, other


@pytest.mark.parametrize(
    "name", ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"]
)
def test_a_companys_authority_is_trusted_by_whatever_names_it(company: Company, name: str) -> None:
    with tunnel_to(company.port) as tunnel:
        environment = {"HTTPS_PROXY": tunnel.url, name: str(company.authority)}
        assert company.call(environment) is None


@pytest.mark.parametrize("is_folder", [False, True])
def test_a_companys_authority_is_trusted_by_the_configuration(
    company: Company, is_folder: bool
) -> None:
    folder = company.folder / "authorities"
    folder.mkdir()
    (folder / "a.pem").write_bytes(company.authority.read_bytes())
    (folder / "notes.txt").write_text("not a certificate")
    certificates = folder if is_folder else company.authority
    with tunnel_to(company.port) as tunnel:
        assert company.call({"HTTPS_PROXY": tunnel.url}, certificates=certificates) is None
        gone = {"HTTPS_PROXY": tunnel.url, "SSL_CERT_FILE": "/nowhere/at.all"}
        assert company.call(gone, certificates=certificates) is None


@pytest.mark.parametrize(
    "content", [None, b"", b"no certificate", b"-----BEGIN CERTIFICATE-----\n"]
)
@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE"])
def test_certificates_of_no_use_spoil_nothing(
    company: Company, name: str, content: bytes | None
) -> None:
    """The environment variable `name` points to a certificate file that is missing, empty or
    damaged. The host trusts the company's certificates from its configuration, so the call
    succeeds."""
    path = company.folder / "useless.pem"
    if content is not None:
        path.write_bytes(content)
    with tunnel_to(company.port) as tunnel:
        useless = {"HTTPS_PROXY": tunnel.url, name: str(path)}
        assert company.call(useless, certificates=company.authority) is None


def test_the_systems_certificates_are_trusted_beside_a_companys(company: Company) -> None:
    trust = trust_for({"REQUESTS_CA_BUNDLE": str(company.authority)})
    assert trust.sources == ("the system", "REQUESTS_CA_BUNDLE")
    assert trust.unusable == ()


def test_the_connections_secrets_are_written_nowhere(company: Company) -> None:
    keys = company.folder / "keys.log"
    with tunnel_to(company.port) as tunnel:
        environment = trusting(company, HTTPS_PROXY=tunnel.url, SSLKEYLOGFILE=str(keys))
        assert company.call(environment) is None
    assert not keys.exists()


def test_a_real_host_signs_in_and_calls_through_what_its_configuration_names(
    company: Company, keyring_session: dict[str, str]
) -> None:
    """The desktop starts the host, so the environment has no variables for the proxy and the
    certificates. The host takes both from config.toml."""
    home = company.folder / "home"
    home.mkdir()
    with socks_to(company.port) as tunnel:
        lines = f'proxy = "{tunnel.url}"\ncertificates = "{company.authority}"\n'
        (home / "config.toml").write_text(lines, "utf-8")
        own = OwnHost(home, f"https://{HOST}", keyring_session)
        own.sign_in(company.simulator.credential)
        with HostProcess(own.environment) as host:
            placed = host.ask("call.place", to="+14155552671")
            assert placed["ok"]["state"] == "ringing_you"
        own.sign_out()
    assert len(company.simulator.ring_outs) == 1


# --- networks that fail ---------------------------------------------------------------------------


def closed_port() -> int:
    with socket.socket() as plug:
        plug.bind(("127.0.0.1", 0))
        return int(plug.getsockname()[1])


def not_placed(company: Company, problem: Problem | None) -> Problem:
    """Checks that this problem stopped a call before its request was sent, and returns the
    problem."""
    assert problem is not None
    assert problem.code in ("exchange_unreachable", "config_invalid"), problem.message
    assert company.simulator.ring_outs == []
    if problem.code == "exchange_unreachable":
        assert problem.message.endswith("The call was not placed.")
    assert "secret" not in problem.message
    return problem


REFUSALS: dict[str, tuple[str, str]] = {
    "407 Proxy Authentication Required": ("proxy_password", "asks for a name and password"),
    "403 Forbidden": ("proxy_refuses", "403 Forbidden"),
    "502 Bad Gateway": ("proxy_refuses", "502 Bad Gateway"),
    "200": ("", ""),
}


@pytest.mark.parametrize("status", [status for status in REFUSALS if status != "200"])
def test_a_proxy_that_says_no_is_named(company: Company, status: str) -> None:
    reason, words = REFUSALS[status]
    with tunnel_to(company.port, GONE.format(status).encode()) as tunnel:
        proxy = tunnel.url.replace("://", "://ada:secret@")
        problem = not_placed(company, company.call(trusting(company, HTTPS_PROXY=proxy)))
    assert problem.reason == reason
    assert words in problem.message
    assert tunnel.url in problem.message
    assert "HTTPS_PROXY" in problem.message


@pytest.mark.parametrize("refuses", [True, False])
def test_a_socks_proxy_that_says_no_is_named(company: Company, refuses: bool) -> None:
    credentials = None if refuses else ("ada", "right")
    with socks_to(company.port, credentials=credentials, refuses=refuses) as tunnel:
        proxy = tunnel.url if refuses else tunnel.url.replace("://", "://ada:secret@")
        problem = not_placed(company, company.call(trusting(company, ALL_PROXY=proxy)))
    assert problem.reason == ("proxy_refuses" if refuses else "proxy_password")
    assert tunnel.url in problem.message
    assert "ALL_PROXY" in problem.message


@pytest.mark.parametrize("scheme", ["http", "socks5"])
def test_a_proxy_that_is_not_there_is_named(company: Company, scheme: str) -> None:
    proxy = f"{scheme}://127.0.0.1:{closed_port()}"
    problem = not_placed(company, company.call(trusting(company, HTTPS_PROXY=proxy)))
    assert problem.reason == "proxy_no_connection"
    assert proxy in problem.message


def test_a_proxy_whose_name_is_wrong_is_named(company: Company) -> None:
    proxy = "http://proxy.invalid:8080"
    problem = not_placed(company, company.call(trusting(company, HTTPS_PROXY=proxy)))
    assert problem.reason == "proxy_not_found"
    assert proxy in problem.message


def test_a_proxy_that_speaks_otherwise_is_named(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("click_to_call.ringcentral.transport.ANSWER_WITHIN_SECONDS", 2.0)
    with socks_to(company.port) as tunnel:
        proxy = tunnel.url.replace("socks5", "http")
        problem = not_placed(company, company.call(trusting(company, HTTPS_PROXY=proxy)))
        assert problem.reason.startswith("proxy_")
        assert proxy in problem.message
    with tunnel_to(company.port) as tunnel:
        for scheme in ("socks5", "https"):
            proxy = tunnel.url.replace("http", scheme)
            problem = not_placed(company, company.call(trusting(company, HTTPS_PROXY=proxy)))
            assert problem.reason.startswith("proxy_")
            assert proxy in problem.message


def test_ringcentrals_name_that_cannot_be_found_is_named(company: Company) -> None:
    problem = not_placed(company, company.call({}))
    assert HOST in problem.message
    assert str(company.folder / "config.toml") in problem.message


@pytest.mark.parametrize("source", ["", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"])
def test_a_certificate_that_is_not_trusted_names_what_gave_it_and_what_to_do(
    company: Company, source: str
) -> None:
    with tunnel_to(company.port) as tunnel:
        environment = {"HTTPS_PROXY": tunnel.url} | ({source: "/nowhere/at.all"} if source else {})
        problem = not_placed(company, company.call(environment))
    assert HOST in problem.message
    assert "certificates in" in problem.message
    if source:
        assert f"{source} names /nowhere/at.all" in problem.message
    else:
        assert tunnel.url in problem.message


@pytest.mark.parametrize("content", [None, b"", b"-----BEGIN CERTIFICATE-----\nno\n", b"\xff\xfe"])
def test_certificates_in_the_configuration_that_cannot_be_read_are_named(
    company: Company, content: bytes | None
) -> None:
    path = company.folder / "own.pem"
    if content is not None:
        path.write_bytes(content)
    problem = not_placed(company, company.call({}, certificates=path))
    assert (problem.code, problem.reason) == ("config_invalid", "certificates")
    assert str(path) in problem.message


BEFORE: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "making the client": lambda patch: patch.setattr("httpx.AsyncClient.__init__", _fail),
    "making the request": lambda patch: patch.setattr("httpx.AsyncClient.build_request", _fail),
    "choosing the proxy": lambda patch: patch.setattr(
        "click_to_call.ringcentral.transport.choose", _fail
    ),
    "reading certificates": lambda patch: patch.setattr(
        "click_to_call.ringcentral.transport.trust_for", _fail
    ),
    "having the token": lambda patch: patch.setattr(
        "click_to_call.ringcentral.session.Session.usable", _fail
    ),
}


SECRET = "sec" + "ret"


def _fail(*_: object, **__: object) -> None:
    raise RuntimeError(f"nobody foresaw this, nor http://ada:{SECRET}@proxy.example")


@pytest.mark.parametrize("where", BEFORE)
def test_what_nobody_foresaw_before_a_byte_has_left_is_told_as_not_placed(
    company: Company,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    where: str,
) -> None:
    BEFORE[where](monkeypatch)
    problem = not_placed(company, company.call({"NO_PROXY": "*"}))
    assert problem.reason == "not_sent"
    assert "RuntimeError" in problem.message
    assert "doctor" in problem.message
    assert "RuntimeError" in caplog.text
    assert "secret" not in caplog.text


def test_a_proxy_that_breaks_off_while_it_connects_leaves_the_call_unplaced(
    company: Company,
) -> None:
    with tunnel_to(company.port, b"") as tunnel:
        problem = not_placed(company, company.call(trusting(company, HTTPS_PROXY=tunnel.url)))
    assert tunnel.url in problem.message


def test_made_certificates_are_what_they_are_taken_for(company: Company) -> None:
    """Checks that the certificates which the tests of this file make are real. With broken
    certificates, the refusals in the tests above would prove nothing."""
    assert isinstance(make(None), Made)
    assert company.authority.read_bytes().startswith(b"-----BEGIN CERTIFICATE-----")
