"""Rewrites files and folders piece by piece; every byte outside the numbers stays the same.

Depends on rewrite/linkify.py for texts and on rewrite/page_country.py for the country of a page.
The encoding comes from the byte order mark, or else from what the page declares.
"""

import codecs
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from click_to_call.rewrite.engine import engine
from click_to_call.rewrite.linkify import (
    PIECE_CHARACTERS,
    PageRewriter,
    Rewriter,
    Scheme,
    TextRewriter,
)
from click_to_call.rewrite.page_country import READ_CHARACTERS, region_of_page

PAGES: Final = frozenset({".html", ".htm", ".xhtml", ".shtml"})
TEXTS: Final = frozenset({".txt", ".text", ".md", ".markdown"})
DEFAULT_REGION: Final = "US"
_DECLARED: Final = re.compile(rb"""(?i)<meta[^>]+charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""")

Progress = Callable[[int], None]
"""Called with the number of bytes read since the last call."""


@dataclass(frozen=True)
class How:
    """The options of a rewrite. `region` "" means the country that the page names, or else the
    default. `is_html` None means that the file's name decides."""

    scheme: Scheme = "tel"
    region: str = ""
    is_html: bool | None = None


def rewrite_stream(
    source: BinaryIO, target: BinaryIO, how: How, *, is_html: bool, progress: Progress
) -> int:
    """Copies a text and turns its numbers into links. Returns the number of links. Raises
    OSError."""
    begin = source.read(READ_CHARACTERS)
    encoding = _encoding_of(begin)
    errors = "surrogatepass" if encoding.startswith("utf-16") else "surrogateescape"
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    piece = decoder.decode(begin)
    rewriter = _rewriter(how, piece, is_html=is_html)
    while begin:
        progress(len(begin))
        target.write(rewriter.feed(piece).encode(encoding, errors))
        begin = source.read(PIECE_CHARACTERS)
        piece = decoder.decode(begin, final=not begin)
    rest = (rewriter.feed(piece) if piece else "") + rewriter.finish()
    target.write(rest.encode(encoding, errors))
    return rewriter.count


def _rewriter(how: How, beginning: str, *, is_html: bool) -> Rewriter:
    home = "" if how.region else DEFAULT_REGION
    if is_html:
        region = how.region or region_of_page(engine(), beginning, home)
        return PageRewriter(engine(), region, how.scheme, home)
    return TextRewriter(engine(), how.region or home, how.scheme, home)


def _encoding_of(beginning: bytes) -> str:
    """Returns an encoding that reproduces every byte. Among multi-byte encodings, only Unicode
    does. Texts in others are read as UTF-8: their ASCII digits are read correctly, and all other
    bytes pass through unchanged."""
    if beginning.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if beginning.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    declared = _DECLARED.search(beginning[:4096])
    if declared:
        name = declared[1].decode().lower()
        name = "cp1252" if name in ("iso-8859-1", "latin1", "ascii", "us-ascii") else name
        if re.fullmatch(r"(?:iso-?8859-\d+|windows-125\d|cp125\d|koi8-[ru])", name):
            return codecs.lookup(name).name
    return "utf-8"


# --- files ---------------------------------------------------------------------------------------


def is_page(file: Path, how: How) -> bool:
    return how.is_html if how.is_html is not None else file.suffix.lower() in PAGES


def files_in(path: Path) -> Iterator[Path]:
    """Yields the file itself, or all pages and texts of a folder in order, without symbolic
    links."""
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders.sort()
        for name in sorted(names):
            file = Path(folder, name)
            if file.suffix.lower() in PAGES | TEXTS and not file.is_symlink():
                yield file


def rewrite_file(file: Path, target: Path | None, how: How, progress: Progress) -> int:
    """Writes the file's text with links to `target`, which may be the file itself; None writes
    nothing.

    Returns the number of links. A file without numbers is not replaced. Raises OSError.
    """
    partial = target.with_name(f".{target.name}.{os.getpid()}") if target else Path(os.devnull)
    try:
        with ExitStack() as stack:
            source = stack.enter_context(file.open("rb"))
            written = stack.enter_context(partial.open("wb"))
            count = rewrite_stream(
                source, written, how, is_html=is_page(file, how), progress=progress
            )
        if target is not None and (count or target != file):
            shutil.copymode(file, partial)
            partial.replace(target)
        return count
    finally:
        if target is not None:
            partial.unlink(missing_ok=True)


def copy_others(folder: Path, target: Path) -> None:
    """Copies the files of a folder that are not rewritten, so that pages find their pictures.
    Raises OSError."""
    ours = set(files_in(folder))
    for path in sorted(folder.rglob("*")):
        place = target / path.relative_to(folder)
        if path.is_dir() and not path.is_symlink():
            place.mkdir(parents=True, exist_ok=True)
        elif path not in ours:
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, place, follow_symlinks=False)
