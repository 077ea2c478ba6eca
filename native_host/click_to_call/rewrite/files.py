"""Rewrites files and folders, in pieces of bounded size; every byte outside the numbers stays.

Depends on linkify.py for texts and on page_country.py for a page's country. An encoding is known
by the byte order mark, then by what a page declares; all else is carried through as it is.
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
from click_to_call.rewrite.linkify import PIECE, PageRewriter, Rewriter, Scheme, TextRewriter
from click_to_call.rewrite.page_country import READ_CHARACTERS, region_of_page

PAGES: Final = frozenset({".html", ".htm", ".xhtml", ".shtml"})
TEXTS: Final = frozenset({".txt", ".text", ".md", ".markdown"})
DEFAULT_REGION: Final = "US"
_DECLARED: Final = re.compile(rb"""(?i)<meta[^>]+charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""")

Progress = Callable[[int], None]
"""Called with the bytes that were read since the last time."""


@dataclass(frozen=True)
class How:
    """`region` "" means: what a page says, else the default. `is_html` None: by the file's name."""

    scheme: Scheme = "tel"
    region: str = ""
    is_html: bool | None = None


def rewrite_stream(
    source: BinaryIO, target: BinaryIO, how: How, *, is_html: bool, progress: Progress
) -> int:
    """Copies one text with its numbers made links; returns how many. OSError."""
    begin = source.read(READ_CHARACTERS)
    encoding = _encoding_of(begin)
    errors = "surrogatepass" if encoding.startswith("utf-16") else "surrogateescape"
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    piece = decoder.decode(begin)
    rewriter = _rewriter(how, piece, is_html=is_html)
    while begin:
        progress(len(begin))
        target.write(rewriter.feed(piece).encode(encoding, errors))
        begin = source.read(PIECE)
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
    """One in which every byte comes out as it went in. Of more than one byte a letter, only Unicode
    does: in the others the ASCII digits are read, and the rest is carried through."""
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
    """The file itself, or every file of a folder that is a page or a text, in order; no links to
    other places are followed."""
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
    """Writes the file's text with links to `target` (may be the file itself; None writes nothing).

    Returns the number of links. A file without numbers is not written over by itself. OSError.
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
    """Everything of a folder that is not rewritten, so that pages find their pictures. OSError."""
    ours = set(files_in(folder))
    for path in sorted(folder.rglob("*")):
        place = target / path.relative_to(folder)
        if path.is_dir() and not path.is_symlink():
            place.mkdir(parents=True, exist_ok=True)
        elif path not in ours:
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, place, follow_symlinks=False)
