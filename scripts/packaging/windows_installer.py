"""Writes the generated files from which the installer for Windows is built: the list of the
program's files, the manifests, and the version. windows/click-to-call.wxs is not generated.

`python -m scripts.packaging.windows_installer FOLDER WORK` writes the files into the folder WORK.
FOLDER is the folder with the program, which scripts/package.py makes.

Depends on the host's install/manifests.py.
"""

import hashlib
import json
import os
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.sax.saxutils import quoteattr

from click_to_call import __version__
from click_to_call.install.browsers import Kind
from click_to_call.install.manifests import host_manifest

_KINDS: Final[tuple[Kind, ...]] = ("chromium", "firefox")
_DATE_SECONDS: Final = 315_619_200
"""2 January 1980 in UTC. An installer cannot contain an earlier date than 1 January 1980, and in
some time zones, 1 January in UTC is still 31 December."""
_IDS: Final = uuid.uuid5(uuid.NAMESPACE_DNS, "click-to-call.dev")


def prepare(folder: Path, work: Path) -> None:
    """Writes the list of files, the manifests and the version into `work`. `folder` contains the
    program with its own Python, as standalone.py makes it. Gives all files the same date, because
    the installer contains the files' dates."""
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            os.utime(path, (_DATE_SECONDS, _DATE_SECONDS))
    (work / "files.wxs").write_text(files_of(folder), "utf-8")
    (work / "product.wxi").write_text(_product(), "utf-8")
    for kind in _KINDS:
        # On Windows, a manifest may contain a path that is relative to the manifest's own folder.
        manifest = host_manifest(kind, Path("click-to-call.exe"))
        text = json.dumps(manifest, indent=2) + "\n"
        written = work / f"com.click_to_call.host.{kind}.json"
        written.write_text(text, "utf-8")
        os.utime(written, (_DATE_SECONDS, _DATE_SECONDS))


def _product() -> str:
    """Returns the text of product.wxi: the version, and the product code of this version. Each
    version needs its own product code, because otherwise Windows would not replace an older
    version by a newer one."""
    code = str(uuid.uuid5(_IDS, f"version {__version__}")).upper()
    return f"""<?xml version="1.0" encoding="utf-8"?>
<Include>
  <?define Version="{__version__}" ?>
  <?define ProductCode="{code}" ?>
</Include>
"""


def files_of(folder: Path) -> str:
    """Returns the text of files.wxs, which lists the files that the installer puts below
    INSTALLFOLDER. For each file there is one component, and `Files` is the group of all
    components."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    references = "\n".join(
        f'      <ComponentRef Id="{_id("c", path, folder)}" />' for path in files
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
  <Fragment>
    <DirectoryRef Id="INSTALLFOLDER">
{chr(10).join(_below(folder, folder))}
    </DirectoryRef>
  </Fragment>
  <Fragment>
    <ComponentGroup Id="Files">
{references}
    </ComponentGroup>
  </Fragment>
</Wix>
"""


def _below(place: Path, folder: Path) -> Iterator[str]:
    for path in sorted(place.iterdir()):
        if path.is_dir():
            yield f'<Directory Id="{_id("d", path, folder)}" Name={quoteattr(path.name)}>'
            yield from _below(path, folder)
            yield "</Directory>"
        else:
            name = path.relative_to(folder).as_posix()
            source = quoteattr(f"$(var.Program)/{name}")
            yield f'<Component Id="{_id("c", path, folder)}" Guid="{_guid(name)}" Win64="yes">'
            yield f'<File Id="{_id("f", path, folder)}" Source={source} KeyPath="yes" />'
            yield "</Component>"


def _id(kind: str, path: Path, folder: Path) -> str:
    name = path.relative_to(folder).as_posix()
    return f"{kind}{hashlib.sha256(name.encode()).hexdigest()[:32]}"


def _guid(name: str) -> str:
    return str(uuid.uuid5(_IDS, name)).upper()


if __name__ == "__main__":
    prepare(Path(sys.argv[1]), Path(sys.argv[2]))
