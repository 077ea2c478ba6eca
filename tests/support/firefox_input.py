"""Moves a user's real mouse and keyboard in Firefox, and reports the effect of each input.

real_input.py does this in Chromium. `Fingers` has those methods of Playwright's page that
painted.py, watching.py and the cases of test_user_intent.py use, so these files work with both
browsers.
"""

import json
import sys
import time
from typing import Any

from marionette_driver.keys import Keys
from marionette_driver.marionette import Marionette
from playwright.sync_api import ViewportSize

from tests.support.extension import CALLEE
from tests.support.firefox import PATIENCE_SECONDS, panel_address
from tests.support.page_server import PageServer
from tests.support.painted import Painted
from tests.support.real_input import GROWN, ONE_MOMENT, OWN_LINK, TWO_FRAMES, Outcome

EVALUATE = """
const [source, argument, done] = arguments;
// What runs in a page declares its names there; the extension's own pages let nobody do that.
const run = location.protocol === "moz-extension:" ? eval : window.eval;
const make = () => {
  try {
    return run(`(${source})`);
  } catch (error) {
    if (error.name === "SyntaxError") return run(source);
    throw error;
  }
};
const answer = async () => {
  const made = make();
  return typeof made === "function" ? made(...JSON.parse(argument)) : made;
};
answer().then((value) => done({ value }), (error) => done({ error: String(error) }));
"""
"""Runs a text of JavaScript in the page and returns its value. The text is an expression, several
statements, or a function, which is called with the arguments."""

UNTIL = """([source, argument]) => new Promise((done) => {
  const look = async () => {
    const made = window.eval(`(${source})`);
    const found = await (typeof made === "function" ? made(argument) : made);
    if (found) return done(found);
    requestAnimationFrame(look);
  };
  look();
})"""
LOOKED = GROWN.replace("900", "500")
"""Waits 500 ms. Firefox tells the extension within 400 ms whether a number is visible, so after
this wait the extension has decided whether a click may call."""
CARD_WORDS = """
const { openOrClosedShadowRoot: root } = document.querySelector("click-to-call") ?? {};
return root?.querySelector(".card")?.textContent ?? "";
"""
PARTS = """
const { openOrClosedShadowRoot: root } = document.querySelector("click-to-call") ?? {};
return [...(root?.querySelectorAll(arguments[0]) ?? [])].map((part) => {
  const { left, top, width, height } = part.getBoundingClientRect();
  const name = part.getAttribute("aria-label") ?? part.textContent;
  return { href: part.href ?? "", name, left, top, width, height };
});
"""
CHOOSE = """
const [label, done] = arguments;
const whenOpen = (menu, then) =>
  menu.state === "open" ? then() : setTimeout(() => whenOpen(menu, then), 20);
const page = document.getElementById("contentAreaContextMenu");
whenOpen(page, () => {
  const item = [...page.querySelectorAll("menuitem")].find((one) => one.label === label);
  const menus = [];
  for (let at = item.closest("menu"); at; at = at.parentElement.closest("menu")) menus.unshift(at);
  const openNext = () => {
    const own = menus.shift();
    if (!own) return done(item.parentElement.activateItem(item));
    own.openMenu(true);
    whenOpen(own.menupopup, openNext);
  };
  openNext();
});
"""
CLIPBOARD = """
const holder = Cc["@mozilla.org/widget/transferable;1"].createInstance(Ci.nsITransferable);
holder.init(null);
holder.addDataFlavor(arguments[0]);
const here = window.browsingContext.currentWindowContext;
Services.clipboard.getData(holder, Services.clipboard.kGlobalClipboard, here);
const held = {};
holder.getTransferData(arguments[0], held);
return held.value.QueryInterface(Ci.nsISupportsString).data;
"""
SESSION = "chrome.storage.session.get(null)"
QUESTION = """new Promise((done) => {
  const look = async () => {
    const { pending } = await chrome.storage.session.get("pending");
    const [asked] = Object.values(pending ?? {});
    if (!asked) return;
    chrome.storage.session.onChanged.removeListener(look);
    done(asked);
  };
  chrome.storage.session.onChanged.addListener(look);
  look();
})"""
RESET = """async () => {
  const over = ["ended", "failed", "unknown", "cancelled"];
  await new Promise((done) => {
    const look = async () => {
      const { call } = await chrome.storage.session.get("call");
      if (call && !over.includes(call.state)) return;
      chrome.storage.session.onChanged.removeListener(look);
      done();
    };
    chrome.storage.session.onChanged.addListener(look);
    look();
  });
  const { pending } = await chrome.storage.session.get("pending");
  for (const { window } of Object.values(pending ?? {}))
    if (window !== null) await chrome.windows.remove(window).catch(() => undefined);
  await chrome.storage.session.set({ call: null, about: null, pending: {}, asker: null });
}"""
SET = "(settings) => chrome.storage.local.set({ settings })"
KEYS = {"Enter": Keys.ENTER, "Tab": Keys.TAB, "Space": " ", "Alt": Keys.ALT, "Escape": Keys.ESCAPE,
        "Shift": Keys.SHIFT, "Control": Keys.CONTROL, "End": Keys.END,
        "ControlOrMeta": Keys.META if sys.platform == "darwin" else Keys.CONTROL}  # fmt: skip


LEFT, RIGHT = 0, 2
AWAY = (2, 600)


class Fingers:
    """A user's mouse, keyboard and finger on the page in the driver's current tab."""

    def __init__(self, driver: Marionette) -> None:
        self.driver = driver
        self.mouse = Mouse(driver)
        self.keyboard = Keyboard(driver)
        self.finger = Finger(driver)

    def goto(self, address: str) -> None:
        self.driver.navigate(address)

    def set_viewport_size(self, size: ViewportSize) -> None:
        """Sets the size of the whole window. The viewport is smaller than `size`, because the
        window also contains the toolbars."""
        self.driver.set_window_rect(width=size["width"], height=size["height"])

    def evaluate(self, source: str, *arguments: Any) -> Any:
        return evaluate(self.driver, source, *arguments)

    def wait_for_function(self, source: str, arg: Any = None) -> Any:
        return self.evaluate(UNTIL, [source, arg])

    def parts(self, selector: str) -> list[dict[str, Any]]:
        """Returns the box, the address and the name of each part of the layer that the selector
        matches."""
        found = self.driver.execute_script(PARTS, [selector], sandbox="system")
        return list(found)

    def wait_for_parts(self, selector: str, count: int = 1) -> list[dict[str, Any]]:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while len(found := self.parts(selector)) != count:
            assert time.monotonic() < deadline, f"{selector}: {found}"
            self.evaluate(TWO_FRAMES)
        return found

    def card_words(self) -> str:
        return str(self.driver.execute_script(CARD_WORDS, sandbox="system"))

    def expect_card(self, words: str) -> None:
        """Waits until the text of the call card contains `words`."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while words not in (said := self.card_words()):
            assert time.monotonic() < deadline, f"the card says {said!r}, not {words!r}"
            self.evaluate(TWO_FRAMES)

    def locator(self, selector: str) -> "Place":
        return Place(self, selector)


class Place:
    """The first element of the page that a selector matches, with those methods of Playwright's
    locator that the tests use."""

    def __init__(self, fingers: Fingers, selector: str) -> None:
        self.fingers, self.selector = fingers, selector

    @property
    def first(self) -> "Place":
        """Returns this object, because its methods already use the first element that the selector
        matches."""
        return self

    def focus(self) -> None:
        self._act("focus()")

    def blur(self) -> None:
        self._act("blur()")

    def fill(self, words: str) -> None:
        self.focus()
        self._act(f"value = {json.dumps(words)}")

    def click(self, position: dict[str, float] | None = None) -> None:
        """Clicks the element's middle or, with `position`, the place at this distance from the
        element's top left corner."""
        left, top, width, height = self.fingers.evaluate(
            "(name) => { const box = document.querySelector(name).getBoundingClientRect();"
            " return [box.left, box.top, box.width, box.height]; }",
            self.selector,
        )
        at = position or {"x": width / 2, "y": height / 2}
        self.fingers.mouse.click(left + at["x"], top + at["y"])

    def _act(self, what: str) -> None:
        self.fingers.evaluate(f"(name) => {{ document.querySelector(name).{what} }}", self.selector)


class Mouse:
    def __init__(self, driver: Marionette) -> None:
        self.driver = driver
        self.at = (0.0, 0.0)

    def move(self, x: float, y: float, steps: int = 1) -> None:
        (from_x, from_y), (sequence) = self.at, self._sequence()
        for step in range(1, steps + 1):
            share = step / steps
            sequence.pointer_move(
                round(from_x + (x - from_x) * share), round(from_y + (y - from_y) * share)
            )
        sequence.perform()
        self.at = (x, y)

    def down(self) -> None:
        self._sequence().pointer_down().perform()

    def up(self) -> None:
        self._sequence().pointer_up().perform()

    def click(self, x: float, y: float, click_count: int = 1, button: int = LEFT) -> None:
        sequence = self._sequence().pointer_move(round(x), round(y))
        for _ in range(click_count):
            sequence.pointer_down(button).pointer_up(button)
        sequence.perform()
        self.at = (x, y)

    def dblclick(self, x: float, y: float) -> None:
        self.click(x, y, click_count=2)

    def _sequence(self) -> Any:
        return self.driver.actions.sequence("pointer", "mouse", {"pointerType": "mouse"})


class Finger:
    """A finger on a touch screen."""

    def __init__(self, driver: Marionette) -> None:
        self.driver = driver

    def swipe(self, start: tuple[float, float], *places: tuple[float, float]) -> None:
        """Touches the screen at `start`, moves the finger to each of `places`, and lifts it.
        Without `places`, this is a tap."""
        finger = self.driver.actions.sequence("pointer", "finger", {"pointerType": "touch"})
        finger.pointer_move(*map(round, start)).pointer_down()
        for place in places:
            finger.pointer_move(*map(round, place), duration=20)
        finger.pointer_up().perform()


class Keyboard:
    def __init__(self, driver: Marionette) -> None:
        self.driver = driver

    def down(self, key: str) -> None:
        self._sequence().key_down(KEYS.get(key, key)).perform()

    def up(self, key: str) -> None:
        self._sequence().key_up(KEYS.get(key, key)).perform()

    def press(self, keys: str) -> None:
        """Presses one key, or several keys at the same time, such as "Alt+Shift+N"."""
        names = [KEYS.get(name, name) for name in keys.split("+")]
        sequence = self._sequence()
        for name in names:
            sequence.key_down(name)
        for name in reversed(names):
            sequence.key_up(name)
        sequence.perform()

    def type(self, words: str) -> None:
        sequence = self._sequence()
        for letter in words:
            sequence.key_down(letter).key_up(letter)
        sequence.perform()

    def _sequence(self) -> Any:
        return self.driver.actions.sequence("key", "keyboard")


def evaluate(driver: Marionette, source: str, *arguments: Any) -> Any:
    """Returns the value of `source` in the scope of the page's own scripts. `source` is an
    expression, or a function that gets `arguments`."""
    found = driver.execute_async_script(EVALUATE, [source, json.dumps(arguments)], sandbox=None)
    assert "error" not in found, found
    return found.get("value")


def clipboard_of(driver: Marionette, kind: str = "text/plain") -> str:
    with driver.using_context("chrome"):
        return str(driver.execute_script(CLIPBOARD, [kind]))


class FirefoxSite:
    """A site under test: one tab for its pages, and one for the extension's storage."""

    def __init__(self, driver: Marionette, server: PageServer, host: str) -> None:
        self.driver, self.server, self.host = driver, server, host
        self.page = Fingers(driver)
        self.tab = driver.current_window_handle
        self.panel = driver.open(type="tab")["handle"]
        driver.switch_to_window(self.panel, focus=False)
        driver.navigate(panel_address(driver, "options/options.html"))
        driver.switch_to_window(self.tab)

    def close(self) -> None:
        self.driver.switch_to_window(self.panel, focus=False)
        self.driver.close()
        self.driver.switch_to_window(self.tab)

    def in_panel(self, source: str, *arguments: Any) -> Any:
        """Runs a script in the extension's tab. The page's tab stays in front."""
        self.driver.switch_to_window(self.panel, focus=False)
        try:
            return evaluate(self.driver, source, *arguments)
        finally:
            self.driver.switch_to_window(self.tab, focus=False)

    def reset(self, **settings: Any) -> None:
        """Waits until the last call has ended. Then removes this call and any confirmation, and
        stores `settings`."""
        self.driver.actions.release()
        self.in_panel(RESET)
        self.in_panel(SET, settings)

    def goto(self, html: str) -> None:
        self.page.goto(self.server.add(f"<!doctype html><title>x</title>{html}", self.host))

    def show(self, html: str, number: str = CALLEE) -> None:
        """Shows a page, and waits until its number has been visible long enough for a click."""
        self.number = Painted(self.page, number)
        self.page.mouse.move(*AWAY)
        self.goto(html)
        self.middle()
        self.page.evaluate(GROWN)

    def middle(self) -> tuple[float, float]:
        """Returns the middle of the number's first line, or of the page's link, in the viewport."""
        x, y = self.page.evaluate(OWN_LINK) or self.number.middle()
        return x, y

    def click(self) -> None:
        """Clicks the number as a user does: the pointer reaches the number a moment before the
        button is pressed."""
        x, y = self.middle()
        self.page.mouse.move(x - 1, y)
        self.page.mouse.move(x, y)
        self.page.evaluate(TWO_FRAMES)
        self.page.mouse.click(x, y)

    def show_hints(self) -> list[str]:
        """Presses the shortcut for link hints. Returns the letters that the current frame shows."""
        with self.driver.using_context("chrome"):
            self.page.keyboard.press("Alt+Shift+K")
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self.page.parts(".hints p"):
            assert time.monotonic() < deadline, "no letters came"
            self.page.evaluate(TWO_FRAMES)
        return [letter["name"] for letter in self.page.parts(".hints b")]

    def choose(self, label: str, x: float, y: float) -> None:
        """Opens the browser's context menu at a point of the page, and chooses the extension's item
        with the text `label`."""
        self.page.mouse.click(x, y, button=RIGHT)
        with self.driver.using_context("chrome"):
            self.driver.execute_async_script(CHOOSE, [label])

    def question(self) -> dict[str, Any]:
        """Waits for the confirmation and returns what it shows."""
        asked: dict[str, Any] = self.in_panel(QUESTION)
        return asked

    def outcome(self) -> Outcome:
        """Waits until the extension has decided what the last input means. Returns the decision."""
        self.page.evaluate(LOOKED)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while ONE_MOMENT in self.page.card_words():
            assert time.monotonic() < deadline, "the background did not decide"
            self.page.evaluate(TWO_FRAMES)
        found = self.in_panel(SESSION)
        if found["call"] is not None:
            return "called"
        asked = [question["sure"] for question in found["pending"].values()]
        return "nothing" if not asked else "sure" if asked[-1] else "doubted"
