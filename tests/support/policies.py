"""Runs a browser with an administrator's policy files that affect no other browser on this machine.

Chromium runs in a mount namespace of its own, where test folders replace the system's policy
folders. Firefox runs from a copy of its program folder, which also contains the policy file.
Depends on unshare and mount (util-linux).
"""

import os
import shlex
import shutil
from pathlib import Path
from typing import Final

CHROMIUM_FOLDERS: Final = {
    "/etc/chromium": ("policies/managed",),
    "/etc/opt": (
        "chrome/policies/managed",
        "chrome_for_testing/policies/managed",
        "edge/policies/managed",
    ),
}
"""The folders where Chromium, Chrome, Chrome for Testing and Edge read policies on Linux."""


def managed_chromium(folder: Path, program: Path, file: str, text: str) -> Path:
    """Writes a script to `folder` that runs the browser `program`, and returns the script's path.
    In each of the browser's policy folders, there is a policy file with the name `file` and the
    content `text`.

    A test may change these files later: `policy_files(folder, file)` returns them. Raises
    FileNotFoundError if none of the folders CHROMIUM_FOLDERS exists.
    """
    there = {Path(name): inside for name, inside in CHROMIUM_FOLDERS.items() if Path(name).is_dir()}
    if not there:
        raise FileNotFoundError(f"none of {', '.join(CHROMIUM_FOLDERS)} exists")
    mounts = []
    for system, inside in there.items():
        own = folder / system.name
        shutil.copytree(system, own)
        for place in inside:
            (own / place).mkdir(parents=True, exist_ok=True)
            (own / place / file).write_text(text, "utf-8")
        mounts.append(f"mount --bind {shlex.quote(str(own))} {shlex.quote(str(system))}")
    script = folder / "browser.sh"
    inner = shlex.quote(f'{" && ".join(mounts)} && exec {shlex.quote(str(program))} "$@"')
    rights = "-m" if os.geteuid() == 0 else "-rm"
    script.write_text(f'#!/bin/sh\nexec unshare {rights} sh -c {inner} sh "$@"\n', "utf-8")
    script.chmod(0o700)
    return script


def managed_firefox(folder: Path, program: Path, policies: str) -> Path:
    """Makes a Firefox in `folder` that reads `policies` as its policies.json: a copy of the
    installed program, with links to the other installed files. Returns the path of the copy."""
    installed = program.resolve()
    for entry in installed.parent.iterdir():
        if entry.name not in ("distribution", installed.name):
            (folder / entry.name).symlink_to(entry.resolve())
    (folder / "distribution").mkdir()
    (folder / "distribution" / "policies.json").write_text(policies, "utf-8")
    return Path(shutil.copy2(installed, folder))


def policy_files(folder: Path, file: str) -> list[Path]:
    """Returns the policy files of the browser that `managed_chromium` runs."""
    return sorted(folder.rglob(file))


def under_policies(etc: Path) -> list[str]:
    """Returns the beginning of a command line. The program whose name follows sees the files of the
    folder `etc` in /etc, in front of the system's own files."""
    rights = "-m" if os.geteuid() == 0 else "-rm"
    mount = f"mount -t overlay overlay -o lowerdir={shlex.quote(str(etc))}:/etc /etc"
    return ["unshare", rights, "sh", "-c", f'{mount} && exec "$@"', "sh"]
