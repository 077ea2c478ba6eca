"""Who may start this host: our own extension, in either family of browsers.

Depends on nothing and imports next to nothing: a click waits for it.
"""

from collections.abc import Sequence
from typing import Final

HOST_NAME: Final = "com.click_to_call.host"
EXTENSION_ID: Final = "dagjalephjecmjcinfccdcclkmgoaenj"
"""Follows from `key` in extension/manifest.json; a test compares."""
FIREFOX_ID: Final = "click-to-call@click-to-call.dev"
ORIGIN: Final = f"chrome-extension://{EXTENSION_ID}/"


def is_ours(arguments: Sequence[str]) -> bool:
    """Whether a browser started us for our own extension.

    Chromium passes the caller's origin (Windows adds --parent-window=…); Firefox the manifest's
    path, then the add-on's id.
    """
    return arguments[:1] == [ORIGIN] or arguments[1:2] == [FIREFOX_ID]


def is_another_extension(arguments: Sequence[str]) -> bool:
    """Whether a browser started us, but for someone else."""
    return any(argument.startswith("chrome-extension://") for argument in arguments[:1]) or (
        len(arguments) == 2 and arguments[0].endswith(f"{HOST_NAME}.json")
    )
