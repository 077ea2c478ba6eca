"""Tests that the host sends nothing over an unsafe connection, and that the user reads why.

The simulator is behind real TLS on the loopback address, with certificates that the tests make. The
host trusts the authority of these certificates, so each refusal has exactly one cause.
"""

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from click_to_call.errors import Problem
from click_to_call.keyring.token_store import TokenStore
from click_to_call.ringcentral.client import RingCentralClient
from click_to_call_simulator import Settings, Simulator, serve
from tests.support.certificates import DAY, NOW, Made, make
from tests.support.connect_proxy import tunnel_to
from tests.support.fault_injection.runs import sign_in
from tests.support.host import OwnHost
from tests.support.host_process import HostProcess
from tests.support.memory_keyring import MemoryKeyring, config_for


@pytest.fixture
def authority(tmp_path: Path) -> Made:
    """Returns an authority for certificates, which the host's connections in this test trust."""
    made = make(None)
    (tmp_path / "authority.pem").write_bytes(made.pem())
    return made


async def place(simulator: Simulator, server: str, folder: Path) -> str:
    """Places a call. Returns the call's id, or the code and message of the problem that stopped the
    call."""
    config = replace(config_for(server, folder), certificates=folder / "authority.pem")
    exchange = RingCentralClient(
        config, await sign_in(simulator, TokenStore(config, MemoryKeyring()))
    )
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


BAD: Final[dict[str, tuple[Callable[[Made], Made], str]]] = {
    "expired": (lambda authority: make(authority, ends=NOW - DAY), "has expired"),
    "not valid yet": (lambda authority: make(authority, begins=NOW + DAY / 2), "not valid yet"),
    "another host": (lambda authority: make(authority, address="127.0.0.2"), "another name"),
    "signs itself": (lambda _: make(None), "not trusted"),
    "another authority": (lambda _: make(make(None)), "not trusted"),
}


@pytest.mark.parametrize("reason", BAD)
def test_a_bad_certificate_is_refused_and_nothing_sent(
    authority: Made, tmp_path: Path, reason: str
) -> None:
    make_bad, words = BAD[reason]
    said, simulator = told(make_bad(authority).context(tmp_path), tmp_path)
    assert said.startswith("exchange_unreachable")
    assert "certificate of 127.0.0.1" in said or "certificate that is given for 127.0.0.1" in said
    assert words in said
    assert "The call was not placed." in said
    assert simulator.requests == []


def test_words_about_a_certificate_that_is_not_trusted_name_the_setting(
    authority: Made, tmp_path: Path
) -> None:
    said, _ = told(make(make(None)).context(tmp_path), tmp_path)
    assert "certificates in" in said
    assert str(tmp_path / "config.toml") in said


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
    """The host's environment names a company's proxy, and the authority that signs the certificates
    behind the proxy. The host connects through the proxy under RingCentral's own host name, and
    places a call."""
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
