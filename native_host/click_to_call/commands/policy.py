"""The command for administrators: policy. Depends on commands/console.py and policy/."""

from pathlib import Path
from typing import Annotated

import typer

from click_to_call.commands import console
from click_to_call.commands.console import Json, examples, path_given, problems_told, say, say_json
from click_to_call.commands.console_texts import text
from click_to_call.errors import Problem

app = typer.Typer()


@app.command(
    epilog=examples(
        "policy --example > fleet.toml",
        "policy fleet.toml --output rollout",
    )
)
def policy(
    file: Annotated[Path | None, typer.Argument(help="What holds for every desk, as TOML.")] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            parser=path_given,
            metavar="PATH",
            help="The folder for the files.",
        ),
    ] = None,
    example: Annotated[
        bool, typer.Option("--example", help="Print such a file, with a comment on each line.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Write the files with which an administrator sets up many computers.

    They are policies of Chrome, Chromium, Brave, Vivaldi, Edge and Firefox for Linux, Windows and
    macOS, and the host's configuration. docs/administrators.md says where each file goes.
    """
    from click_to_call.policy.fleet_file import EXAMPLE

    if example:
        say(EXAMPLE.rstrip())
    else:
        _write(file, output, as_json=as_json)


def _write(file: Path | None, output: Path | None, *, as_json: bool) -> None:
    """Writes the policy files to the folder `output`. Prints the paths of these files, and a note
    for each important setting that the administrator's `file` lacks."""
    from click_to_call.policy.fleet_file import read_fleet
    from click_to_call.policy.rollout import left_out, write_rollout

    with problems_told(as_json=as_json):
        if file is None or output is None:
            raise Problem("usage", text("policy_usage"))
        if not file.is_file():
            raise Problem("file_missing", text("file_missing", path=file))
        fleet = read_fleet(file)
        written = write_rollout(fleet, output)
    if as_json:
        say_json({"files": [str(path) for path in written], "left_out": left_out(fleet)})
        return
    for path in written:
        say(str(path))
    for words in left_out(fleet):
        console.note(text("note", note=words))
