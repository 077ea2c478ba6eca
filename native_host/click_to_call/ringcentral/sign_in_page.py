"""Makes the page that the browser shows at the end of a sign-in, as the bytes of an HTTP response.

Depends on translations.py for the page's texts. The page loads no other files and runs no script.
"""

import base64
import hashlib
from html import escape
from http import HTTPStatus
from typing import Final

from click_to_call.translations import PAGES

_STYLE: Final = """
:root { color-scheme: light dark; }
body {
  margin: 0; min-height: 100vh; display: grid; place-items: center;
  font: 16px/1.5 system-ui, sans-serif; background: #f3f4f6; color: #1f2933;
}
main {
  max-width: 26rem; margin: 1.5rem; padding: 2.5rem; border-radius: 16px; text-align: center;
  background: #fff; box-shadow: 0 1px 3px #0002, 0 8px 30px #0001;
}
.sign {
  width: 64px; height: 64px; margin: 0 auto 1.25rem; border-radius: 50%;
  display: grid; place-items: center; font-size: 32px; color: #fff; background: #b42318;
}
.sign.good { background: #067647; }
h1 { margin: 0 0 .5rem; font-size: 1.4rem; }
p { margin: 0; overflow-wrap: anywhere; }
small { display: block; margin-top: 1.75rem; color: #667085; }
@media (prefers-color-scheme: dark) {
  body { background: #101418; color: #e4e7ec; }
  main { background: #1d2329; }
  small { color: #98a2b3; }
}
"""

_PAGE: Final = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title} – Click-To-Call</title>
<style>{style}</style>
</head>
<body>
<main>
<div class="{sign}" aria-hidden="true">{mark}</div>
<h1>{title}</h1>
<p>{words}</p>
<small>Click-To-Call</small>
</main>
</body>
</html>
"""


def page(status: int, name: str, language: str, *, problem: str = "") -> bytes:
    """Returns an HTTP response with the page `name`, whose heading and sentence translations.py
    holds. Some pages show `problem`, the text of a Problem, in the sentence. The page has a check
    mark if `status` is 200, and otherwise an exclamation mark."""
    is_good = status == 200
    title, sentence = PAGES[language][name]
    words = sentence.format(problem=problem)
    body = _PAGE.format(
        language=language,
        title=escape(title),
        words=escape(words),
        style=_STYLE,
        sign="sign good" if is_good else "sign",
        mark="✓" if is_good else "!",
    ).encode()
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    headers = {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Language": language,
        "Vary": "Accept-Language",
        "Content-Length": str(len(body)),
        "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{digest}'",
        # The address of this page contains the authorization code, so the browser must neither
        # store the page nor tell the address to the next page.
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Connection": "close",
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n{lines}\r\n".encode() + body
