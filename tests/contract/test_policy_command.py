"""Tests `policy`, which makes the files of a rollout from one file of settings, and tests that the
host obeys these files."""

import json
import plistlib
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from click_to_call.host.allowed_origins import EXTENSION_ID, FIREFOX_ID, HOST_NAME
from tests.support.command_line import command
from tests.support.host import lonely_environment
from tests.support.host_process import HostProcess
from tests.support.policies import under_policies

CLIENT_ID = "sv9uHaZ3RkGxRzXk7Q2bXw"
FLEET = f"""\
[host]
client_id = "{CLIENT_ID}"
server = "https://platform.ringcentral.biz"
calls_per_minute = 2
calls_per_day = 40
from_numbers = ["+1415*"]
caller_ids = ["+14155550100"]
locked = ["client_id", "server", "calls_per_minute", "from_numbers", "caller_ids"]

[extension]
region = "GB"
confirm = "always"
caller_id = "+14155550100"
blocked_sites = ["bank.example.com", "mail.example.com"]
locked = ["confirm", "blocked_sites"]

[extension.sites."crm.example.com"]
trusted = true

[packages]
chromium_update_url = "https://packages.example.com/updates.xml"
firefox_install_url = "https://packages.example.com/click-to-call.xpi"
"""


@pytest.fixture
def lonely(tmp_path: Path) -> dict[str, str]:
    return {**lonely_environment(tmp_path / "home"), "HOME": str(tmp_path / "user")}


def roll_out(
    lonely: dict[str, str], folder: Path, fleet: str = FLEET, encoding: str = "utf-8"
) -> Path:
    (folder / "fleet.toml").write_text(fleet, encoding)
    output = folder / "rollout"
    done = command(lonely, "policy", str(folder / "fleet.toml"), "--output", str(output))
    assert done.returncode == 0, done.stderr
    return output


@pytest.fixture
def rollout(lonely: dict[str, str], tmp_path: Path) -> Path:
    return roll_out(lonely, tmp_path)


def json_of(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return content


def test_the_browsers_of_linux_get_their_policies(rollout: Path) -> None:
    chrome = json_of(rollout / "linux/etc/opt/chrome/policies/managed/click-to-call.json")
    assert chrome["NativeMessagingAllowlist"] == [HOST_NAME]
    assert chrome["ExtensionSettings"][EXTENSION_ID] == {
        "installation_mode": "force_installed",
        "update_url": "https://packages.example.com/updates.xml",
    }
    managed = chrome["3rdparty"]["extensions"][EXTENSION_ID]
    assert managed == json_of(rollout / "storage.managed.json")
    assert managed["sites"] == {"crm.example.com": {"trusted": True}}
    assert managed["client_id"] == CLIENT_ID
    chromium = rollout / "linux/etc/chromium/policies/managed/click-to-call.json"
    assert json_of(chromium) == chrome
    edge = json_of(rollout / "linux/etc/opt/edge/policies/managed/click-to-call.json")
    assert "ExtensionSettings" not in edge, "no address was given for it"
    firefox = json_of(rollout / "linux/etc/firefox/policies/policies.json")["policies"]
    assert firefox["ExtensionSettings"][FIREFOX_ID]["installation_mode"] == "force_installed"
    assert firefox["3rdparty"]["Extensions"][FIREFOX_ID] == managed


def test_macos_gets_a_profile(rollout: Path) -> None:
    profile = plistlib.loads((rollout / "macos/click-to-call.mobileconfig").read_bytes())
    payloads = {payload["PayloadType"]: payload for payload in profile["PayloadContent"]}
    assert payloads["com.google.Chrome"]["NativeMessagingAllowlist"] == [HOST_NAME]
    assert payloads[f"com.google.Chrome.extensions.{EXTENSION_ID}"]["confirm"] == "always"
    assert payloads["org.mozilla.firefox"]["EnterprisePoliciesEnabled"] is True
    identities = {payload["PayloadUUID"] for payload in [profile, *payloads.values()]}
    assert len(identities) == len(payloads) + 1


def test_windows_gets_a_registry_file(rollout: Path) -> None:
    content = (rollout / "windows/click-to-call.reg").read_bytes()
    assert content.startswith(b"\xff\xfe"), "UTF-16 with its mark, as the editor writes it"
    text = content.decode("utf-16")
    assert text.startswith("Windows Registry Editor Version 5.00\r\n")
    chrome = r"[HKEY_LOCAL_MACHINE\Software\Policies\Google\Chrome"
    settings = rf"{chrome}\3rdparty\extensions\{EXTENSION_ID}\policy"
    assert f'{settings}]\r\n"region"="GB"\r\n"confirm"="always"\r\n' in text
    blocked = '"1"="bank.example.com"\r\n"2"="mail.example.com"\r\n'
    assert f"{settings}\\blocked_sites]\r\n{blocked}" in text
    values = re.findall(r'^"sites"="(.*)"\r$', text, re.M)
    assert len(values) == 3, "Chrome, Edge, Firefox"
    assert {value.replace('\\"', '"') for value in values} == {
        '{"crm.example.com": {"trusted": true}}'
    }


def test_windows_gets_templates_whose_names_all_lead_somewhere(rollout: Path) -> None:
    folder = rollout / "windows/PolicyDefinitions"
    admx = (folder / "click-to-call.admx").read_text("utf-8")
    words = ElementTree.parse(folder / "en-US/click-to-call.adml")  # noqa: S314 - this project's
    tags = {element.tag.rpartition("}")[2]: element for element in words.iter()}
    assert {"string", "presentation"} <= tags.keys()
    known = {element.get("id") for element in words.iter() if element.tag.endswith("}string")}
    shown = {element.get("id") for element in words.iter() if element.tag.endswith("}presentation")}
    assert set(re.findall(r"\$\(string\.(\w+)\)", admx)) == known
    assert set(re.findall(r"\$\(presentation\.(\w+)\)", admx)) == shown
    policies = ElementTree.fromstring(admx)  # noqa: S314 - this project's
    names = [it.get("name") for it in policies.iter() if it.tag.endswith("}policy")]
    assert len(names) == len(set(names))
    assert {f"{family}_confirm" for family in ("chrome", "edge", "firefox")} <= set(names)


def run_managed(
    rollout: Path, lonely: dict[str, str], *arguments: str
) -> "subprocess.CompletedProcess[str]":
    """Runs a command of the host on a computer where the files of this rollout are installed."""
    return subprocess.run(
        [*managed(rollout), sys.executable, "-I", "-m", "click_to_call", *arguments],
        env=lonely,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def managed(rollout: Path) -> Sequence[str]:
    return under_policies(rollout / "linux/etc")


def test_the_host_keeps_to_what_is_locked(rollout: Path, lonely: dict[str, str]) -> None:
    home = Path(lonely["CLICK_TO_CALL_HOME"])
    home.mkdir(exist_ok=True)
    (home / "config.toml").write_text(
        'client_id = "my-own-app"\ncalls_per_minute = 99\ncalls_per_day = 70\n'
    )
    surroundings = {**lonely, "CLICK_TO_CALL_SERVER": "http://127.0.0.1:1"}
    done = run_managed(rollout, surroundings, "config", "list", "--json")
    assert done.returncode == 0, done.stderr
    settings = json.loads(done.stdout)["settings"]
    system = "/etc/click-to-call/config.toml"
    locked = {"from": f"locked in {system}"}
    assert settings["client_id"] == {"value": CLIENT_ID, **locked}
    assert settings["server"] == {"value": "https://platform.ringcentral.biz", **locked}
    assert settings["calls_per_minute"] == {"value": 2, **locked}
    assert settings["calls_per_day"] == {"value": 70, "from": "config.toml"}
    assert settings["from_numbers"] == {"value": ["+1415*"], **locked}
    refused = run_managed(rollout, surroundings, "config", "set", "client_id", "my-own-app")
    assert refused.returncode == 1
    assert "Your organization has set client_id." in refused.stderr
    with HostProcess(surroundings, under=managed(rollout)) as host:
        taken = host.ask("account.configure", client_id="another-client-id")
    assert taken["problem"]["code"] == "client_id_refused"
    assert taken["problem"]["parameters"] == {"reason": "locked"}


def test_the_example_is_taken_once_the_client_id_is_filled_in(
    lonely: dict[str, str], tmp_path: Path
) -> None:
    example = command(lonely, "policy", "--example").stdout
    (tmp_path / "fleet.toml").write_text(example)
    refused = command(lonely, "policy", str(tmp_path / "fleet.toml"), "-o", str(tmp_path / "no"))
    assert "has no client id yet" in refused.stderr
    filled = re.sub(r'(?m)^client_id = ".*"', f'client_id = "{CLIENT_ID}"', example)
    every = re.sub(r"(?m)^# (?=[\w\[]+.* = |\[ext)", "", filled)
    assert every.count("\n# ") < filled.count("\n# ")
    for number, text in enumerate((filled, every)):
        folder = tmp_path / str(number)
        folder.mkdir()
        roll_out(lonely, folder, text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[host]\nclientid = 'x'\n", "there is no setting 'clientid'. Did you mean client_id?"),
        ("[host]\nserver = 'https://evil.example'\n", "server in"),
        ("[host]\nlocked = ['region']\n", "'region', which is no setting of the host"),
        ("[host]\nlocked = 'server'\n", "must be a list"),
        ("[host]\nclient_id = 5\n", "client_id must be"),
        ("[host]\nfrom_numbers = ['415']\n", "from_numbers must be a list of numbers"),
        ("[hosts]\n", "has a part 'hosts'"),
        ("[extension]\nconfirm = 'never'\n", "must set confirm to one of always"),
        ("[extension]\nplay_prompt = 'yes'\n", "must set play_prompt to a value of the type bool"),
        ("[extension]\nregion = 'usa'\n", "two capital letters"),
        ("[extension]\nserver = 'x'\n", "sets 'server'. Known are"),
        ("[extension]\nlocked = ['server']\n", "locks 'server'"),
        ("[extension]\nsites = {'a.example' = {trust = true}}\n", "sets 'trust' for a.example"),
        ("[packages]\nfirefox_install_url = 'http://x.example/a.xpi'\n", "an https address"),
        ("[packages]\nupdate = 'https://x.example'\n", "has 'update' in [packages]"),
        ("[host\n", "cannot be read"),
    ],
)
def test_a_fault_is_told_with_its_place_and_writes_nothing(
    lonely: dict[str, str], tmp_path: Path, text: str, words: str
) -> None:
    file, output = tmp_path / "fleet.toml", tmp_path / "rollout"
    file.write_text(text)
    done = command(lonely, "policy", str(file), "--output", str(output))
    assert done.returncode == 1
    assert words in done.stderr
    assert str(file) in done.stderr
    assert done.stderr.count("\n") == 1
    assert not output.exists()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_file_that_powershell_wrote_is_read(
    lonely: dict[str, str], tmp_path: Path, encoding: str
) -> None:
    """`policy --example > fleet.toml` writes UTF-16 in Windows PowerShell."""
    assert roll_out(lonely, tmp_path, FLEET.replace("\n", "\r\n"), encoding).is_dir()


def test_what_is_left_to_say_is_named(lonely: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "fleet.toml").write_text("[extension]\nregion = 'US'\n")
    output = str(tmp_path / "rollout")
    done = command(lonely, "policy", str(tmp_path / "fleet.toml"), "-o", output, "--json")
    assert done.returncode == 0
    left_out = " ".join(json.loads(done.stdout)["left_out"])
    for name in ("chromium_update_url", "edge_update_url", "firefox_install_url", "client_id"):
        assert name in left_out


def test_without_a_file_or_a_folder_it_says_how(lonely: dict[str, str]) -> None:
    done = command(lonely, "policy")
    assert done.returncode == 2
    assert "click-to-call policy fleet.toml --output rollout" in done.stderr


def test_unshare_is_there_for_these_tests() -> None:
    assert shutil.which("unshare"), "on Debian: apt-get install util-linux"
