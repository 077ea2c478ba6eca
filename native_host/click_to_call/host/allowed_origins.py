"""Recognises the extension that starts this host, by the arguments that the browser passes.

Depends on no other module and imports very little, because each click that starts the host waits
for it.
"""

from collections.abc import Sequence
from typing import Final

HOST_NAME: Final = "com.click_to_call.host"
EXTENSION_ID: Final = "dagjalephjecmjcinfccdcclkmgoaenj"
"""Derived from `key` in extension/manifest.json; a test compares the two."""
FIREFOX_ID: Final = "click-to-call@click-to-call.dev"
ORIGIN: Final = f"chrome-extension://{EXTENSION_ID}/"


def is_ours(arguments: Sequence[str]) -> bool:
    """Returns whether a browser started this process for our own extension.

    Chromium passes the extension's origin (and --parent-window=… on Windows). Firefox passes the
    path of the manifest, then the add-on's id.
    """
    return arguments[:1] == [ORIGIN] or arguments[1:2] == [FIREFOX_ID]


def is_another_extension(arguments: Sequence[str]) -> bool:
    """Returns whether a browser started this process for another extension."""
    return any(argument.startswith("chrome-extension://") for argument in arguments[:1]) or (
        len(arguments) == 2 and arguments[0].endswith(f"{HOST_NAME}.json")
    )
