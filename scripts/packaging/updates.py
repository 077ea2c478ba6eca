"""Writes the update manifests for a company that offers the extension on its own server. In these
files, the company's browsers look for new versions of the extension.

Depends on the extension's ids in the host's allowed_origins.py. The formats are those of Chromium's
"Host and distribute" pages (gupdate XML) and of Mozilla's "Updating your add-on" (updates.json).
"""

import json
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from xml.sax.saxutils import quoteattr

from click_to_call.host.allowed_origins import EXTENSION_ID, FIREFOX_ID
from scripts.packaging.extension_files import read_manifest
from scripts.setup.console import SetUpFailed

EXAMPLE: Final = "https://packages.example.com/click-to-call"


def write(output: Path, version: str, address: str) -> None:
    """Writes updates.xml for the Chromium family and updates.json for Firefox. `address` is the
    folder of the server from which browsers download the packages. Raises SetUpFailed if `address`
    does not begin with https."""
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname:
        raise SetUpFailed(f"--updates must be an https address, such as {EXAMPLE}")
    base = f"{address.rstrip('/')}/click-to-call-{version}"
    (output / "updates.xml").write_text(_for_chromium(version, f"{base}.crx"), "utf-8")
    text = json.dumps(_for_firefox(version, f"{base}-firefox.xpi"), indent=2) + "\n"
    (output / "updates.json").write_text(text, "utf-8")


def _for_chromium(version: str, package: str) -> str:
    oldest = read_manifest()["minimum_chrome_version"]
    return (
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        "<gupdate xmlns='http://www.google.com/update2/response' protocol='2.0'>\n"
        f"  <app appid='{EXTENSION_ID}'>\n"
        f"    <updatecheck codebase={quoteattr(package)} version='{version}'"
        f" prodversionmin='{oldest}' />\n"
        "  </app>\n"
        "</gupdate>\n"
    )


def _for_firefox(version: str, package: str) -> dict[str, object]:
    oldest = read_manifest()["browser_specific_settings"]["gecko"]["strict_min_version"]
    update = {
        "version": version,
        "update_link": package,
        "applications": {"gecko": {"strict_min_version": oldest}},
    }
    return {"addons": {FIREFOX_ID: {"updates": [update]}}}
