"""Reads and changes `config.toml`. If the file is faulty, the Problem names the line and says what
to do.

Depends on errors.py. The table `SETTINGS` holds every setting that the file may have.
"""

import codecs
import difflib
import errno
import os
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from click_to_call.errors import Problem

_MOST_BYTES: Final = 1024 * 1024
"""The greatest length of a configuration file. A longer file is refused, so that a huge file does
not fill the memory."""

Value = str | int | list[int] | list[str]


@dataclass(frozen=True)
class Setting:
    """The description of one setting that config.toml may have."""

    expected: str
    """What the value must be, in words that can follow "must be"."""
    accepts: Callable[[object], bool]
    meaning: str
    """One sentence that explains the setting to users."""


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_cap(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


def _are_ports(value: object) -> bool:
    return (
        isinstance(value, list)
        and 1 <= len(value) <= 10  # RingCentral accepts at most ten redirect addresses for an app.
        and all(_is_whole(port) and 1024 <= port <= 65535 for port in value)
    )


def _are_numbers(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(entry, str) and re.fullmatch(r"\+\d{5,15}|\+\d{1,14}\*", entry, re.ASCII)
        for entry in value
    )


_NUMBERS: Final = 'a list of numbers like "+14155550100" or beginnings like "+1415*"'

SETTINGS: Final = {
    "server": Setting("text in quotes", _is_text, "RingCentral's address."),
    "client_id": Setting("text in quotes", _is_text, "The app that you sign in with."),
    "redirect_ports": Setting(
        "a list of 1 to 10 port numbers between 1024 and 65535",
        _are_ports,
        "The ports on which a sign-in with the browser may come back.",
    ),
    "calls_per_minute": Setting(
        "a whole number from 1", _is_cap, "The most calls that are placed in a minute."
    ),
    "calls_per_day": Setting(
        "a whole number from 1", _is_cap, "The most calls that are placed in a day."
    ),
    "from_numbers": Setting(
        _NUMBERS, _are_numbers, "The only phones that may ring first; all of yours if empty."
    ),
    "caller_ids": Setting(
        _NUMBERS, _are_numbers, "The only caller IDs that may be shown; all of yours if empty."
    ),
    "proxy": Setting(
        "text in quotes", _is_text, "The proxy for all requests, such as http://proxy:8080."
    ),
    "certificates": Setting(
        "text in quotes",
        _is_text,
        "A file of certificates (PEM) to trust beside the system's own.",
    ),
}


def read_settings(file: Path, also: tuple[str, ...] = ()) -> dict[str, Any]:
    """Returns the settings in the file, or {} if the file does not exist. Removes spaces around a
    value.

    `also` names further keys that the file may have, such as `locked`. The value of such a key is
    a list of names of settings. The file may be in UTF-8, or in UTF-16 with a byte order mark,
    because editors on Windows write both encodings. Raises Problem("config_invalid") if the file is
    faulty: the text names the file, the line and what is wrong, and says what to do.
    """
    try:
        content = _content(file)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise faulty_setting(f"{file} cannot be read: {error.strerror}.") from error
    text = decoded(content, file)
    try:
        fields = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise faulty_setting(_syntax_words(str(error), text, file)) from None
    for name, value in fields.items():
        if name not in also:
            check_setting(name, value, text, file)
        elif not isinstance(value, list) or not all(map(_is_text, value)):
            words = f"{name} must be a list of names of settings, each in quotes."
            raise Problem("config_invalid", f"{_place(name, text, file)}: {words}")
    return {
        name: value.strip() if isinstance(value, str) else value for name, value in fields.items()
    }


def change_setting(file: Path, name: str, value: Value | None) -> None:
    """Writes one setting to the file. If `value` is None, removes the setting from the file. All
    other lines and comments stay as they are.

    Raises Problem("config_invalid") if the file is faulty or the setting does not allow the value.
    Raises OSError if the file cannot be written.
    """
    import tomlkit  # Imported only here, because most commands change no setting.

    # This raises a Problem if the file is faulty, so that a faulty file is not overwritten.
    read_settings(file)
    text = decoded(file.read_bytes(), file) if file.exists() else ""
    document = tomlkit.parse(text)
    if value is None:
        document.pop(name, None)
    else:
        check_setting(name, value, "", file)
        document[name] = value
    _write_whole(file, tomlkit.dumps(document))


def value_from_words(name: str, words: str) -> Value:
    """Turns the words that the user typed, such as `5000,5001`, `40` or plain text, into the value
    of a setting. Quotes around the words are left out: the command line of Windows passes single
    quotes on to programs.

    Raises Problem("config_invalid") if there is no setting `name`, or if the setting does not allow
    this value.
    """
    _check_name(name, "", None)
    setting, given = SETTINGS[name], re.sub(r"^(['\"])(.*)\1$", r"\2", words.strip()).strip()
    value: Value = given
    if setting.accepts is not _is_text:
        parts = [part for part in re.split(r"[\s,\[\]]+", given) if part]
        if setting.accepts is _are_numbers:
            value = parts
        elif parts and all(part.isascii() and part.isdigit() for part in parts):
            numbers = [int(part) for part in parts]
            value = numbers if setting.accepts is _are_ports else numbers[0]
    if not setting.accepts(value):
        expected = setting.expected.removesuffix(" in quotes")
        raise faulty_setting(f"{name} must be {expected}, not {given!r}.")
    return value


def line_of(name: str, text: str) -> int | None:
    """Returns the number of the line in `text` that sets `name`, counted from 1, or None if no line
    sets it."""
    found = re.search(rf"^[ \t]*[\"']?{re.escape(name)}[\"']?[ \t]*[=.]", text, re.MULTILINE)
    found = found or re.search(rf"^[ \t]*\[+[ \t]*{re.escape(name)}\b", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else None


def decoded(content: bytes, file: Path) -> str:
    """Returns the text of a TOML file, which may be in UTF-8, or in UTF-16 with a byte order mark.
    Raises Problem("config_invalid") for any other encoding."""
    encoding = "utf-8-sig"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        words = f"line {line} of {file} is not UTF-8 text. Save the file as UTF-8."
        raise faulty_setting(words[0].upper() + words[1:]) from None


# --- error messages ------------------------------------------------------------------------------


def faulty_setting(words: str) -> Problem:
    """Returns the Problem for a faulty setting. The user reads `words`, so they must say which
    setting is faulty, where it is, and what to do."""
    return Problem("config_invalid", reason="setting", detail=words)


def _content(file: Path) -> bytes:
    """Returns the file's content. Raises OSError if the file cannot be read, is longer than 1 MiB,
    or is a pipe or a device, whose content might never end."""
    if not (file.is_file() or file.is_dir()) and file.exists():
        raise OSError(errno.EINVAL, "It is no file", str(file))
    with file.open("rb") as opened:
        content = opened.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise OSError(errno.EFBIG, "It is longer than 1 MiB", str(file))
    return content


def _syntax_words(said: str, text: str, file: Path) -> str:
    """Returns a text that tells the user where the file has a syntax error, and how to correct the
    error. `said` is the error message of tomllib, which ends with the error's position, as in
    "Invalid value (at line 1, column 13)". `text` is the content of the file."""
    place = re.search(r"\(at line (\d+), column \d+\)", said)
    lines = text.splitlines()
    where = len(lines) if place is None else int(place[1])
    line = lines[where - 1].strip() if 0 < where <= len(lines) else ""
    if re.search(r"overwrite|twice|mutate|already", said):
        cure = "A setting may stand there once only: remove the other line."
    elif (key := re.match(r"(\w+)\s*=\s*[^\s\"'\[\d]", line)) and key[1] in SETTINGS:
        cure = f'Text stands in quotes, as in: {key[1]} = "…"'
    else:
        cure = 'A line looks like this: client_id = "…"'
    return f"Line {where} of {file} cannot be read. {cure}"


def check_setting(name: str, value: object, text: str, file: Path) -> None:
    """Raises Problem("config_invalid") if there is no setting `name`, or if `value` is not allowed
    for it. `text` is the content of the file: the Problem says which of its lines has the
    setting."""
    _check_name(name, text, file)
    if not SETTINGS[name].accepts(value):
        raise faulty_setting(
            f"{_place(name, text, file)}: {name} must be {SETTINGS[name].expected}."
        )


def _check_name(name: str, text: str, file: Path | None) -> None:
    if name in SETTINGS:
        return
    near = difflib.get_close_matches(name.lower(), SETTINGS, 1)
    cure = f"Did you mean {near[0]}?" if near else f"Known are {', '.join(SETTINGS)}."
    place = f"{_place(name, text, file)}: there" if file else "There"
    raise faulty_setting(f"{place} is no setting {name!r}. {cure}")


def _place(name: str, text: str, file: Path) -> str:
    line = line_of(name, text)
    return f"Line {line} of {file}" if line else str(file)


def _write_whole(file: Path, text: str) -> None:
    """Replaces the file in one step. A host that reads the file at that moment gets either the old
    or the new content, never a part. If the file is a symbolic link, as some users keep their
    settings in another folder, the file to which it leads is replaced, and the link stays."""
    place = file.resolve()
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        partial.write_text(text, "utf-8", newline="\n")
        partial.chmod(0o600)
        partial.replace(place)
    finally:
        partial.unlink(missing_ok=True)
