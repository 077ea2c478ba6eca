"""Holds the English texts of the command line: its output, its questions, and its words for the
codes that the host uses, such as "ringing you" for the code "ringing_you" of a call's state.

Depends on the phonenumbers package for the names of countries. Two kinds of texts are elsewhere:
the help of a command is its docstring, and the texts of problems are in ../problem_texts.py.
"""

import re
from typing import Final

FINAL: Final = frozenset({"ended", "cancelled", "failed", "unknown"})
UNDER_WAY: Final = frozenset({"placing", "ringing_you", "ringing_them", "connected"})

_STATES: Final = {
    "placing": "placing",
    "ringing_you": "ringing you",
    "ringing_them": "ringing them",
    "connected": "connected",
    "ended": "ended",
    "cancelled": "cancelled",
    "failed": "failed",
    "unknown": "unknown",
}
_LEGS: Final = {
    "placing": ("waiting", "waiting"),
    "ringing_you": ("ringing", "waiting"),
    "ringing_them": ("answered", "ringing"),
    "connected": ("connected", "connected"),
}
_RISKS: Final = {
    "premium_rate": "a premium-rate number",
    "shared_cost": "a shared-cost number",
    "personal_number": "a personal number, which may cost more",
    "satellite": "a satellite phone",
    "exchange_976": "a 976 number, which may cost more",
    "other_country": "in another country",
}


TEXTS: Final[dict[str, str]] = {
    # Signing in
    "sign_in_page": "Sign in on this page:\n  {address}",
    "redirect_addresses": "Addresses to register as OAuth redirect URI of the app:\n  {addresses}",
    "credential_of_other_server": (
        "The credential is for {theirs}, this host asks {ours}.\n"
        "If that is wrong: click-to-call config set server {theirs}"
    ),
    "signed_in_at": "Signed in as {who} at {server}.",
    "signed_in": "Signed in as {who}",
    "signed_in_extension": "Signed in as {who}, extension {number}",
    "signed_in_where": "  at {server}, country {country}",
    "signed_in_kept": "  kept in {keyring}",
    "signed_out": "Signed out.",
    "nobody_signed_in": "Nobody is signed in at {server}. Run: click-to-call login",
    "unnamed": "an unnamed user",
    "unknown": "unknown",
    # A credential on standard input
    "ask_client_id": "Client ID: ",
    "ask_client_secret": "Client secret: ",
    "ask_jwt": "JWT: ",
    "credential_form": (
        'Give JSON on standard input: {{"client_id": "…", "client_secret": "…", "jwt": "…"}}'
    ),
    "input_too_long": "Standard input is too long for a credential.",
    "input_empty": "Standard input is empty.",
    "input_not_json": "Standard input is not JSON.",
    "input_no_object": "Standard input is JSON, but no object.",
    "jwt_several": "jwt holds {count} credentials: leave one.",
    "part_missing": "{name} is missing.",
    "part_not_text": "{name} is not text.",
    "part_empty": "{name} is empty.",
    "part_garbled": "{name} holds a space, a line end or a letter that no such value has.",
    # Numbers and calls
    "list_from": "Rings first:",
    "list_caller_id": "Caller ID:",
    "list_empty": "  (none)",
    "list_from_incomplete": "The list of phones is incomplete: {problem}",
    "list_caller_id_incomplete": "The list of caller IDs is incomplete: {problem}",
    "calling": "Calling {number} ({country})",
    "read_at_home": "  Read as a number of this country; --region names another.",
    "extension_not_dialled": "  Extension {ext} is not dialled: ask for it when you are connected.",
    "rings_first": "  Rings first: {phone}",
    "they_see": "  They see:    {number}",
    "accounts_choice": "(your account's own choice)",
    "risky_call_it": "{number} is {risks}. Call it?",
    "risky_needs_yes": "{number} is {risks}. Confirm it with --yes.",
    "not_called": "Not called.",
    "call_goes_on": "The call goes on. To cancel it, run: click-to-call cancel",
    "ask_cancel": "Cancel the call? [Y/n] ",
    "call_cancelled": "Cancelled the call to {number}.",
    "no_call_under_way": "No call is under way.",
    "nothing_to_repeat": "There is no call to repeat.",
    "no_calls": "No calls yet.",
    "region_invalid": "{given} is no country's code. Give two letters, as in --region GB.",
    # Files and set-up
    "numbers_one": "{name}: {count} number",
    "numbers_other": "{name}: {count} numbers",
    "choose_one_output": "Choose one of --in-place, --output and --check.",
    "name_an_output": "For folders and several files add --in-place, --output or --check.",
    "in_place_needs_files": "--in-place needs the names of files or folders.",
    "output_inside": '"{output}" lies in "{path}". Name a folder outside it, or use --in-place.',
    "same_target": "{one} and {other} would both become {target}. Rewrite them one by one.",
    "file_missing": "{path} is not there.",
    "policy_usage": "Name a file and a folder: click-to-call policy fleet.toml --output rollout",
    "launcher": "Launcher: {path}",
    "setting_written": "Written to {file}: {name} = {value}",
    "launcher_sets": "The launcher sets {name}={value}",
    "note": "Note: {note}",
    "would_remove": "Would remove {path}",
    "would_remove_the_rest": (
        "Would end the sign-in, and remove settings, the list of calls and the logs."
    ),
    "ask_remove": "Remove all of this?",
    "nothing_installed": "Nothing was installed.",
    "sign_in_may_stay": "The sign-in may stay in the keyring. Everything else is removed.",
    "report": "Report: {path}",
    # Anywhere
    "path_empty": "names no file or folder, because it is empty",
    "some_file": "a file or folder",
    "no_terminal": "{question} There is no terminal to ask on: repeat the command with {flag}.",
    "unforeseen": (
        "Something unforeseen went wrong ({error}). Repeat it as: click-to-call --verbose …"
    ),
}


def text(key: str, **given: object) -> str:
    """Returns the text that TEXTS has under `key`. Each name in braces in this text, such as
    `{path}`, is replaced by the value that `given` has for the name."""
    return TEXTS[key].format(**given)


def state(code: str) -> str:
    """Returns the words for the code of a call's state: "ringing you" for "ringing_you"."""
    return _STATES.get(code, code.replace("_", " "))


def legs(code: str) -> tuple[str, str]:
    """Takes the code of a call's state. Returns what the user's own phone is doing in this state
    and what the called phone is doing, for example "answered" and "ringing"."""
    return _LEGS.get(code, ("", ""))


def risk(code: str) -> str:
    """Returns why a call to a number needs a confirmation, in words that can follow "The number
    is": "a satellite phone", for example."""
    return _RISKS.get(code, "unusual")


def shown_number(number: str) -> str:
    """Returns the number in the format that users read: "+14155552671;ext=12" becomes
    "+14155552671 ext. 12". A number without an extension stays the same."""
    return re.sub(r";ext=(\d+)$", r" ext. \1", number)


def country_of(number: str, region: str | None) -> str:
    """Returns the English name of the country to which a number in E.164 belongs. If the country
    has no name, returns `region`, which is a country's ISO 3166 code. If `region` is None or "",
    returns "no country"."""
    import phonenumbers  # Imported only when a call is placed, because the import is slow.
    from phonenumbers.geocoder import country_name_for_number

    name: str = country_name_for_number(phonenumbers.parse(number), "en")
    return name or region or "no country"
