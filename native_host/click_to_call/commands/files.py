"""The command that works on files: rewrite.

Depends on commands/console.py and on rewrite/, which it imports when it runs.
"""

import enum
import json
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from click_to_call.commands import console
from click_to_call.commands.console import (
    Json,
    checked_region,
    examples,
    path_given,
    problems_told,
    say,
    say_json,
)
from click_to_call.commands.console_texts import text
from click_to_call.errors import Problem

if TYPE_CHECKING:
    from click_to_call.rewrite.files import How

app = typer.Typer()

_STANDARD_STREAM = Path("-")
"""How a user names standard input or standard output, as in other programs."""
_LONG_BYTES = 4 * 1024 * 1024
"""If all files together are at least this large, the command shows a progress bar."""


class Action(enum.Enum):
    """The scheme of the links, which decides what program opens when a user clicks a link."""

    tel = "tel"
    rcmobile = "rcmobile"
    rcapp = "rcapp"


_Paths = Annotated[
    list[Path] | None, typer.Argument(help="Files and folders; standard input without any.")
]
_Region = Annotated[
    str | None, typer.Option(help="Country of numbers without +; else what a page says, else US.")
]
_Action = Annotated[Action, typer.Option(help="What the links open.")]
_Html = Annotated[
    bool | None, typer.Option("--html/--text", help="By the file's name or beginning if not given.")
]
_InPlace = Annotated[bool, typer.Option("--in-place", help="Change the files.")]
_Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        parser=path_given,
        metavar="PATH",
        help="A file, or a folder for folders.",
    ),
]
_Check = Annotated[
    bool, typer.Option("--check", help="Change nothing; exit code 1 if anything would change.")
]


@app.command(
    epilog=examples(
        "rewrite page.html > linked.html",
        "rewrite --in-place site/",
        "rewrite site/ --output linked-site/ --action rcapp",
        "rewrite notes.txt --check --region GB",
    )
)
def rewrite(  # noqa: PLR0913, PLR0917 - each is an option of the command
    paths: _Paths = None,
    region: _Region = None,
    action: _Action = Action.tel,
    html: _Html = None,
    in_place: _InPlace = False,
    output: _Output = None,
    check: _Check = False,
    as_json: Json = False,
) -> None:
    """Turn the phone numbers of pages and texts into links, as the extension finds them.

    Pages get anchors, all other texts Markdown links. Everything else stays the same.
    """
    # Imported only here, because this import loads the JavaScript engine.
    from click_to_call.rewrite.files import How

    with problems_told(as_json=as_json):
        how = How(scheme=action.value, region=checked_region(region), is_html=html)
        output = None if output == _STANDARD_STREAM else output
        if paths in (None, [], [_STANDARD_STREAM]):
            if in_place:
                raise Problem("usage", text("in_place_needs_files"))
            paths = []
            counts = {"-": _from_input(how, output, check=check)}
        else:
            _refuse_unclear(paths, in_place=in_place, output=output, check=check)
            counts = _from_files(paths, how, in_place=in_place, output=output, check=check)
    is_told = bool(check or in_place or (output and paths))
    _tell(counts, is_told=is_told, as_json=as_json)
    if check and any(counts.values()):
        raise typer.Exit(console.FAILED)


def _tell(counts: dict[str, int], *, is_told: bool, as_json: bool) -> None:
    """Prints how many numbers became links in each file. `is_told` is False if the command writes
    the rewritten text to standard output. In this case, JSON goes to standard error, and without
    `as_json` nothing is printed."""
    if as_json:
        files = [{"file": name, "numbers": count} for name, count in counts.items()]
        told = {"files": files, "numbers": sum(counts.values())}
        if is_told:
            say_json(told)
        else:
            console.note(json.dumps(told))
    elif is_told:
        for name, count in counts.items():
            if count:
                say(text("numbers_one" if count == 1 else "numbers_other", name=name, count=count))


def _refuse_unclear(paths: list[Path], *, in_place: bool, output: Path | None, check: bool) -> None:
    """Raises Problem if options exclude each other, if several files would be written to standard
    output, or if a file does not exist."""
    if in_place + (output is not None) + check > 1:
        raise Problem("usage", text("choose_one_output"))
    is_many = len(paths) > 1 or paths[0].is_dir()
    if is_many and not (in_place or output or check):
        raise Problem("usage", text("name_an_output"))
    for path in paths:
        if not path.exists():
            raise Problem("file_missing", text("file_missing", path=path))
        if output and path.is_dir() and output.resolve().is_relative_to(path.resolve()):
            raise Problem("usage", text("output_inside", output=output, path=path))
    if output:
        _refuse_same_target(paths, output)


def _refuse_same_target(paths: list[Path], output: Path) -> None:
    """Raises Problem if two of the paths would be written to the same file or folder."""
    written: dict[Path, Path] = {}
    for path in dict.fromkeys(paths):
        target = output / path.name
        if target in written:
            told = {"one": written[target], "other": path, "target": target}
            raise Problem("usage", text("same_target", **told))
        written[target] = path


def _from_input(how: "How", output: Path | None, *, check: bool) -> int:
    from click_to_call.rewrite import files as rewrite_files

    if check or output is not None:
        return rewrite_files.rewrite_file(None, None if check else output, how, lambda _: None)
    count = rewrite_files.rewrite_stream(
        sys.stdin.buffer, sys.stdout.buffer, how, is_html=how.is_html, progress=lambda _: None
    )
    sys.stdout.buffer.flush()
    return count


def _from_files(
    paths: list[Path], how: "How", *, in_place: bool, output: Path | None, check: bool
) -> dict[str, int]:
    from click_to_call.rewrite import files as rewrite_files

    paths = list(dict.fromkeys(paths))
    work = [(file, root) for root in paths for file in rewrite_files.files_in(root)]
    counts = {}
    if not (in_place or output or check):
        with paths[0].open("rb") as source, _progress(work) as progress:
            return {
                str(paths[0]): rewrite_files.rewrite_stream(
                    source,
                    sys.stdout.buffer,
                    how,
                    is_html=rewrite_files.is_page(paths[0], how),
                    progress=progress,
                )
            }
    with _progress(work) as progress:
        for file, root in work:
            target = file if in_place else _target(file, root, output, len(paths))
            if target is not None:
                target.parent.mkdir(parents=True, exist_ok=True)
            counts[str(file)] = rewrite_files.rewrite_file(
                file, None if check else target, how, progress
            )
    for root in paths:
        if output and root.is_dir():
            rewrite_files.copy_others(root, output if len(paths) == 1 else output / root.name)
    return counts


def _target(file: Path, root: Path, output: Path | None, roots: int) -> Path | None:
    """Returns the path to which the rewritten `file` must be written, or None if there is no
    `output`. `root` is the path that the user named: `file` itself or a folder around it. Files of
    a folder keep their paths relative to this folder. `roots` is the number of paths that the user
    named."""
    if output is None:
        return None
    if roots == 1 and not root.is_dir() and not output.is_dir():
        return output
    below = output / root.name if root.is_dir() and roots > 1 else output
    return below / (file.relative_to(root) if root.is_dir() else file.name)


@contextmanager
def _progress(work: list[tuple[Path, Path]]) -> Any:
    """If standard error is a terminal and the files are large, shows a progress bar on standard
    error. Yields a function that takes the number of bytes that were read just now, and advances
    the bar by this number."""
    total = sum(file.stat().st_size for file, _ in work)
    if total < _LONG_BYTES or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Rewriting", total=total)
        yield lambda size: bar.update(task, advance=size)
