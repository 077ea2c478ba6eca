"""Returns the policies for each browser as Python values. The policies install the extension, allow
the host, and set the extension's settings.

Depends on policy/fleet_file.py for the settings and on install/browsers.py for the folders.
Sources: Chrome's Enterprise policy list (ExtensionSettings, NativeMessagingAllowlist, 3rdparty),
Mozilla's policy-templates (ExtensionSettings, 3rdparty), Microsoft Edge's policy reference.
"""

from typing import Any, Final, Literal
from urllib.parse import urlsplit

from click_to_call.host.allowed_origins import (
    EXTENSION_ID,
    EXTENSION_IDS,
    FIREFOX_ID,
    HOST_NAME,
)
from click_to_call.install.browsers import BROWSERS
from click_to_call.policy.fleet_file import Fleet

Family = Literal["chrome", "edge", "firefox"]

_EDGE_STORE: Final = "edge.microsoft.com"
"""The host name in the update address of Edge Add-ons, Microsoft's store. Only the extension from
this store has its own id; from every other source, it has the id EXTENSION_ID."""


def policy_files() -> dict[str, Family]:
    """Returns a dict with the policy files for Linux. Each key is a file's path, relative to "/".
    Each value is the browser family whose policies the file holds. If a browser reads several
    policy folders, only the folder that install/browsers.py names first gets a file."""
    files: dict[str, Family] = {}
    for browser in BROWSERS:
        if browser.policies_linux:
            name = "policies.json" if browser.is_firefox else "click-to-call.json"
            family: Family = "edge" if browser.name.startswith("edge") else "chrome"
            place = f"{browser.policies_linux[0]}/{name}"
            files.setdefault(place, "firefox" if browser.is_firefox else family)
    return files


def chromium_policies(fleet: Fleet, family: Family) -> dict[str, Any]:
    """Returns the policies for Chrome and browsers like it, or for Edge if `family` is "edge". The
    keys are the names of the policies."""
    address = fleet.packages.get(f"{'edge' if family == 'edge' else 'chromium'}_update_url")
    policies: dict[str, Any] = {"NativeMessagingAllowlist": [HOST_NAME]}
    if address:
        entry = {"installation_mode": "force_installed", "update_url": address}
        is_edges = urlsplit(address).hostname == _EDGE_STORE
        policies["ExtensionSettings"] = {EXTENSION_IDS[-1] if is_edges else EXTENSION_ID: entry}
    return policies


def chromium_file(fleet: Fleet, family: Family) -> dict[str, Any]:
    """Returns the content of a policy file on Linux for Chrome and browsers like it, or for Edge:
    the policies, and the extension's settings."""
    managed = {"extensions": dict.fromkeys(EXTENSION_IDS, fleet.extension)}
    return {**chromium_policies(fleet, family), "3rdparty": managed}


def firefox_policies(fleet: Fleet) -> dict[str, Any]:
    """Returns the value of the key `policies` in Firefox's policies.json. There is no policy that
    allows the host, because Firefox has no list of allowed native-messaging hosts."""
    policies: dict[str, Any] = {"3rdparty": {"Extensions": {FIREFOX_ID: fleet.extension}}}
    if address := fleet.packages.get("firefox_install_url"):
        entry = {"installation_mode": "force_installed", "install_url": address}
        policies["ExtensionSettings"] = {FIREFOX_ID: entry}
    return policies
