"""Tests that the host takes a client id from the extension's welcome page only if the host has no
client id yet."""

import asyncio
import errno
from pathlib import Path

import pytest

from click_to_call import config as configuration
from click_to_call.config import load
from click_to_call.errors import Problem
from click_to_call.host import client_id
from click_to_call.host.client_id import take_client_id
from click_to_call.host.protocol import AccountConfigure, AccountSignIn
from click_to_call.host.services import Services
from tests.support.signed_in_client import world

ONE, OTHER = "sv9uHaZ3RkGxRzXk7Q2bXw", "a-second_client-id"


def take(home: Path, given: str, **environment: str) -> str:
    """Gives the host a client id, as the welcome page does. Returns the client id that the host
    then uses. Checks that the host also reads this client id at its next start."""
    surroundings = {"CLICK_TO_CALL_HOME": str(home), **environment}
    taken = take_client_id(load(surroundings), surroundings, given)
    assert load(surroundings).client_id == taken.client_id
    return taken.client_id


def refusal(home: Path, given: str, **environment: str) -> str:
    with pytest.raises(Problem) as raised:
        take(home, given, **environment)
    assert raised.value.code == "client_id_refused"
    return raised.value.reason


def test_it_is_written_where_none_is_set_and_other_lines_stay(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("# mine\ncalls_per_day = 40\n")
    assert take(tmp_path, f"  {ONE}\r\n") == ONE
    assert file.read_text() == f'# mine\ncalls_per_day = 40\nclient_id = "{ONE}"\n'


def test_one_that_came_the_same_way_may_be_replaced(tmp_path: Path) -> None:
    take(tmp_path, ONE)
    assert take(tmp_path, ONE) == ONE
    assert take(tmp_path, OTHER) == OTHER


def test_a_failure_to_write_it_does_not_lock_the_present_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(tmp_path, ONE)
    with monkeypatch.context() as patch:
        patch.setattr(client_id, "change_setting", _full_disk)
        with pytest.raises(Problem, match="disk"):
            take(tmp_path, OTHER)
    assert take(tmp_path, OTHER) == OTHER


def _full_disk(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_one_that_the_user_set_stays(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(f'client_id = "{ONE}"\n')
    assert refusal(tmp_path, OTHER) == "set"
    assert take(tmp_path, ONE) == ONE, "the same once more is no change"
    assert refusal(tmp_path, OTHER) == "set"


def test_one_that_the_user_changed_afterwards_stays(tmp_path: Path) -> None:
    take(tmp_path, ONE)
    (tmp_path / "config.toml").write_text('client_id = "by-hand-1"\n')
    assert refusal(tmp_path, OTHER) == "set"


def test_one_of_the_environment_stays(tmp_path: Path) -> None:
    assert refusal(tmp_path, OTHER, CLICK_TO_CALL_CLIENT_ID=ONE) == "environment"


@pytest.mark.parametrize(
    "given",
    [
        "",
        "  ",
        "short",
        "with space",
        'quo"te\n[x]',
        "x" * 65,
        "ümläut-ümläut",
        "a=b;c&d",
        "\0" * 9,
    ],
)
def test_what_is_no_client_id_is_refused_and_writes_nothing(tmp_path: Path, given: str) -> None:
    assert refusal(tmp_path, given) == "form"
    assert list(tmp_path.iterdir()) == []


def test_one_that_an_administrator_locked_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system, home = tmp_path / "system", tmp_path / "home"
    system.mkdir()
    home.mkdir()
    monkeypatch.setattr(configuration, "system_folder", lambda: system)
    (system / "config.toml").write_text(f'client_id = "{ONE}"\nlocked = ["client_id"]\n')
    assert refusal(home, OTHER) == "locked"
    (system / "config.toml").write_text(f'client_id = "{ONE}"\n')
    assert take(home, OTHER) == OTHER, "a default may be changed"


def test_the_sign_in_that_follows_uses_it(tmp_path: Path) -> None:
    async def live(services: Services) -> str:
        await services.account_configure(AccountConfigure(id="1", client_id=ONE))
        account = await services.account_sign_in(AccountSignIn(id="2"))
        await services._give_up_sign_in()
        await services.aclose()
        return account.sign_in_url or ""

    with world(tmp_path) as place:
        surroundings = {
            "CLICK_TO_CALL_HOME": str(tmp_path / "fresh"),
            "CLICK_TO_CALL_SERVER": place.config.server,
        }
        services = Services(surroundings)
        services.__dict__["tokens"] = place.store
        assert f"client_id={ONE}" in asyncio.run(live(services))
