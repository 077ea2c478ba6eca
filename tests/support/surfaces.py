"""Takes pictures of the extension's pages, card and marks in their important states.

Each picture is taken in light and in dark colours. The host places the calls with the simulator.
For the pictures of a missing helper app or another problem, this module stores the state that the
background would store. Depends on Playwright and the other files of tests/support/.
"""

from collections.abc import Mapping
from typing import Any, Final, Literal

from playwright.sync_api import BrowserContext, FloatRect, Page, ViewportSize, expect

from tests.support.browser import extension_id_of, worker_of
from tests.support.contact_sheet import Sheet
from tests.support.extension import change_settings
from tests.support.page_server import PageServer
from tests.support.painted import Painted
from tests.support.panels import SETTLED
from tests.support.popup_over import NO_ANSWER, open_over
from tests.support.real_input import GROWN

SITE: Final = "crm.test"
PAGE: Final = """<!doctype html><html lang=en-US><title>Leads</title><meta charset=utf-8>
<style>:root { color-scheme: light dark; background: light-dark(#fff, #16181d);
color: light-dark(#1c1f26, #e9edf2); font: 15px/1.5 system-ui, sans-serif }
body { margin: 24px 28px } table { border-collapse: collapse; width: 100% }
td, th { padding: 9px 12px; text-align: start;
border-bottom: 1px solid light-dark(#e3e7ed, #353b45) }
</style><h1>Leads</h1><table>
<tr><th>Ada Lovelace<td>Analytical Engines<td>(415) 555-2671<td>New
<tr><th>Ben Nevis<td>Highland Outdoor<td>212-555-0191<td>Call back
<tr><th>Cleo Bright<td>Bright &amp; Sons<td>+1 303-555-0144<td>New
<tr><th>Dan Brown<td>Larkfield<td>(650) 253-0000<td>Won</table>"""
BUSY: Final = "<!doctype html><title>Leads</title><p>Ada Lovelace 212-555-0110</p>"
WINDOW: Final[ViewportSize] = {"width": 640, "height": 400}
LOOKS: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")
SEED: Final = """async (kept) => {
  await chrome.storage.session.clear();
  await chrome.storage.session.set(kept);
}"""
ACCOUNT: Final = {"signed_in": True, "server": "", "name": "Ada Example", "extension_number": "101"}
PHONES: Final = [
    {"phone_number": "+14155550100", "label": "My mobile", "group": "forwarding"},
    {"phone_number": "+14155550101", "label": "", "kind": "desk_phone", "group": "other"},
]
SHOWN: Final = [
    {"phone_number": "+16505550112", "label": "", "kind": "direct", "group": "direct"},
    {"phone_number": "+18005550199", "label": "", "kind": "main_company", "group": "company"},
]
NUMBERS: Final = {"from": PHONES, "caller_id": SHOWN, "fetched_at": 4e9, "problems": {}}


def host(state: str, code: str = "", **parameters: str | int) -> dict[str, Any]:
    """Returns what the background stores about the helper app and the account if the helper app has
    the state `state`. A problem has the code `code` and the given parameters; without `code`, there
    is no problem."""
    problem = {"code": code, "message": "", "parameters": parameters} if code else None
    account = {**ACCOUNT, "signed_in": state == "ready"}
    return {"state": state, "problem": problem, "version": "0.1.0", "account": account}


TROUBLES: Final[dict[str, dict[str, Any]]] = {
    "helper app missing": {"host": host("absent", "host_missing")},
    "helper app too old": {"host": host("absent", "update_host")},
    "helper app not connected": {"host": host("absent", "host_forbidden")},
    "helper app silent": {"host": host("absent", "host_silent")},
    "signed out": {"host": host("signed_out")},
    "signing in": {
        "host": host("signed_out"),
        "sign_in": {"state": "waiting", "tab": 1, "problem": None},
    },
    "sign-in expired": {"host": host("signed_out", "sign_in_expired")},
    "sign-in refused": {"host": host("signed_out", "sign_in_refused", reason="wrong_app")},
    "offline": {"host": host("signed_out", "exchange_unreachable")},
    "keyring locked": {"host": host("signed_out", "keyring_locked", reason="gnome")},
    "no phone": {"host": host("ready"), "numbers": {**NUMBERS, "from": []}},
}


class Camera:
    """Takes screenshots in light and in dark colours, and adds them to the contact sheet
    `sheet`."""

    def __init__(self, context: BrowserContext, server: PageServer) -> None:
        self.context = context
        self.server = server
        self.extension_id = extension_id_of(context)
        self.sheet = Sheet("")

    def take(self, page: Page, name: str, clip: FloatRect | None = None) -> None:
        for look in LOOKS:
            page.emulate_media(color_scheme=look)
            png = page.screenshot(clip=clip, animations="disabled", caret="hide")
            self.sheet.add(name, look, png)
        page.emulate_media(color_scheme="null")

    def whole(self, page: Page, name: str) -> None:
        """Takes screenshots of the whole page, also of the part below the window."""
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": 760, "height": int(height)})
        self.take(page, name)

    def seed(self, session: Mapping[str, Any]) -> None:
        worker_of(self.context).evaluate(SEED, dict(session))

    def open(self, html: str = PAGE) -> Page:
        page = self.context.new_page()
        page.set_viewport_size(WINDOW)
        page.goto(self.server.add(html, SITE))
        page.wait_for_function('CSS.highlights.get("click-to-call")?.size > 0')
        return page

    def panel(self, name: str) -> Page:
        page = self.context.new_page()
        page.set_viewport_size(WINDOW)
        page.goto(f"chrome-extension://{self.extension_id}/{name}/{name}.html")
        page.evaluate(SETTLED)
        return page


def popup(camera: Camera) -> None:
    """Takes pictures of the popup: when the user can call, with each of the popup's tabs, and when
    something is missing, such as the sign-in."""
    camera.seed({"host": host("ready"), "numbers": NUMBERS})
    page = camera.open()
    over = open_over(camera.context, camera.extension_id, page)
    expect(over.locator("#page-numbers li").first).to_be_visible()
    camera.take(over, "ready")
    for number, name in enumerate(("this page", "recent calls", "options")):
        over.get_by_role("tab").nth(number).click()
        over.evaluate(SETTLED)
        if number:
            camera.take(over, name)
    over.close()
    for name, session in TROUBLES.items():
        camera.seed(session)
        over = open_over(camera.context, camera.extension_id, page, NO_ANSWER)
        over.evaluate(SETTLED)
        camera.take(over, name, {"x": 0, "y": 0, "width": 376, "height": 300})
        over.close()
    page.close()
    camera.seed({})


def calls_in_popup(camera: Camera, call: Mapping[str, Any]) -> None:
    """Takes pictures of the popup with a call in each state. `call` is a real
    call that has ended. The pictures show copies of this call with other states."""
    ready = {"host": host("ready"), "numbers": NUMBERS}
    page = camera.open()
    for state in ("ringing_you", "ringing_them", "connected", "ended", "failed"):
        problem = {"code": "they_are_busy", "message": "", "parameters": {}}
        shown = {
            **{**call, "state": state, "problem": problem if state == "failed" else None},
            "cancellable": state.startswith("ringing"),
        }
        camera.seed({**ready, "call": shown})
        over = open_over(camera.context, camera.extension_id, page, NO_ANSWER)
        over.evaluate(SETTLED)
        camera.take(over, state.replace("_", " "))
        over.close()
    page.close()
    camera.seed({})


def pages(camera: Camera) -> dict[str, Any]:
    """Takes pictures of a page with the pointer on a number, and with the card in each state of a
    real call. Returns this call."""
    page = camera.open()
    Painted(page, "+14155552671").hover()
    camera.take(page, "a number under the pointer")
    page.mouse.move(5, 5)
    change_settings(camera.context, sites={SITE: {"trusted": True}})
    page.reload()
    page.wait_for_function('CSS.highlights.get("click-to-call")?.size > 0')
    page.evaluate(GROWN)
    Painted(page, "+14155552671").click()
    for state in ("ringing_you", "ringing_them", "connected", "ended"):
        wait_for_call(camera, state)
        camera.take(page, f"call: {state.replace('_', ' ')}")
    call: dict[str, Any] = worker_of(camera.context).evaluate(
        "chrome.storage.session.get('call').then(({ call }) => call)"
    )
    page.close()
    return call


def wait_for_call(camera: Camera, state: str) -> None:
    worker_of(camera.context).evaluate(
        """(wanted) => new Promise((done, fail) => {
          setTimeout(() => fail(new Error(`the call is never ${wanted}`)), 20_000);
          const look = async () => {
            const { call } = await chrome.storage.session.get("call");
            if (call?.state === wanted) done();
          };
          chrome.storage.session.onChanged.addListener(look);
          look();
        })""",
        state,
    )


def confirmation(camera: Camera) -> None:
    """Takes pictures of the confirmation for an ordinary number, a foreign number, an expensive
    number, and a link that dials another number than it shows."""
    change_settings(camera.context, sites={})
    for name, written, number in (
        ("an ordinary number", "(415) 555-2671", "+14155552671"),
        ("another country", "+44 20 7946 0958", "+442079460958"),
        ("a costly number", "+1 900-234-5678", "+19002345678"),
        (
            "a link to another number",
            '<a href="tel:+19002345678">(415) 555-2671</a>',
            "+14155552671",
        ),
    ):
        html = f"<!doctype html><html lang=en-US><title>x</title><p>Call Ada on {written} today"
        page = camera.open(html) if "href" not in written else camera.context.new_page()
        if "href" in written:
            page.goto(camera.server.add(html, SITE))
        # Waits until the number has been visible for some time. Without this wait, the confirmation
        # would warn that the page may have moved the number under the pointer.
        page.evaluate(GROWN)
        with camera.context.expect_page() as opened:
            if "href" in written:
                page.locator("a").click()
            else:
                Painted(page, number).click()
        question = opened.value
        question.set_viewport_size({"width": 400, "height": 560})
        expect(question.locator("#yes")).to_be_enabled()
        camera.take(question, name)
        question.close()
        page.close()


def settings(camera: Camera) -> None:
    change_settings(
        camera.context,
        sites={"crm.test": {"trusted": True}, "news.test": {"enabled": False}},
        countries=["GB", "DE"],
    )
    page = camera.panel("options")
    expect(page.locator("#region option").first).to_be_attached()
    camera.whole(page, "all settings")
    page.close()


def welcome(camera: Camera) -> None:
    page = camera.panel("welcome")
    camera.whole(page, "ready")
    page.close()
    for name, session in (
        ("nothing yet", TROUBLES["helper app missing"]),
        ("helper app installed", TROUBLES["signed out"]),
    ):
        camera.seed(session)
        page = camera.context.new_page()
        page.add_init_script(NO_ANSWER)
        page.set_viewport_size(WINDOW)
        page.goto(f"chrome-extension://{camera.extension_id}/welcome/welcome.html")
        camera.seed({})
        camera.seed(session)
        page.evaluate(SETTLED)
        camera.whole(page, name)
        page.close()
    camera.seed({})


def call_list(camera: Camera) -> None:
    page = camera.open()
    over = open_over(camera.context, camera.extension_id, page)
    expect(over.locator("#page-numbers li").first).to_be_visible()
    over.locator("#collect").click()
    panel = camera.panel("call_list")
    panel.set_viewport_size({"width": 380, "height": 640})
    expect(panel.locator("#entries li").first).to_be_visible()
    over.close()
    camera.take(panel, "numbers to call")
    panel.close()
    page.close()
