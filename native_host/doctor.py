"""Every known cause of "it does not work", looked for outside the browser and named.

Browsers fold nine causes into "Native host has exited." and six into "not found"; here each has its
own code and says what to do. Looks only, changes nothing but a trial entry in the keyring.
"""

import asyncio
import json
import os
import stat
import struct
import subprocess
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from native_host import __version__, manifests
from native_host.callers import FIREFOX_ID, HOST_NAME, ORIGIN
from native_host.errors import Problem
from native_host.manifests import BROWSERS, Browser
from native_host.services import Services
from native_host.surroundings import Finding, check_rules, check_sandboxes, portal_for
from native_host.trust import is_exposed

ANSWERS_WITHIN: Final = 10.0
"""Seconds for a host to say hello: browsers wait longer, people do not."""
_ROOT: Final = Path("/")


def examine(
    environment: Mapping[str, str], profile: Path | None = None, *, home: Path | None = None
) -> Iterator[Finding]:
    """Looks at everything, the nearest causes first. `profile` is looked at in place of the user's
    browsers; `home` stands for the user's home folder."""
    services = Services(environment)
    try:
        config = services.config
    except Problem as problem:
        yield Finding(problem.code, problem.message)
        return
    yield Finding("ok", f"Settings can be read. The exchange is {config.server}.")
    yield from check_all_manifests(config.state, profile, home or Path.home())
    yield from asyncio.run(_check_services(services))


# --- what browsers find --------------------------------------------------------------------------


def check_all_manifests(state: Path, profile: Path | None, home: Path) -> Iterator[Finding]:
    """Each browser's manifest, and the launchers that they name."""
    launchers: dict[Path, None] = {}
    is_any = False
    for browser in BROWSERS if profile is None else ():
        for sandbox in check_sandboxes(browser, home=home, root=_ROOT, portal=portal_for):
            is_any = True
            yield sandbox
    for browser, folder in _places(state, profile, home):
        is_any = True
        path = yield from _check_browser(browser, folder)
        if path is not None:
            launchers[Path(json.loads(path.read_text("utf-8"))["path"])] = None
    if not is_any:
        yield Finding("no_browser", "No browser was found for this user.")
    for launcher in launchers:
        findings = list(check_launcher(launcher))
        yield from findings
        if not any(finding.is_fault for finding in findings):
            yield try_launcher(launcher)


def _check_browser(browser: Browser, folder: Path) -> Generator[Finding, None, Path | None]:
    """One browser's rules and manifest; returns the manifest that it takes, if that is good."""
    own, shared = folder / f"{HOST_NAME}.json", _system_manifest(browser)
    yield from check_rules(browser, root=_ROOT, has_system_host=shared is not None)
    path = shared if shared is not None and not own.is_file() else own
    findings = list(check_manifest(browser, path))
    yield from findings
    if shared is not None and path is own:
        words = f"{own} wins over {shared}, which was installed for all users"
        yield Finding("note", f"{browser.name.capitalize()}: {words}.")
    return None if any(finding.is_fault for finding in findings) else path


def _system_manifest(browser: Browser) -> Path | None:
    """The manifest that was installed for all users, where there is one."""
    for folder in manifests.system_folders(browser, platform=sys.platform):
        path = _ROOT / folder / f"{HOST_NAME}.json"
        if path.is_file():
            return path
    return None


def _places(state: Path, profile: Path | None, home: Path) -> Iterator[tuple[Browser, Path]]:
    if profile is not None:
        chromium = manifests.browser_named("chromium")
        yield chromium, manifests.profile_folder(chromium, profile)
        return
    for browser in BROWSERS:
        if manifests.is_found(browser, platform=sys.platform, home=home):
            yield (
                browser,
                manifests.user_folder(browser, platform=sys.platform, home=home, state=state),
            )


def check_manifest(browser: Browser, path: Path) -> Iterator[Finding]:
    """The file that tells one browser where the host is; the first fault found is told."""
    name = browser.name.capitalize()
    again = f"Run: click-to-call install --browser {browser.name}"
    try:
        content = path.read_bytes()
    except OSError:
        yield Finding("manifest_missing", f"{name} is not told of the host: no {path}. {again}")
        return
    for code, words in _faults_of(browser, path, content):
        yield Finding(code, f"{name}: {path} {words}. {again}")
        return
    yield Finding("ok", f"{name} is told of the host by {path}.")


def _faults_of(browser: Browser, path: Path, content: bytes) -> Iterator[tuple[str, str]]:
    if content.startswith(b"\xef\xbb\xbf"):
        yield "manifest_with_bom", "begins with a byte order mark, which Windows stumbles over"
    try:
        fields: Any = json.loads(content.decode("utf-8-sig"))
    except ValueError:
        yield "manifest_garbled", "is no JSON; a trailing comma is enough"
        return
    if not isinstance(fields, dict):
        yield "manifest_garbled", "is not a JSON object"
        return
    if fields.get("name") != HOST_NAME:
        yield "manifest_misnamed", f"does not name the host {HOST_NAME}"
    yield from _faults_of_callers(browser, fields)
    launcher = Path(str(fields.get("path", "")))
    if not launcher.is_absolute() and sys.platform != "win32":
        yield "manifest_path_relative", "does not hold an absolute path"
    if is_exposed(path):
        yield "manifest_exposed", "or its folder can be changed by other users"


def _faults_of_callers(browser: Browser, fields: dict[str, Any]) -> Iterator[tuple[str, str]]:
    expected = manifests.host_manifest(browser, Path())
    foreign = set(fields) - set(expected)
    if browser.is_firefox:
        if foreign:
            keys = ", ".join(sorted(foreign))
            yield "manifest_foreign_keys", f"has keys that Firefox does not take: {keys}"
        if FIREFOX_ID not in _texts(fields.get("allowed_extensions")):
            yield "manifest_other_extension", "does not allow this extension"
        return
    origins = _texts(fields.get("allowed_origins"))
    if any("*" in origin for origin in origins):
        yield "manifest_wildcard", "allows every extension, which browsers refuse"
    if ORIGIN not in origins:
        yield "manifest_other_extension", "does not allow this extension"


def _texts(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


# --- the launcher --------------------------------------------------------------------------------


def check_launcher(launcher: Path) -> Iterator[Finding]:
    """The file that a browser starts; the first fault found is told."""
    for code, words in _faults_of_launcher(launcher):
        yield Finding(code, f"{launcher} {words}. Run: click-to-call install")
        return
    yield Finding("ok", f"The launcher {launcher} is in order.")


def _faults_of_launcher(launcher: Path) -> Iterator[tuple[str, str]]:
    try:
        mode = launcher.stat().st_mode
    except OSError:
        yield "launcher_missing", "is not there"
        return
    if stat.S_ISDIR(mode):
        yield "launcher_is_folder", "is a folder"
        return
    if not os.access(launcher, os.X_OK):
        yield "launcher_not_executable", "may not be run, or its disk was mounted so (noexec)"
    if is_exposed(launcher):
        yield "launcher_exposed", "or its folder can be changed by other users"
    if sys.platform != "win32":
        yield from _faults_of_first_line(launcher.read_bytes().split(b"\n", 1)[0])


def _faults_of_first_line(line: bytes) -> Iterator[tuple[str, str]]:
    if line.startswith((b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")):
        return
    if not line.startswith(b"#!"):
        yield "launcher_no_interpreter", "does not say in its first line what runs it"
    elif line.endswith(b"\r"):
        yield "launcher_with_crlf", "has Windows line ends, so its interpreter is not found"
    elif not Path(os.fsdecode(line[2:].split()[0] if line[2:].split() else b"")).is_file():
        yield "launcher_bad_interpreter", "names an interpreter that is not there"


def try_launcher(launcher: Path) -> Finding:
    """Starts the host as a browser does, says hello, and looks at every byte that comes back."""
    hello = json.dumps({"id": "doctor", "type": "hello"}).encode()
    try:
        answered = subprocess.run(
            [str(launcher), ORIGIN],
            input=struct.pack("=I", len(hello)) + hello,
            capture_output=True,
            timeout=ANSWERS_WITHIN,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Finding("host_silent", f"The host does not answer within {ANSWERS_WITHIN:.0f} s.")
    except OSError as error:
        return Finding("host_does_not_start", f"The host cannot be started: {error}.")
    said = answered.stderr.decode(errors="replace").strip().splitlines()
    return _judge_answer(answered.stdout, answered.returncode, said[-1] if said else "nothing")


def _judge_answer(output: bytes, status: int, said: str) -> Finding:
    if not output:
        return Finding("host_died", f"The host ended ({status}) without an answer, saying: {said}")
    length = int.from_bytes(output[:4], sys.byteorder)
    if len(output) != 4 + length:
        words = "Something besides the host's answers came out of it, which browsers do not take."
        return Finding("host_stray_output", words)
    try:
        answer = json.loads(output[4:])
    except ValueError:
        return Finding("host_garbled", "The host's answer cannot be read.")
    version = answer.get("ok", {}).get("version")
    if version != __version__:
        words = f"The installed host is version {version}, this command {__version__}."
        return Finding("host_of_other_version", f"{words} Run: click-to-call install")
    return Finding("ok", f"The host starts and says hello: version {version}.")


# --- keyring, sign-in, exchange, journal ---------------------------------------------------------


async def _check_services(services: Services) -> list[Finding]:
    findings: list[Finding] = []
    try:
        findings.append(
            await _tried(services.tokens.try_out, "The keyring keeps what it is given.")
        )
        account = await _check_account(services)
        findings += [account] if account not in findings else []  # a useless keyring is told once
        findings += _check_journal(services)
    finally:
        await services.aclose()
    return findings


async def _tried(work: Callable[[], Any], words: str) -> Finding:
    try:
        await work()
    except Problem as problem:
        return Finding(problem.code, problem.message)
    return Finding("ok", words)


async def _check_account(services: Services) -> Finding:
    try:
        account = await services.lists.account(refresh=True)
        if not account.signed_in:
            return Finding("not_signed_in", "Nobody is signed in. Run: click-to-call login")
        lists = await services.lists.numbers(refresh=True)
    except Problem as problem:
        return Finding(problem.code, problem.message)
    for problem_body in lists.problems.values():
        return Finding(problem_body.code, problem_body.message)
    if not lists.from_:
        return Finding("no_from_number", Problem("no_from_number").message)
    who = account.name or "someone"
    return Finding("ok", f"Signed in as {who}, with {len(lists.from_)} phones to call from.")


def _check_journal(services: Services) -> Iterable[Finding]:
    from native_host.journal import Journal  # noqa: PLC0415 - sqlite3 may be what is missing

    journal = Journal(services.config.state)
    try:
        journal.recent(1)
    except Problem as problem:
        yield Finding(problem.code, f"{problem.message} It is kept in {journal.path}.")
    else:
        yield Finding("ok", f"The record of calls can be written: {journal.path}.")
    finally:
        journal.close()
    for aside in sorted(journal.path.parent.glob("calls.damaged-*.db")):
        yield Finding("note", f"A damaged record of calls was moved aside and may go: {aside}")
