"""Generates pages that try to make a user call by clickjacking; each page depends only on its seed.

A page shows a number and has zero to four tricks. A trick hides, covers, moves or replaces the
number, or acts without the user. A page's `action` is what the user does on the page. A page whose
tricks do not deceive the user is called honest. clickjacking_visits.py visits the pages.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Final, Literal

Expected = Literal["one", "none", "at most one"]
Action = Literal[
    "click",
    "click at once",
    "double click",
    "tab and enter",
    "enter in a field",
    "drag",
    "elsewhere",
]

MOST_TRICKS: Final = 4
HONEST_SHARE: Final = 0.25
FRAMED_SHARE: Final = 0.15
COVER: Final = "position:fixed;inset:0;z-index:9;pointer-events:none;"

CALLING: Final[tuple[Action, ...]] = ("click", "click at once", "double click", "tab and enter")
"""The user's actions that must place exactly one call on an honest page."""
ACTIONS: Final[tuple[Action, ...]] = (*CALLING, "enter in a field", "drag", "elsewhere")


@dataclass(frozen=True)
class HostilePage:
    """A generated page. `number` is the number that the user reads on the page, unless a trick
    changes the text."""

    seed: int
    html: str
    number: str
    tricks: tuple[str, ...]
    action: Action
    frame: str
    """The kind of frame around the page; "" if the page is the top page."""
    expected: Expected
    are_others_plain: bool
    """Whether the tricks affect only the page's main number, and none of its other numbers."""
    is_only_timed: bool
    """Whether the page deceives the user only by scripts that run at an event in MOMENTS."""

    def __str__(self) -> str:
        said = ", ".join(self.tricks) or "honest"
        return f"seed {self.seed}: {said}; {self.action}{f'; in {self.frame}' * bool(self.frame)}"


HONEST_GROUNDS: Final = (
    "",
    "<style>body{background:#111;color:#eee}</style>",
    "<style>:root{color-scheme:dark}</style>",
    "<style>body{background:linear-gradient(#036,#014);color:#fff}</style>",
    "<style>html{direction:rtl}</style>",
    "<style>body{zoom:1.5}</style>",
    "<style>body{font:28px serif}</style>",
    "<style>body{padding:200px 300px}</style>",
)

STYLES: Final[Mapping[str, tuple[str, ...]]] = {
    "opacity": ("opacity:.01", "opacity:.2", "opacity:0", "opacity:.35"),
    "filter": ("filter:blur(9px)", "filter:opacity(5%)", "filter:invert(1)"),
    "backdrop": ("isolation:isolate;mix-blend-mode:screen", "mix-blend-mode:difference"),
    "mask": ("mask-image:linear-gradient(transparent,transparent)", "mask:url(#nothing)"),
    "clip-path": ("clip-path:inset(0 40% 0 40%)", "clip-path:circle(2px)"),
    "same colour": ("background:#fff;color:#fff", "background:#333;color:#353535"),
    "no fill": ("-webkit-text-fill-color:transparent",),
    "tiny": ("font-size:3px", "zoom:.1", "transform:scale(.15)"),
    "huge": ("font-size:160px", "zoom:9", "transform:scale(12);transform-origin:0 0"),
    "turned": ("transform:rotate(180deg)", "transform:skewX(80deg)", "transform:scaleX(-1)",
               "transform:perspective(200px) rotateY(70deg)"),
    "off the screen": ("position:absolute;left:-9999px", "position:fixed;top:130vh",
                       "width:4ch;overflow:hidden;white-space:nowrap"),
    "dots": ("-webkit-text-security:disc",),
    "bidi style": ("direction:rtl;unicode-bidi:isolate",),
    "on each other": ("letter-spacing:-.5em;margin-left:9em",),
    "not shown": ("visibility:hidden", "content-visibility:hidden"),
}  # fmt: skip
"""Tricks with styles that hide or distort the number. A style applies to the number, to an element
around the number, or to the whole page."""

COVERS: Final = (
    f"<div style='{COVER}background:#fff'>Play</div>",
    f"<div style='{COVER}'></div>",
    f"<div style='{COVER}background:rgba(255,255,255,.01)'>Win</div>",
    f"<style>body::after{{content:'';{COVER}background:#fff}}</style>",
    "<i style='position:fixed;left:600px;top:300px;pointer-events:none;width:9px;height:9px;"
    "box-shadow:0 0 0 2000px #fff'></i>",
    f"<canvas style='{COVER}width:100%;height:100%'></canvas>",
    f"<div popover=manual id=over style='inset:0;width:100%;height:100%;{COVER}'></div>"
    "<script>over.showPopover()</script>",
)

SHEER: Final = {1, 2}
"""The indexes of those COVERS that hide nothing and let clicks through. A user who clicks there
means the visible number below the cover."""

TEXTS: Final[Mapping[str, tuple[str, ...]]] = {
    "lying link": ("<a href='tel:+12125550188'>{n}</a>", "<a href='callto:+442070313000'>{n}</a>",
                   "<a href='sms:+12125550188'>{n}</a>"),
    "bidi characters": ("&#8238;{n}&#8236;", "&#8237;{n}&#8236;", "{a}-{b}-&#8238;{c}&#8236;",
                        "<bdo dir=rtl>{n}</bdo>"),
    "hidden digits": ("{a}-{b}-<s style='font-size:0'>91</s>{c}",
                      "{a}-<s style='opacity:0'>{b}</s>-{c}",
                      "{a}-{b}-<s style='color:#fff;background:#fff'>{c}</s>",
                      "{a}-{b}-<s style='position:absolute;left:-999px'>{c}</s>"),
    "written digits": ("<style>#n::before{{content:'1-900-'}}</style>{n}",
                       "<style>#n::after{{content:'99'}}</style>{n}",
                       "<style>#n{{counter-increment:c 44}}#n::before{{content:counter(c)}}</style>"
                       "{n}"),
    "replaced digits": ("<style>@font-face{{font-family:f;src:local(x)}}</style>"
                        "<s style='content:url(data:image/gif;base64,R0lGODlhAQABAAAAACw=)'>"
                        "{n}</s>",),
}  # fmt: skip
"""Tricks with the HTML of the number itself: the user sees or dials other digits than those in the
text. `{a}`, `{b}` and `{c}` are replaced by the number's three groups of digits, and `{n}` by the
whole number."""

TIMED: Final[Mapping[str, str]] = {
    "moved": "n.style.position = 'relative'; n.style.left = '60px'; n.style.top = '25px'",
    "moved under the cursor": "n.style.position = 'fixed'; n.style.left = e.clientX - 40 + 'px';"
    " n.style.top = e.clientY - 9 + 'px'",
    "other text": "n.textContent = '{other}'",
    "other digits": "const t = document.createTreeWalker(n, 4).nextNode(); if (t) t.data ="
    " '{other}'",
    "covered": "const d = document.createElement('div'); d.style ="
    f" '{COVER}background:#fff'; document.body.append(d)",
    "popover": "const d = document.createElement('div'); d.popover = 'manual'; d.style ="
    " 'inset:0;width:100%;height:100%;pointer-events:none'; document.body.append(d);"
    " d.showPopover()",
    "dialog": "const d = document.createElement('dialog'); d.style = 'position:fixed;inset:0;"
    "width:100%;height:100%;max-width:none;max-height:none;pointer-events:none';"
    " document.body.append(d); d.showModal()",
    "made transparent": "document.documentElement.style.opacity = '.02'",
    "replaced": "n.replaceWith(Object.assign(document.createElement('b'), {id: 'n',"
    " textContent: '{other}'}))",
    "swapped": "const o = document.getElementById('o'); const [i, j] ="
    " [n.innerHTML, o.innerHTML]; n.textContent = o.textContent; o.innerHTML = i",
}
"""Tricks with scripts. Each script runs once, at one of the events in MOMENTS. In the script, `n`
is the number's element, and `e` is the event."""
MOMENTS: Final = ("mousemove", "pointerdown", "mousedown", "pointerup", "mouseup", "click")

SYNTHETIC: Final = """<script>
  const all = () => [...document.querySelectorAll(
    'click-to-call, [data-click-to-call-stop], #n, #n *, #o, #p, body'), document, window];
  const make = [
    () => new MouseEvent('click', {bubbles: true, composed: true, detail: 1}),
    () => new PointerEvent('pointerdown', {bubbles: true, composed: true, isPrimary: true}),
    () => new MouseEvent('mousedown', {bubbles: true, composed: true}),
    () => new PointerEvent('pointerup', {bubbles: true, composed: true, isPrimary: true}),
    () => new MouseEvent('mouseup', {bubbles: true, composed: true}),
    () => new PointerEvent('click', {bubbles: true, composed: true, detail: 1}),
    () => new MouseEvent('dblclick', {bubbles: true, composed: true}),
    () => new MouseEvent('auxclick', {bubbles: true, composed: true, button: 1}),
    () => new KeyboardEvent('keydown', {bubbles: true, composed: true, key: 'Enter'}),
    () => new KeyboardEvent('keydown', {bubbles: true, composed: true, key: ' '}),
    () => new KeyboardEvent('keyup', {bubbles: true, composed: true, key: ' '}),
    () => new Event('touchstart', {bubbles: true, composed: true}),
    () => new Event('touchend', {bubbles: true, composed: true}),
    () => new FocusEvent('focusin', {bubbles: true, composed: true}),
    () => new Event('submit', {bubbles: true, composed: true}),
  ];
  setInterval(() => { for (const node of all()) {
    for (const event of make) node.dispatchEvent(Object.assign(event(), { isMadeUp: true }));
    node.click?.();
  } }, 150);
</script>"""

STOP: Final = "document.querySelector('[data-click-to-call-stop]')"
LAYER: Final = "document.querySelector('click-to-call')"
SELFISH: Final[Mapping[str, tuple[str, ...]]] = {
    "synthetic events": (SYNTHETIC,),
    "focus theft": (
        f"<script>addEventListener('keydown', () => {STOP}?.focus(), true)</script>",
        f"<script>addEventListener('keyup', () => {STOP}?.focus(), true)</script>",
        f"<script>addEventListener('focusin', (e) => {{ if (e.target !== {STOP}) {STOP}?.focus()"
        "}, true)</script>",
        f"<script>setInterval(() => {STOP}?.focus(), 120)</script>",
    ),
    "label": (
        "<script>setInterval(() => { const m = " + LAYER + "; if (!m || m.id) return; m.id = 'm';"
        " document.getElementById('prize').htmlFor = 'm' }, 50)</script>",
    ),
    "access key": (f"<script>setInterval(() => {{ const m = {LAYER}; if (m) m.accessKey = 'k'"
                   "}, 90)</script>",),
}  # fmt: skip
"""Tricks with scripts that act as if they were the user. These scripts must place no call. A real
click on the number may still place one call."""

RESTLESS: Final = (
    "<script>let k = 0; setInterval(() => { k++; const n = document.getElementById('n');"
    " document.getElementById(k % 2 ? 'one' : 'two').append(n) }, 25)</script>"
)

FRAMES: Final = ("the same site", "srcdoc", "a sandbox")

HEAR: Final = """<script>
  window.trickedAt = -1e9; window.pressedAt = window.read = null; window.isOther = false;
  const note = (shown, isOther) => {
    if (pressedAt !== null) return;
    pressedAt = performance.now();
    read = (shown?.textContent ?? '').replace(/[^0-9]/g, '');
    window.isOther = isOther;
  };
  addEventListener('pointerdown', (e) => {
    if (!e.isMadeUp) note(document.getElementById('n'), false);
  }, true);
  addEventListener('keydown', (e) => {
    const other = document.activeElement?.closest('#o, #last');
    if (!e.isMadeUp && e.key === 'Enter') note(other ?? document.getElementById('n'), !!other);
  }, true);
</script>"""
"""The first script of each page. When the user first presses the mouse button or Enter, the script
records the digits that the page shows at that moment: those of the main number. If the user presses
Enter while another number has the focus, because Tab skipped the main number, the script records
the other number's digits."""


class _Draft:
    """A page to which tricks are still being added."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.a, self.b = random.choice(("415", "212", "650")), "555"
        self.c, other = (f"{random.randrange(2000, 9000)}" for _ in range(2))
        self.other = f"646-555-{other}"
        self.text = self.inner = f"{self.a}-{self.b}-{self.c}"
        self.styles: dict[str, list[str]] = {"n": [], "p": [], "one": [], "html": []}
        self.head, self.tail = "", ""
        self.tricks: list[str] = []
        self.timed: list[str] = []
        self.is_dishonest = False
        self.are_others_plain = True

    def hide(self) -> None:
        name = self.random.choice(sorted(STYLES))
        where = self.random.choice(("n", "p", "one", "html"))
        # These styles hide the number only if they apply to the number's own element.
        if name in ("on each other", "off the screen", "bidi style", "clip-path"):
            where = "n"
        # In some pages, the body has colours of its own. There, colours of `html` would not hide
        # the number.
        if name == "same colour" and where == "html":
            where = "one"
        # The number's element must not be inline, because `width` and `transform` have no effect on
        # inline elements.
        self.styles[where].append("display:inline-block" if where == "n" else "")
        self.styles[where].append(self.random.choice(STYLES[name]))
        self.are_others_plain &= where != "html"
        self._note(f"{name} of {where}")

    def cover(self) -> None:
        which = self.random.randrange(len(COVERS))
        self.tail += COVERS[which]
        self.are_others_plain = False
        self.tricks.append(f"cover {which}")
        self.is_dishonest |= which not in SHEER

    def write(self) -> None:
        name = self.random.choice(sorted(TEXTS))
        pattern = self.random.choice(TEXTS[name])
        self.inner = pattern.format(n=self.text, a=self.a, b=self.b, c=self.c)
        self._note(name)

    def change(self) -> None:
        name, moment = self.random.choice(sorted(TIMED)), self.random.choice(MOMENTS)
        target = self.random.choice(("window", "document"))
        does = TIMED[name].replace("{other}", self.other)
        self.tail += (
            f"<script>{{ let isDone = false; {target}.addEventListener('{moment}', (e) => {{"
            " const n = document.getElementById('n'); if (e.isMadeUp || isDone || !n) return;"
            f" isDone = true; window.trickedAt = performance.now(); {does} }}, true) }}</script>"
        )
        self.tricks.append(f"{name} at {moment}")
        self.timed.append(moment)

    def be_restless(self) -> None:
        self.tail += RESTLESS
        self._note("in a loop elsewhere")

    def act(self) -> None:
        name = self.random.choice(sorted(SELFISH))
        self.tail += self.random.choice(SELFISH[name])
        self.tricks.append(name)

    def _note(self, trick: str) -> None:
        self.tricks.append(trick)
        self.is_dishonest = True

    def html(self) -> str:
        styled = "".join(
            f"{'html' if where == 'html' else '#' + where}{{{';'.join(styles)}}}"
            for where, styles in self.styles.items()
            if styles
        )
        return (
            f"<!doctype html><title>x</title>{HEAR}{self.head}<style>{styled}</style>"
            f"<form onsubmit='return false'><p><input id=field> <label id=prize>Win a prize</label>"
            f"</p><div id=one><p id=p>Call <b id=n>{self.inner}</b> now</p></div></form>"
            f"<p>Or <i id=o>{self.other}</i>.</p><div id=two style='padding:90px'></div>"
            f"<p id=last>Front desk: 650-555-0147</p>{self.tail}"
        )


def hostile_page(seed: int) -> HostilePage:
    """Returns the page of a seed. Each call with the same seed returns the same page."""
    random = Random(seed)  # noqa: S311 - the same page again, not a secret
    draft = _Draft(random)
    draft.head = random.choice(HONEST_GROUNDS)
    if random.random() >= HONEST_SHARE:
        tricks: list[Callable[[], None]] = [
            draft.hide, draft.hide, draft.cover, draft.write, draft.change, draft.change,
            draft.be_restless, draft.act, draft.act,
        ]  # fmt: skip
        for trick in random.sample(tricks, random.randint(1, MOST_TRICKS)):
            trick()
    action = random.choice(ACTIONS if draft.tricks else (*ACTIONS, *CALLING))
    frame = random.choice(FRAMES) if random.random() < FRAMED_SHARE else ""
    return HostilePage(
        seed, draft.html(), f"+1{draft.a}{draft.b}{draft.c}", tuple(draft.tricks), action, frame,
        _expected(draft, action, frame), draft.are_others_plain,
        bool(draft.timed) and not draft.is_dishonest,
    )  # fmt: skip


def _expected(draft: _Draft, action: Action, frame: str) -> Expected:
    """Returns how many calls the user's action may place: "none", "one" or "at most one".

    A trick that needs the pointer does not deceive a user of the keyboard, and a change at the
    event `click` comes too late to deceive anybody. A page with only such tricks counts as honest.
    """
    by_pointer = action != "tab and enter" and any(at != "click" for at in draft.timed)
    if draft.is_dishonest or by_pointer or action not in CALLING:
        return "none"
    return "at most one" if draft.tricks or frame else "one"
