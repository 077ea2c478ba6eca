"""Tests that the popup shows the stored state of the host, account and call before the host
answers. When the answer arrives, nothing moves. The popup is never taller than the browser
allows."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from scripts.setup.pages import prepare_axe
from tests.support.extension import open_page, session
from tests.support.page_server import PageServer
from tests.support.popup_over import (
    NO_ANSWER,
    RUN_AXE,
    TALLEST_POPUP_PX,
    open_over,
    shifts,
    tallest,
)

ACCOUNT = {"signed_in": True, "server": "x", "name": "Ada Example", "extension_number": "101"}
PHONES = [
    {"phone_number": f"+141555501{at:02d}", "label": f"Phone {at}", "group": "forwarding"}
    for at in range(5)
]
NUMBERS = {"from": PHONES, "caller_id": PHONES, "fetched_at": 4e9, "problems": {}}
CALL = {
    **{"call_id": "c", "to": "+14155552671", "from": "+14155550100", "caller_id": None},
    **{"placed_at": 1.0, "problem": None, "cancellable": False, "state": "ended"},
    "changed_at": 4e9,
}


def host(state: str, code: str = "", **parameters: Any) -> dict[str, Any]:
    problem = {"code": code, "message": "Unlock it and try again.", "parameters": parameters}
    account = {**ACCOUNT, "signed_in": state == "ready"}
    return {
        **{"state": state, "problem": problem if code else None, "version": "1"},
        "account": account,
    }


READY = {"host": host("ready"), "numbers": NUMBERS}


def with_call(state: str, code: str = "", **changed: Any) -> dict[str, Any]:
    problem = {"code": code, "message": "Try again later.", "parameters": {"seconds": 50}}
    return {
        **READY,
        "call": {**CALL, "state": state, "problem": problem if code else None, **changed},
    }


STATES: list[tuple[str, str | None, dict[str, Any]]] = [
    ("One step left: connect RingCentral", "Set up", {"host": host("absent", "host_missing")}),
    ("Update the helper app", "Set up", {"host": host("absent", "update_host")}),
    (
        "Update the extension",
        "Update and restart the extension",
        {"host": host("absent", "update_extension")},
    ),
    ("The helper app isn't connected", "Check again", {"host": host("absent", "host_forbidden")}),
    ("The helper app stopped", "Check again", {"host": host("absent", "host_died")}),
    ("The helper app doesn't answer", "Check again", {"host": host("absent", "host_silent")}),
    ("Sign in to RingCentral", "Sign in to RingCentral", {"host": host("signed_out")}),
    (
        "Waiting for your sign-in",
        "Show the sign-in page",
        {
            "host": host("signed_out"),
            "sign_in": {"state": "waiting", "tab": 1, "problem": None},
        },
    ),
    (
        "Your sign-in has expired",
        "Sign in to RingCentral",
        {"host": host("signed_out", "sign_in_expired")},
    ),
    ("You're offline", "Check again", {"host": host("signed_out", "exchange_unreachable")}),
    ("Too many calls for now", "Check again", with_call("failed", "rate_limited")),
    ("The keyring can't be used", "Check again", {"host": host("signed_out", "keyring_locked")}),
    ("Which phone should ring?", "Add a phone", {**READY, "numbers": {**NUMBERS, "from": []}}),
    (
        "RingOut isn't part of your plan",
        "Use my phone app",
        with_call("failed", "ringout_not_in_plan"),
    ),
    ("", None, READY),
    ("", None, with_call("ringing_them", cancellable=True)),
    ("", None, with_call("ended")),
    ("", None, with_call("failed", "they_are_busy")),
    ("", None, with_call("failed", "not_your_number")),
]
CUT_IN_CALL = """() => ["#call-number", "#call-state", "#pane-page button"]
  .flatMap((at) => [...document.querySelectorAll(at)])
  .filter((one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
  .filter((one) => one.clientWidth > 0).map((one) => one.textContent)"""
"""Lists the texts of the current call that are cut off: the number, and why the call failed."""
NOTES = {"c": {"name": "Frau Dr. Annegret Müller-Lüdenscheidt, Vertriebsleitung", "written_at": 1}}
RESTORE = """async (kept) => {
  await chrome.storage.session.clear();
  await chrome.storage.session.set(kept);
}"""


@pytest.fixture
def over(browser_context: BrowserContext, page: Page, page_server: PageServer) -> Any:
    """Yields a page with numbers, over which a test opens the popup. After the test, restores the
    content of `storage.session`, which the test replaces."""
    open_page(page, page_server, host="crm.test")
    kept = session(browser_context)
    yield page
    browser_context.service_workers[0].evaluate(RESTORE, kept)
    browser_context.service_workers[0].evaluate("chrome.storage.local.remove('call_notes')")


def test_each_state_is_painted_from_the_session_with_its_one_button(
    browser_context: BrowserContext, extension_id: str, over: Page
) -> None:
    """The popup shows each stored state before the host answers and without a layout shift. In each
    state, the popup is not higher than a browser allows."""
    worker = browser_context.service_workers[0]
    worker.evaluate("(call_notes) => chrome.storage.local.set({ call_notes })", NOTES)
    axe = Path(prepare_axe()).read_text("utf-8")
    for title, button, state in STATES:
        # The popup counts the seconds of a rate limit from `changed_at`, so the test sets
        # `changed_at` to the current time.
        if "call" in state:
            state["call"]["changed_at"] = worker.evaluate("Date.now() / 1000")
        worker.evaluate(RESTORE, state)
        popup = open_over(browser_context, extension_id, over, NO_ANSWER)
        if button is None:
            expect(popup.locator("#ready")).to_be_visible()
            expect(popup.locator("#from option").first).to_be_attached()
        else:
            expect(popup.locator("#absent-title")).to_have_text(title)
            expect(popup.locator("#absent-do")).to_have_text(button)
            assert popup.locator("#stage button:visible").count() <= 2  # with "Copy"
        expect(popup.locator("#dial")).to_be_focused()
        assert tallest(popup) <= TALLEST_POPUP_PX, title
        assert shifts(popup) == [], title
        assert popup.evaluate(CUT_IN_CALL) == [], title
        popup.evaluate(axe)
        assert popup.evaluate(RUN_AXE) == [], title
        popup.close()


def test_nothing_moves_when_the_answers_arrive(
    browser_context: BrowserContext, extension_id: str, over: Page
) -> None:
    worker = browser_context.service_workers[0]
    worker.evaluate("chrome.storage.session.clear()")
    popup = open_over(browser_context, extension_id, over)
    expect(popup.locator("#page-numbers li").first).to_be_visible()
    expect(popup.locator("#ready")).to_be_visible()
    worker.evaluate(
        "(call) => chrome.storage.session.set({ call })", {**CALL, "state": "connected"}
    )
    expect(popup.locator("#call-clock")).to_have_text("0:00")
    expect(popup.locator("#call .legs")).to_contain_text("on the line")
    worker.evaluate("(call) => chrome.storage.session.set({ call })", CALL)
    expect(popup.locator("#call-note")).to_be_visible()
    assert shifts(popup) == []
    assert tallest(popup) <= TALLEST_POPUP_PX
    popup.close()


def test_a_limit_counts_down_and_a_command_is_copied(
    browser_context: BrowserContext, extension_id: str, over: Page
) -> None:
    worker = browser_context.service_workers[0]
    browser_context.grant_permissions(["clipboard-read", "clipboard-write"])
    limited = with_call("failed", "rate_limited")
    limited["call"]["changed_at"] = worker.evaluate("Date.now() / 1000")
    worker.evaluate(RESTORE, limited)
    popup = open_over(browser_context, extension_id, over, NO_ANSWER)
    text = popup.locator("#absent-text")
    first = text.inner_text()
    assert "0:" in first
    expect(text).not_to_have_text(first)
    worker.evaluate(
        "(host) => chrome.storage.session.set({ host })", host("absent", "host_forbidden")
    )
    popup.get_by_role("button", name="Copy", exact=True).click()
    assert popup.evaluate("navigator.clipboard.readText()") == "click-to-call install"
    assert json.dumps(shifts(popup)) == "[]"
    popup.close()
