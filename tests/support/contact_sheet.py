"""Combines many screenshots into one WebP picture, in which each surface has its name and appears
in light and dark colours.

The browser lays out and encodes the picture. Depends on Playwright.
"""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Final

from playwright.sync_api import Page

QUALITY: Final = 0.75
"""The quality of the WebP encoding, from 0 to 1. Lower values blur letters."""

_STYLE: Final = """
body { margin: 0; padding: 28px; background: #e9edf2; font: 15px/1.4 system-ui, sans-serif; }
h1 { margin: 0 0 20px; font-size: 22px; }
main { display: flex; flex-wrap: wrap; gap: 26px 30px; align-items: flex-start; }
figure { margin: 0; }
figcaption { margin-bottom: 6px; color: #3b4452; font-weight: 600; }
figure div { display: flex; gap: 6px; align-items: flex-start; }
img { display: block; border-radius: 6px; box-shadow: 0 0 0 1px #b9c2cd; max-width: 1000px; }
"""
_PACK: Final = """async ([png, quality]) => {
  const picture = new Image();
  picture.src = `data:image/png;base64,${png}`;
  await picture.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [picture.naturalWidth, picture.naturalHeight];
  canvas.getContext("2d").drawImage(picture, 0, 0);
  return canvas.toDataURL("image/webp", quality).split(",")[1];
}"""


@dataclass
class Sheet:
    """A picture of many screenshots. `rows` has, for each surface's name and each colour scheme, a
    screenshot as PNG."""

    title: str
    width: int = 1640
    rows: dict[str, dict[str, bytes]] = field(default_factory=dict)

    def add(self, name: str, look: str, png: bytes) -> None:
        self.rows.setdefault(name, {})[look] = png

    def write(self, page: Page, target: Path) -> int:
        """Lays out the screenshots in `page` and writes the picture to the file `target`. Returns
        the file's size in bytes."""
        figures = "".join(_figure(name, looks) for name, looks in self.rows.items())
        page.set_viewport_size({"width": self.width, "height": 800})
        page.set_content(
            f"<!doctype html><meta charset=utf-8><style>{_STYLE}</style>"
            f"<h1>{escape(self.title)}</h1><main>{figures}</main>"
        )
        page.wait_for_function("[...document.images].every((one) => one.complete)")
        packed = pack(page, page.screenshot(full_page=True))
        target.write_bytes(packed)
        return len(packed)


def pack(page: Page, png: bytes) -> bytes:
    """Encodes a PNG as WebP, in the browser of `page`."""
    packed: str = page.evaluate(_PACK, [base64.b64encode(png).decode(), QUALITY])
    return base64.b64decode(packed)


def _figure(name: str, looks: Mapping[str, bytes]) -> str:
    images: Sequence[str] = [
        f'<img alt="{escape(look)}" src="data:image/png;base64,{base64.b64encode(png).decode()}">'
        for look, png in looks.items()
    ]
    return f"<figure><figcaption>{escape(name)}</figcaption><div>{''.join(images)}</div></figure>"
