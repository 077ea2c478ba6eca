"""Tests the command `rewrite` on files, folders and pipes: the command finds the numbers that the
extension finds, and changes no other byte."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.setup.paths import PROGRAMS, ROOT
from tests.support.command_line import command, files_below, on_terminal
from tests.support.host import lonely_environment

LINK = re.compile(rb'<a href="tel:[^"]*">(.*?)</a>', re.DOTALL)


@pytest.fixture
def lonely(tmp_path: Path) -> dict[str, str]:
    return {**lonely_environment(tmp_path / "home"), "HOME": str(tmp_path / "user")}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    (site / "sub").mkdir(parents=True)
    (site / "index.html").write_bytes("<p>Grüße, 415-555-2671</p>\r\n".encode())
    (site / "sub/plain.txt").write_text("call 415-555-2672 or 415-555-2673\n")
    (site / "sub/none.htm").write_text("<p>nothing</p>")
    (site / "picture.png").write_bytes(b"\x89PNG 415-555-2674")
    return site


# --- one file ------------------------------------------------------------------------------------


def test_rewrites_a_file(lonely: dict[str, str], tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes("<p>Grüße, 020 7946 0958</p>\r\n".encode())
    done = command(lonely, "rewrite", str(page), "--region", "gb", "--action", "rcapp")
    href = "rcapp://r/call?number=+442079460958"
    assert done.stdout == f'<p>Grüße, <a href="{href}">020 7946 0958</a></p>\r\n'
    assert command(lonely, "rewrite", given="415-555-2671").stdout == (
        "[415-555-2671](tel:+14155552671)"
    )


def test_finds_what_the_engine_finds(lonely: dict[str, str]) -> None:
    """The judge's rules decide each of these texts. libphonenumber alone would give another
    result."""
    page = (
        "<p>Invoice no. 4155552671</p><p>Fax: 415-555-2672</p><p>Call 1-800-FLOWERS</p>"
        "<p>Phone: <b>(415)</b> 555-2673</p><p>ISBN 978-0-306-40615-7</p>"
    )
    done = command(lonely, "rewrite", "--html", given=page)
    hrefs = re.findall(r'href="([^"]*)"', done.stdout)
    assert hrefs == ["tel:+18003569377", "tel:+14155552673", "tel:+14155552673"]


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ('<html lang="en-GB"><p>020 7946 0958', "tel:+442079460958"),
        ('<html lang="de"><p>Tel. 030 901820', "tel:+4930901820"),
        ('<meta property="og:locale" content="fr_FR"><p>01 42 68 53 00', "tel:+33142685300"),
        ('<html lang="en-US"><p>+44 20 7946 0958, 020 7946 0959', "tel:+442079460959"),
        ("<p>415-555-2671", "tel:+14155552671"),
    ],
)
def test_a_page_says_its_country(lonely: dict[str, str], page: str, found: str) -> None:
    assert f'"{found}"' in command(lonely, "rewrite", "--html", given=page).stdout


def test_the_country_that_is_named_wins(lonely: dict[str, str]) -> None:
    page = '<html lang="de"><p>020 7946 0958'
    done = command(lonely, "rewrite", "--html", "--region", "GB", given=page)
    assert "tel:+442079460958" in done.stdout
    refused = command(lonely, "rewrite", "--region", "Narnia", given="x")
    assert (refused.returncode, "--region GB" in refused.stderr) == (2, True)


# --- bytes that stay the same --------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf<p>415-555-2671</p>",
        "<p>Téléphone 415-555-2671</p>".encode("latin-1"),
        '<meta charset="windows-1252"><p>Téléphone – 415-555-2671 \x81</p>'.encode(
            "cp1252", "replace"
        ),
        b'<meta charset="windows-1252"><p>\x81\x8d 415-555-2671</p>',
        '<meta charset="shift_jis"><p>電話 415-555-2671</p>'.encode("shift_jis"),
        "<p>電話 📞 415-555-2671</p>".encode(),
        b"<p>\xff\xfe\x00 415-555-2671 \xc3</p>",
        "\ufeff<p>Grüße 415-555-2671</p>".encode("utf-16-le"),
        "\ufeff<p>Grüße 415-555-2671</p>".encode("utf-16-be"),
        b"<!doctype html>\r\n<P  x=a\ty='b' >A &copy B 415-555-2671\r<?php x ?><br/>\n\n",
        b"<!-- 415-555-2672 --><![CDATA[ x ]]><p>415-555-2671<p",
    ],
    ids=range(11),
)
def test_every_byte_outside_the_numbers_stays(
    lonely: dict[str, str], tmp_path: Path, content: bytes
) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-I", "-m", "click_to_call", "rewrite", str(page)],
        env=lonely,
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert done.stdout != content
    wide = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}.get(content[:2])
    result = done.stdout.decode(wide).encode() if wide else done.stdout
    plain = LINK.sub(rb"\1", result)
    assert (plain.decode().encode(wide) if wide else plain) == content


# --- files and folders ---------------------------------------------------------------------------


def test_a_folder_is_changed_in_place(lonely: dict[str, str], site: Path) -> None:
    (site / "index.html").chmod(0o640)
    before = (site / "sub/none.htm").stat().st_mtime_ns
    done = command(lonely, "rewrite", "--in-place", str(site))
    assert done.returncode == 0, done.stderr
    assert f"{site}/index.html: 1 number\n" in done.stdout
    assert f"{site}/sub/plain.txt: 2 numbers\n" in done.stdout
    assert b'<a href="tel:+14155552671">' in (site / "index.html").read_bytes()
    assert (site / "index.html").stat().st_mode & 0o777 == 0o640
    assert (site / "sub/none.htm").stat().st_mtime_ns == before
    assert (site / "picture.png").read_bytes() == b"\x89PNG 415-555-2674"
    again = {path: (site / path).read_bytes() for path in files_below(site)}
    assert command(lonely, "rewrite", "--in-place", str(site)).stdout == ""
    assert {path: (site / path).read_bytes() for path in files_below(site)} == again


def test_a_folder_goes_to_another_one(lonely: dict[str, str], site: Path, tmp_path: Path) -> None:
    before = {path: (site / path).read_bytes() for path in files_below(site)}
    target = tmp_path / "linked"
    done = command(lonely, "rewrite", str(site), "--output", str(target), "--json")
    assert json.loads(done.stdout)["numbers"] == 3
    assert files_below(target) == files_below(site)
    assert b"tel:+14155552671" in (target / "index.html").read_bytes()
    assert (target / "picture.png").read_bytes() == before["picture.png"]
    assert {path: (site / path).read_bytes() for path in files_below(site)} == before


def test_checking_changes_nothing_and_tells(lonely: dict[str, str], site: Path) -> None:
    before = {path: (site / path).read_bytes() for path in files_below(site)}
    done = command(lonely, "rewrite", "--check", str(site))
    assert done.returncode == 1
    assert f"{site}/sub/plain.txt: 2 numbers" in done.stdout
    assert {path: (site / path).read_bytes() for path in files_below(site)} == before
    assert command(lonely, "rewrite", "--check", str(site / "sub/none.htm")).returncode == 0
    piped = command(lonely, "rewrite", "--check", given="415-555-2671")
    assert (piped.returncode, piped.stdout) == (1, "-: 1 number\n")


def test_one_file_goes_to_another(lonely: dict[str, str], site: Path, tmp_path: Path) -> None:
    target = tmp_path / "one.html"
    done = command(lonely, "rewrite", str(site / "index.html"), "-o", str(target))
    assert done.returncode == 0, done.stderr
    assert b"tel:+14155552671" in target.read_bytes()
    deep = tmp_path / "new/folder/one.html"
    assert command(lonely, "rewrite", str(site / "index.html"), "-o", str(deep)).returncode == 0
    assert deep.read_bytes() == target.read_bytes()


@pytest.mark.parametrize(
    ("options", "said", "exit_code"),
    [
        ([], "add --in-place, --output or --check", 2),
        (["--in-place", "--check"], "Choose one of", 2),
        (["/no/such/file", "--check"], "is not there", 1),
    ],
)
def test_what_cannot_be_meant_is_told(
    lonely: dict[str, str], site: Path, options: list[str], said: str, exit_code: int
) -> None:
    done = command(lonely, "rewrite", str(site), *options)
    assert done.returncode == exit_code
    assert said in done.stderr


def test_no_output_replaces_another_one(lonely: dict[str, str], site: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = tmp_path / "other" / site.name
    other.mkdir()
    (other / "index.html").write_text("<p>415-555-2679</p>")
    target = str(tmp_path / "out")
    for name in ("", "index.html"):
        done = command(lonely, "rewrite", str(site / name), str(other / name), "-o", target)
        assert done.returncode == 2
        assert "would both become" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("inside", ["", "linked"])
def test_an_output_inside_its_own_source_is_refused(
    lonely: dict[str, str], site: Path, inside: str
) -> None:
    before = files_below(site)
    done = command(lonely, "rewrite", str(site), "-o", str(site / inside))
    assert done.returncode == 2
    assert "Name a folder outside it" in done.stderr
    assert files_below(site) == before


def test_a_dash_is_standard_input_and_output(lonely: dict[str, str], site: Path) -> None:
    page = site / "index.html"
    done = command(lonely, "rewrite", "--html", "-", "-o", "-", given=page.read_bytes())
    assert "tel:+14155552671" in done.stdout
    assert "tel:+14155552671" in command(lonely, "rewrite", str(page), "-o", "-").stdout
    done = command(lonely, "rewrite", "--in-place", given="415-555-2671")
    assert (done.returncode, done.stdout) == (2, "")


def test_a_file_may_be_its_own_output(lonely: dict[str, str], site: Path) -> None:
    page = site / "index.html"
    with page.open("rb") as source:
        subprocess.run(
            [sys.executable, "-I", "-m", "click_to_call", "rewrite", "-o", str(page), "-"],
            env=lonely,
            stdin=source,
            check=True,
            timeout=60,
        )
    assert b"tel:+14155552671" in page.read_bytes()


def test_what_has_no_telling_name_is_read_by_its_beginning(
    lonely: dict[str, str], tmp_path: Path
) -> None:
    page = "<?php ?>\n<!-- ours -->\n<!DOCTYPE html><p>415-555-2671</p>"
    assert "<a href=" in command(lonely, "rewrite", given=page).stdout
    (tmp_path / "page.php").write_text(page)
    assert "<a href=" in command(lonely, "rewrite", str(tmp_path / "page.php")).stdout
    assert "[415-555-2671](" in command(lonely, "rewrite", given="415-555-2671 <p>").stdout


def test_what_is_no_text_stays_as_it_is(lonely: dict[str, str], site: Path) -> None:
    """A user may name all files of a folder, as with `rewrite --in-place *`."""
    picture, paper = site / "picture.jpg", site / "paper.pdf"
    picture.write_bytes(b"\xff\xd8\0 call 415-555-2671 now")
    paper.write_bytes(b"%PDF-1.4 call 415-555-2671 now")
    done = command(lonely, "rewrite", "--in-place", str(picture), str(paper))
    assert (done.returncode, done.stdout) == (0, "")
    assert command(lonely, "rewrite", str(paper)).stdout == "%PDF-1.4 call 415-555-2671 now"


def test_a_link_that_is_named_leads_on_to_its_file(lonely: dict[str, str], site: Path) -> None:
    link = site.parent / "link.html"
    link.symlink_to(site / "index.html")
    assert command(lonely, "rewrite", "--in-place", str(link)).returncode == 0
    assert link.is_symlink()
    assert b"tel:+14155552671" in (site / "index.html").read_bytes()


def test_a_device_is_written_and_not_replaced(lonely: dict[str, str], site: Path) -> None:
    pipe = site.parent / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert command(lonely, "rewrite", str(site / "index.html"), "-o", str(pipe)).returncode == 0
    assert b"tel:+14155552671" in os.read(reader, 4096)
    os.close(reader)
    assert pipe.is_fifo()


def test_links_to_other_places_are_not_followed(
    lonely: dict[str, str], site: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside.html"
    outside.write_text("<p>415-555-2671</p>")
    (site / "link.html").symlink_to(outside)
    assert command(lonely, "rewrite", "--in-place", str(site)).returncode == 0
    assert outside.read_text() == "<p>415-555-2671</p>"


def test_long_work_shows_how_far_it_is(lonely: dict[str, str], tmp_path: Path) -> None:
    page = tmp_path / "long.txt"
    page.write_text("words and 415-555-2671\n" * 250_000)
    terminal = on_terminal(lonely, "rewrite", "--in-place", str(page))
    terminal.wait_for("Rewriting")
    assert terminal.end() == 0
    assert "250000 numbers" in terminal.said


# --- memory for large files ----------------------------------------------------------------------


def test_memory_does_not_grow_with_the_file(lonely: dict[str, str], tmp_path: Path) -> None:
    """Rewriting a page of four times the size takes at most a tenth more memory."""

    def peak_of(lines: int) -> int:
        page = tmp_path / f"{lines}.html"
        with page.open("w") as file:
            for _ in range(lines):
                file.write("<p>Some prose with 415-555-2671 and more of it, &amp; so on.</p>\n")
        script = (
            "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True);"
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)"
        )
        command_line = [sys.executable, "-I", "-m", "click_to_call", "rewrite", str(page)]
        done = subprocess.run(
            [sys.executable, "-c", script, *command_line],
            env=lonely,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=True,
            timeout=120,
        )
        return int(done.stderr)

    small, large = peak_of(40_000), peak_of(160_000)
    assert large < small * 1.1 + 16_384


# --- the installed package -----------------------------------------------------------------------


def test_the_engine_is_part_of_the_package(tmp_path: Path) -> None:
    """The command works from an installed wheel, where the source checkout is missing."""
    wheels = tmp_path / "wheels"
    source = tmp_path / "source"
    for name in ("pyproject.toml", "README.md", "LICENSE", "native_host", "extension"):
        _copy(ROOT / name, source / name)
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--no-deps", "-q", "-w", str(wheels), str(source)],
        check=True,
        timeout=300,
    )
    (wheel,) = wheels.glob("*.whl")
    installed = tmp_path / "installed"
    subprocess.run(
        [PROGRAMS / "python", "-m", "zipfile", "-e", str(wheel), str(installed)],
        check=True,
        timeout=60,
    )
    assert (installed / "click_to_call/detection/judge/label_before.js").is_file()
    script = (
        f"import sys; sys.path.insert(0, {str(installed)!r});"
        "from click_to_call.rewrite import engine;"
        f"assert engine.__file__.startswith({str(installed)!r});"
        f"assert str(engine.detection_folder()).startswith({str(installed)!r});"
        "text = engine.Text('Call 415-555-2671');"
        "print(engine.engine().find([text], 'US')[0][0].number)"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", script],
        env={"PATH": os.defpath},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout == "+14155552671\n"


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(source, target)
