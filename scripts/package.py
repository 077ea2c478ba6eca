"""Makes every package of a release in build/dist: `python3 scripts/package.py`.

The packages are the extension for each store; the host as wheel and sdist, as an archive with its
own Python, and as a .deb; and update manifests for a company's own server. Packages made from the
same files have the same bytes, whatever the folder, the date, the time zone, the locale and the
umask are. The archive and the .deb also contain the Python that runs this script, and the newest
versions of the Python packages that pyproject.toml names. When one of these changes, the bytes of
the archive and the .deb change too.

If dpkg-deb is missing, the script says so and leaves out the .deb. With `--release`, the script
makes no package as long as the host does not contain the ids that the stores gave the extension.
Depends on scripts/packaging/.
"""

import argparse
import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

sys.path[0] = str(Path(__file__).resolve().parents[1])

from scripts.packaging import extension_files, standalone
from scripts.packaging.archives import EPOCH_SECONDS
from scripts.setup import environment, paths
from scripts.setup.console import SetUpFailed, say
from scripts.setup.paths import ROOT

DIST: Final = ROOT / "build" / "dist"
KINDS: Final = ("extension", "python", "standalone", "deb")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", choices=KINDS, action="append", help="may be repeated")
    parser.add_argument("--output", type=Path, default=DIST)
    parser.add_argument("--updates", metavar="ADDRESS", help="https address of your own packages")
    parser.add_argument("--release", action="store_true", help="refuse what no store would take")
    given = parser.parse_args()
    faults = [*extension_files.missing_files(), *extension_files.disagreeing_versions()]
    unknown = extension_files.unknown_store_ids()
    if given.release:
        faults += unknown
    for fault in faults:
        say(fault)
    if faults:
        return 1
    try:
        environment.prepare()
        environment.continue_inside(__file__)
        make(given.output.absolute(), given.only or KINDS, given.updates)
    except SetUpFailed as failure:
        say(str(failure))
        return 1
    tell(given.output.absolute())
    for sentence in unknown:
        say(f"Not for a release: {sentence}")
    return 0


def make(output: Path, kinds: tuple[str, ...] | list[str], address: str | None = None) -> None:
    """Empties the folder `output` and writes packages of these kinds (from KINDS) into it.
    `address` is the URL of your own server with packages, which is written into the update
    manifests; None: an example address. Raises SetUpFailed if a package cannot be made."""
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)
    makers: dict[str, Callable[[Path], None]] = {
        "extension": lambda folder: make_extension(folder, address),
        "python": make_python,
        "standalone": make_standalone,
        "deb": make_deb,
    }
    wanted = [kind for kind in KINDS if kind in kinds]
    for kind in wanted:
        makers[kind](output)


def make_extension(output: Path, address: str | None) -> None:
    """Makes a package for the Chrome Web Store and Edge Add-ons, and another package for Firefox
    Add-ons. Also writes the update manifests for a server at `address`, or at an example address if
    `address` is None."""
    from scripts.packaging import updates

    name = f"click-to-call-{version()}"
    extension_files.pack(output / f"{name}-chrome-edge.zip", "chromium")
    extension_files.pack(output / f"{name}-firefox.xpi", "firefox")
    updates.write(output, version(), address or updates.EXAMPLE)


def make_python(output: Path) -> None:
    """Makes the host's wheel and sdist with the project's build backend."""
    command = [str(paths.PROGRAMS / "hatchling"), "build", "-t", "sdist", "-t", "wheel"]
    done = subprocess.run(
        [*command, "-d", str(output)],
        cwd=ROOT,
        env={"PATH": environment.path_with_programs(), "SOURCE_DATE_EPOCH": str(EPOCH_SECONDS)},
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        raise SetUpFailed(f"hatchling failed.\n{done.stdout}{done.stderr}")


def make_standalone(output: Path) -> None:
    """Makes a folder with the host and its own Python, and an archive of this folder."""
    say("The host with a Python of its own takes about a minute …")
    wheel = next(output.glob("*.whl"), None)
    work = ROOT / "build" / "standalone"
    if wheel is None:
        make_python(work := _emptied(work))
        wheel = next(work.glob("*.whl"))
        wheel = wheel.rename(ROOT / "build" / wheel.name)
    folder = standalone.build(wheel, work)
    name = f"click-to-call-{version()}-{standalone.system_name()}.tar.gz"
    standalone.pack(folder, output / name)


def make_deb(output: Path) -> None:
    """Makes a Debian package of the folder that `make_standalone` builds. The package also contains
    the manifests that show the browsers of all users where the host is."""
    from scripts.packaging import debian

    folder = ROOT / "build" / "standalone" / "dist" / "click-to-call"
    missing = [name for name in debian.NEEDS if shutil.which(name) is None]
    if missing:
        say(f"Left out: the .deb, which needs {', '.join(missing)} (in Debian's dpkg-dev).")
        return
    if not next(output.glob("click-to-call-*.tar.gz"), None):
        make_standalone(output)
    debian.build(folder, ROOT / "build" / "deb", output, version())


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def version() -> str:
    return str(extension_files.read_manifest()["version"])


def tell(output: Path) -> None:
    """Prints the digest, the size and the name of each package."""
    for path in sorted(output.iterdir()):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        say(f"{digest[:16]}  {path.stat().st_size / 1024:>9,.0f} KiB  {path.name}")


if __name__ == "__main__":
    sys.exit(main())
