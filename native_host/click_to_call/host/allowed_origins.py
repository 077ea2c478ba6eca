"""Finds out, from the arguments that a browser passes to this process, whether the browser started
the host for Click-To-Call or for another extension.

Depends on no other module and imports very little, because a click that starts the host must wait
for these imports.
"""

from collections.abc import Sequence
from typing import Final

HOST_NAME: Final = "com.click_to_call.host"
CHROME_STORE_ID: Final[str] = ""
EDGE_STORE_ID: Final[str] = ""
"""CHROME_STORE_ID and EDGE_STORE_ID are the ids that the Chrome Web Store and Edge Add-ons give the
extension when it is first uploaded. Until then, they are "". Maintainers enter the ids here, and
copy the public key that the Chrome Web Store shows into `key` in extension/manifest.json."""
EXTENSION_ID: Final = CHROME_STORE_ID or "dagjalephjecmjcinfccdcclkmgoaenj"
"""The extension's id in Chromium browsers. Chromium computes it from `key` in
extension/manifest.json; a test checks that the id belongs to this key."""
EXTENSION_IDS: Final = tuple(dict.fromkeys((EXTENSION_ID, EDGE_STORE_ID or EXTENSION_ID)))
"""All ids that the extension may have in Chromium browsers: EXTENSION_ID, and the id of its own
that the extension has if it was installed from Edge Add-ons."""
FIREFOX_ID: Final = "click-to-call@click-to-call.dev"
ORIGIN: Final = f"chrome-extension://{EXTENSION_ID}/"
ORIGINS: Final = tuple(f"chrome-extension://{own}/" for own in EXTENSION_IDS)


def is_ours(arguments: Sequence[str]) -> bool:
    """Returns whether a browser started this process for the Click-To-Call extension.

    Chromium passes the extension's origin as the first argument (and then --parent-window=… on
    Windows). Firefox passes the path of the native-messaging manifest, and then the extension's id.
    """
    return any(first in ORIGINS for first in arguments[:1]) or arguments[1:2] == [FIREFOX_ID]


def is_another_extension(arguments: Sequence[str]) -> bool:
    """Returns whether a browser started this process for an extension other than Click-To-Call.
    Call this only if `is_ours` returned False."""
    return any(argument.startswith("chrome-extension://") for argument in arguments[:1]) or (
        len(arguments) == 2 and arguments[0].endswith(f"{HOST_NAME}.json")
    )
