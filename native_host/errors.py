"""The tree of problems. Each leaf has the code that goes over the wire and words a user can act on.

Knows nothing of how a problem is noticed or shown.

Problem
├── bad_message, too_large, update_extension, update_host, internal
├── not_signed_in, sign_in_refused, sign_in_expired, config_invalid
├── keyring_missing, keyring_locked, keyring_uninitialised, keyring_mute, keyring_full,
│   keyring_failed
├── not_a_number, emergency_number, short_number, confirmation_needed
├── no_from_number, not_your_number, phone_not_usable, unknown_caller_id, same_number
├── busy, call_id_reused, too_many_calls, call_not_found, journal_unusable
├── exchange_unreachable, exchange_refused, exchange_not_understood, rate_limited
├── permission_missing, ringout_not_in_plan, caller_id_refused, number_blocked, country_disabled
├── outcome_unknown, too_late_to_cancel
└── you_did_not_answer, you_are_busy, they_did_not_answer, they_are_busy, call_rejected, call_failed
"""

from typing import Final


class Problem(Exception):  # noqa: N818 - a problem is told to the user, not only raised
    """Something a user can be told. `code` is part of the wire contract, `message` is English.

    Raised wherever it is known; turned into a reply in one place, the dispatcher.
    Never holds a token or a full phone number: it may be logged.
    """

    def __init__(self, code: str, message: str | None = None) -> None:
        self.code = code
        self.message = message or MESSAGES[code]
        super().__init__(f"{code}: {self.message}")


MESSAGES: Final[dict[str, str]] = {
    "bad_message": "The extension sent something this host does not understand.",
    "too_large": "The extension sent a message that is too long.",
    "update_extension": "The host is newer than the extension. Update the extension.",
    "update_host": "The extension is newer than the host. Update the host on this computer.",
    "internal": "Something went wrong inside the host. Its log says more.",
    "not_signed_in": "Sign in to RingCentral to place calls.",
    "sign_in_refused": "RingCentral refused the sign-in.",
    "sign_in_expired": "The sign-in has expired. Sign in again.",
    "config_invalid": "The host's configuration cannot be used.",
    "keyring_missing": (
        "This computer has no keyring to keep the sign-in safe. Install one, such as GNOME Keyring."
    ),
    "keyring_locked": "The keyring is locked. Unlock it and try again.",
    "keyring_uninitialised": "The keyring was never set up. Open it once and choose a password.",
    "keyring_mute": "The keyring does not answer. Restart it, or sign in to the computer again.",
    "keyring_full": (
        "The keyring has no room for the sign-in. Make room on the disk, or remove old entries."
    ),
    "keyring_failed": "The keyring could not keep or give the sign-in.",
    "not_a_number": "This is not a phone number that can be called.",
    "emergency_number": "Emergency and crisis lines cannot be called from here. Use a phone.",
    "short_number": "Short numbers cannot be called from here. Use a phone.",
    "confirmation_needed": "This number needs to be confirmed before it is called.",
    "no_from_number": "Your account has no phone that can be rung first. Add one in RingCentral.",
    "not_your_number": "The phone to ring first is not one of yours. Choose another.",
    "phone_not_usable": "This number cannot be the phone that rings first. Choose another.",
    "unknown_caller_id": "The caller ID is not one of yours. Choose another.",
    "same_number": "The number to call is the phone that rings first. Choose another phone.",
    "busy": "A call is already being placed. End it first.",
    "call_id_reused": "This call request was already used. Click the number again.",
    "too_many_calls": "The limit of calls is reached. Wait before calling again.",
    "call_not_found": "That call is not known here.",
    "journal_unusable": "The record of calls cannot be written, so no call is placed.",
    "exchange_unreachable": "RingCentral cannot be reached. The call was not placed.",
    "exchange_refused": "RingCentral refused the request.",
    "exchange_not_understood": "RingCentral's answer could not be read.",
    "rate_limited": "RingCentral asks to wait before the next call.",
    "permission_missing": "The account or the app lacks a permission for this.",
    "ringout_not_in_plan": "RingOut is not part of this account's plan. Ask your administrator.",
    "caller_id_refused": "RingCentral does not allow this caller ID. Choose another.",
    "number_blocked": "RingCentral blocks this number. Ask your administrator.",
    "country_disabled": (
        "Calls to this country are switched off for this account. Ask your administrator."
    ),
    "outcome_unknown": "It is not known whether the call was placed. Your phone may ring.",
    "too_late_to_cancel": "The call cannot be stopped from here any more. Hang up your phone.",
    "you_did_not_answer": "Your phone was not answered. Call again and pick it up.",
    "you_are_busy": "Your phone is busy. End its call, or choose another phone.",
    "they_did_not_answer": "They did not answer. Try again later.",
    "they_are_busy": "Their line is busy. Try again in a while.",
    "call_rejected": "The call was declined. Try again later.",
    "call_failed": "The call could not be connected. Check the number, or try again later.",
}
