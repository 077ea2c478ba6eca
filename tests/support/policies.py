"""A browser that an administrator's policy files manage, and no other browser on this computer.

Chromium runs in a mount namespace of its own, in which folders of ours lie over the system's; of
Firefox a copy is made that has a policy. Depends on unshare and mount (util-linux).
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
"""Where Chromium, Chrome, Chrome for Testing and Edge look for policies on Linux."""


def managed_chromium(folder: Path, program: Path, file: str, text: str) -> Path:
    """A script that runs `program` with a policy file of this name and text wherever it may look.

    What the browser sees is `policy_files(folder, file)`, which may be changed meanwhile. Raises
    FileNotFoundError where none of the system's folders exists.
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
    """The program of a Firefox whose own folder has this `policies.json`: a copy of the program
    among links to all else that the installed one has."""
    installed = program.resolve()
    for entry in installed.parent.iterdir():
        if entry.name not in ("distribution", installed.name):
            (folder / entry.name).symlink_to(entry.resolve())
    (folder / "distribution").mkdir()
    (folder / "distribution" / "policies.json").write_text(policies, "utf-8")
    return Path(shutil.copy2(installed, folder))


def policy_files(folder: Path, file: str) -> list[Path]:
    """The policy files that such a browser sees."""
    return sorted(folder.rglob(file))


def under_policies(etc: Path) -> list[str]:
    """What starts a program to which this folder lies over /etc, and to no other program."""
    rights = "-m" if os.geteuid() == 0 else "-rm"
    mount = f"mount -t overlay overlay -o lowerdir={shlex.quote(str(etc))}:/etc /etc"
    return ["unshare", rights, "sh", "-c", f'{mount} && exec "$@"', "sh"]
