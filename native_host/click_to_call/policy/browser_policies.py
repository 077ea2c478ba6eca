"""The policies of the browsers as values: install the extension, allow the host, set the settings.

Depends on policy/fleet_file.py for the settings and on install/browsers.py for the folders.
Sources: Chrome's Enterprise policy list (ExtensionSettings, NativeMessagingAllowlist, 3rdparty),
Mozilla's policy-templates (ExtensionSettings, 3rdparty), Microsoft Edge's policy reference.
"""

from typing import Any, Literal

from click_to_call.host.allowed_origins import EXTENSION_ID, FIREFOX_ID, HOST_NAME
from click_to_call.install.browsers import BROWSERS
from click_to_call.policy.fleet_file import Fleet

Family = Literal["chrome", "edge", "firefox"]


def policy_files() -> dict[str, Family]:
    """Returns the policy file of each browser on Linux, relative to the root, in the first of its
    folders."""
    files: dict[str, Family] = {}
    for browser in BROWSERS:
        if browser.policies_linux:
            name = "policies.json" if browser.is_firefox else "click-to-call.json"
            family: Family = "edge" if browser.name.startswith("edge") else "chrome"
            place = f"{browser.policies_linux[0]}/{name}"
            files.setdefault(place, "firefox" if browser.is_firefox else family)
    return files


def chromium_policies(fleet: Fleet, family: Family) -> dict[str, Any]:
    """Returns the policies for browsers of the Chromium family, Edge included, by the policy's
    name."""
    address = fleet.packages.get(f"{'edge' if family == 'edge' else 'chromium'}_update_url")
    policies: dict[str, Any] = {"NativeMessagingAllowlist": [HOST_NAME]}
    if address:
        entry = {"installation_mode": "force_installed", "update_url": address}
        policies["ExtensionSettings"] = {EXTENSION_ID: entry}
    return policies


def chromium_file(fleet: Fleet, family: Family) -> dict[str, Any]:
    """Returns the content of a policy file for Linux."""
    managed = {"extensions": {EXTENSION_ID: fleet.extension}}
    return {**chromium_policies(fleet, family), "3rdparty": managed}


def firefox_policies(fleet: Fleet) -> dict[str, Any]:
    """Returns the value of `policies` in policies.json. Firefox has no list of allowed hosts."""
    policies: dict[str, Any] = {"3rdparty": {"Extensions": {FIREFOX_ID: fleet.extension}}}
    if address := fleet.packages.get("firefox_install_url"):
        entry = {"installation_mode": "force_installed", "install_url": address}
        policies["ExtensionSettings"] = {FIREFOX_ID: entry}
    return policies
