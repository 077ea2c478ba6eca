"""Translates the pages that a browser shows at the end of a sign-in, and the problems on these
pages, into the extension's languages.

Depends on problem_texts.py, which fills parameters into texts. The problems' texts are in
translations.json, which `python3 scripts/build_translations.py` makes from the extension's
_locales.
"""

import functools
import json
from importlib import resources
from typing import Final

from click_to_call.problem_texts import Parameters, fill

Page = tuple[str, str]
"""The heading and the sentence of a page."""

PAGES: Final[dict[str, dict[str, Page]]] = {
    "en": {
        "signed_in": ("Signed in", "You're ready. Go back to your page and click a number."),
        "not_signed_in": ("Not signed in", "{problem}"),
        "not_found": (
            "Nothing here",
            "This sign-in is over, or was replaced by a newer one. Start it again from the "
            "extension.",
        ),
        "used": ("Already used", "This sign-in has been answered. Close this page."),
    },
    "de": {
        "signed_in": (
            "Angemeldet",
            "Alles bereit. Gehen Sie zurück zu Ihrer Seite und klicken Sie eine Nummer an.",
        ),
        "not_signed_in": ("Nicht angemeldet", "{problem}"),
        "not_found": (
            "Hier ist nichts",
            "Diese Anmeldung ist vorbei oder wurde durch eine neuere ersetzt. Beginnen Sie sie in "
            "der Erweiterung von vorn.",
        ),
        "used": (
            "Schon verwendet",
            "Diese Anmeldung ist bereits beantwortet. Schließen Sie diese Seite.",
        ),
    },
    "fr": {
        "signed_in": (
            "Connexion établie",
            "Tout est prêt. Revenez à votre page et cliquez sur un numéro.",
        ),
        "not_signed_in": ("Connexion non établie", "{problem}"),
        "not_found": (
            "Rien ici",
            "Cette connexion est terminée ou a été remplacée par une plus récente. Recommencez "
            "depuis l’extension.",
        ),
        "used": ("Déjà utilisée", "Cette connexion a déjà reçu sa réponse. Fermez cette page."),
    },
    "es": {
        "signed_in": (
            "Sesión iniciada",
            "Todo listo. Vuelva a su página y haga clic en un número.",
        ),
        "not_signed_in": ("Sesión no iniciada", "{problem}"),
        "not_found": (
            "Aquí no hay nada",
            "Este inicio de sesión ha terminado o lo ha sustituido otro más reciente. Empiécelo de "
            "nuevo desde la extensión.",
        ),
        "used": (
            "Ya utilizado",
            "Este inicio de sesión ya tiene respuesta. Cierre esta página.",
        ),
    },
}
"""The pages of each language, by the name of the page."""


def preferred_language(accepted: str) -> str:
    """Returns the language that the browser prefers among the supported ones, or "en" if the
    browser wants none of them.

    `accepted` is the value of Accept-Language, such as "de-AT,de;q=0.9,en;q=0.8" (RFC 9110,
    12.5.4).
    """
    wanted = []
    for part in accepted.split(","):
        name, _, quality = part.partition(";")
        weight = quality.strip().removeprefix("q=")
        try:
            wanted.append((-float(weight or 1), name.strip().lower().partition("-")[0]))
        except ValueError:
            continue
    ordered = [name for weight, name in sorted(wanted, key=lambda one: one[0]) if weight < 0]
    return next((name for name in ordered if name in PAGES), "en")


def problem_text(language: str, code: str, parameters: Parameters, english: str) -> str:
    """Returns a problem's text in this language, or `english` if there is no translation."""
    texts = _problems().get(language, {})
    text = texts.get(f"{code}_{parameters.get('reason', '')}") or texts.get(code)
    return fill(text, parameters) if text else english


@functools.cache
def _problems() -> dict[str, dict[str, str]]:
    """Returns, for each language, the problems' translated texts. Their keys are `<code>` or
    `<code>_<reason>`."""
    file = resources.files("click_to_call") / "translations.json"
    read: dict[str, dict[str, str]] = json.loads(file.read_text("utf-8"))
    return read
