"""Where the host may be pointed, and what it says to a configuration it cannot use."""

from pathlib import Path

import pytest

from native_host.config import Config, load
from native_host.errors import Problem


def configured(home: Path, text: str = "", **environment: str) -> Config:
    (home / "config.toml").write_text(text, "utf-8")
    return load({"CLICK_TO_CALL_HOME": str(home), **environment})


def problem_of(home: Path, text: str = "", **environment: str) -> str:
    with pytest.raises(Problem) as raised:
        configured(home, text, **environment)
    assert raised.value.code == "config_invalid"
    return raised.value.message


def test_without_a_file_it_is_ringcentral_with_the_usual_caps(tmp_path: Path) -> None:
    config = load({"CLICK_TO_CALL_HOME": str(tmp_path)})
    assert config.server == "https://platform.ringcentral.com"
    assert (config.calls_per_minute, config.calls_per_day) == (10, 500)
    assert config.client_id == ""
    assert not config.is_loopback
    assert list(tmp_path.iterdir()) == [], "loading must create nothing"


def test_the_home_moves_config_state_and_logs(tmp_path: Path) -> None:
    config = load({"CLICK_TO_CALL_HOME": str(tmp_path)})
    folders = (config.file.parent, config.state.parent, config.logs.parent)
    assert folders == (tmp_path, tmp_path, tmp_path)


def test_without_a_home_the_usual_folders_are_the_users_own() -> None:
    config = load({})
    assert {path.name for path in (config.home, config.state)} == {"click-to-call"}
    assert not config.moved


def test_every_field_of_the_file_is_read(tmp_path: Path) -> None:
    config = configured(
        tmp_path,
        'server = "https://platform.ringcentral.biz"\nclient_id = "an app"\n'
        "redirect_ports = [5000, 5001]\ncalls_per_minute = 3\ncalls_per_day = 40\n",
    )
    assert config.server == "https://platform.ringcentral.biz"
    assert config.client_id == "an app"
    assert config.redirect_ports == (5000, 5001)
    assert (config.calls_per_minute, config.calls_per_day) == (3, 40)


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    config = configured(
        tmp_path,
        'server = "https://platform.ringcentral.biz"\nclient_id = "from the file"',
        CLICK_TO_CALL_SERVER="http://127.0.0.1:8080",
        CLICK_TO_CALL_CLIENT_ID="from outside",
    )
    assert (config.server, config.client_id) == ("http://127.0.0.1:8080", "from outside")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://platform.ringcentral.com", "https://platform.ringcentral.com"),
        ("https://platform.ringcentral.com/", "https://platform.ringcentral.com"),
        ("https://platform.ringcentral.com:443", "https://platform.ringcentral.com"),
        ("https://PLATFORM.RingCentral.biz", "https://platform.ringcentral.biz"),
        (
            "https://platform.devtest.ringcentral.com",
            "https://platform.devtest.ringcentral.com",
        ),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://localhost:8080/", "http://localhost:8080"),
        ("https://[::1]:8443", "https://[::1]:8443"),
    ],
)
def test_ringcentral_and_this_computer_are_accepted(tmp_path: Path, given: str, kept: str) -> None:
    assert configured(tmp_path, CLICK_TO_CALL_SERVER=given).server == kept


@pytest.mark.parametrize(
    "given",
    [
        "http://platform.ringcentral.com",
        "https://platform.ringcentral.com.example.org",
        "https://example.org/platform.ringcentral.com",
        "https://platform.ringcentral.com@example.org",
        "https://example.org#@platform.ringcentral.com",
        "https://user:secret@platform.ringcentral.com",
        "https://platform.ringcentral.com:8443",
        "https://platform.ringcentral.com/other",
        "https://platform.ringcentral.com?x",
        "https://platform.ringcentral.com.",
        "https://media.ringcentral.com",
        "https://plаtform.ringcentral.com",  # a Cyrillic letter
        "https://platform.ringcentral.com\\@example.org",
        "https://platform.ringcentral.com\n.example.org",
        "ftp://127.0.0.1",
        "http://127.0.0.1.example.org",
        "http://localhost.example.org",
        "http://192.168.1.7:8080",
        "http://0.0.0.0:8080",
        "http://127.0.0.1:99999",
        "http://[::1",
        "127.0.0.1:8080",
        " ",
    ],
)
def test_no_other_server_ever_gets_a_token(tmp_path: Path, given: str) -> None:
    assert "CLICK_TO_CALL_SERVER must be" in problem_of(tmp_path, CLICK_TO_CALL_SERVER=given)
    file = tmp_path / "config.toml"
    escaped = given.replace("\\", "\\\\").replace("\n", "\\n")
    assert f"server in {file} must be" in problem_of(tmp_path, f'server = "{escaped}"')


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("colour = 3", "colour"),
        ("server = 3", "server"),
        ("client_id = []", "client_id"),
        ("redirect_ports = 5000", "redirect_ports"),
        ("redirect_ports = []", "redirect_ports"),
        ("redirect_ports = [80]", "redirect_ports"),
        ('redirect_ports = ["5000"]', "redirect_ports"),
        ("redirect_ports = [5000,5001,5002,5003,5004,5005,5006,5007,5008,5009,5010]", "1 to 10"),
        ("calls_per_minute = 0", "calls_per_minute"),
        ("calls_per_minute = true", "calls_per_minute"),
        ("calls_per_day = 1.5", "calls_per_day"),
        ("calls_per_day = ", "config.toml"),
    ],
)
def test_a_wrong_field_is_named_with_its_file(tmp_path: Path, text: str, named: str) -> None:
    message = problem_of(tmp_path, text)
    assert named in message
    assert str(tmp_path / "config.toml") in message


def test_a_file_that_is_no_text_is_said(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Problem, match="config_invalid"):
        load({"CLICK_TO_CALL_HOME": str(tmp_path)})


def test_a_relative_home_is_refused() -> None:
    with pytest.raises(Problem, match="CLICK_TO_CALL_HOME"):
        load({"CLICK_TO_CALL_HOME": "here"})
