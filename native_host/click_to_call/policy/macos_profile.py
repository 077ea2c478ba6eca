"""Makes the policies for macOS: a configuration profile that any device management system can
install.

Depends on policy/browser_policies.py. The sources are Apple's, Google's, Microsoft's and Mozilla's
documentation. Tests check that the profile is a valid property list; no test ran on macOS.
"""

import plistlib
import uuid
from typing import Any, Final

from click_to_call.host.allowed_origins import EXTENSION_IDS
from click_to_call.policy.browser_policies import chromium_policies, firefox_policies
from click_to_call.policy.fleet_file import Fleet

_IDENTIFIER: Final = "dev.click-to-call.policy"


def profile(fleet: Fleet) -> bytes:
    """Returns the content of a .mobileconfig file. Equal settings always give equal bytes."""
    payloads = {
        "com.google.Chrome": chromium_policies(fleet, "chrome"),
        **{f"com.google.Chrome.extensions.{own}": fleet.extension for own in EXTENSION_IDS},
        "com.microsoft.Edge": chromium_policies(fleet, "edge"),
        **{f"com.microsoft.Edge.extensions.{own}": fleet.extension for own in EXTENSION_IDS},
        "org.mozilla.firefox": {"EnterprisePoliciesEnabled": True, **firefox_policies(fleet)},
    }
    content = [_payload(domain, values) for domain, values in payloads.items() if values]
    whole = {
        "PayloadContent": content,
        "PayloadDisplayName": "Click-To-Call",
        "PayloadDescription": "Installs and sets up the Click-To-Call extension.",
        "PayloadScope": "System",
        "PayloadRemovalDisallowed": False,
        **_identity(_IDENTIFIER, "Configuration"),
    }
    return plistlib.dumps(whole, sort_keys=True)


def _payload(domain: str, values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "PayloadDisplayName": domain, **_identity(f"{_IDENTIFIER}.{domain}", domain)}


def _identity(identifier: str, kind: str) -> dict[str, Any]:
    return {
        "PayloadIdentifier": identifier,
        "PayloadType": kind,
        "PayloadUUID": str(uuid.uuid5(uuid.NAMESPACE_DNS, identifier)).upper(),
        "PayloadVersion": 1,
    }
