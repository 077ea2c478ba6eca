"""Tests the extension's manifest: all files that it names exist, its version is the host's, and
each permission has a reason."""

import base64
import hashlib
import json
import re
from typing import Any

import pytest

from click_to_call.host.allowed_origins import EXTENSION_ID
from scripts.packaging.extension_files import (
    disagreeing_versions,
    missing_files,
    read_manifest,
)
from scripts.setup.paths import EXTENSION

PERMISSIONS = {
    "nativeMessaging": "the host places the calls",
    "storage": "what the user chose; the present call",
    "scripting": "the engine is brought only into pages that show numbers",
    "contextMenus": "numbers inside foreign links and selections",
    "clipboardWrite": "a number is copied from that menu",
    "sidePanel": "the call list stays beside the pages that are worked through",
}
"""Each permission and its purpose. A new permission needs a reason that users accept."""

LOCALES = sorted(path.name for path in (EXTENSION / "_locales").iterdir())


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    return read_manifest()


def test_everything_that_is_named_exists() -> None:
    assert missing_files() == []


def test_the_versions_agree() -> None:
    assert disagreeing_versions() == []


def test_the_permissions_are_those_with_a_reason(manifest: dict[str, Any]) -> None:
    assert set(manifest["permissions"]) == set(PERMISSIONS)
    assert manifest["host_permissions"] == ["<all_urls>"]
    assert "optional_permissions" not in manifest


@pytest.mark.parametrize(
    "door",
    ["web_accessible_resources", "externally_connectable", "content_security_policy", "sandbox"],
)
def test_no_door_is_open_to_pages_and_other_extensions(manifest: dict[str, Any], door: str) -> None:
    assert door not in manifest


def test_the_script_that_starts_the_rest_comes_last(manifest: dict[str, Any]) -> None:
    (entry,) = manifest["content_scripts"]
    assert entry["js"][-1] == "content/bootstrap/main.js"


def test_content_scripts_reach_every_frame(manifest: dict[str, Any]) -> None:
    (entry,) = manifest["content_scripts"]
    reach = ("all_frames", "match_about_blank", "match_origin_as_fallback")
    assert [entry[name] for name in reach] == [True, True, True]
    assert entry["matches"] == ["<all_urls>"]


def test_classic_scripts_are_strict() -> None:
    classic = [*EXTENSION.glob("content/**/*.js"), *EXTENSION.glob("detection/**/*.js")]
    lax = [path.name for path in classic if '"use strict";' not in path.read_text("utf-8")[:2000]]
    assert lax == []


def test_the_id_follows_from_the_key(manifest: dict[str, Any]) -> None:
    digest = hashlib.sha256(base64.b64decode(manifest["key"])).hexdigest()[:32]
    extension_id = "".join(chr(ord("a") + int(digit, 16)) for digit in digest)
    assert extension_id == EXTENSION_ID


def test_both_kinds_of_browser_find_the_background(manifest: dict[str, Any]) -> None:
    background = manifest["background"]
    assert background["scripts"] == [background["service_worker"]]
    assert background["type"] == "module"


def test_every_word_that_is_asked_for_is_there(manifest: dict[str, Any]) -> None:
    pages = "".join(path.read_text("utf-8") for path in EXTENSION.rglob("*.html"))
    scripts = "".join(path.read_text("utf-8") for path in EXTENSION.rglob("*.js"))
    asked = [
        *re.findall(r"__MSG_(\w+)__", json.dumps(manifest) + pages),
        *re.findall(r'data-say(?:-\w+)?="(\w+)"', pages),
        *re.findall(r'\bsay\("(\w+)"', scripts),
    ]
    assert set(asked) <= read_words(manifest["default_locale"]).keys()


def read_words(locale: str) -> dict[str, Any]:
    path = EXTENSION / "_locales" / locale / "messages.json"
    words: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return words
