"""Runs all checks of the doctor, which names every known reason why the host may not work.

A browser reports nine different faults as "Native host has exited." and six as "not found". The
doctor gives each fault its own code and names one thing to do. The doctor runs in a shell and
starts the host with the environment variables that the desktop gives to a browser, without those
that only this shell has. The doctor writes nothing except a test entry in the keyring, and removes
this entry again. Depends on install/ and on the other files of doctor/.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from click_to_call.config import Config, load, load_or_default
from click_to_call.doctor import facts, inside_checks
from click_to_call.doctor.extension_presence import is_in_profile, profiles_with_extension
from click_to_call.doctor.findings import Finding, of_problem
from click_to_call.doctor.launcher_trial import try_launcher
from click_to_call.doctor.manifest_checks import check_launcher, check_manifest
from click_to_call.errors import Problem
from click_to_call.folders import home_folder
from click_to_call.host.allowed_origins import HOST_NAME
from click_to_call.install import desktop, manifests
from click_to_call.install.browsers import (
    BROWSERS,
    Browser,
    browser_named,
    is_found,
    manifest_folders,
    own_folders,
    system_folders,
)
from click_to_call.install.installed_files import recorded
from click_to_call.install.sandboxes import check_rules, check_sandboxes, portal_for
from click_to_call.ringcentral.certificates import VARIABLES as CERTIFICATES

_ROOT: Final = Path("/")
_INSIDE_WITHIN_SECONDS: Final = 60.0
_FILE: Final = f"{HOST_NAME}.json"
# Codes of faults that concern only one browser. If another browser has a good manifest, the doctor
# reports these faults as notes, because the user perhaps never calls from the faulty browser.
_ONLY_UNUSED: Final = frozenset(
    {
        "manifest_missing",
        "browser_in_snap",
        "browser_in_flatpak",
        "portal_absent",
        "portal_refused",
        "extension_blocked_by_policy",
        "blocked_by_policy",
        "user_hosts_off",
    }
)


@dataclass
class Examination:
    """Everything that the doctor has found. `host` holds the facts (see facts.py) of the host that
    a browser starts, and is empty if the host could not be started. `shell` holds the facts of a
    host with the environment variables of the shell in which the doctor runs."""

    findings: list[Finding] = field(default_factory=list)
    host: facts.Facts = field(default_factory=dict)
    shell: facts.Facts = field(default_factory=dict)
    only_in_shell: list[str] = field(default_factory=list)
    """Names of the shell's environment variables that the desktop does not set, or sets to another
    value."""

    @property
    def is_in_order(self) -> bool:
        return not any(finding.is_fault for finding in self.findings)


def examine(environment: Mapping[str, str], profile: Path | None = None) -> Examination:
    """Runs all checks, from the settings to the running host. If `profile` is given, the doctor
    checks this profile folder of a Chromium and no other browser."""
    found = Examination()
    config = load_or_default(environment)
    try:
        load(environment)
    except Problem as problem:
        found.findings.append(of_problem(problem))
    else:
        words = f"Settings can be read: {config.file}. The exchange is {config.server}."
        found.findings.append(Finding("ok", words))
    launchers, findings = check_browsers(config, environment, profile)
    found.findings += findings
    given = desktop.environment_of_desktop(
        environment, desktop.session_variables(environment), platform=sys.platform
    )
    found.only_in_shell = desktop.only_in_shell(environment, given)
    is_tried = False
    for launcher in launchers:
        found.findings += (checked := list(check_launcher(launcher)))
        if not any(finding.is_fault for finding in checked):
            is_tried = _try_host(found, launcher, given) or is_tried
    if is_tried:
        found.shell = facts.facts_of(config, environment)
        found.findings += compare(found)
    else:
        found.shell, inside = inside_checks.look(environment)
        found.findings += [finding for finding in inside if finding not in found.findings]
    return found


# --- browsers and their manifests ----------------------------------------------------------------


def check_browsers(
    config: Config, environment: Mapping[str, str], profile: Path | None, *, root: Path = _ROOT
) -> tuple[list[Path], list[Finding]]:
    """Checks all browsers. Returns the launchers that the manifests without a fault name, and the
    findings about all browsers. If at least one browser has a manifest without a fault, the faults
    that concern only one of the other browsers become notes."""
    home = home_folder(environment)
    findings: list[Finding] = []
    launchers: dict[Path, None] = {}
    for sandbox in _sandboxes(home, root) if profile is None else ():
        findings.append(sandbox)
    places = list(_places(config, environment, profile, home))
    for browser, path in places:
        said, good = _check_browser(browser, path, root)
        findings += said
        if good is not None:
            launchers[Path(json.loads(good.read_text("utf-8"))["path"])] = None
            findings += _presence(browser, profile, home, environment)
    if not places and not findings:
        words = "No browser was found for this user."
        findings = [Finding("no_browser", words, "Run: click-to-call install --browser NAME")]
    if launchers:
        findings = [_as_note(found) if found.code in _ONLY_UNUSED else found for found in findings]
    return list(launchers), findings


def _as_note(finding: Finding) -> Finding:
    return Finding("note", finding.line)


def _sandboxes(home: Path, root: Path) -> Iterator[Finding]:
    for browser in BROWSERS:
        yield from check_sandboxes(browser, home=home, root=root, portal=portal_for)


def _check_browser(browser: Browser, path: Path, root: Path) -> tuple[list[Finding], Path | None]:
    """Checks the policies of one browser and the manifest that the browser reads. If the user's
    manifest `path` does not exist, the browser reads the manifest for all users. Returns the
    findings and the path of the checked manifest. If a finding is a fault, the path is None."""
    shared = _system_manifest(browser, root)
    findings = list(check_rules(browser, root=root, has_system_host=shared is not None))
    chosen = shared if shared is not None and not path.is_file() else path
    findings += check_manifest(browser, chosen)
    if shared is not None and chosen is path:
        words = f"{path} wins over {shared}, which was installed for all users"
        findings.append(Finding("note", f"{browser.title}: {words}."))
    is_good = not any(finding.is_fault for finding in findings)
    return findings, chosen if is_good else None


def _system_manifest(browser: Browser, root: Path) -> Path | None:
    """Returns the path of the manifest that this browser reads for all users, or None if no such
    manifest is installed."""
    for folder in system_folders(browser, platform=sys.platform):
        path = root / folder / _FILE
        if path.is_file():
            return path
    return None


def _places(
    config: Config, environment: Mapping[str, str], profile: Path | None, home: Path
) -> Iterator[tuple[Browser, Path]]:
    """Yields the manifests to check: pairs of a browser and the path of a manifest. First come the
    manifests of all known browsers that the user has, and then the manifests that `install` has
    written to any other folder. If `profile` is given, yields only the manifest in this profile
    folder."""
    if profile is not None:
        chromium = browser_named("chromium")
        yield chromium, manifests.profile_folder(chromium, profile) / _FILE
        return
    seen = set()
    for browser in BROWSERS:
        if is_found(browser, platform=sys.platform, home=home, environment=environment):
            for path in _manifests_of(browser, config, environment, home):
                # On Windows, all browsers of a family share one manifest, so the manifest is
                # checked only for the first browser of the family.
                if sys.platform != "win32" or path not in seen:
                    yield browser, path
                seen.add(path)
    for path in recorded(config):
        if path not in seen and path.is_file() and not _is_known_place(path, environment, home):
            kind = "firefox" if path.parent.name == "native-messaging-hosts" else "chromium"
            yield browser_named(kind), path


def _manifests_of(
    browser: Browser, config: Config, environment: Mapping[str, str], home: Path
) -> list[Path]:
    """Returns the paths of the manifests that a browser uses. If the browser's own folders have no
    manifest, the browser uses a manifest in the folder of another browser, as Opera uses Chrome's.
    If there is no manifest at all, returns the path where a manifest should be."""
    given = {"platform": sys.platform, "home": home, "environment": environment}
    folders = manifests.user_folders(browser, state=config.state, **given)  # type: ignore[arg-type]
    own = {folder for folder in own_folders(browser, **given) if folder.is_dir()}  # type: ignore[arg-type]
    used = [folder / _FILE for folder in folders if folder.parent in own] or [folders[0] / _FILE]
    if any(path.is_file() for path in used):
        return used
    shared = [folder / _FILE for folder in folders if (folder / _FILE).is_file()]
    return shared[:1] or used[:1]


def _is_known_place(path: Path, environment: Mapping[str, str], home: Path) -> bool:
    known = (
        manifest_folders(browser, platform=sys.platform, home=home, environment=environment)
        for browser in BROWSERS
    )
    return any(path.parent in folders for folders in known)


def _presence(
    browser: Browser, profile: Path | None, home: Path, environment: Mapping[str, str]
) -> Iterator[Finding]:
    """Yields a note that says whether the extension is installed in this browser. A missing
    extension is no fault, because an extension that was loaded from a folder may leave no trace in
    the browser's files."""
    if profile is not None:
        if not is_in_profile(profile):
            yield Finding("note", f"{profile} does not name the extension among those installed.")
        return
    having, lacking = profiles_with_extension(
        browser, platform=sys.platform, home=home, environment=environment
    )
    if having:
        yield Finding("note", f"{browser.title} has the extension in: {', '.join(having)}.")
    elif lacking:
        words = f"{browser.title} names the extension in none of its profiles"
        yield Finding("note", f"{words} ({', '.join(lacking)}).")


# --- starting the host with the environment variables of a browser -------------------------------


def _try_host(found: Examination, launcher: Path, given: Mapping[str, str]) -> bool:
    """Starts one launcher with the desktop's environment (`given`), and adds the findings and the
    host's facts to `found`. Returns whether the host answered."""
    trial = try_launcher(launcher, given)
    found.findings.append(trial.finding)
    if trial.finding.is_fault:
        return False
    host, inside = _look_inside(launcher, given)
    found.host = found.host or host
    found.findings += [finding for finding in inside if finding not in found.findings]
    account = trial.replies.get("account.read", {}).get("ok", {})
    told = {finding.code for finding in inside}
    for reply in trial.replies.values():
        problem = reply.get("problem")
        if problem and problem["code"] not in told:
            found.findings.append(of_problem(Problem(problem["code"], problem["message"])))
    if account.get("signed_in") is False and "not_signed_in" not in told:
        words = f"The browser's host is signed in to nobody at {account.get('server')}."
        found.findings.append(Finding("not_signed_in", words, "Run: click-to-call login"))
    return True


def _look_inside(launcher: Path, given: Mapping[str, str]) -> tuple[facts.Facts, list[Finding]]:
    """Starts the launcher with the command `look-inside`, which runs the checks of
    inside_checks.py. Returns the facts and the findings that this command prints."""
    fault = Finding(
        "host_garbled", "The host cannot tell of its surroundings.", "Run: click-to-call install"
    )
    try:
        done = subprocess.run(
            [str(launcher), "look-inside"],
            env=dict(given),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_INSIDE_WITHIN_SECONDS,
            check=False,
        )
        told: dict[str, Any] = json.loads(done.stdout)
        return told["facts"], [Finding(**finding) for finding in told["findings"]]
    except (OSError, subprocess.SubprocessError, ValueError, TypeError, KeyError):
        return {}, [fault]


_NAMES: Final = {
    "server": "asks the server",
    "home": "reads its settings in",
    "state": "keeps its list of calls in",
    "proxy": "uses the proxy",
    "certificates": "trusts the certificates from",
    "keyring": "keeps the sign-in in",
}
_VARIABLES: Final[dict[str, tuple[str, ...]]] = {
    "server": ("CLICK_TO_CALL_SERVER",),
    "home": ("CLICK_TO_CALL_HOME", "XDG_CONFIG_HOME"),
    "state": ("CLICK_TO_CALL_HOME", "XDG_STATE_HOME"),
    "proxy": ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"),
    "certificates": CERTIFICATES,
    "keyring": ("PYTHON_KEYRING_BACKEND", "XDG_CONFIG_HOME"),
}


def compare(found: Examination) -> Iterator[Finding]:
    """Yields a finding for each fact that differs between the host that a browser starts and a host
    that this shell would start. A different server or folder is always a fault. A different proxy,
    keyring or list of certificates is a fault only if a check of the keyring, the sign-in or the
    connection to RingCentral has failed; otherwise it is a note."""
    is_working = not any(
        finding.code.startswith(("exchange_", "keyring_", "not_signed"))
        for finding in found.findings
    )
    for name in facts.COMPARED:
        host, shell = found.host.get(name, ""), found.shell.get(name, "")
        if not found.host or host == shell:
            continue
        causes = [variable for variable in _VARIABLES[name] if variable in found.only_in_shell]
        why = f" Only this shell has {' and '.join(causes)}." if causes else ""
        words = f"The browser's host {_NAMES[name]} {host or '(none)'}, this shell's "
        words += f"{shell or '(none)'}.{why}"
        if is_working and name not in ("server", "home", "state"):
            yield Finding("note", words)
        else:
            yield Finding(f"differs_{name}", words, _cure(name))


def _cure(name: str) -> str:
    if name == "keyring":
        return "Run click-to-call install again, then click-to-call login."
    return "Run: click-to-call install"
