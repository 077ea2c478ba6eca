"""Reads what pages cannot read, through DevTools: closed shadow roots and the real popup.

Used by the demo and the tests. Depends on Playwright.
"""

import base64
import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import BrowserContext, Page

from tests.support.browser import worker_of

POPUP_WITHIN_MS: Final = 10_000
STEP_MS: Final = 25
TEXT: Final = 3
"""The value of the DOM's `nodeType` for a text node."""

# Opens the popup over a normal browser window. A confirmation window, which may be in front, has no
# toolbar button.
OPEN_POPUP: Final = """async () => {
  const [{ id: windowId }] = await chrome.windows.getAll({ windowTypes: ["normal"] });
  await chrome.action.openPopup({ windowId });
}"""


def card_state(page: Page) -> str | None:
    """Returns the text that the call card shows for the call's state, or None if there is no
    card."""
    session = page.context.new_cdp_session(page)
    document = session.send("DOM.getDocument", {"depth": -1, "pierce": True})["root"]
    session.detach()
    for layer in _below(document):
        if layer["nodeName"] == "CLICK-TO-CALL":
            for node in _below(layer):
                if attributes_of(node).get("class") == "status":
                    return " ".join(_texts(node))
    return None


def attributes_of(node: dict[str, Any]) -> dict[str, str]:
    pairs = node.get("attributes", [])
    return dict(zip(pairs[::2], pairs[1::2], strict=True))


def _below(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yields a node and all its descendants, also those in shadow roots and in the documents of
    frames."""
    yield node
    inside = [*node.get("shadowRoots", []), *node.get("children", [])]
    for child in [*inside, *filter(None, [node.get("contentDocument")])]:
        yield from _below(child)


def _texts(node: dict[str, Any]) -> Iterator[str]:
    if node["nodeType"] == TEXT:
        yield node["nodeValue"]
    for child in node.get("children", []):
        yield from _texts(child)


class Popup:
    """The popup that the toolbar button opens over the active tab.

    Playwright does not list this popup among its pages, so the class uses DevTools commands.
    """

    def __init__(self, page: Page) -> None:
        """Opens the popup over `page`. Raises TimeoutError if the popup does not open."""
        self._page = page
        self._numbers = itertools.count(1)
        self._answers: dict[int, Any] = {}
        page.bring_to_front()
        worker_of(page.context).evaluate(OPEN_POPUP)
        browser = page.context.browser
        assert browser is not None
        self._session = browser.new_browser_cdp_session()
        self._session.on("Target.receivedMessageFromTarget", self._hear)
        target = {"targetId": self._target(page.context)}
        self._id = self._session.send("Target.attachToTarget", target)["sessionId"]
        self.wait_for("document.querySelector('main')?.ariaBusy === 'false'")

    def evaluate(self, expression: str) -> Any:
        """Returns the value of an expression in the popup's page. If the value is a promise, waits
        for its result."""
        wanted = {"expression": expression, "returnByValue": True, "awaitPromise": True}
        return self._ask("Runtime.evaluate", wanted)["result"].get("value")

    def wait_for(self, expression: str) -> Any:
        """Evaluates the expression in the popup until its value is true, and returns the value.
        Raises TimeoutError after POPUP_WITHIN_MS."""
        for _ in range(POPUP_WITHIN_MS // STEP_MS):
            value = self.evaluate(expression)
            if value:
                return value
            self._page.wait_for_timeout(STEP_MS)
        raise TimeoutError(f"the popup never came to: {expression}")

    def choose(self, select_id: str, value: str) -> None:
        """Selects the option `value` in a list of the popup, and dispatches a `change` event, as
        when a user selects the option."""
        element = f"document.getElementById({json.dumps(select_id)})"
        self.evaluate(
            f"{element}.value = {json.dumps(value)};"
            f"{element}.dispatchEvent(new Event('change', {{ bubbles: true }}))"
        )

    def options(self, select_id: str) -> list[str]:
        found: list[str] = self.evaluate(
            f"[...document.getElementById({json.dumps(select_id)}).options].map((one) => one.value)"
        )
        return found

    def screenshot(self, path: Path) -> None:
        """Takes a screenshot of the visible part of the popup."""
        self._ask("Emulation.setScrollbarsHidden", {"hidden": True})
        picture = self._ask("Page.captureScreenshot", {"format": "png"})["data"]
        path.write_bytes(base64.b64decode(picture))

    def close(self) -> None:
        self.evaluate("void setTimeout(close)")
        self._session.detach()

    def _target(self, context: BrowserContext) -> str:
        address = f"{worker_of(context).url.rpartition('/background/')[0]}/popup/popup.html"
        for _ in range(POPUP_WITHIN_MS // STEP_MS):
            for target in self._session.send("Target.getTargets")["targetInfos"]:
                if target["url"] == address and target["type"] == "page":
                    return str(target["targetId"])
            self._page.wait_for_timeout(STEP_MS)
        raise TimeoutError("the popup did not open")

    def _ask(self, method: str, parameters: dict[str, Any]) -> Any:
        number = next(self._numbers)
        message = json.dumps({"id": number, "method": method, "params": parameters})
        said = {"sessionId": self._id, "message": message}
        self._session.send("Target.sendMessageToTarget", said)
        for _ in range(POPUP_WITHIN_MS // STEP_MS):
            if number in self._answers:
                return self._answers.pop(number)
            self._page.wait_for_timeout(STEP_MS)
        raise TimeoutError(f"the popup did not answer {method}")

    def _hear(self, event: dict[str, Any]) -> None:
        answer = json.loads(event["message"])
        if event["sessionId"] == self._id and "id" in answer:
            self._answers[answer["id"]] = answer.get("result", answer)
