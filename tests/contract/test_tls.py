"""A connection that is not safe is no connection: nothing is sent, and the user reads why.

The simulator behind real TLS on the loopback, with certificates made here. The authority that
signs them is trusted for the test, so that each refusal has the one reason it is about.
"""

import asyncio
import datetime
import ipaddress
import ssl
from dataclasses import dataclass
from pathlib import Path

import certifi
import pytest

from native_host.errors import Problem
from native_host.ringcentral import Exchange
from native_host.simulator import Settings, Simulator, serve
from native_host.tokens import TokenStore
from scripts.hosts.fault_runs import sign_in
from scripts.hosts.host_process import HostProcess
from scripts.stage.host import OwnHost
from tests.contract.tunnel import tunnel_to
from tests.shelf import Shelf, config_for

# On Linux it is there with keyring.
pytest.importorskip("cryptography", reason="certificates are made with the package cryptography")
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

NOW = datetime.datetime.now(datetime.UTC)
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Made:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    def context(self, folder: Path) -> ssl.SSLContext:
        """A server's, with this certificate."""
        path = folder / "server.pem"
        key = self.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        path.write_bytes(key + self.pem())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context

    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)


def make(
    signer: Made | None,
    *,
    address: str = "127.0.0.1",
    name: str = "",
    ends: datetime.datetime = NOW + DAY,
) -> Made:
    """A certificate for this address, or this name; without a signer one that signs itself, and
    others."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "simulator")])
    authority = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "authority")])
    place = x509.DNSName(name) if name else x509.IPAddress(ipaddress.ip_address(address))
    alternative = x509.SubjectAlternativeName([place])
    builder = (
        x509.CertificateBuilder()
        .subject_name(authority if signer is None else subject)
        .issuer_name(authority)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - 2 * DAY)
        .not_valid_after(ends)
        .add_extension(alternative, critical=False)
        .add_extension(x509.BasicConstraints(ca=signer is None, path_length=None), critical=True)
    )
    signed = builder.sign(key if signer is None else signer.key, hashes.SHA256())
    return Made(signed, key)


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    """Trusted by whatever this test connects."""
    made = make(None)
    path = tmp_path / "authority.pem"
    path.write_bytes(made.pem())
    monkeypatch.setattr(certifi, "where", lambda: str(path))
    return made


async def place(simulator: Simulator, server: str, folder: Path) -> str:
    """Place a call; gives the id or the problem's code, and its message."""
    config = config_for(server, folder)
    exchange = Exchange(config, await sign_in(simulator, TokenStore(config, Shelf())))
    try:
        placed = await exchange.ring_out(
            to="+14155552671", from_="+14155550100", caller_id=None, play_prompt=True
        )
    except Problem as problem:
        return f"{problem.code}: {problem.message}"
    finally:
        await exchange.aclose()
    return f"placed: {placed.id}"


def told(context: ssl.SSLContext, folder: Path) -> tuple[str, Simulator]:
    simulator = Simulator(Settings(per_minute={}))
    with serve(simulator, tls=context) as server:
        return asyncio.run(place(simulator, server, folder)), simulator


def test_a_good_certificate_is_taken(authority: Made, tmp_path: Path) -> None:
    said, simulator = told(make(authority).context(tmp_path), tmp_path)
    assert said.startswith("placed")
    assert len(simulator.ring_outs) == 1


@pytest.mark.parametrize("reason", ["expired", "another host", "signs itself", "another authority"])
def test_a_bad_certificate_is_refused_and_nothing_sent(
    authority: Made, tmp_path: Path, reason: str
) -> None:
    made = {
        "expired": lambda: make(authority, ends=NOW - DAY),
        "another host": lambda: make(authority, address="127.0.0.2"),
        "signs itself": lambda: make(None),
        "another authority": lambda: make(make(None)),
    }[reason]()
    said, simulator = told(made.context(tmp_path), tmp_path)
    assert said.startswith("exchange_unreachable")
    assert "certificate is not trusted" in said
    assert simulator.requests == []


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1_1 is deprecated")
def test_an_old_protocol_is_refused(authority: Made, tmp_path: Path) -> None:
    context = make(authority).context(tmp_path)
    context.minimum_version = ssl.TLSVersion.TLSv1_1
    context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
    said, simulator = told(context, tmp_path)
    assert said.startswith("exchange_unreachable")
    assert simulator.requests == []


@pytest.mark.parametrize("brand", ["platform.ringcentral.com", "platform.ringcentral.biz"])
def test_a_company_that_puts_a_proxy_and_an_authority_in_between_is_obeyed(
    authority: Made, tmp_path: Path, keyring_session: dict[str, str], brand: str
) -> None:
    """A real host calls RingCentral by its own name, as the environment tells it to."""
    simulator = Simulator(Settings(per_minute={}))
    context = make(authority, name=brand).context(tmp_path)
    with serve(simulator, tls=context) as url, tunnel_to(int(url.rpartition(":")[2])) as tunnel:
        surroundings = {
            **keyring_session,
            "HTTPS_PROXY": tunnel.url,
            "SSL_CERT_FILE": str(tmp_path / "authority.pem"),
        }
        own = OwnHost(tmp_path / "home", f"https://{brand}", surroundings)
        own.sign_in(simulator.credential)
        with HostProcess(own.environment) as host:
            placed = host.ask("call.place", to="+14155552671")
            assert placed["ok"]["state"] == "ringing_you"
        own.sign_out()
    assert len(simulator.ring_outs) == 1
    assert set(tunnel.asked) == {f"CONNECT {brand}:443 HTTP/1.1"}
