"""Turns the doctor's findings into lines of text, into JSON, and into a report file without
secrets.

Depends on examination.py, logs.py and errors.py. In the report file, phone numbers are masked. The
file leaves out the account's name, the home folder, and the values of all variables that may hold a
secret.
"""

import json
import re
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from click_to_call import logs
from click_to_call.doctor.examination import Examination
from click_to_call.doctor.findings import Finding
from click_to_call.errors import disk_problem
from click_to_call.folders import home_folder

_NUMBER: Final = re.compile(r"\+\d{7,15}")
_NAME: Final = re.compile(r"Signed in as .*?, with")
_LABELS: Final = {
    "server": "Server",
    "proxy": "Proxy",
    "certificates": "Certificates",
    "keyring": "Keyring",
    "python": "Python",
    "version": "Version",
}


def as_fields(found: Examination) -> dict[str, Any]:
    """Returns the examination as fields for JSON: `in_order`, `findings`, `host`, `shell` and
    `only_in_shell`. The names never change, so programs may rely on them."""
    return {
        "in_order": found.is_in_order,
        "findings": [_fields_of(finding) for finding in found.findings],
        "host": found.host,
        "shell": found.shell,
        "only_in_shell": found.only_in_shell,
    }


def _fields_of(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "words": finding.words,
        "todo": finding.todo,
        "is_fault": finding.is_fault,
    }


def facts_in_lines(found: Examination) -> Iterator[str]:
    """Yields lines of text: one for each fact of the host that a browser starts, and one that names
    the variables of `only_in_shell`. If the host could not be started, yields the facts of a host
    that this shell would start."""
    facts = found.host or found.shell
    for name, label in _LABELS.items():
        if name not in facts:
            continue
        source = facts.get(f"{name}_from") or facts.get(f"{name}_version")
        shown = facts[name] or "none"
        yield f"       {label}: {shown}" + (f" ({source})" if source else "")
    if found.only_in_shell:
        yield f"       Only this shell has: {', '.join(found.only_in_shell)}"


def write(file: Path, found: Examination, environment: Mapping[str, str]) -> None:
    """Writes the report to a file that only its owner can read. Raises
    Problem("state_unwritable") if the file cannot be written."""
    fields = as_fields(found) | {
        "written_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "platform": sys.platform,
    }
    text = json.dumps(fields, indent=2, ensure_ascii=False)
    home = str(home_folder(environment))
    text = text.replace(home, "~") if len(home) > 1 else text
    text = _NAME.sub("Signed in as …, with", text)
    text = _NUMBER.sub(lambda match: logs.mask(match[0]), text)
    try:
        file.touch(mode=0o600)
        file.write_text(text + "\n", "utf-8")
    except OSError as error:
        raise disk_problem("state_unwritable", file, error) from error
