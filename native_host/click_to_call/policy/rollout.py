"""Writes a folder with the files that an administrator copies to many computers. The folder has one
subfolder for each operating system; the administrator copies the content of `linux/` to `/`, for
example.

Depends on the other files of policy/.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from click_to_call.config_layers import FILE_NAME
from click_to_call.policy import macos_profile, windows_policies
from click_to_call.policy.browser_policies import (
    chromium_file,
    firefox_policies,
    policy_files,
)
from click_to_call.policy.fleet_file import Fleet


def write_rollout(fleet: Fleet, output: Path) -> list[Path]:
    """Writes the files for all operating systems to the folder `output`. Returns their paths.
    Raises OSError if a file cannot be written."""
    written = []
    for name, content in _files(fleet):
        path = output / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        written.append(path)
    return written


def _files(fleet: Fleet) -> Iterator[tuple[str, bytes]]:
    for place, family in policy_files().items():
        if family == "firefox":
            yield f"linux/{place}", _json({"policies": firefox_policies(fleet)})
        else:
            yield f"linux/{place}", _json(chromium_file(fleet, family))
    host = _config(fleet)
    yield f"linux/etc/click-to-call/{FILE_NAME}", host
    yield f"macos/Library/Application Support/click-to-call/{FILE_NAME}", host
    yield "macos/click-to-call.mobileconfig", macos_profile.profile(fleet)
    yield f"windows/ProgramData/click-to-call/{FILE_NAME}", host
    yield "windows/click-to-call.reg", windows_policies.registry_file(fleet)
    yield "windows/PolicyDefinitions/click-to-call.admx", windows_policies.admx().encode()
    yield "windows/PolicyDefinitions/en-US/click-to-call.adml", windows_policies.adml().encode()
    yield "storage.managed.json", _json(fleet.extension)


def _config(fleet: Fleet) -> bytes:
    import tomlkit  # Imported only here, because most commands make no policy.

    head = "# Set by an administrator. What stands in `locked` cannot be changed by users.\n"
    return (head + tomlkit.dumps(fleet.host)).encode()


def _json(value: object) -> bytes:
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()


def left_out(fleet: Fleet) -> list[str]:
    """Returns one sentence for each important setting that the administrator has left out. The
    sentence says what does not work without this setting, and names the setting."""
    known = {
        "chromium_update_url": "Chrome and its kin do not install the extension by force",
        "edge_update_url": "Edge does not install the extension by force",
        "firefox_install_url": "Firefox does not install the extension by force",
    }
    notes = [
        f"{words}: set packages.{name}."
        for name, words in known.items()
        if name not in fleet.packages
    ]
    if "client_id" not in fleet.host:
        notes.append("Each user needs a client ID: set host.client_id.")
    return notes
