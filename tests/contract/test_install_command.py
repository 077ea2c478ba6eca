"""Tests the commands `install` and `uninstall` with every browser and every folder in which a
browser looks for the host. `uninstall` leaves nothing behind. `install` refuses an installation
that would soon break."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from click_to_call.config import Config
from click_to_call.errors import Problem
from click_to_call.host.allowed_origins import FIREFOX_ID, ORIGIN
from click_to_call.install import durability
from click_to_call.install.targets import Choice
from click_to_call.install.uninstaller import plan_removal, remove
from tests.conftest import RunningSimulator
from tests.support.command_line import command, desktop, files_below, on_terminal
from tests.support.host import OwnHost, lonely_environment
from tests.support.host_process import framed

FILE = "com.click_to_call.host.json"


@pytest.fixture
def lonely(tmp_path: Path) -> dict[str, str]:
    return {**lonely_environment(tmp_path / "home"), "HOME": str(tmp_path / "user")}


def manifests_of(user: Path) -> set[str]:
    return {path.removesuffix(f"/{FILE}") for path in files_below(user) if path.endswith(FILE)}


# --- folders of the manifests --------------------------------------------------------------------


def test_installs_into_a_profile(lonely: dict[str, str], tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    done = command(lonely, "install", "--browser", "chromium", "--profile", str(profile))
    assert done.returncode == 0, done.stderr
    (path,) = (profile / "NativeMessagingHosts").iterdir()
    written = json.loads(path.read_text("utf-8"))
    assert path.name == FILE
    assert written["allowed_origins"] == [ORIGIN]
    launcher = Path(written["path"])
    assert launcher == tmp_path / "home" / "click-to-call-host"
    assert os.access(launcher, os.X_OK)


def test_a_home_that_the_shell_left_alone_is_found(lonely: dict[str, str], tmp_path: Path) -> None:
    assert command(lonely, "install", "--profile=~/own").returncode == 0
    assert manifests_of(tmp_path / "user") == {"own/NativeMessagingHosts"}


@pytest.mark.parametrize("option", ["", "--verbose"])
def test_installs_a_host_that_logs_as_much_as_asked(
    lonely: dict[str, str], tmp_path: Path, option: str
) -> None:
    done = command(lonely, *option.split(), "install", "--browser", "chrome")
    assert done.returncode == 0, done.stderr
    launcher = tmp_path / "home" / "click-to-call-host"
    asked = framed({"id": "1", "type": "calls.recent"})
    subprocess.run(
        [launcher, ORIGIN], input=asked, env=lonely, capture_output=True, check=True, timeout=30
    )
    log = (tmp_path / "home" / "logs" / "host.log").read_text("utf-8")
    assert ("asked for CallsRecent" in log) == bool(option)


@pytest.mark.parametrize(
    ("names", "folders"),
    [
        (
            ["brave", "firefox"],
            {
                ".config/BraveSoftware/Brave-Browser/NativeMessagingHosts",
                ".mozilla/native-messaging-hosts",
            },
        ),
        (["google-chrome-beta"], {".config/google-chrome-beta/NativeMessagingHosts"}),
        (["edge-dev"], {".config/microsoft-edge-dev/NativeMessagingHosts"}),
        (
            ["LibreWolf"],
            {".librewolf/native-messaging-hosts", ".mozilla/native-messaging-hosts"},
        ),
        (
            ["opera"],
            {
                ".config/opera/NativeMessagingHosts",
                ".config/google-chrome/NativeMessagingHosts",
            },
        ),
    ],
)
def test_installs_for_the_browsers_that_are_named(
    lonely: dict[str, str], tmp_path: Path, names: list[str], folders: set[str]
) -> None:
    options = [part for name in names for part in ("--browser", name)]
    done = command(lonely, "install", *options)
    assert done.returncode == 0, done.stderr
    assert manifests_of(tmp_path / "user") == folders


def test_installs_for_every_browser_that_is_there(lonely: dict[str, str], tmp_path: Path) -> None:
    there = (".librewolf", ".waterfox", ".zen", ".floorp", ".config/opera", ".config/vivaldi")
    for folder in (*there, ".config/google-chrome-beta"):
        (tmp_path / "user" / folder).mkdir(parents=True)
    done = command({**lonely, "PATH": str(tmp_path)}, "install", "--json")
    assert done.returncode == 0, done.stderr
    written = json.loads(done.stdout)
    assert {one["browser"] for one in written["manifests"]} == {
        "chrome-beta",
        "floorp",
        "librewolf",
        "opera",
        "vivaldi",
        "waterfox",
        "zen",
    }
    waterfox = tmp_path / "user/.waterfox/native-messaging-hosts" / FILE
    assert json.loads(waterfox.read_text("utf-8"))["allowed_extensions"] == [FIREFOX_ID]


def test_a_moved_configuration_is_served_beside_the_usual_one(
    lonely: dict[str, str], tmp_path: Path
) -> None:
    """XDG_CONFIG_HOME is set in the shell only. A browser that is started in the shell looks for
    the manifest in the folder that the variable names. A browser that the desktop starts looks in
    the usual folder. `install` writes the manifest to both folders."""
    environment = {**lonely, "XDG_CONFIG_HOME": str(tmp_path / "user/c")}
    assert command(environment, "install", "--browser", "vivaldi").returncode == 0
    assert manifests_of(tmp_path / "user") == {
        "c/vivaldi/NativeMessagingHosts",
        ".config/vivaldi/NativeMessagingHosts",
    }


@pytest.mark.parametrize(
    ("kind", "folder", "expected"),
    [
        ("firefox", ".my-fork", ".my-fork/native-messaging-hosts"),
        ("firefox", ".x/native-messaging-hosts", ".x/native-messaging-hosts"),
        ("chromium", "portable data", "portable data/NativeMessagingHosts"),
    ],
)
def test_installs_for_a_browser_of_ones_own(
    lonely: dict[str, str], tmp_path: Path, kind: str, folder: str, expected: str
) -> None:
    options = ("--kind", kind, "--folder", str(tmp_path / "user" / folder))
    assert command(lonely, "install", *options).returncode == 0
    assert manifests_of(tmp_path / "user") == {expected}
    fields = json.loads((tmp_path / "user" / expected / FILE).read_text("utf-8"))
    assert ("allowed_extensions" in fields) == (kind == "firefox")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--browser", "librewulf"], "Did you mean librewolf?"),
        (["--browser", "librewulf"], "--kind"),
        (["--kind", "firefox"], "go together"),
        (["--browser", "firefox", "--profile", "/x"], "--kind firefox --folder"),
    ],
)
def test_what_cannot_be_meant_is_told_with_the_way_out(
    lonely: dict[str, str], options: list[str], said: str
) -> None:
    done = command(lonely, "install", *options)
    assert done.returncode == 1
    assert said in done.stderr


def test_says_that_no_browser_is_there(lonely: dict[str, str], tmp_path: Path) -> None:
    done = command({**lonely, "PATH": str(tmp_path)}, "install")
    assert done.returncode == 1
    assert "--browser firefox" in done.stderr


def test_a_folder_of_no_use_keeps_no_other_browser_from_being_served(
    lonely: dict[str, str], tmp_path: Path
) -> None:
    user = tmp_path / "user"
    (user / ".config/opera").mkdir(parents=True)
    (user / ".config/opera/NativeMessagingHosts").write_text("a file where a folder should be")
    (user / ".config/vivaldi").mkdir()
    environment = {**lonely, "PATH": str(tmp_path)}
    done = command(environment, "install")
    assert done.returncode == 0, done.stderr
    assert "Note: opera is left out:" in done.stderr
    assert ".config/vivaldi/NativeMessagingHosts" in manifests_of(user)
    named = command(environment, "install", "--browser", "opera")
    assert named.returncode == 1
    assert named.stderr.count("\n") == 1


# --- for all users -------------------------------------------------------------------------------


def test_installs_for_all_users_below_a_root(lonely: dict[str, str], tmp_path: Path) -> None:
    root = tmp_path / "root"
    options = ("--system", "--root", str(root), "--python", "/opt/click-to-call/bin/python")
    done = command(lonely, "install", *options)
    assert done.returncode == 0, done.stderr
    chrome = root / "etc/opt/chrome/native-messaging-hosts" / FILE
    fields = json.loads(chrome.read_text("utf-8"))
    assert fields["path"] == "/usr/local/lib/click-to-call/click-to-call-host"
    assert stat.S_IMODE(chrome.stat().st_mode) == 0o644
    launcher = root / "usr/local/lib/click-to-call/click-to-call-host"
    assert stat.S_IMODE(launcher.stat().st_mode) == 0o755
    assert launcher.read_text("utf-8") == (
        '#!/bin/sh\nexec /opt/click-to-call/bin/python -I -m click_to_call "$@"\n'
    )
    assert f"usr/lib/mozilla/native-messaging-hosts/{FILE}" in files_below(root)
    gone = command(lonely, "uninstall", "--system", "--root", str(root), "--yes")
    assert gone.returncode == 0, gone.stderr
    assert files_below(root) == set()


def test_a_python_that_others_cannot_start_is_not_for_all(tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    (private / "python").touch(mode=0o755)
    with pytest.raises(Problem, match="pipx install --global"):
        durability.refuse_private(private / "python")


# --- installations that would break --------------------------------------------------------------


@pytest.mark.parametrize(
    "python",
    [
        "/home/ada/.cache/uv/archive-v0/e6_x/bin/python",
        "/home/ada/.cache/uv/environments-v2/script-1/bin/python",
        "/home/ada/.local/share/pipx/.cache/c0b3a1/bin/python",
        "/home/ada/.cache/pipx/c0b3a1/bin/python",
        "/build/pip-build-env-abc/bin/python",
        "/mnt/.mount_ClickTo/usr/bin/python",
        "/home/ada/.pex/venvs/1/bin/python",
        "/home/ada/.shiv/click-to-call_1/bin/python",
        "/somewhere/uv-cache/x/bin/python",
    ],
)
def test_a_throw_away_environment_is_refused(python: str) -> None:
    with pytest.raises(Problem, match="pipx install click-to-call"):
        durability.refuse_throwaway(Path(python), {"UV_CACHE_DIR": "/somewhere/uv-cache"})


@pytest.mark.parametrize(
    "python",
    [
        "/home/ada/.local/share/pipx/venvs/click-to-call/bin/python",
        "/home/ada/.local/share/uv/tools/click-to-call/bin/python",
        "/home/ada/.cache/pypoetry/virtualenvs/x-py3.12/bin/python",
        "/usr/bin/python3",
    ],
)
def test_an_environment_that_stays_is_taken(python: str) -> None:
    durability.refuse_throwaway(Path(python), {})
    assert durability.notes_on(Path(python)) == []


@pytest.mark.parametrize(
    "python",
    [
        "/nix/store/abc-python3-3.12.4/bin/python3",
        "/opt/homebrew/Cellar/python@3.12/3.12.4/bin/python3.12",
        "/snap/click-to-call/42/bin/python3",
        "/src/.tox/py312/bin/python",
        "/var/tmp/venv/bin/python",  # noqa: S108 - compared, not written to
    ],
)
def test_a_place_that_an_update_puts_aside_is_said(python: str) -> None:
    durability.refuse_throwaway(Path(python), {})
    (note,) = durability.notes_on(Path(python))
    assert "click-to-call install again" in note


def test_a_copy_in_a_cache_of_uv_refuses_itself(lonely: dict[str, str], tmp_path: Path) -> None:
    """The virtual environment is real: it is in the folder where uvx creates throw-away
    environments, and the host is installed in it. `install` refuses to install from there."""
    place = tmp_path / "uv" / "archive-v0" / "x"
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", str(place)], check=True, timeout=120
    )
    packages = next((place / "lib").glob("python3*")) / "site-packages"
    own = Path(sys.prefix) / "lib" / packages.parent.name / "site-packages"
    lines = [str(own), str(Path(__file__).resolve().parents[2] / "native_host")]
    (packages / "borrowed.pth").write_text("\n".join(lines), "utf-8")
    done = subprocess.run(
        [place / "bin/python", "-I", "-m", "click_to_call", "install", "--browser", "firefox"],
        env=lonely,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1, done.stderr
    assert "throw-away environment" in done.stderr
    assert files_below(tmp_path / "user") == set() if (tmp_path / "user").exists() else True


@pytest.mark.parametrize("variable", ["SUDO_USER", "DOAS_USER"])
def test_root_does_not_install_for_somebody_else(lonely: dict[str, str], variable: str) -> None:
    if os.geteuid() != 0:
        # Only root must not install for another user. Every other user may install, even if
        # `variable` names somebody else.
        durability.refuse_other_user({variable: "ada"})
        return
    done = command({**lonely, variable: "ada"}, "install", "--browser", "firefox")
    assert done.returncode == 1
    assert "not those of ada" in done.stderr
    assert "--system" in done.stderr
    assert command({**lonely, variable: "ada"}, "uninstall", "--yes").returncode == 1


def test_an_empty_home_is_not_the_root_folder(lonely: dict[str, str], tmp_path: Path) -> None:
    done = command({**lonely, "HOME": ""}, "uninstall", "--dry-run", "--json")
    assert done.returncode == 0, done.stderr
    assert not any(path.startswith("/.") for path in json.loads(done.stdout)["would_remove"])


# --- settings that `install` stores --------------------------------------------------------------


def test_what_only_the_shell_has_is_written_down(tmp_path: Path) -> None:
    ca = tmp_path / "ca.pem"
    ca.write_text("certificates")
    shell = {
        "HOME": str(tmp_path),
        "PATH": "/usr/bin:/bin",
        "XDG_CONFIG_HOME": str(tmp_path / "c"),
        "XDG_STATE_HOME": str(tmp_path / "s"),
        "CLICK_TO_CALL_SERVER": "https://platform.ringcentral.biz",
        "CLICK_TO_CALL_CLIENT_ID": " abc ",
        "https_proxy": "proxy.example:8080",
        "SSL_CERT_FILE": f'"{ca}"',
    }
    done = command(shell, "install", "--browser", "firefox", "--json")
    assert done.returncode == 0, done.stderr
    launcher = json.loads(done.stdout)["launcher"]
    told = subprocess.run(
        [launcher, "config", "list", "--json"],
        env=desktop(shell),
        capture_output=True,
        check=True,
        timeout=60,
    )
    listed = json.loads(told.stdout)
    assert listed["file"] == str(tmp_path / "c/click-to-call/config.toml")
    values = {name: row["value"] for name, row in listed["settings"].items()}
    assert values["server"] == "https://platform.ringcentral.biz"
    assert values["client_id"] == "abc"
    assert values["proxy"] == "http://proxy.example:8080"
    assert values["certificates"] == str(ca)


def test_a_password_is_never_written_down(lonely: dict[str, str], tmp_path: Path) -> None:
    real = {"CLICK_TO_CALL_SERVER": "https://platform.ringcentral.com"}
    environment = {**lonely, **real, "HTTPS_PROXY": "http://ada:hunter2@proxy:8080"}
    done = command(environment, "install", "--browser", "firefox")
    assert done.returncode == 0, done.stderr
    assert "HTTPS_PROXY holds a password" in done.stderr
    for path in (tmp_path / "home").rglob("*"):
        assert not path.is_file() or b"hunter2" not in path.read_bytes()


def test_what_the_file_says_already_stays(lonely: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "home").mkdir(mode=0o700)
    file = tmp_path / "home" / "config.toml"
    file.write_text("# mine\ncalls_per_day = 7\n")
    assert command(lonely, "install", "--browser", "firefox").returncode == 0
    assert file.read_text("utf-8").startswith("# mine\ncalls_per_day = 7\n")


def test_a_moved_python_is_mended_by_installing_again(
    lonely: dict[str, str], tmp_path: Path
) -> None:
    assert command(lonely, "install", "--browser", "firefox").returncode == 0
    launcher = tmp_path / "home" / "click-to-call-host"
    launcher.write_text(launcher.read_text().replace(sys.executable, "/gone/python"))
    done = command(lonely, "doctor")
    assert "[host_died]" in done.stdout
    assert "Run: click-to-call install" in done.stdout
    assert command(lonely, "install", "--browser", "firefox").returncode == 0
    assert "[host_died]" not in command(lonely, "doctor").stdout


# --- uninstalling --------------------------------------------------------------------------------


def test_what_was_installed_twice_is_gone_after_one_removal(
    lonely: dict[str, str], tmp_path: Path
) -> None:
    for _ in range(2):
        assert command(lonely, "install", "--browser", "chrome").returncode == 0
    assert command(lonely, "uninstall", "--yes").returncode == 0
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_profiles_and_folders_are_removed_too(lonely: dict[str, str], tmp_path: Path) -> None:
    for options in (
        ["--profile", str(tmp_path / "profile")],
        ["--kind", "firefox", "--folder", str(tmp_path / "fork")],
    ):
        assert command(lonely, "install", *options).returncode == 0
    assert command(lonely, "uninstall", "--yes").returncode == 0
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    "content", [b"client_id = abc", b"\xff\xfe\x00", b'clientid = "x"', b"\xef\xbb\xbf[[["]
)
def test_a_faulty_file_keeps_nothing(
    lonely: dict[str, str], tmp_path: Path, content: bytes
) -> None:
    assert command(lonely, "install", "--browser", "chrome").returncode == 0
    (tmp_path / "home" / "config.toml").write_bytes(content)
    done = command(lonely, "uninstall", "--yes")
    assert done.returncode == 0, done.stderr
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_useless_keyring_does_not_keep_the_files(lonely: dict[str, str], tmp_path: Path) -> None:
    environment = {**lonely, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    assert command(environment, "install", "--browser", "chrome").returncode == 0
    done = command(environment, "uninstall", "--yes")
    assert "keyring_" in done.stderr
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_nothing_is_removed_before_a_yes(lonely: dict[str, str], tmp_path: Path) -> None:
    assert command(lonely, "install", "--browser", "chrome").returncode == 0
    before = files_below(tmp_path)
    dry = json.loads(command(lonely, "uninstall", "--dry-run", "--json").stdout)
    assert f"{tmp_path}/home" in dry["would_remove"]
    unasked = command(lonely, "uninstall")
    assert unasked.returncode == 3
    assert "--yes" in unasked.stderr
    terminal = on_terminal(lonely, "uninstall")
    terminal.wait_for("Remove all of this? [y/N]")
    terminal.type("n\n")
    assert terminal.end() == 3
    assert files_below(tmp_path) == before


def test_one_browser_is_removed_without_a_question(lonely: dict[str, str], tmp_path: Path) -> None:
    assert command(lonely, "install", "--browser", "chrome", "--browser", "edge").returncode == 0
    assert command(lonely, "uninstall", "--browser", "edge").returncode == 0
    assert manifests_of(tmp_path / "user") == {".config/google-chrome/NativeMessagingHosts"}


def test_the_sign_in_ends_with_the_installation(
    simulator: RunningSimulator, keyring_session: dict[str, str], tmp_path: Path
) -> None:
    host = OwnHost(tmp_path, simulator.url, keyring_session)
    host.sign_in(simulator.state.credential)
    assert command(host.environment, "uninstall", "--yes").returncode == 0
    assert command(host.environment, "status").returncode == 4


def test_another_installation_beside_this_one_stays(lonely: dict[str, str], tmp_path: Path) -> None:
    other = {**lonely, "CLICK_TO_CALL_HOME": str(tmp_path / "other")}
    assert command(other, "install", "--browser", "chrome").returncode == 0
    assert command(lonely, "uninstall", "--yes").returncode == 0
    assert manifests_of(tmp_path / "user") == {".config/google-chrome/NativeMessagingHosts"}


def test_removing_keeps_what_is_not_ours(tmp_path: Path) -> None:
    """CLICK_TO_CALL_HOME may name a folder that also holds other files, which `uninstall` keeps."""
    home = tmp_path / "shared"
    (home / "state").mkdir(parents=True)
    for name in ("config.toml", "novel.txt", "state/calls.db", "state/of-mind.txt"):
        (home / name).touch()
    config = Config(
        server="http://127.0.0.1:9",
        client_id="",
        home=home,
        state=home / "state",
        logs=home / "logs",
        moved=True,
    )
    environment = {"HOME": str(tmp_path / "user")}
    remove(config, plan_removal(config, environment, Choice()))
    assert files_below(home) == {"novel.txt", "state/of-mind.txt"}


def test_a_folder_that_is_a_link_is_removed_with_its_files(
    lonely: dict[str, str], tmp_path: Path
) -> None:
    """Some users keep their settings in another folder, to which a link leads."""
    usual = {name: value for name, value in lonely.items() if name != "CLICK_TO_CALL_HOME"}
    link, folder = tmp_path / "user/.config/click-to-call", tmp_path / "dotfiles"
    link.parent.mkdir(parents=True)
    folder.mkdir()
    (folder / "notes.txt").touch()
    link.symlink_to(folder)
    assert command(usual, "install", "--browser", "chrome").returncode == 0
    assert files_below(folder) >= {"click-to-call-host", "config.toml", "notes.txt"}
    done = command(usual, "uninstall", "--yes")
    assert done.returncode == 0, done.stderr
    assert (link.is_symlink(), files_below(folder)) == (False, {"notes.txt"})


def test_signing_out_leaves_no_file_behind(lonely: dict[str, str], tmp_path: Path) -> None:
    assert command(lonely, "uninstall", "--yes").returncode == 0
    assert not any(path.suffix == ".lock" for path in tmp_path.rglob("*"))
