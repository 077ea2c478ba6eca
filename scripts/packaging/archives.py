"""Makes archives whose bytes depend only on the files in them: the files are sorted by name, and
all files have the same date and owner.

Depends on the standard library only.
"""

import gzip
import io
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

EPOCH_SECONDS: Final = 315_532_800
"""1 January 1980, the earliest date that a zip file can hold. Every file in a package gets this
date."""
_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)


def write_zip(target: Path, files: Mapping[str, bytes]) -> None:
    """Writes a zip file. `files` holds the content of each file by the file's name in the
    archive."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            # 3 means that a Unix system made the archive. On every system, the archive says so,
            # because it must have the same bytes on every system.
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)


def write_tar(target: Path, folder: Path, name: str) -> None:
    """Writes the .tar.gz file `target`, which contains `folder` under the name `name`. Executable
    files stay executable, and symbolic links stay links."""
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for path in [folder, *sorted(folder.rglob("*"))]:
            below = path.relative_to(folder).as_posix()
            archive.add(path, f"{name}/{below}".rstrip("/."), recursive=False, filter=_plain)
    with target.open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=EPOCH_SECONDS) as packed:
        packed.write(raw.getvalue())


def _plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    entry.mtime = EPOCH_SECONDS
    entry.mode = 0o755 if entry.isdir() or entry.mode & 0o100 else 0o644
    return entry
