"""Makes a Debian package of the host, with the host's own Python and with manifests for all users.

Depends on install/browsers.py of the host, so it runs in .venv, and on the programs of dpkg-dev.
The folder debian/ beside this file contains the files of the package that are not generated.
"""

import gzip
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from click_to_call.host.allowed_origins import HOST_NAME
from click_to_call.install.browsers import BROWSERS, system_folders
from click_to_call.install.manifests import host_manifest
from scripts.packaging.archives import EPOCH_SECONDS
from scripts.setup.console import SetUpFailed
from scripts.setup.paths import ROOT

NEEDS: Final = ("dpkg-deb", "dpkg-shlibdeps", "dpkg-architecture")
_SOURCES: Final = Path(__file__).with_name("debian")
_PROGRAM: Final = "/usr/lib/click-to-call/click-to-call"
_MAINTAINER: Final = "The Click-To-Call authors <authors@click-to-call.dev>"


def build(folder: Path, work: Path, output: Path, version: str) -> Path:
    """Makes a package of `folder`, which standalone.py has built, and returns the package's path.
    Raises SetUpFailed if a program of dpkg-dev is missing or fails."""
    shutil.rmtree(work, ignore_errors=True)
    root = work / "root"
    shutil.copytree(folder, root / "usr/lib/click-to-call", symlinks=True)
    for name in ("LICENSE", "README.md"):
        (root / "usr/lib/click-to-call" / name).unlink()
    link = root / "usr/bin/click-to-call"
    link.parent.mkdir(parents=True)
    link.symlink_to("../lib/click-to-call/click-to-call")
    conffiles = sorted(_write_manifests(root))
    _write_documents(root, version)
    _write_control(root, work, version, conffiles)
    _set_modes(root)
    target = output / f"click-to-call_{version}_{_architecture()}.deb"
    _run(["dpkg-deb", "--root-owner-group", "-Zxz", "-z1", "--build", str(root), str(target)], work)
    return target


def _write_manifests(root: Path) -> Iterator[str]:
    """Writes the host's manifest into each folder in which a browser looks for manifests that are
    for all users. Yields the paths of the manifests below /etc, because the package must declare
    them as configuration files."""
    folders = {
        place: browser.kind
        for browser in BROWSERS
        for place in system_folders(browser, platform="linux")
        if not place.startswith("usr/lib64")  # Fedora's folder
    }
    for place, kind in folders.items():
        path = root / place / f"{HOST_NAME}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(host_manifest(kind, Path(_PROGRAM)), indent=2) + "\n", "utf-8")
        if place.startswith("etc/"):
            yield f"/{place}/{path.name}"


def _write_documents(root: Path, version: str) -> None:
    documents = root / "usr/share/doc/click-to-call"
    manual = root / "usr/share/man/man1"
    overrides = root / "usr/share/lintian/overrides"
    for place in (documents, manual, overrides):
        place.mkdir(parents=True)
    changelog = (_SOURCES / "changelog").read_bytes()
    if not changelog.startswith(f"click-to-call ({version}) ".encode()):
        raise SetUpFailed(f"scripts/packaging/debian/changelog has no entry for {version}.")
    _write_gzip(documents / "changelog.gz", changelog)
    _write_gzip(manual / "click-to-call.1.gz", (_SOURCES / "click-to-call.1").read_bytes())
    shutil.copy(_SOURCES / "lintian-overrides", overrides / "click-to-call")
    (documents / "copyright").write_text(_copyright(), "utf-8")


def _copyright() -> str:
    """Returns the copyright file in Debian's machine-readable format."""
    title, _, text = (ROOT / "LICENSE").read_text("utf-8").partition("\n\n")
    holder = re.search(r"Copyright \(c\) (.*)", text)
    if title != "MIT License" or holder is None:
        raise SetUpFailed("LICENSE is not the MIT licence that debian.py describes.")
    body = text.partition("\n\n")[2].strip()
    indented = "\n".join(f" {line}" if line else " ." for line in body.splitlines())
    return (
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\n"
        f"Files: *\nCopyright: {holder[1]}\nLicense: Expat\n{indented}\n"
    )


def _write_control(root: Path, work: Path, version: str, conffiles: list[str]) -> None:
    control = root / "DEBIAN"
    control.mkdir()
    size = sum(path.lstat().st_size for path in root.rglob("*") if path.is_file()) // 1024
    fields = {
        "Package": "click-to-call",
        "Version": version,
        "Architecture": _architecture(),
        "Maintainer": _MAINTAINER,
        "Installed-Size": str(size),
        "Depends": _depends(root, work),
        "Recommends": "gnome-keyring | kwalletmanager | keepassxc",
        "Section": "net",
        "Priority": "optional",
        "Description": "place RingCentral calls from phone numbers on web pages\n"
        " The Click-To-Call browser extension makes phone numbers on any page\n"
        " click-to-call. This package is its other half on the computer: it keeps\n"
        " the RingCentral sign-in in the keyring and places the calls by RingOut.\n"
        " .\n"
        " It tells Chrome, Chromium, Edge, Brave, Vivaldi, Opera and Firefox of all\n"
        " users where it is, and brings the command click-to-call.",
    }
    text = "".join(f"{name}: {value}\n" for name, value in fields.items())
    (control / "control").write_text(text, "utf-8")
    (control / "conffiles").write_text("".join(f"{path}\n" for path in conffiles), "utf-8")
    _write_sums(root, control / "md5sums", conffiles)


def _write_sums(root: Path, target: Path, conffiles: list[str]) -> None:
    files = sorted(
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.is_file() and not path.is_symlink() and not path.is_relative_to(root / "DEBIAN")
    )
    names = [name for name in files if f"/{name}" not in conffiles]
    target.write_text(_run(["md5sum", *names], root), "utf-8")


def _depends(root: Path, work: Path) -> str:
    """Returns the Debian packages on which the .deb depends: the package of the C library, and
    those of the libraries that the program needs before it can load its own libraries."""
    (work / "debian").mkdir()
    control = "Source: click-to-call\n\nPackage: click-to-call\nArchitecture: any\n"
    (work / "debian/control").write_text(control, "utf-8")
    own = root / "usr/lib/click-to-call/_internal"
    program = _at(root, _PROGRAM)
    binaries = [str(path) for path in sorted(own.rglob("*.so*")) if not path.is_symlink()]
    at_start = _needed(work, program)
    whole = _needed(work, f"-l{own}", program, *binaries)
    libc = [name for name in whole if name.startswith("libc6 ")]
    if len(libc) != 1:
        raise SetUpFailed("dpkg-shlibdeps found no C library that the program needs.")
    return ", ".join(libc + [name for name in at_start if not name.startswith("libc6 ")])


def _needed(work: Path, *arguments: str) -> list[str]:
    """Runs Debian's program dpkg-shlibdeps with `arguments`, which name programs and libraries.
    Returns the Debian packages with the libraries that these programs and libraries need."""
    options = ["-O", "--ignore-missing-info", "--warnings=0"]
    said = _run(["dpkg-shlibdeps", *options, *arguments], work)
    return said.strip().partition("shlibs:Depends=")[2].split(", ")


def _at(root: Path, path: str) -> str:
    return str(root / path.lstrip("/"))


def _write_gzip(target: Path, content: bytes) -> None:
    with target.open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write(content)


def _set_modes(root: Path) -> None:
    for path in [root, *root.rglob("*")]:
        if not path.is_symlink():
            runs = path.is_dir() or path.as_posix() == _at(root, _PROGRAM)
            path.chmod(0o755 if runs else 0o644)


def _architecture() -> str:
    return _run(["dpkg-architecture", "-qDEB_HOST_ARCH"], ROOT).strip()


def _run(command: list[str], folder: Path) -> str:
    fixed = {"SOURCE_DATE_EPOCH": str(EPOCH_SECONDS), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **fixed},
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        raise SetUpFailed(f"{command[0]} failed.\n{done.stdout}{done.stderr}")
    return done.stdout
