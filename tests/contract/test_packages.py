"""Tests the packages that `scripts/package.py` makes: each package is complete, contains nothing of
the computer that made it, and runs without any other file of the project."""

import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from click_to_call import __version__
from click_to_call.host.allowed_origins import EXTENSION_ID, FIREFOX_ID, ORIGIN
from click_to_call.install.manifests import host_manifest
from scripts import package
from scripts.packaging import store_linter, windows_installer
from scripts.packaging.extension_files import EXTENSION, manifest_for, read_manifest
from scripts.setup import environment
from scripts.setup.paths import PROGRAMS, ROOT
from tests.support.host_process import framed

NAME = f"click-to-call-{__version__}"


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns the folder with all packages. They are made once for all tests, because the programs
    with their own Python take a minute."""
    folder = tmp_path_factory.mktemp("packages") / "dist"
    folder.mkdir()
    (folder / "of-an-earlier-build.whl").touch()
    package.make(folder, package.KINDS)
    return folder


@pytest.fixture(scope="module")
def unpacked(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns the folder of the unpacked archive: the host with its own Python."""
    folder = tmp_path_factory.mktemp("a folder with spaces")
    (archive,) = dist.glob(f"{NAME}-*.tar.gz")
    with tarfile.open(archive) as files:
        files.extractall(folder, filter="data")
    return folder / "click-to-call"


def run(command: list[str], **given: str) -> "subprocess.CompletedProcess[str]":
    """Runs a command whose environment contains only the variables `given`."""
    done = subprocess.run(
        command, env=given, check=False, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def says_hello(program: str | Path, home: Path) -> None:
    """Starts the program as a browser does, and checks that it answers a hello. The environment has
    no PATH and no variable but the home folder."""
    done = subprocess.run(
        [str(program), ORIGIN],
        input=framed({"id": "1", "type": "hello"}),
        env={"HOME": str(home)},
        check=False,
        capture_output=True,
        timeout=60,
    )
    reply = json.loads(done.stdout[4:])
    assert reply["ok"]["version"] == __version__, done.stderr


def test_one_run_makes_everything_and_leaves_nothing_of_an_earlier_one(dist: Path) -> None:
    wanted = [
        rf"{NAME}-chrome-edge\.zip",
        rf"{NAME}-firefox\.xpi",
        rf"{NAME}-\w+-\w+\.tar\.gz",
        rf"click_to_call-{__version__}-py3-none-any\.whl",
        rf"click_to_call-{__version__}\.tar\.gz",
        rf"click-to-call_{__version__}_\w+\.deb",
        r"updates\.json",
        r"updates\.xml",
    ]
    names = sorted(path.name for path in dist.iterdir())
    for pattern in wanted:
        assert [name for name in names if re.fullmatch(pattern, name)], f"no {pattern} in {names}"
    assert len(names) == len(wanted)


def test_the_same_files_make_the_same_bytes(dist: Path, tmp_path: Path) -> None:
    """Compares only the packages that are quick to make a second time. The programs with their own
    Python are compared by hand before a release."""
    package.make(tmp_path / "again", ("extension", "python"))
    for path in (tmp_path / "again").iterdir():
        assert path.read_bytes() == (dist / path.name).read_bytes(), path.name


def test_the_wheel_and_the_sdist_hold_the_sources_of_today(dist: Path) -> None:
    (wheel,) = dist.glob("*.whl")
    sources = {
        path.relative_to(ROOT / "native_host").as_posix()
        for path in (ROOT / "native_host").rglob("*.py")
    }
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if name.endswith(".py")}
    assert packed == sources
    with tarfile.open(dist / f"click_to_call-{__version__}.tar.gz") as sdist:
        inside = {name.partition("/native_host/")[2] for name in sdist.getnames()}
    assert sources <= inside


def test_no_package_names_the_folder_it_was_made_in(dist: Path, unpacked: Path) -> None:
    files = [*dist.iterdir(), *(path for path in unpacked.rglob("*") if path.is_file())]
    assert [path for path in files if str(ROOT).encode() in path.read_bytes()] == []


# --- the extension -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("store", "file", "left_out"),
    [
        ("chromium", "chrome-edge.zip", {"key", "browser_specific_settings", "sidebar_action"}),
        ("firefox", "firefox.xpi", {"key", "minimum_chrome_version", "side_panel"}),
    ],
)
def test_a_store_gets_the_folder_and_no_key_of_the_other(
    dist: Path, store: str, file: str, left_out: set[str]
) -> None:
    archive = zipfile.ZipFile(dist / f"{NAME}-{file}")
    files = {path for path in EXTENSION.rglob("*") if path.is_file()}
    assert set(archive.namelist()) == {path.relative_to(EXTENSION).as_posix() for path in files}
    manifest = json.loads(archive.read("manifest.json"))
    assert manifest == manifest_for("chromium" if store == "chromium" else "firefox")
    assert read_manifest().keys() - manifest.keys() == left_out


def test_mozillas_linter_has_nothing_to_say(dist: Path) -> None:
    environment.prepare_linter()
    assert store_linter.complaints(dist / f"{NAME}-firefox.xpi") == []


def test_the_update_manifests_name_the_packages(dist: Path) -> None:
    root = ElementTree.parse(dist / "updates.xml").getroot()  # noqa: S314 - made by this project
    (app,) = root
    assert app.get("appid") == EXTENSION_ID
    assert app[0].get("version") == __version__
    assert (app[0].get("codebase") or "").endswith(f"{NAME}.crx")
    addons = json.loads((dist / "updates.json").read_text("utf-8"))["addons"]
    (update,) = addons[FIREFOX_ID]["updates"]
    assert update["update_link"].endswith(f"{NAME}-firefox.xpi")
    assert (dist / Path(update["update_link"]).name).is_file()


def test_the_stores_are_told_why_each_permission_is_needed() -> None:
    listing = (ROOT / "docs/store/README.md").read_text("utf-8")
    told = set(re.findall(r"^\| `(\w+)` \| \S", listing, re.M))
    assert told == set(read_manifest()["permissions"])


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("screenshot-page.png", (1280, 800)),
        ("screenshot-keyboard.png", (1280, 800)),
        ("tile.png", (440, 280)),
    ],
)
def test_the_stores_pictures_have_their_sizes(name: str, size: tuple[int, int]) -> None:
    head = (ROOT / "docs/store" / name).read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    assert struct.unpack(">II", head[16:24]) == size


# --- the host ------------------------------------------------------------------------------------


@pytest.mark.parametrize("tool", ["pipx", "uv"])
@pytest.mark.parametrize("kind", ["*.whl", "click_to_call-*.tar.gz"])
def test_installs_into_an_empty_environment(
    dist: Path, tmp_path: Path, tool: str, kind: str
) -> None:
    (given,) = dist.glob(kind)
    places = {
        "PIPX_HOME": str(tmp_path / "pipx"),
        "PIPX_BIN_DIR": str(tmp_path / "bin"),
        "UV_TOOL_DIR": str(tmp_path / "uv"),
        "UV_TOOL_BIN_DIR": str(tmp_path / "bin"),
    }
    verb = ["install"] if tool == "pipx" else ["tool", "install"]
    python = ["--python", sys.executable]
    program = str(PROGRAMS / tool)
    run([program, *verb, *python, str(given)], **{**os.environ, **places})
    installed = tmp_path / "bin" / "click-to-call"
    assert run([str(installed), "--version"], HOME=str(tmp_path)).stdout.endswith(
        f"{__version__}\n"
    )
    says_hello(installed, tmp_path)
    page = tmp_path / "page.html"
    page.write_text("<p>Call +1 415 555 2671")
    assert "tel:+14155552671" in run([str(installed), "rewrite", str(page)], HOME="/").stdout


def test_the_archive_runs_without_python_and_path(unpacked: Path, tmp_path: Path) -> None:
    program = unpacked / "click-to-call"
    home = {"HOME": str(tmp_path)}
    assert run([str(program), "--version"], **home).stdout == f"click-to-call {__version__}\n"
    says_hello(program, tmp_path)
    page = tmp_path / "page.html"
    page.write_text("<p>Call +1 415 555 2671")
    assert "tel:+14155552671" in run([str(program), "rewrite", str(page)], **home).stdout
    run([str(program), "install", "--browser", "firefox"], **home)
    (manifest,) = (tmp_path / ".mozilla/native-messaging-hosts").iterdir()
    launcher = json.loads(manifest.read_text("utf-8"))["path"]
    assert f'exec {str(program)!r} "$@"' in Path(launcher).read_text("utf-8")
    says_hello(launcher, tmp_path)


# --- the .deb ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def installed_deb(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns the root folder of a system on which dpkg has installed this package and no other."""
    root = tmp_path_factory.mktemp("root")
    (root / "var/lib/dpkg").mkdir(parents=True)
    for name in ("status", "available"):
        (root / "var/lib/dpkg" / name).touch()
    (deb,) = dist.glob("*.deb")
    options = [f"--root={root}", "--force-not-root", "--force-depends", f"--log={root}/log"]
    run(["dpkg", *options, "--install", str(deb)], PATH=os.environ["PATH"])
    return root


def test_the_deb_installs_the_program_and_a_manifest_for_each_browser(
    installed_deb: Path, tmp_path: Path
) -> None:
    program = "/usr/lib/click-to-call/click-to-call"
    link = (installed_deb / "usr/bin/click-to-call").readlink()
    assert str(link) == "../lib/click-to-call/click-to-call"
    says_hello(installed_deb / "usr/bin/click-to-call", tmp_path)
    for place, kind in (
        ("etc/opt/chrome/native-messaging-hosts", "chromium"),
        ("etc/chromium/native-messaging-hosts", "chromium"),
        ("etc/opt/edge/native-messaging-hosts", "chromium"),
        ("usr/lib/mozilla/native-messaging-hosts", "firefox"),
    ):
        path = installed_deb / place / "com.click_to_call.host.json"
        expected = host_manifest("firefox" if kind == "firefox" else "chromium", Path(program))
        assert json.loads(path.read_text("utf-8")) == expected


def test_dpkg_removes_what_it_installed(installed_deb: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    shutil.copytree(installed_deb, root, symlinks=True)
    options = [f"--root={root}", "--force-not-root", f"--log={root}/log"]
    run(["dpkg", *options, "--purge", "click-to-call"], PATH=os.environ["PATH"])
    left = [path for path in root.rglob("*click*") if "var" not in path.relative_to(root).parts]
    assert left == []


def test_lintian_has_nothing_to_say(dist: Path) -> None:
    if shutil.which("lintian") is None:
        pytest.fail("lintian is missing. On Debian: apt-get install lintian")
    (deb,) = dist.glob("*.deb")
    done = subprocess.run(
        ["lintian", "--allow-root", "--fail-on", "error,warning", str(deb)],
        check=False,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert (done.returncode, done.stdout) == (0, "")


# --- the installers of other systems -------------------------------------------------------------


def test_the_installer_for_windows_is_built_from_its_definition(
    unpacked: Path, tmp_path: Path
) -> None:
    """The installer is built with this system's program and not with Windows' own, because the test
    is about the definition."""
    if shutil.which("wixl") is None:
        pytest.fail("wixl is missing. On Debian: apt-get install wixl msitools")
    windows_installer.prepare(unpacked, tmp_path)
    (tmp_path / "click-to-call").symlink_to(unpacked)
    shutil.copy(ROOT / "scripts/packaging/windows/click-to-call.wxs", tmp_path)
    target = tmp_path / "click-to-call.msi"
    defined = ["-D", f"Version={__version__}", "-D", "Program=click-to-call"]
    sources = ["click-to-call.wxs", "files.wxs"]
    subprocess.run(
        ["wixl", "-a", "x64", *defined, "-o", str(target), *sources], cwd=tmp_path, check=True
    )
    files = run(["msiinfo", "export", str(target), "File"], **os.environ).stdout
    assert len(files.splitlines()) > len([path for path in unpacked.rglob("*") if path.is_file()])
    told = run(["msiinfo", "export", str(target), "Registry"], **os.environ).stdout
    for browser in (r"Google\Chrome", r"Microsoft\Edge", "Mozilla"):
        assert rf"Software\{browser}\NativeMessagingHosts\com.click_to_call.host" in told


def test_the_installer_for_macos_is_well_formed() -> None:
    folder = ROOT / "scripts/packaging/macos"
    run(["sh", "-n", str(folder / "build_pkg.sh")], PATH=os.environ["PATH"])
    tree = ElementTree.parse(folder / "distribution.xml")  # noqa: S314 - made by this project
    references = {element.get("id") for element in tree.iter("pkg-ref")}
    assert references == {"dev.click-to-call.host"}
