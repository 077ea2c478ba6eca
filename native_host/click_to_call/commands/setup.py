"""The commands for setting up: install, uninstall, doctor, config, simulate and `look-inside`.

Depends on commands/console.py, config_file.py, install/ and doctor/.
"""

import os
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from click_to_call.commands import console
from click_to_call.commands.account import sign_out
from click_to_call.commands.console import (
    Json,
    Yes,
    examples,
    path_given,
    problems_told,
    say,
    say_json,
    with_services,
)
from click_to_call.commands.console_texts import text
from click_to_call.config import load, load_or_default, refuse_locked
from click_to_call.config_file import SETTINGS, change_setting, read_settings, value_from_words
from click_to_call.errors import Problem
from click_to_call.folders import system_folder
from click_to_call.install import durability, installer
from click_to_call.install.browsers import Kind
from click_to_call.install.targets import Choice
from click_to_call.install.uninstaller import Removal, plan_removal, remove

app = typer.Typer()

_Browsers = Annotated[
    list[str] | None, typer.Option("--browser", help="Only for this browser; may be repeated.")
]
_Profile = Annotated[
    Path | None,
    typer.Option(
        "--profile", parser=path_given, metavar="PATH", help="A Chromium's --user-data-dir folder."
    ),
]
_Kind = Annotated[
    Kind | None, typer.Option("--kind", help="Of any other browser: chromium or firefox.")
]
_Folder = Annotated[
    Path | None,
    typer.Option(
        "--folder",
        parser=path_given,
        metavar="PATH",
        help="With --kind: where that browser looks for hosts.",
    ),
]
_System = Annotated[bool, typer.Option("--system", help="For all users of this computer.")]
_Root = Annotated[
    Path | None,
    typer.Option(
        "--root",
        parser=path_given,
        metavar="PATH",
        help="With --system: write below this folder instead.",
    ),
]
_Python = Annotated[
    Path | None,
    typer.Option(
        "--python",
        parser=path_given,
        metavar="PATH",
        help="With --root: the Python that a package brings.",
    ),
]


@app.command(
    epilog=examples(
        "install",
        "install --browser librewolf --browser chrome-beta",
        "install --browser chromium --profile ~/own-profile",
        "install --kind firefox --folder ~/.my-fork/native-messaging-hosts",
        "install --system (as root)",
    )
)
def install(  # noqa: PLR0913, PLR0917 - each is an option of the command
    context: typer.Context,
    browser: _Browsers = None,
    profile: _Profile = None,
    kind: _Kind = None,
    folder: _Folder = None,
    system: _System = False,
    root: _Root = None,
    python: _Python = None,
    as_json: Json = False,
) -> None:
    """Install the host for this user's browsers, and store settings that only this shell has.

    Run it again after an update, or when Python has moved. With --verbose, the host logs more.
    """
    with problems_told(as_json=as_json):
        choice = _choice(browser, profile, kind, folder, system, root, python)
        config = load(os.environ)
        done = installer.install(config, os.environ, choice, is_verbose=bool(context.obj))
    if as_json:
        manifests = [{"browser": name, "path": str(path)} for name, path in done.manifests]
        say_json(msgspec.to_builtins(done, enc_hook=str) | {"manifests": manifests})
        return
    say(text("launcher", path=done.launcher))
    for name, path in done.manifests:
        say(f"{name}: {path}")
    for name, value in done.settings.items():
        say(text("setting_written", file=config.file, name=name, value=value))
    for name, value in done.variables.items():
        say(text("launcher_sets", name=name, value=value))
    for told in done.notes:
        console.note(text("note", note=told))


@app.command(
    epilog=examples("uninstall", "uninstall --dry-run", "uninstall --browser firefox --yes")
)
def uninstall(  # noqa: PLR0913, PLR0917 - each is an option of the command
    browser: _Browsers = None,
    profile: _Profile = None,
    kind: _Kind = None,
    folder: _Folder = None,
    system: _System = False,
    root: _Root = None,
    yes: Yes = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
    as_json: Json = False,
) -> None:
    """Remove what `install` wrote; without options also the sign-in, the calls and the logs.

    Works with a faulty config.toml. Asks first, except for manifests alone.
    """
    with problems_told(as_json=as_json):
        choice = _choice(browser, profile, kind, folder, system, root)
        if not system:
            durability.refuse_other_user(os.environ)
        config = load_or_default(os.environ)
        removal = plan_removal(config, os.environ, choice)
    is_everything = choice == Choice()
    if dry_run:
        _tell_removal(removal, is_everything=is_everything, as_json=as_json)
        return
    if is_everything:
        _ask_and_sign_out(removal, yes=yes)
    with problems_told(as_json=as_json):
        if is_everything:  # Signing out may have written a lock file.
            removal = plan_removal(config, os.environ, choice)
        lines = remove(config, removal, is_for_all=system)
    if as_json:
        say_json({"removed": [line.removeprefix("Removed ") for line in lines]})
    for line in () if as_json else lines or [text("nothing_installed")]:
        say(line)


def _tell_removal(removal: Removal, *, is_everything: bool, as_json: bool) -> None:
    paths = [str(path) for path in [*removal.manifests, *removal.folders]]
    if as_json:
        say_json({"would_remove": paths, "would_sign_out": is_everything})
        return
    for path in paths:
        say(text("would_remove", path=path))
    if is_everything:
        say(text("would_remove_the_rest"))


def _ask_and_sign_out(removal: Removal, *, yes: bool) -> None:
    """Lists what will be removed, asks the user whether to go on, and signs out. Ends the command
    if the user says no. If the keyring fails, the command goes on, so that the files are still
    removed."""
    if not yes:
        _tell_removal(removal, is_everything=True, as_json=False)
        if not console.ask(text("ask_remove")):
            raise typer.Exit(console.CANCELLED)
    try:
        with_services(sign_out, os.environ)
    except typer.Exit:
        console.note(text("sign_in_may_stay"))


def _choice(  # noqa: PLR0913, PLR0917 - the options of two commands
    browser: list[str] | None,
    profile: Path | None,
    kind: Kind | None,
    folder: Path | None,
    system: bool,
    root: Path | None,
    python: Path | None = None,
) -> Choice:
    if root is not None and not system:
        raise typer.BadParameter("goes with --system", param_hint="--root")
    return Choice(
        names=tuple(browser or ()),
        profile=profile,
        kind=kind,
        folder=folder,
        system=system,
        root=root,
        python=python,
    )


# --- doctor --------------------------------------------------------------------------------------


@app.command(epilog=examples("doctor", "doctor --json", "doctor --report report.json"))
def doctor(
    profile: Annotated[
        Path | None,
        typer.Option(parser=path_given, metavar="PATH", help="Look at this profile folder only."),
    ] = None,
    as_json: Json = False,
    report: Annotated[
        Path | None,
        typer.Option(
            parser=path_given,
            metavar="PATH",
            help="Write a file to send to whoever helps; without secrets.",
        ),
    ] = None,
) -> None:
    """Look for every known cause of "it does not work", and say what to do about each.

    It starts the host with the desktop's environment, without variables that only this shell has.
    """
    from click_to_call.doctor import report as doctor_report
    from click_to_call.doctor.examination import examine

    with problems_told(as_json=as_json):
        found = examine(os.environ, profile)
        if report is not None:
            doctor_report.write(report, found, os.environ)
    if as_json:
        say_json(doctor_report.as_fields(found))
    else:
        for finding in found.findings:
            mark = f"[{finding.code}]" if finding.is_fault else finding.code
            say(f"{mark:<6} {finding.line}")
        for line in doctor_report.facts_in_lines(found):
            say(line)
        if report is not None:
            say(text("report", path=report))
    if not found.is_in_order:
        raise typer.Exit(console.FAILED)


@app.command(name="look-inside", hidden=True)
def look_inside() -> None:
    """Print, as JSON, the facts and faults that a host finds in this environment. The doctor runs
    this command through the launcher."""
    from click_to_call.doctor.inside_checks import look

    facts, findings = look(os.environ)
    say_json({"facts": facts, "findings": findings})


# --- config --------------------------------------------------------------------------------------

config_app = typer.Typer()
app.add_typer(
    config_app,
    name="config",
    help="Read and change the settings in config.toml.",
    epilog=examples("config list", "config get server", "config set proxy http://proxy:8080"),
)


@config_app.callback(invoke_without_command=True)
def _config_help(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        say(context.get_help())


@config_app.command(name="list", epilog=examples("config list", "config list --json"))
def list_settings(as_json: Json = False) -> None:
    """List every setting with its value and where it comes from."""
    with problems_told(as_json=as_json):
        rows = {name: _setting(name) for name in SETTINGS}
        file = load_or_default(os.environ).file
    if as_json:
        say_json({"file": str(file), "settings": rows})
        return
    say(f"{file}")
    for name, row in rows.items():
        say(f"  {name:<17} {_shown(row['value']):<34} ({row['from']})")


@config_app.command(name="get", epilog=examples("config get client_id"))
def get_setting(name: str, as_json: Json = False) -> None:
    """Print one setting."""
    with problems_told(as_json=as_json):
        row = _setting(name)
    if as_json:
        say_json({name: row})
    else:
        say(_shown(row["value"]))


@config_app.command(
    name="set",
    epilog=examples(
        "config set client_id abcDEF123",
        "config set certificates /etc/ssl/company.pem",
        "config set redirect_ports 47811,47812",
        "config set proxy ''",
    ),
)
def set_setting(name: str, value: str, as_json: Json = False) -> None:
    """Change one setting; an empty value removes it. Comments in the file stay."""
    with problems_told(as_json=as_json):
        config = load_or_default(os.environ)
        refuse_locked(name, config)
        file = config.file
        before = file.read_bytes() if file.exists() else None
        change_setting(file, name, value_from_words(name, value) if value.strip() else None)
        try:
            changed = load({**os.environ, "CLICK_TO_CALL_SERVER": ""})
            if name == "certificates" and value.strip():
                # Imported here, because certificates take a tenth of a second to load.
                from click_to_call.ringcentral.certificates import trust_for

                trust_for({}, configured=changed.certificates, file=str(file))
        except Problem:
            _put_back(file, before)
            raise
        row = _setting(name)
    if as_json:
        say_json({name: row})
    else:
        say(f"{name} = {_shown(row['value'])} ({row['from']})")


def _put_back(file: Path, content: bytes | None) -> None:
    """Restores the file as it was before a faulty setting was written to it. `content` is the
    file's former content. If `content` is None, there was no such file, so the file is removed."""
    if content is None:
        file.unlink()
    else:
        file.write_bytes(content)


def _setting(name: str) -> dict[str, Any]:
    """Returns a mapping with two keys: "value" has the value that the host uses for the setting
    `name`, and "from" says which file or variable this value comes from. Raises
    Problem("config_invalid") if there is no such setting or the configuration is faulty."""
    if name not in SETTINGS:
        # This call raises a Problem that names a similar setting, or else all settings.
        value_from_words(name, "")
    config = load(os.environ)
    value = getattr(config, name)
    variable = f"CLICK_TO_CALL_{name.upper()}"
    system = system_folder() / config.file.name
    if name in config.locked:
        source = f"locked in {system}"
    elif name in ("server", "client_id") and os.environ.get(variable):
        source = variable
    elif name in read_settings(config.file):
        source = "config.toml"
    else:
        source = str(system) if name in read_settings(system, also=("locked",)) else "default"
    shown = list(value) if isinstance(value, tuple) else value
    return {"value": str(shown) if isinstance(shown, Path) else shown, "from": source}


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ",".join(map(str, value))
    return "" if value is None else str(value)


# --- simulate ------------------------------------------------------------------------------------


@app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    epilog=examples("simulate", "simulate -- --help"),
)
def simulate(context: typer.Context) -> None:
    """Start a simulated RingCentral on this computer, to try things out (see --help after --)."""
    import click_to_call_simulator as simulator

    raise typer.Exit(simulator.main(context.args))
