"""Makes the pictures for the stores: `python -m scripts.packaging.store_pictures`.

The script takes pictures from docs/pictures, and writes them into docs/store in the sizes that the
stores require. Depends on an installed Chromium, which scales and arranges the pictures.
"""

import base64
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, sync_playwright

from scripts.setup.console import say
from scripts.setup.paths import ROOT
from scripts.setup.system_packages import browsers

_PICTURES: Final = ROOT / "docs" / "pictures"
_STORE: Final = ROOT / "docs" / "store"
SCREENSHOT: Final = (1280, 800)
TILE: Final = (440, 280)

_WHOLE: Final = """<!doctype html><style>body { margin: 0 }
img { display: block; width: 1280px; height: 800px; object-fit: cover; object-position: top left }
</style><img src="{picture}">"""

_TILE: Final = """<!doctype html><style>
body { margin: 0; width: 440px; height: 280px; overflow: hidden; position: relative;
  font: 600 30px/1.15 "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; color: #10243e;
  background: linear-gradient(160deg, #eef5ff, #cfe2ff) }
img.icon { position: absolute; left: 32px; top: 34px; width: 60px }
p { position: absolute; left: 108px; top: 41px; margin: 0 }
small { position: absolute; left: 32px; top: 114px; margin: 0;
  font-size: 17px; font-weight: 400; width: 400px; white-space: nowrap }
div { position: absolute; left: 32px; top: 160px; width: 408px; height: 120px; overflow: hidden;
  border-radius: 10px 0 0 0; box-shadow: 0 4px 18px #10243e55 }
div img { width: 760px; position: absolute; left: -190px; top: -166px }
</style><img class="icon" src="{icon}"><p>Click-To-Call</p>
<small>Phone numbers on any page become calls</small>
<div><img src="{picture}"></div>"""


def main() -> None:
    _STORE.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(browsers()[0]))
        page = browser.new_page()
        for name, picture in (("page", "call.png"), ("keyboard", "letters.png")):
            html = _WHOLE.replace("{picture}", _as_address(_PICTURES / picture))
            _shoot(page, html, SCREENSHOT, f"screenshot-{name}.png")
        icon = _as_address(ROOT / "extension" / "icons" / "icon.svg")
        tile = _TILE.replace("{icon}", icon)
        tile = tile.replace("{picture}", _as_address(_PICTURES / "call.png"))
        _shoot(page, tile, TILE, "tile.png")
        browser.close()


def _shoot(page: Page, html: str, size: tuple[int, int], name: str) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.set_content(html, wait_until="load")
    page.screenshot(path=_STORE / name)
    say(f"docs/store/{name}")


def _as_address(file: Path) -> str:
    kind = "svg+xml" if file.suffix == ".svg" else "png"
    return f"data:image/{kind};base64,{base64.b64encode(file.read_bytes()).decode()}"


if __name__ == "__main__":
    main()
