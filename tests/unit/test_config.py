"""Tests the configuration: which servers and settings the host accepts, and what the host says
about a faulty configuration."""

import os
import pwd
from pathlib import Path

import pytest

from click_to_call.config import DEFAULT_SERVER, Config, load, load_or_default
from click_to_call.config_file import change_setting, read_settings, value_from_words
from click_to_call.errors import Problem


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


def test_xdg_variables_move_the_folders_unless_they_are_relative(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path)}
    usual = load(home)
    assert usual.home == tmp_path / ".config/click-to-call"
    assert usual.state == tmp_path / ".local/state/click-to-call"
    assert usual.logs == usual.state / "log"
    moved = load({**home, "XDG_CONFIG_HOME": "/c", "XDG_STATE_HOME": "/s"})
    assert (moved.home, moved.state) == (Path("/c/click-to-call"), Path("/s/click-to-call"))
    relative = load({**home, "XDG_CONFIG_HOME": "c", "XDG_STATE_HOME": ""})
    assert (relative.home, relative.state) == (usual.home, usual.state)


@pytest.mark.parametrize("home", ["", "relative"])
def test_an_empty_or_relative_home_is_none(home: str) -> None:
    config = load({"HOME": home})
    assert config.home.is_absolute()
    assert config.home.parent.parent == Path(pwd.getpwuid(os.getuid()).pw_dir)


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
        "https://plаtform.ringcentral.com",  # the third letter is Cyrillic
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


def test_a_user_without_a_home_is_told_to_set_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """In some containers, the user id belongs to no known user, so Python finds no home folder."""

    def nobody(_: int) -> pwd.struct_passwd:
        raise KeyError("uid not found")

    monkeypatch.setattr(pwd, "getpwuid", nobody)
    with pytest.raises(Problem, match="Set HOME"):
        load({})


def test_a_home_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Problem, match="CLICK_TO_CALL_HOME is no folder"):
        load({"CLICK_TO_CALL_HOME": str(tmp_path / "file")})


def test_a_file_that_never_ends_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "config.toml")
    with pytest.raises(Problem, match="It is no file"):
        load({"CLICK_TO_CALL_HOME": str(tmp_path)})
    (tmp_path / "config.toml").unlink()
    (tmp_path / "config.toml").symlink_to("/dev/zero")
    with pytest.raises(Problem, match="It is no file"):
        load({"CLICK_TO_CALL_HOME": str(tmp_path)})


def test_a_longer_file_than_the_longest_is_refused_and_not_cut(tmp_path: Path) -> None:
    comments = "# a comment\n" * (1024 * 1024 // 12)
    (tmp_path / "config.toml").write_text(f"{comments}# the end\ncalls_per_day = 3\n", "utf-8")
    with pytest.raises(Problem, match="longer than 1 MiB"):
        load({"CLICK_TO_CALL_HOME": str(tmp_path)})


def test_a_relative_home_is_refused() -> None:
    with pytest.raises(Problem, match="CLICK_TO_CALL_HOME"):
        load({"CLICK_TO_CALL_HOME": "here"})


# --- proxy and certificates ----------------------------------------------------------------------


def test_without_them_neither_proxy_nor_certificates_are_named(tmp_path: Path) -> None:
    config = configured(tmp_path, 'proxy = ""\ncertificates = " "\n')
    assert (config.proxy, config.certificates) == (None, None)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("http://proxy.example:8080", "http://proxy.example:8080"),
        ("proxy.example:8080", "http://proxy.example:8080"),
        ("  HTTPS://user:p%40ss@proxy.example:8443/  ", "https://user:p%40ss@proxy.example:8443"),
        ("socks://127.0.0.1:1080/", "socks5://127.0.0.1:1080"),
        ("socks5h://[::1]:1080", "socks5h://[::1]:1080"),
    ],
)
def test_a_proxy_is_read_in_every_spelling(tmp_path: Path, given: str, kept: str) -> None:
    assert configured(tmp_path, f'proxy = "{given}"').proxy == kept


@pytest.mark.parametrize(
    "given",
    ["http://", "ftp://proxy:21", "http://a b:1", "http://[::1", "http://p/x", "http://p:x"],
)
def test_a_proxy_that_is_none_is_told(tmp_path: Path, given: str) -> None:
    assert "socks5://proxy.example:1080" in problem_of(tmp_path, f'proxy = "{given}"')


def test_certificates_lie_beside_the_file_unless_the_path_says_where(tmp_path: Path) -> None:
    assert configured(tmp_path, 'certificates = "ca.pem"').certificates == tmp_path / "ca.pem"
    named = configured(tmp_path, 'certificates = "/etc/ssl/ca.pem"').certificates
    assert named == Path("/etc/ssl/ca.pem")


# --- files as editors write them -----------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path, encoding: str) -> None:
    text = '# Gr\u00fc\u00dfe\r\nclient_id = " abc\t"\r\ncalls_per_day = 7\r\n'
    (tmp_path / "config.toml").write_bytes(text.encode(encoding))
    config = load({"CLICK_TO_CALL_HOME": str(tmp_path)})
    assert (config.client_id, config.calls_per_day) == ("abc", 7)


def test_spaces_around_a_variable_are_not_part_of_it(tmp_path: Path) -> None:
    assert configured(tmp_path, CLICK_TO_CALL_CLIENT_ID=" abc\r\n").client_id == "abc"
    assert configured(tmp_path, CLICK_TO_CALL_SERVER=" http://[::1]:9\n").server == "http://[::1]:9"
    assert configured(tmp_path, CLICK_TO_CALL_SERVER=" ").server == DEFAULT_SERVER


@pytest.mark.parametrize(
    ("text", "line", "cure"),
    [
        ("# a comment\nclient_id = abc\n", 2, 'client_id = "…"'),
        ('\n\nclientid = "x"', 3, "Did you mean client_id?"),
        ('server = "https://platform.ringcentral.com"\ncalls_per_day = "many"', 2, "whole number"),
        ('client_id = "a"\nclient_id = "b"', 2, "once only"),
        ("[server]\nname = 1", 1, "must be text"),
        ("client_id: abc", 1, 'client_id = "…"'),
    ],
)
def test_a_fault_is_told_with_its_line_and_a_cure(
    tmp_path: Path, text: str, line: int, cure: str
) -> None:
    message = problem_of(tmp_path, text)
    assert message.startswith(f"Line {line} of {tmp_path / 'config.toml'}")
    assert cure in message


def test_text_in_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes(b'client_id = "a"\n# caf\xe9\n')
    with pytest.raises(Problem, match=r"Line 2 of .* is not UTF-8 text"):
        load({"CLICK_TO_CALL_HOME": str(tmp_path)})


@pytest.mark.parametrize("text", ["client_id = abc", "\x00", 'clientid = "x"', "calls_per_day = 0"])
def test_what_removes_things_goes_on_with_a_faulty_file(tmp_path: Path, text: str) -> None:
    server = "https://platform.ringcentral.biz"
    (tmp_path / "config.toml").write_text(f'server = "{server}"\n{text}\n', "utf-8")
    config = load_or_default({"CLICK_TO_CALL_HOME": str(tmp_path)})
    assert (config.home, config.server, config.moved) == (tmp_path, server, True)


def test_a_faulty_server_is_never_taken(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('server = "https://evil.example"\nx', "utf-8")
    assert load_or_default({"CLICK_TO_CALL_HOME": str(tmp_path)}).server == DEFAULT_SERVER


# --- changing a setting --------------------------------------------------------------------------


def test_changing_a_setting_keeps_every_other_line(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(b'\xef\xbb\xbf# ours\ncalls_per_day = 7  # few\nclient_id = "old"\n')
    change_setting(file, "client_id", "new")
    change_setting(file, "proxy", "http://proxy:1")
    expected = '# ours\ncalls_per_day = 7  # few\nclient_id = "new"\nproxy = "http://proxy:1"\n'
    assert file.read_text("utf-8") == expected
    change_setting(file, "client_id", None)
    assert read_settings(file) == {"calls_per_day": 7, "proxy": "http://proxy:1"}


def test_changing_a_setting_keeps_a_link_to_the_file(tmp_path: Path) -> None:
    """Some users keep their settings in another folder, to which a link leads."""
    file, kept = tmp_path / "config.toml", tmp_path / "dotfiles" / "ours.toml"
    file.symlink_to(kept)
    change_setting(file, "client_id", "first")
    change_setting(file, "client_id", "second")
    assert file.is_symlink()
    assert kept.read_text("utf-8") == 'client_id = "second"\n'
    assert [path.name for path in kept.parent.iterdir()] == ["ours.toml"]


def test_a_file_with_a_fault_is_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("client_id = abc", "utf-8")
    with pytest.raises(Problem, match="Line 1"):
        change_setting(file, "proxy", "http://proxy:1")
    assert file.read_text("utf-8") == "client_id = abc"


@pytest.mark.parametrize(
    ("name", "words", "value"),
    [
        ("calls_per_day", " 40 ", 40),
        ("redirect_ports", "5000, 5001", [5000, 5001]),
        ("redirect_ports", "[5000]", [5000]),
        ("client_id", " 123 ", "123"),
        ("client_id", "'abc'", "abc"),
        ("proxy", '"http://proxy:8080"', "http://proxy:8080"),
    ],
)
def test_a_value_is_read_as_a_person_types_it(name: str, words: str, value: object) -> None:
    assert value_from_words(name, words) == value


@pytest.mark.parametrize(
    ("name", "words"),
    [("calls_per_day", "many"), ("calls_per_day", "0"), ("redirect_ports", "80"), ("colour", "3")],
)
def test_a_value_that_does_not_fit_is_refused(name: str, words: str) -> None:
    with pytest.raises(Problem, match="config_invalid"):
        value_from_words(name, words)


# --- the administrator's file --------------------------------------------------------------------


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Returns the path of the administrator's config.toml, in a folder of this test."""
    folder = tmp_path / "system"
    folder.mkdir()
    monkeypatch.setattr("click_to_call.config.system_folder", lambda: folder)
    return folder / "config.toml"


def test_an_administrators_settings_are_defaults(tmp_path: Path, system: Path) -> None:
    system.write_text('client_id = "company-app"\ncalls_per_day = 50\ncertificates = "ca.pem"\n')
    config = configured(tmp_path, "calls_per_day = 40\n")
    assert (config.client_id, config.calls_per_day) == ("company-app", 40)
    assert config.certificates == system.parent / "ca.pem"
    assert configured(tmp_path, CLICK_TO_CALL_CLIENT_ID="mine").client_id == "mine"


def test_what_an_administrator_locks_holds_against_file_and_environment(
    tmp_path: Path, system: Path
) -> None:
    biz = "https://platform.ringcentral.biz"
    system.write_text(
        f'server = "{biz}"\nclient_id = "company-app"\ncalls_per_minute = 2\n'
        'locked = ["server", "client_id", "calls_per_minute", "proxy"]\n'
    )
    config = configured(
        tmp_path,
        'server = "http://127.0.0.1:1"\nclient_id = "mine"\ncalls_per_minute = 99\n'
        'proxy = "http://mine:8080"\n',
        CLICK_TO_CALL_SERVER="http://127.0.0.1:2",
        CLICK_TO_CALL_CLIENT_ID="mine too",
    )
    assert (config.server, config.client_id, config.calls_per_minute) == (biz, "company-app", 2)
    assert config.proxy is None
    assert config.locked == {"server", "client_id", "calls_per_minute", "proxy"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('locked = "server"', "list of names"),
        ("locked = [1]", "list of names"),
        ('locked = ["sever"]', "'sever'"),
        ("calls_per_day = 0", "whole number from 1"),
        ('server = "https://evil.example"', "server in"),
    ],
)
def test_a_fault_in_the_administrators_file_is_told_with_its_place(
    tmp_path: Path, system: Path, text: str, words: str
) -> None:
    system.write_text(text)
    told = problem_of(tmp_path)
    assert words in told
    assert str(system) in told


def test_an_administrators_settings_hold_while_the_users_file_is_faulty(
    tmp_path: Path, system: Path
) -> None:
    system.write_text('server = "https://platform.ringcentral.biz"\nlocked = ["server"]\n')
    (tmp_path / "config.toml").write_text('server = "http://127.0.0.1:8080"\nx', "utf-8")
    home = {"CLICK_TO_CALL_HOME": str(tmp_path), "CLICK_TO_CALL_SERVER": "http://127.0.0.1:9090"}
    config = load_or_default(home)
    assert config.server == "https://platform.ringcentral.biz"
    assert config.locked == {"server"}
    system.write_text('server = "https://platform.ringcentral.biz"\n')
    assert load_or_default(home).server == "http://127.0.0.1:9090"
    del home["CLICK_TO_CALL_SERVER"]
    assert load_or_default(home).server == "http://127.0.0.1:8080"
    system.write_text("server = 5\n")
    assert load_or_default(home).server == "http://127.0.0.1:8080"


def test_a_user_cannot_lock(tmp_path: Path, system: Path) -> None:
    assert "no setting 'locked'" in problem_of(tmp_path, 'locked = ["server"]\n')
