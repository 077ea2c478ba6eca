"""Tests which modules may import which others: one table has the rules for Python, and one has
those for JavaScript."""

import ast
import json
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.packaging.extension_files import read_manifest
from scripts.setup.paths import EXTENSION, PROGRAMS, ROOT, TYPECHECK
from tests.support.node_eval import evaluate

HOST = ROOT / "native_host" / "click_to_call"
SIMULATOR = ROOT / "native_host" / "click_to_call_simulator"

HOST_FLOORS = (
    {"problem_texts", "ringcentral.token_refusals"},
    {"errors", "translations"},
    {
        "host.framing",
        "host.protocol",
        "config_file",
        "folders",
        "ringcentral.sign_in_page",
        "logs",
        "install.file_permissions",
        "host.allowed_origins",
    },
    {
        "config_layers",
        "ringcentral.proxies",
        "ringcentral.certificates",
        "calls.status",
        "ringcentral.number_entries",
        "calls.polling",
    },
    {"config"},
    {
        "ringcentral.desktop_proxies",
        "ringcentral.network_faults",
        "ringcentral.rate_limit",
        "ringcentral.number_rules",
    },
    {"keyring.secret_service"},
    {"keyring.backends"},
    {"keyring.keyring_thread", "keyring.chunks"},
    {
        "host.handshake",
        "host.client_id",
        "calls.callable_number",
        "keyring.token_store",
        "calls.journal",
        "ringcentral.transport",
        "ringcentral.saved_phones",
    },
    {"ringcentral.answer_fields", "ringcentral.token_endpoint", "ringcentral.refusals"},
    {"ringcentral.session", "ringcentral.sign_in"},
    {"ringcentral.client"},
    {"ringcentral.directory", "calls.service"},
    {"host.services"},
    {"host.dispatcher"},
    {"host.main"},
    {"commands.console_texts", "rewrite.page_outline"},
    {"rewrite.table_headers"},
    {"rewrite.page_evidence"},
    {
        "install.desktop",
        "install.browsers",
        "commands.credentials",
        "doctor.findings",
        "rewrite.engine",
        "rewrite.text_runs",
        "install.durability",
        "policy.fleet_file",
    },
    {
        "install.manifests",
        "install.sandboxes",
        "doctor.extension_presence",
        "doctor.launcher_trial",
        "doctor.facts",
        "rewrite.page_text",
        "policy.browser_policies",
    },
    {
        "rewrite.page_country",
        "doctor.manifest_checks",
        "install.targets",
        "install.installed_files",
        "doctor.inside_checks",
        "rewrite.linkify",
        "policy.windows_policies",
        "policy.macos_profile",
    },
    {"install.installer", "install.uninstaller"},
    {"doctor.examination", "rewrite.files", "policy.rollout"},
    {"doctor.report", "commands.console"},
    {"commands.follow_call", "commands.account", "commands.files", "commands.policy"},
    {"commands.calls", "commands.setup"},
    {"commands.app"},
    {"cli"},
)
"""The host's modules in layers, the lowest first: a module may import only from layers below its
own."""

ONLY_THE_SIMULATOR = "commands.setup"
"""The only module of the host that may import the simulator, for users who want to try the host
with it."""

FOR_PEOPLE = set.union(*HOST_FLOORS[HOST_FLOORS.index({"host.main"}) + 1 :])
"""The modules of the command line. No module that answers a browser may import them."""

ROOMS = {
    "shared": {"shared"},
    "background": {"background", "shared"},
    "popup": {"popup", "shared"},
    "call_list": {"call_list", "shared"},
    "options": {"options", "shared"},
    "confirm": {"confirm", "shared"},
    "welcome": {"welcome", "shared"},
    "content": set[str](),
    "detection": set[str](),
}
"""For each folder of the extension, the folders from which its files may import. Classic scripts
have no imports."""
DETECTION_LIST = EXTENSION / "detection" / "files.json"
"""The one list of the detection's files, in the order in which they must be loaded."""


def python_modules() -> list[Path]:
    """Returns all modules of the host except `__init__.py` files, which hold only a docstring."""
    return [path for path in sorted(HOST.rglob("*.py")) if path.name != "__init__.py"]


def module_of(path: Path) -> str:
    """Returns the module's name, such as `calls.service` for calls/service.py."""
    return ".".join(path.relative_to(HOST).with_suffix("").parts)


def imported_names(path: Path) -> Iterator[str]:
    """Yields every dotted name that a file imports, anywhere in the file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{'.' * node.level}{node.module or ''}.{one.name}" for one in node.names)


def imported_by(path: Path) -> set[str]:
    """Returns the host's modules that a file imports."""
    known = {module_of(one) for one in python_modules()}
    used = [f"{name}." for name in imported_names(path)]
    return {name for name in known if any(f"click_to_call.{name}." in one for one in used)}


def floor_of(module: str) -> int:
    return next(number for number, floor in enumerate(HOST_FLOORS) if module in floor)


@pytest.mark.parametrize("path", python_modules(), ids=module_of)
def test_a_module_of_the_host_stands_in_the_table(path: Path) -> None:
    known = set.union(*HOST_FLOORS) | {"__main__"}
    assert module_of(path) in known, "say in HOST_FLOORS on which floor it stands"


def test_the_table_names_no_module_that_is_gone() -> None:
    assert set.union(*HOST_FLOORS) <= {module_of(path) for path in python_modules()}


@pytest.mark.parametrize("path", python_modules(), ids=module_of)
def test_a_module_of_the_host_uses_only_what_is_below_it(path: Path) -> None:
    module, used = module_of(path), imported_by(path)
    floors = [{"cli"}] if module == "__main__" else HOST_FLOORS[: floor_of(module)]
    allowed = set[str]().union(*floors)
    if module not in {*FOR_PEOPLE, "__main__"}:
        allowed -= FOR_PEOPLE
    assert used <= allowed
    uses_simulator = any(name.startswith("click_to_call_sim") for name in imported_names(path))
    assert not uses_simulator or module == ONLY_THE_SIMULATOR


@pytest.mark.parametrize("path", sorted(SIMULATOR.glob("*.py")), ids=lambda path: path.stem)
def test_the_simulator_uses_nothing_of_the_client_so_that_it_cannot_share_its_mistakes(
    path: Path,
) -> None:
    assert not [name for name in imported_names(path) if name.startswith("click_to_call.")]


def imported_files(path: Path) -> Iterator[Path]:
    """Yields the files that a script of the extension imports, statically or dynamically. An import
    of a type in a comment does not count."""
    code = re.sub(r"/\*.*?\*/|^\s*//[^\n]*", "", path.read_text("utf-8"), flags=re.S | re.M)
    static = re.findall(r"^(?:import|export)\b[^;]*?(?<!\")\bfrom\s*\"([^\"]+)\"", code, re.M)
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
        assert target.suffix == ".js", "Chromium cannot start a stopped worker that imports JSON"
        assert target.relative_to(EXTENSION).parts[0] in ROOMS[room]


def test_the_popup_names_all_of_its_modules_beforehand() -> None:
    """If popup.html names all modules, the browser fetches the modules at once and not one after
    the other."""
    popup = EXTENSION / "popup"
    waiting, needed = [popup / "popup.js"], set[Path]()
    while waiting:
        found = set(imported_files(waiting.pop())) - needed
        needed |= found
        waiting += found
    html = (popup / "popup.html").read_text("utf-8")
    named = re.findall(r'rel="modulepreload" href="([^"]+)"', html)
    assert {(popup / name).resolve() for name in named} == needed


def engine() -> list[str]:
    """Returns the files that the background injects as the engine, in the order of injection: the
    detection and the content scripts."""
    detection: list[str] = json.loads(DETECTION_LIST.read_text("utf-8"))
    files: list[str] = evaluate("background/content_files.js", "module.ENGINE")
    return [*(f"detection/{name}" for name in detection), *files]


def by_command() -> list[str]:
    """Returns the files that the background injects into a tab's frames when the user starts the
    link hints by a keyboard shortcut."""
    files: list[str] = evaluate("background/content_files.js", "module.LINK_HINTS")
    return files


def early() -> list[str]:
    """Returns the files that the browser itself injects into every frame at document_start."""
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
    uses: list[tuple[str, str, str]] = json.loads(_node("global_uses.mjs"))
    assert uses, "the compiler saw no use of any name: the check itself is broken"
    wrong = [use for use in uses if order.index(use[1]) > order.index(use[0])]
    assert wrong == []


def test_the_folders_of_the_content_scripts_use_each_other_in_one_direction() -> None:
    """The order is dom ← bootstrap ← marks ← activation ← engine.js: a folder or file uses only
    those to its left. The TypeScript compiler finds out which file declares each name."""
    floors = ("dom", "bootstrap", "marks", "activation", "engine.js")
    uses: list[tuple[str, str, str]] = json.loads(_node("global_uses.mjs"))
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
    """All classic scripts share one global scope. If two of them declared the same function, the
    script that is loaded last would silently replace the other's function."""
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
