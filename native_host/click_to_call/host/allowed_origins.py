"""Recognises which extension a browser started this host for, by the arguments that the browser
passes to the process.

Depends on no other module and imports very little, because a click that starts the host must wait
for these imports.
"""

from collections.abc import Sequence
from typing import Final

HOST_NAME: Final = "com.click_to_call.host"
EXTENSION_ID: Final = "dagjalephjecmjcinfccdcclkmgoaenj"
"""The extension's id in Chromium browsers. It follows from `key` in extension/manifest.json; a test
compares the two."""
FIREFOX_ID: Final = "click-to-call@click-to-call.dev"
ORIGIN: Final = f"chrome-extension://{EXTENSION_ID}/"


def is_ours(arguments: Sequence[str]) -> bool:
    """Returns whether a browser started this process for the Click-To-Call extension.

    Chromium passes the extension's origin as the first argument (and then --parent-window=… on
    Windows). Firefox passes the path of the native-messaging manifest, and then the extension's id.
    """
    return arguments[:1] == [ORIGIN] or arguments[1:2] == [FIREFOX_ID]


def is_another_extension(arguments: Sequence[str]) -> bool:
    """Returns whether a browser started this process for an extension other than Click-To-Call.
    Call this only if `is_ours` returned False."""
    return any(argument.startswith("chrome-extension://") for argument in arguments[:1]) or (
        len(arguments) == 2 and arguments[0].endswith(f"{HOST_NAME}.json")
    )
