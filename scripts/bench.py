"""Measures the speed of the extension and the host: `python3 scripts/bench.py WHAT`.

With `finder`, the script measures how fast the extension's matcher, libphonenumber-js/max and
phonenumbers find numbers. The three libraries take turns in reading the same three corpora: hard
texts, ordinary page text, and a log. After that, the script measures how long the extension's
detection and libphonenumber-js/max take to load. npm installs libphonenumber-js/max into
scripts/benchmarks/peers/.

With `growth`, the script searches for the texts for which the detection takes longest, and measures
whether the time for a text grows in proportion to the text's length.

With `host` and `page`, the script makes the measurements that scripts/benchmarks/host.py and
scripts/benchmarks/page.py describe. `--parts` selects some rows of the table for `page`. Depends on
scripts/benchmarks/ and tests/support/finder/.
"""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from scripts.setup import environment

environment.enter(__file__)

import argparse
import importlib
import inspect
import json
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from random import Random
from statistics import median
from typing import Any, Final

import phonenumbers

from scripts.benchmarks.host import bench_host
from scripts.benchmarks.page import PARTS, bench_page
from scripts.benchmarks.sizes import SIZES
from scripts.compare_libphonenumber import expected_matches
from scripts.setup.paths import EXTENSION, ROOT
from tests.support.finder.finder_process import NODE
from tests.support.finder.hard_texts import hard_texts

BENCH: Final = ROOT / "scripts" / "benchmarks" / "peers"
SCRIPT: Final = BENCH / "finder.mjs"
CORPORA: Final = ROOT / "build" / "bench" / "corpora.json"
HARD_TEXTS: Final = 5000
LONGEST_HARD_TEXT_CHARACTERS: Final = 1000
TURNS: Final = 3
LOADS: Final = 11
"""How often each library is loaded. The time of one load says little, because other programs slow
the computer down. Therefore `finder` compares the medians of many loads."""
LOG_CHARACTERS: Final = 1_000_000
PYTHON_TEXTS: Final = 1000
PYTHON_LOG_SHARE: Final = 50
"""The Python package phonenumbers is slow, so it reads only one fiftieth of the log, and only
PYTHON_TEXTS texts of the two other corpora. This favours phonenumbers, because on the whole log,
phonenumbers would also take longer for each character."""

# The documentation of these Python modules serves as ordinary page text. It is the same on every
# computer that has the same version of Python.
PROSE: Final = (
    "argparse",
    "asyncio",
    "datetime",
    "email.message",
    "http.client",
    "json",
    "logging",
)
PROSE_ON: Final = ("os", "pathlib", "shutil", "socket", "subprocess", "threading", "unittest")
CONTACT: Final = (
    "Call us on (415) 555-2671 or +44 20 7031 3000 from Monday to Friday, 9:00 to 17:30, or write "
    "to 1600 Amphitheatre Parkway, Mountain View, CA 94043."
)

Texts = list[dict[str, str]]


def corpora() -> dict[str, Texts]:
    """Returns the texts of three corpora by the corpus's name: hard texts, ordinary page text, and
    a log. Each text comes with the region of the numbers that have no country code."""
    hard = (text for text in hard_texts(seed=20) if len(text.text) <= LONGEST_HARD_TEXT_CHARACTERS)
    log = "".join(islice(log_lines(), LOG_CHARACTERS // 100))
    return {
        "hard texts": [
            {"text": text.text, "region": text.region} for text in islice(hard, HARD_TEXTS)
        ],
        "page text": [{"text": text, "region": "US"} for text in page_texts()],
        "1 MB log": [{"text": log[:LOG_CHARACTERS], "region": "US"}],
    }


def page_texts() -> Iterator[str]:
    """Yields paragraphs of documentation, and after every twentieth paragraph CONTACT, a text with
    two phone numbers."""
    paragraphs: dict[str, None] = {}
    for name in (*PROSE, *PROSE_ON):
        for thing in vars(importlib.import_module(name)).values():
            for documented in (thing, *(vars(thing).values() if inspect.isclass(thing) else ())):
                text = inspect.getdoc(documented) if callable(documented) else None
                paragraphs |= dict.fromkeys((text or "").split("\n\n"))
    for number, paragraph in enumerate(paragraphs):
        yield paragraph
        if number % 20 == 0:
            yield CONTACT


def log_lines() -> Iterator[str]:
    """Yields the lines of a server's log, which are mostly digits."""
    random = Random(1)  # noqa: S311 - repeatable, not secret
    while True:
        day, hour, minute = random.randint(1, 28), random.randint(0, 23), random.randint(0, 59)
        address = ".".join(str(random.randint(0, 255)) for _ in range(4))
        yield (
            f"2026-03-{day:02} {hour:02}:{minute:02}:07.{random.randint(0, 999):03} INFO {address} "
            f"pid={random.randint(1, 65535)} took {random.randint(1, 9999)} ms, order "
            f"{random.randint(10**9, 10**10)}, {random.randint(1, 10**9)} bytes\n"
        )


def run_node(*arguments: str | Path) -> Any:
    """Runs scripts/benchmarks/peers/finder.mjs with these arguments, and returns the value that the
    program prints as JSON."""
    done = subprocess.run([NODE, SCRIPT, *arguments], check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def python_microseconds(texts: Texts) -> float:
    """Returns how many microseconds phonenumbers takes for a text of the corpus on average."""
    sample, share = texts[:PYTHON_TEXTS], 1
    if len(texts) == 1:
        share = PYTHON_LOG_SHARE
        sample = [{**texts[0], "text": texts[0]["text"][: LOG_CHARACTERS // share]}]
    best = float("inf")
    for _ in range(2):
        begin = time.process_time()
        for text in sample:
            expected_matches(text["text"], text["region"])
        best = min(best, time.process_time() - begin)
    return best * 1e6 / len(sample) * share


def bench_finder() -> None:
    """Prints the time that each library takes on average for a text of each corpus, and the time
    that each JavaScript library takes to load. Each figure is the median of several turns."""
    install_peers()
    CORPORA.parent.mkdir(parents=True, exist_ok=True)
    texts = corpora()
    CORPORA.write_text(json.dumps(texts), encoding="utf-8")
    phonenumbers.re_util.enable_pattern_cache()
    turns = [one_turn(texts) for _ in range(TURNS)]
    print(f"{'µs a text':<12}{'ours':>10}{'libphonenumber-js':>20}{'phonenumbers':>20}")
    for name in texts:
        own, other, python = (median(turn[who][name] for turn in turns) for who in range(3))
        print(f"{name:<12}{own:>10.1f}{ratio(other, own):>20}{ratio(python, own):>20}", flush=True)
    nothing = write_empty()
    loads = [[run_node(who, nothing)["load"] for who in ("ours", "peer")] for _ in range(LOADS)]
    own, other = (median(load) for load in zip(*loads, strict=True))
    print(f"{'load, ms':<12}{own:>10.1f}{ratio(other, own):>20}", flush=True)


def one_turn(texts: dict[str, Texts]) -> list[dict[str, float]]:
    """Lets first the extension, then libphonenumber-js and then phonenumbers read all corpora.
    Returns three dictionaries, one for each library: the average microseconds for a text of a
    corpus, by the corpus's name."""
    return [
        run_node("ours", CORPORA)["times"],
        run_node("peer", CORPORA)["times"],
        {name: python_microseconds(part) for name, part in texts.items()},
    ]


def ratio(other: float, own: float) -> str:
    """Returns a text such as "12.0 (3.0x)": the time `other` of another library, and how many times
    as long as the extension's time `own` this is."""
    return f"{other:.1f} ({other / own:.1f}x)"


def write_empty() -> Path:
    """Writes a file of corpora without any text, and returns its path. With this file, finder.mjs
    only measures how long a library takes to load."""
    path = CORPORA.with_name("nothing.json")
    path.write_text("{}", encoding="utf-8")
    return path


def print_growth() -> None:
    """Prints the slowest texts that finder.mjs finds. For each of them, prints the time for one
    character if the text has 64 KiB, 128 KiB, and so on up to 1 MiB."""
    for function in ("findMatches", "findNumbers"):
        rows = run_node("linear", function)
        print(f"\n{function}: ns a character of the slowest texts of 64 KiB, 128 KiB, … 1 MiB")
        for row in rows:
            start, repeated, end = row["pieces"]
            paces = "".join(f"{pace:>9.1f}" for pace in row["paces"])
            print(f"{paces}   {json.dumps(f'{start}({repeated})*{end}')}")


def install_peers() -> None:
    """Installs the libraries with which the extension is compared, unless they are installed
    already. Uses npm."""
    peers = json.loads((BENCH / "package.json").read_text("utf-8"))["dependencies"]
    if all((BENCH / "node_modules" / peer).exists() for peer in peers):
        return
    npm = NODE.with_name("npm")
    quiet = ("--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error")
    subprocess.run([npm, "install", *quiet], cwd=BENCH, check=True)


def main() -> None:
    """Runs the measurement that the arguments name."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("what", choices=("finder", "growth", "host", "page"))
    pages = parser.add_argument_group("pages")
    pages.add_argument("--size", choices=SIZES, default="full", help="of the pages")
    pages.add_argument("--extension", type=Path, default=EXTENSION, help="an unpacked folder")
    pages.add_argument("--parts", nargs="+", choices=PARTS, default=(), help="all if not given")
    pages.add_argument("--rounds", type=int, help="of each page")
    pages.add_argument("--json", type=Path, metavar="FILE", help="writes all figures to it")
    asked = parser.parse_args()
    if asked.what == "finder":
        bench_finder()
    elif asked.what == "growth":
        print_growth()
    elif asked.what == "host":
        bench_host()
    else:
        install_peers()
        size = SIZES[asked.size]
        rounds = asked.rounds or size.rounds
        bench_page(replace(size, rounds=rounds), asked.extension, asked.parts, asked.json)


if __name__ == "__main__":
    main()
