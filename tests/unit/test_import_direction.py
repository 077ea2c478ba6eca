"""Who may use whom, as one table, and the check that it holds, in Python and in JavaScript."""

import ast
import json
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.package import EXTENSION, read_manifest
from scripts.setup.environment import PROGRAMS, ROOT, TYPECHECK

HOST = ROOT / "native_host"

HOST_FLOORS = (
    {"words", "oauth_refusals"},
    {"errors"},
    {"framing", "messages", "config_file", "folders", "sign_in_page", "logs", "trust", "callers"},
    {"config", "proxies", "certificates", "legs", "entries", "polling"},
    {"desktop_proxies", "network_faults", "penalties"},
    {"secret_service"},
    {"keyrings"},
    {"keyring_answers", "keyring_entries"},
    {"hello", "numbers", "tokens", "journal", "transport", "typed_phones"},
    {"oauth", "refusals"},
    {"session", "sign_in"},
    {"ringcentral"},
    {"lists", "calls"},
    {"services"},
    {"dispatcher"},
    {"start"},
    {"desktop", "browsers", "credentials", "findings", "engine", "runs", "cli_words", "lasting"},
    {"manifests", "surroundings", "extension_presence", "host_trial", "facts", "page_text"},
    {"page_region", "manifest_checks", "targets", "record", "checks_inside", "rewrite"},
    {"installation", "removal"},
    {"doctor", "rewrite_files"},
    {"doctor_report", "console"},
    {"follow", "verbs_account", "verbs_files"},
    {"verbs_calls", "verbs_setup"},
    {"commands"},
    {"cli"},
)
"""The host, from the ground up: a module uses only what stands on floors below its own."""

APART = {"simulator"}
"""Uses nothing of the client, so that it cannot share its mistakes; only a person may start it."""

FOR_PEOPLE = set.union(*HOST_FLOORS[HOST_FLOORS.index({"start"}) + 1 :])
"""The command line. What answers a browser uses none of it."""

ROOMS = {
    "shared": {"shared"},
    "background": {"background", "shared"},
    "popup": {"popup", "shared"},
    "options": {"options", "shared"},
    "confirm": {"confirm", "shared"},
    "welcome": {"welcome", "shared"},
    "content": set[str](),
    "detection": set[str](),
}
"""The extension: from which rooms a file of each may import. Classic scripts import nothing."""


def python_modules() -> list[Path]:
    return sorted(HOST.rglob("*.py"))


def module_of(path: Path) -> str:
    """`calls` for calls.py; `simulator` for anything inside the simulator."""
    return path.relative_to(HOST).parts[0].removesuffix(".py")


def imported_by(path: Path) -> set[str]:
    """The host's modules that a file imports, wherever in the file it does so."""
    inside = path.relative_to(HOST).parent.parts
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name.split(".") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            package = ["native_host", *inside][: 1 + len(inside) - (node.level - 1)]
            base = (package if node.level else []) + (node.module or "").split(".")
            base = [part for part in base if part]
            names = [[*base, alias.name] for alias in node.names]
        else:
            continue
        found |= {name[1] for name in names if name[0] == "native_host" and len(name) > 1}
    return found - {"__version__", module_of(path)}


def floor_of(module: str) -> int:
    return next(number for number, floor in enumerate(HOST_FLOORS) if module in floor)


@pytest.mark.parametrize("path", python_modules(), ids=module_of)
def test_a_module_of_the_host_stands_in_the_table(path: Path) -> None:
    known = set.union(*HOST_FLOORS) | APART | {"__init__", "__main__"}
    assert module_of(path) in known, "say in HOST_FLOORS on which floor it stands"


@pytest.mark.parametrize("path", python_modules(), ids=lambda path: str(path.relative_to(HOST)))
def test_a_module_of_the_host_uses_only_what_is_below_it(path: Path) -> None:
    module, used = module_of(path), imported_by(path)
    if module in {"__init__", "__main__"}:
        allowed = {"cli"}
    elif module in APART:
        allowed = set()
    else:
        allowed = set[str]().union(*HOST_FLOORS[: floor_of(module)])
    if module == "verbs_setup":
        allowed |= APART
    elif module not in {*FOR_PEOPLE, "__main__"}:
        allowed -= FOR_PEOPLE
    assert used <= allowed


def imported_files(path: Path) -> Iterator[Path]:
    """What a script of the extension imports, statically or not; types in comments do not count."""
    code = re.sub(r"/\*.*?\*/|^\s*//[^\n]*", "", path.read_text("utf-8"), flags=re.S | re.M)
    static = re.findall(r"^(?:import|export)\b[^;]*?\bfrom\s*\"([^\"]+)\"", code, re.M)
    bare = re.findall(r"^import\s*\"([^\"]+)\"", code, re.M)
    dynamic = re.findall(r"\bimport\(\s*\"([^\"]+)\"", code)
    for target in [*static, *bare, *dynamic]:
        assert target.startswith("."), f"{path.name} imports {target}: nothing from outside"
        yield (path.parent / target).resolve()


def scripts_of_the_extension() -> list[Path]:
    return sorted(EXTENSION.rglob("*.js"))


@pytest.mark.parametrize(
    "path", scripts_of_the_extension(), ids=lambda path: str(path.relative_to(EXTENSION))
)
def test_a_script_imports_only_from_the_rooms_it_may(path: Path) -> None:
    room = path.relative_to(EXTENSION).parts[0]
    for target in imported_files(path):
        assert target.is_file(), f"{target} does not exist"
        assert target.relative_to(EXTENSION).parts[0] in ROOMS[room]


def engine() -> list[str]:
    """The files in the order in which the background brings them into a frame that wants them."""
    files = (EXTENSION / "background" / "content_files.js").read_text("utf-8")
    listed = re.search(r"^export const ENGINE = \[([^\]]*)\]", files, re.M)
    assert listed is not None
    return [f"{name}.js" for name in re.findall(r'"([\w/]+)"', listed.group(1))]


def by_command() -> list[str]:
    """The files that a command of the browser brings into a tab's frames."""
    files = (EXTENSION / "background" / "content_files.js").read_text("utf-8")
    listed = re.search(r"^export const LINK_HINTS = \[([^\]]*)\]", files, re.M)
    assert listed is not None
    return re.findall(r'"([\w/.]+)"', listed.group(1))


def early() -> list[str]:
    """The files that the browser itself brings into every frame, before the page's first script."""
    (entry,) = read_manifest()["content_scripts"]
    files: list[str] = entry["js"]
    return files


def test_every_classic_script_comes_once_early_or_with_the_engine() -> None:
    there = [*EXTENSION.glob("content/**/*.js"), *EXTENSION.glob("detection/**/*.js")]
    files = [path.relative_to(EXTENSION).as_posix() for path in there]
    assert sorted(early() + engine() + by_command()) == sorted(files)


def test_a_frame_without_numbers_gets_few_scripts() -> None:
    size = sum((EXTENSION / file).stat().st_size for file in early())
    assert size <= 30_000


def test_a_classic_script_uses_only_what_stands_above_it() -> None:
    order = early() + engine() + by_command()
    uses: list[tuple[str, str, str]] = json.loads(_node("uses.mjs"))
    assert uses, "the compiler saw no use of any name: the check itself is broken"
    wrong = [use for use in uses if order.index(use[1]) > order.index(use[0])]
    assert wrong == []


def test_the_folders_of_the_content_scripts_use_each_other_in_one_direction() -> None:
    """dom ← bootstrap ← marks ← activation ← engine.js; names are resolved by the compiler."""
    floors = ("dom", "bootstrap", "marks", "activation", "engine.js")
    uses: list[tuple[str, str, str]] = json.loads(_node("uses.mjs"))
    parts = [(user.split("/"), owner.split("/"), name) for user, owner, name in uses]
    inside = [use for use in parts if use[0][0] == use[1][0] == "content"]
    assert inside, "the compiler saw no use of any name: the check itself is broken"
    upward = [use for use in inside if floors.index(use[0][1]) < floors.index(use[1][1])]
    assert upward == []


@pytest.mark.parametrize("file", sorted(EXTENSION.glob("content/**/*.js")), ids=lambda at: at.stem)
def test_a_content_script_declares_one_namespace(file: Path) -> None:
    declared = re.findall(
        r"^(?:async )?(?:function\*?|const|let|var|class) (\w+)", file.read_text(), re.M
    )
    assert len(declared) == 1
    assert declared[0][0].isupper()


def test_no_two_classic_scripts_declare_the_same_function() -> None:
    """They share one global scope, in which the later would take the earlier's place unheard."""
    order = early() + engine() + by_command()
    text = "\n".join((EXTENSION / file).read_text("utf-8") for file in order)
    names = re.findall(r"^(?:async )?function\*? (\w+)|^(?:const|let|var) (\w+)", text, re.M)
    counted = Counter(one or other for one, other in names)
    assert [name for name, count in counted.items() if count > 1] == []


def _node(script: str) -> str:
    command = [str(PROGRAMS / "node"), str(TYPECHECK / script)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout
