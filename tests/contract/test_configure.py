"""Tests that the extension can set the client id of a host that has none. The extension can do this
once, and the user edits no file."""

from pathlib import Path

import pytest

from tests.conftest import RunningSimulator
from tests.support.host import OwnHost
from tests.support.host_process import HostProcess

CLIENT_ID = "sample-client_ID.22"
APP = "CLICK_TO_CALL_CLIENT_ID"
COMMENT = "# as our network wants it\n"


@pytest.fixture
def own(simulator: RunningSimulator, keyring_session: dict[str, str], tmp_path: Path) -> OwnHost:
    """Returns a host with a folder of its own and a configuration that has no client id."""
    (tmp_path / "config.toml").write_text(f"{COMMENT}redirect_ports = [47821, 47822]\n", "utf-8")
    return OwnHost(tmp_path, simulator.url, keyring_session)


def test_a_host_without_a_client_id_says_what_to_register_and_takes_one(own: OwnHost) -> None:
    with HostProcess(own.environment) as host:
        account = host.ask("account.read")["ok"]
        assert account["signed_in"] is False
        assert account["redirect_addresses"] == [
            "http://localhost:47821/callback",
            "http://localhost:47822/callback",
        ]
        refused = host.ask("account.sign_in")["problem"]
        assert (refused["code"], refused["parameters"]["reason"]) == ("config_invalid", "client_id")
        assert "redirect_addresses" not in host.ask("account.configure", client_id=CLIENT_ID)["ok"]
        assert "redirect_addresses" not in host.ask("account.read")["ok"]
        address = host.ask("account.sign_in")["ok"]["sign_in_url"]
        assert f"client_id={CLIENT_ID}" in address
    written = (own.home / "config.toml").read_text("utf-8")
    assert written.startswith(COMMENT), "what a person wrote stays"
    assert f'client_id = "{CLIENT_ID}"' in written


def test_the_extension_learns_the_caps_that_it_may_lower(own: OwnHost) -> None:
    (own.home / "config.toml").write_text("calls_per_day = 40\n", "utf-8")
    with HostProcess(own.environment) as host:
        account = host.ask("account.read")["ok"]
        assert (account["calls_per_minute"], account["calls_per_day"]) == (10, 40)
        assert account["locked"] == []
        configured = host.ask("account.configure", client_id=CLIENT_ID)["ok"]
        assert configured["calls_per_day"] == 40


@pytest.mark.parametrize("where", ["file", "environment"])
def test_a_client_id_that_is_set_is_never_replaced(own: OwnHost, where: str) -> None:
    file = own.home / "config.toml"
    environment = own.environment
    if where == "file":
        file.write_text('client_id = "the-first-one"\n', "utf-8")
    else:
        environment = {**environment, APP: "the-first-one"}
    before = file.read_text("utf-8")
    with HostProcess(environment) as host:
        assert "redirect_addresses" not in host.ask("account.read")["ok"]
        problem = host.ask("account.configure", client_id=CLIENT_ID)["problem"]
        assert problem["code"] == "client_id_refused"
        reason = "set" if where == "file" else "environment"
        assert problem["parameters"]["reason"] == reason
    assert file.read_text("utf-8") == before


@pytest.mark.parametrize(
    "given", ["", "short", "a" * 65, 'x"\nserver = "http://evil"', "with space", 7]
)
def test_what_cannot_be_a_client_id_is_refused(own: OwnHost, given: object) -> None:
    before = (own.home / "config.toml").read_text("utf-8")
    with HostProcess(own.environment) as host:
        problem = host.ask("account.configure", client_id=given)["problem"]
    assert problem["code"] in {"bad_message", "client_id_refused"}
    assert (own.home / "config.toml").read_text("utf-8") == before
