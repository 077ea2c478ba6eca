"""Rewrites files and folders piece by piece; every byte outside the numbers stays the same.

Depends on rewrite/linkify.py for texts and on rewrite/page_country.py for the country of a page.
A file is decoded by its byte order mark, or if it has none, by the encoding that it declares.
"""

import codecs
import os
import re
import shutil
import sys
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
_PAGE_BEGINS: Final = re.compile(
    r"(?is)\ufeff?\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b"
)
"""The beginning of an HTML page, after comments and an XML declaration or PHP code."""
_DECLARED: Final = re.compile(rb"""(?i)<meta[^>]+charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""")

Progress = Callable[[int], None]
"""A function that a rewrite calls after each piece that it has read, with the number of bytes in
this piece."""


@dataclass(frozen=True)
class How:
    """The options of a rewrite. Numbers without a country code belong to the country `region` (ISO
    3166). If `region` is "", they belong to the country that the page names, or else to
    DEFAULT_REGION. If `is_html` is None, the file's name decides whether the file is HTML, and if
    the name does not tell, the file's beginning."""

    scheme: Scheme = "tel"
    region: str = ""
    is_html: bool | None = None


def rewrite_stream(
    source: BinaryIO, target: BinaryIO, how: How, *, is_html: bool | None, progress: Progress
) -> int:
    """Copies a text from `source` to `target` and turns its phone numbers into links: anchors if
    `is_html` is True, and Markdown links if it is False. If it is None, the text's beginning
    decides, and binary data is copied unchanged. Returns how many phone numbers became links.
    Raises OSError if reading or writing fails."""
    begin = source.read(READ_CHARACTERS)
    encoding = _encoding_of(begin)
    if is_html is None and _is_binary(begin, encoding):
        target.write(begin)
        shutil.copyfileobj(source, target)
        return 0
    errors = "surrogatepass" if encoding.startswith("utf-16") else "surrogateescape"
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    piece = decoder.decode(begin)
    is_page = _PAGE_BEGINS.match(piece) is not None if is_html is None else is_html
    rewriter = _rewriter(how, piece, is_html=is_page)
    while begin:
        progress(len(begin))
        target.write(rewriter.feed(piece).encode(encoding, errors))
        begin = source.read(PIECE_CHARACTERS)
        piece = decoder.decode(begin, final=not begin)
    rest = (rewriter.feed(piece) if piece else "") + rewriter.finish()
    target.write(rest.encode(encoding, errors))
    return rewriter.count


def _is_binary(beginning: bytes, encoding: str) -> bool:
    """Returns whether a file is a picture, a PDF or the like, which a link would damage."""
    is_wide = encoding.startswith("utf-16")
    return beginning.startswith(b"%PDF-") or (b"\0" in beginning and not is_wide)


def _rewriter(how: How, beginning: str, *, is_html: bool) -> Rewriter:
    home = "" if how.region else DEFAULT_REGION
    if is_html:
        region = how.region or region_of_page(engine(), beginning, home)
        return PageRewriter(engine(), region, how.scheme, home)
    return TextRewriter(engine(), how.region or home, how.scheme, home)


def _encoding_of(beginning: bytes) -> str:
    """Returns the name of an encoding with which a file can be decoded and encoded again without
    changing a byte. Among multi-byte encodings, only those of Unicode allow this. A text in another
    multi-byte encoding is read as UTF-8: its ASCII digits are read correctly, and all other bytes
    stay unchanged."""
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


def is_page(file: Path | None, how: How) -> bool | None:
    """Returns whether a file is HTML, or None if its beginning must decide. `file` is None for
    standard input."""
    if how.is_html is not None or file is None:
        return how.is_html
    suffix = file.suffix.lower()
    return suffix in PAGES if suffix in PAGES | TEXTS else None


def files_in(path: Path) -> Iterator[Path]:
    """If `path` is a file, yields `path`. If it is a folder, yields the HTML and text files in it
    and in its subfolders, sorted by path; symbolic links are left out."""
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders.sort()
        for name in sorted(names):
            file = Path(folder, name)
            if file.suffix.lower() in PAGES | TEXTS and not file.is_symlink():
                yield file


def rewrite_file(file: Path | None, target: Path | None, how: How, progress: Progress) -> int:
    """Turns the numbers of `file` into links, and writes the result to `target`, which may be
    `file` itself. `file` is None for standard input. If `target` is None, only counts the numbers.

    A regular file is replaced in one step. A symbolic link stays: the file to which it leads is
    written. Returns how many numbers became links. If no number became a link and `target` is
    `file`, the file is not written. Raises OSError if reading or writing fails.
    """
    place = Path(os.devnull) if target is None else target.resolve()
    is_replaced = place.is_file() or not place.exists()
    partial = place.with_name(f".{place.name}.{os.getpid()}") if is_replaced else place
    try:
        with ExitStack() as stack:
            source = stack.enter_context(file.open("rb")) if file else sys.stdin.buffer
            written = stack.enter_context(partial.open("wb"))
            count = rewrite_stream(
                source, written, how, is_html=is_page(file, how), progress=progress
            )
        if is_replaced and (count or file is None or place != file.resolve()):
            if (model := file or place).exists():
                shutil.copymode(model, partial)
            partial.replace(place)
        return count
    except OSError as error:
        if target is not None and error.filename == str(partial):
            error.filename = str(target)
        raise
    finally:
        if is_replaced:
            partial.unlink(missing_ok=True)


def copy_others(folder: Path, target: Path) -> None:
    """Copies the files that are not rewritten from `folder` to `target`, so that the pages in
    `target` find their pictures. Raises OSError if a file cannot be copied."""
    ours = set(files_in(folder))
    for path in sorted(folder.rglob("*")):
        place = target / path.relative_to(folder)
        if path.is_dir() and not path.is_symlink():
            place.mkdir(parents=True, exist_ok=True)
        elif path not in ours:
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, place, follow_symlinks=False)
