"""Tests the packages that `scripts/package.py` makes: each package is complete, does not contain
the path of the folder in which it was made, and runs without any other file of the project."""

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
from scripts.packaging import debian, extension_files, standalone, store_linter, windows_installer
from scripts.packaging.extension_files import manifest_for, read_manifest
from scripts.setup import environment
from scripts.setup.paths import EXTENSION, PROGRAMS, ROOT
from tests.support.host_process import framed

# Making all packages takes a minute, and on a busy computer ten.
pytestmark = pytest.mark.timeout(1200)

NAME = f"click-to-call-{__version__}"


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns the folder with all packages. The packages are made once for all tests, because those
    with a Python of their own take a minute."""
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
    """Makes the extension's package and the Python package a second time, and compares the bytes.
    To make the packages with a Python of their own twice takes too long, so the next tests check
    these packages with a small program."""
    package.make(tmp_path / "again", ("extension", "python"))
    for path in (tmp_path / "again").iterdir():
        assert path.read_bytes() == (dist / path.name).read_bytes(), path.name


@pytest.fixture(scope="module")
def small_program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns a small folder with the same structure as a folder that standalone.py builds. A small
    folder is packed quickly."""
    folder = tmp_path_factory.mktemp("program") / "click-to-call"
    (folder / "_internal").mkdir(parents=True)
    for name in ("LICENSE", "README.md", "_internal/a.txt", "_internal/b.pyc"):
        (folder / name).write_bytes(name.encode() * 100)
    shutil.copy("/usr/bin/true", folder / "click-to-call")
    (folder / "_internal/link.txt").symlink_to("a.txt")
    return folder


def older_copy(folder: Path, target: Path) -> Path:
    """Copies a folder, and gives the copy's files other dates and permissions."""
    shutil.copytree(folder, target, symlinks=True)
    for path in target.rglob("*"):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & 0o700)
            os.utime(path, (1_300_000_000, 1_300_000_000))
    return target


@pytest.mark.parametrize("kind", ["archive", "deb"])
def test_the_same_program_makes_the_same_package(
    kind: str, small_program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The package does not depend on the files' dates and permissions, the umask, the time zone or
    the locale."""
    copy = older_copy(small_program, tmp_path / "copy")
    made = []
    for folder, umask, zone in ((small_program, 0o022, "UTC"), (copy, 0o077, "Asia/Kolkata")):
        output = tmp_path / zone
        output.mkdir(parents=True)
        monkeypatch.setenv("TZ", zone)
        monkeypatch.setenv("LC_ALL", "C" if umask == 0o077 else "C.UTF-8")
        before = os.umask(umask)
        try:
            if kind == "deb":
                debian.build(folder, tmp_path / f"work {umask}", output, __version__)
            else:
                standalone.pack(folder, output / "click-to-call.tar.gz")
        finally:
            os.umask(before)
        (package_made,) = output.iterdir()
        made.append(package_made.read_bytes())
    assert made[0] == made[1]


def test_a_release_without_the_stores_ids_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    half = f'CHROME_STORE_ID: Final[str] = "{"a" * 32}"\nEDGE_STORE_ID: Final[str] = ""\n'
    missing = extension_files.unknown_store_ids(half)
    assert len(missing) == 1
    assert "EDGE_STORE_ID" in missing[0]
    monkeypatch.setattr(extension_files, "unknown_store_ids", lambda: missing)
    output = tmp_path / "dist"
    arguments = ["package.py", "--only", "extension", "--output", str(output)]
    monkeypatch.setattr(sys, "argv", [*arguments, "--release"])
    assert package.main() == 1
    assert capsys.readouterr().out.splitlines() == missing
    assert not output.exists()
    monkeypatch.setattr(sys, "argv", arguments)
    assert package.main() == 0
    assert capsys.readouterr().out.count("Not for a release") == len(missing)
    assert len(list(output.iterdir())) == 4


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


def test_the_wheel_says_what_it_is(dist: Path) -> None:
    (wheel,) = dist.glob("*.whl")
    files = zipfile.ZipFile(wheel)
    (name,) = [name for name in files.namelist() if name.endswith(".dist-info/METADATA")]
    told = files.read(name).decode()
    for field in ("Author", "License-Expression", "Requires-Python", "Classifier", "Summary"):
        assert re.search(rf"^{field}: \S", told, re.M), field


def test_no_package_names_the_folder_it_was_made_in(dist: Path, unpacked: Path) -> None:
    files = [*dist.iterdir(), *(path for path in unpacked.rglob("*") if path.is_file())]
    made_in = (str(ROOT).encode(), str(dist).encode())
    assert [path for path in files if any(name in path.read_bytes() for name in made_in)] == []


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
    folder = tmp_path / "für alle"
    places = {
        "PIPX_HOME": str(folder / "pipx"),
        "PIPX_BIN_DIR": str(folder / "bin"),
        "UV_TOOL_DIR": str(folder / "uv"),
        "UV_TOOL_BIN_DIR": str(folder / "bin"),
    }
    verb = ["install"] if tool == "pipx" else ["tool", "install"]
    python = ["--python", sys.executable]
    program = str(PROGRAMS / tool)
    run([program, *verb, *python, str(given)], **{**os.environ, **places})
    installed = folder / "bin" / "click-to-call"
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


def test_the_deb_names_the_libraries_that_it_does_not_bring(dist: Path, unpacked: Path) -> None:
    (deb,) = dist.glob("*.deb")
    depends = run(["dpkg-deb", "--field", str(deb), "Depends"], **os.environ).stdout
    assert re.search(r"libc6 \(>= [\d.]+\)", depends)
    needed = run(["ldd", str(unpacked / "click-to-call")], **os.environ).stdout
    assert ("libz.so" in needed) == ("zlib1g" in depends)


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


def windows_package(program: Path, work: Path) -> Path:
    """Builds the Windows installer from its definition file. The installer contains this system's
    program instead of one for Windows, because the tests check only what the definition file
    determines."""
    if shutil.which("wixl") is None:
        pytest.fail("wixl is missing. On Debian: apt-get install wixl msitools")
    work.mkdir()
    windows_installer.prepare(program, work)
    (work / "click-to-call").symlink_to(program)
    shutil.copy(ROOT / "scripts/packaging/windows/click-to-call.wxs", work)
    options = ["-a", "x64", "-D", "Program=click-to-call", "-o", "click-to-call.msi"]
    sources = ["click-to-call.wxs", "files.wxs"]
    subprocess.run(["wixl", *options, *sources], cwd=work, check=True)
    return work / "click-to-call.msi"


def tables_of(package: Path) -> dict[str, str]:
    """Returns the text of each table of a Windows installer, by the table's name. The summary is
    left out, because its time and its package code differ in each build."""
    names = run(["msiinfo", "tables", str(package)], **os.environ).stdout.split()
    return {
        name: run(["msiinfo", "export", str(package), name], **os.environ).stdout
        for name in names
        if name not in ("_SummaryInformation", "_Streams", "_Storages")
    }


def test_the_installer_for_windows_is_built_from_its_definition(
    unpacked: Path, tmp_path: Path
) -> None:
    tables = tables_of(windows_package(unpacked, tmp_path / "work"))
    files = [path for path in unpacked.rglob("*") if path.is_file()]
    assert len(tables["File"].splitlines()) > len(files)
    for browser in (r"Google\Chrome", r"Microsoft\Edge", "Mozilla"):
        key = rf"Software\{browser}\NativeMessagingHosts\com.click_to_call.host"
        assert key in tables["Registry"]
    assert re.search(rf"^ProductVersion\s{re.escape(__version__)}\s*$", tables["Property"], re.M)


def test_the_same_program_makes_the_same_installer_for_windows(
    small_program: Path, tmp_path: Path
) -> None:
    one = windows_package(small_program, tmp_path / "one")
    other = windows_package(older_copy(small_program, tmp_path / "copy"), tmp_path / "other")
    assert tables_of(one) == tables_of(other)
    streams = run(["msiinfo", "streams", str(one)], **os.environ).stdout.split()
    (cabinet,) = [name for name in streams if name.endswith(".cab")]
    first, second = (
        subprocess.run(["msiinfo", "extract", str(it), cabinet], check=True, capture_output=True)
        for it in (one, other)
    )
    assert first.stdout == second.stdout


def test_the_installer_for_macos_is_well_formed() -> None:
    folder = ROOT / "scripts/packaging/macos"
    run(["sh", "-n", str(folder / "build_pkg.sh")], PATH=os.environ["PATH"])
    tree = ElementTree.parse(folder / "distribution.xml")  # noqa: S314 - made by this project
    references = {element.get("id") for element in tree.iter("pkg-ref")}
    assert references == {"dev.click-to-call.host"}
