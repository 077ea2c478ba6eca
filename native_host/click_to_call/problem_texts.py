"""Holds the English texts of all problems, for the host and its command line.

`MESSAGES` has a text for each code of a problem. `VARIANTS` has a text for a code together with a
reason. Names in braces are the problem's parameters. Depends on no other module. The extension has
translations of all these texts, under the keys `problem_<code>` and `problem_<code>_<reason>`.
"""

from collections.abc import Mapping
from typing import Final

Parameters = Mapping[str, str | int]

MESSAGES: Final[dict[str, str]] = {
    "bad_message": "The extension sent something this host does not understand.",
    "too_large": "The extension sent a message that is too long.",
    "update_extension": "The helper app is newer than this extension. Update the extension.",
    "launcher_outdated": "An update moved the host. Run click-to-call install again.",
    "update_host": "The helper app on this computer is too old. Update it.",
    "internal": "Something went wrong inside the host. Its log says more.",
    "not_signed_in": "Sign in to RingCentral to place calls.",
    "sign_in_refused": "RingCentral refused the sign-in.",
    "sign_in_expired": "The sign-in has expired. Sign in again.",
    "config_invalid": "The host's configuration cannot be used.",
    "client_id_refused": "The client ID was not taken.",
    "state_unwritable": "The host's folder cannot be written.",
    "keyring_missing": (
        "This computer has no keyring to keep the sign-in safe. Install GNOME Keyring, KWallet "
        "or KeePassXC."
    ),
    "keyring_locked": "The keyring is locked. Unlock it and try again.",
    "keyring_uninitialised": "The keyring was never set up. Open it once and choose a password.",
    "keyring_mute": "The keyring does not answer. Restart it, or sign in to the computer again.",
    "keyring_full": (
        "The keyring has no room for the sign-in. Make room on the disk, or remove old entries."
    ),
    "keyring_failed": "The sign-in could not be read from the keyring, or not be saved in it.",
    "not_a_number": "This is not a phone number that can be called.",
    "emergency_number": "Emergency and crisis lines cannot be called from here. Use a phone.",
    "short_number": "Short numbers cannot be called from here. Use a phone.",
    "confirmation_needed": "This number needs to be confirmed before it is called.",
    "no_from_number": "Your account has no phone that RingOut can ring. Add one in RingCentral.",
    "not_your_number": "That phone is not on your account. Choose another.",
    "phone_not_usable": "This number cannot be the phone that rings first. Choose another.",
    "unknown_caller_id": "The caller ID is not one of yours. Choose another.",
    "same_number": "The number to call is the phone that rings first. Choose another phone.",
    "busy": "You're already on a call. Hang up your phone, then try again.",
    "call_id_reused": "This call request was already used. Click the number again.",
    "too_many_calls": "You have reached the limit of calls. Wait before calling again.",
    "call_not_found": "That call is not known here.",
    "journal_unusable": "The record of calls cannot be written, so no call is placed.",
    "exchange_unreachable": "RingCentral cannot be reached. The call was not placed.",
    "exchange_refused": "RingCentral refused the request.",
    "exchange_not_understood": "RingCentral's answer could not be read.",
    "rate_limited": "RingCentral is limiting requests. Wait before the next call.",
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

_NO_CREDIT: Final = "The account has no credit left for this call. Ask your administrator."
_CONSOLE: Final = "in RingCentral's Developer Console (developers.ringcentral.com)"
_NO_GRANT: Final = (
    f"The app does not allow this way of signing in. Open its settings {_CONSOLE}, "
    'part "Auth", and choose '
)
_NETWORK: Final = (
    "Check the internet connection; in a company, ask whether a proxy is to be set in {file}."
)
_PROXY: Final = "The proxy {proxy} (from {source})"
_OR_IN_CONFIG: Final = (
    "If your company inspects web traffic, add its certificate to the system's store, or name "
    "the file as certificates in {file}."
)

_NETWORK_VARIANTS: Final[dict[str, str]] = {
    "name_not_found": "The name {name} cannot be found. " + _NETWORK,
    "no_connection": "There is no connection to {name}. " + _NETWORK,
    "no_connection_script": (
        "There is no connection to {name}. A script (PAC) named in {source} chooses the proxy, and "
        "scripts are not run here: write the proxy into {file}."
    ),
    "no_answer": "{name} gave no answer in time. Try again.",
    "broken_off": "The connection to {name} broke off. Try again.",
    "not_http": "What answers for {name} does not speak HTTP. Ask your administrator.",
    "unsafe": "There is no safe connection (TLS) to {name}. Ask your administrator.",
    "certificate_untrusted": "The certificate of {name} is not trusted. " + _OR_IN_CONFIG,
    "certificate_untrusted_file": (
        "The certificate of {name} is not trusted, and {source} names {path}, which holds no "
        "readable certificate. " + _OR_IN_CONFIG
    ),
    "certificate_untrusted_proxy": (
        "The certificate that the proxy {proxy} (from {source}) gives for {name} is not trusted. "
        + _OR_IN_CONFIG
    ),
    "certificate_expired": (
        "The certificate of {name} has expired, or this computer's clock is wrong. Check the clock."
    ),
    "certificate_too_new": (
        "The certificate of {name} is not valid yet: this computer's clock is wrong. Set it."
    ),
    "certificate_other_name": (
        "The certificate that is given for {name} belongs to another name: something stands "
        "between this computer and RingCentral. Ask your administrator."
    ),
    "proxy_not_found": _PROXY + " cannot be found. Correct its name there.",
    "proxy_no_connection": _PROXY + " takes no connection. Correct its address there.",
    "proxy_no_answer": _PROXY + " gave no answer in time. Try again.",
    "proxy_broken_off": _PROXY + " broke off the connection. Try again.",
    "proxy_not_http": _PROXY + " does not speak as its address says. Correct its scheme there.",
    "proxy_unsafe": _PROXY + " gives no safe connection. Correct its scheme there, or its port.",
    "proxy_password": _PROXY + " asks for a name and password. Write them into its address there.",
    "proxy_refuses": (
        _PROXY + " refuses to connect to {name} ({detail}). Ask your administrator to allow it."
    ),
    "not_sent": "Nothing could be sent to RingCentral ({error}). Run: click-to-call doctor",
    "trouble": "RingCentral has trouble at the moment ({status}). Try again later.",
    "maintenance": "RingCentral is under maintenance. Try again later.",
    "other_answer": (
        "Something else answers in RingCentral's place, such as a network's sign-in page. Open a "
        "page in the browser and look."
    ),
    "renewing": "Another browser is renewing the sign-in and has not finished. Try again.",
    "silent": "RingCentral does not answer. Try again.",
}

_SIGN_IN_VARIANTS: Final[dict[str, str]] = {
    "wrong_app": (
        "RingCentral does not accept the client id or the client secret. Compare them with the "
        f"app's credentials {_CONSOLE}. An app that signs in with the browser must be of the type "
        '"Client-side web app", which has no secret.'
    ),
    "no_jwt_grant": _NO_GRANT + "JWT auth flow.",
    "no_code_grant": _NO_GRANT + "3-legged OAuth flow authorization code.",
    "redirect": (
        "The address to come back to is not registered for this app. Add exactly {address} as "
        f'"OAuth Redirect URI" in the app\'s settings {_CONSOLE}, part "Auth".'
    ),
    "code": "The sign-in took too long or was already used. Start it again.",
    "user": "This RingCentral user may not sign in at the moment. Ask your administrator.",
    "trouble": "RingCentral has trouble at the moment. Try again later.",
    "locked": ("This RingCentral account is locked. Unlock it in RingCentral, then sign in again."),
    "gone": (
        "This RingCentral account or user is disabled or no longer exists. Ask your administrator."
    ),
    "jwt": (
        "RingCentral does not accept this JWT: it has expired, was revoked, or is meant for "
        f'another app. Create a new one {_CONSOLE} under "Credentials", and allow the app the '
        "JWT auth flow."
    ),
    "sandbox": (
        f"This client id belongs to RingCentral's sandbox. Create a production app {_CONSOLE}."
    ),
    "place": "Access from this place is forbidden by your company. Ask your administrator.",
    "second_factor": ("This account is protected by a second factor. Sign in with the browser."),
    "other_makers": (
        "This user may not use apps of other makers. Ask your administrator for the permission "
        "ThirdPartyAppAccess."
    ),
    "cancelled": "The sign-in was cancelled in the browser.",
    "no_refresh_token": (
        "The app gives no refresh token, so the sign-in would end within the hour. Tick "
        f'"Issue refresh tokens" in the app\'s settings {_CONSOLE}, then sign in again.'
    ),
    "other": "RingCentral refused the sign-in ({detail}). Try again, or ask your administrator.",
    "incomplete": "The client id and the JWT must both be given.",
    "garbled": (
        "The client id, the client secret or the JWT holds characters that cannot be in it. Copy "
        f"them again {_CONSOLE}."
    ),
    "late": (
        "The sign-in was not finished in time. If RingCentral's page spoke of a redirect URI, "
        "register exactly {address} for the app, then start again."
    ),
    "given_up": "The sign-in was given up. Start it again.",
}

_KEYRING_VARIANTS: Final[dict[str, str]] = {
    "keyring_missing_named": (
        "The keyring named in {source} cannot be used ({detail}). Remove that setting, or "
        "install what it names."
    ),
    "keyring_missing_kde": (
        "No keyring is running. Switch on KWallet (System Settings, KDE Wallet), or install "
        "KeePassXC and switch on its Secret Service."
    ),
    "keyring_missing_gnome": "No keyring is running. Install GNOME Keyring (gnome-keyring).",
    "keyring_missing_no_session": (
        "No keyring can be reached from here, for there is no session bus. Run this in a terminal "
        "on the desktop, or start a keyring for this session."
    ),
    "keyring_missing_off": (
        "The keyring is switched off by {source}, so the sign-in cannot be kept. Remove that "
        "setting."
    ),
    "keyring_locked_gnome": (
        "The keyring is locked. Unlock it in Passwords and Keys (Seahorse), or sign in to the "
        "desktop with your password, then try again."
    ),
    "keyring_locked_keepassxc": ("KeePassXC's database is locked. Unlock it, then try again."),
    "keyring_locked_kwallet": ("KWallet is locked. Open it in KWalletManager, then try again."),
    "keyring_locked_asks": (
        "{service} asks before each reading. Allow this program to read without asking (in "
        "KeePassXC: Settings, Secret Service Integration, no confirmation), then try again."
    ),
    "keyring_uninitialised_gnome": (
        "The keyring was never set up. Open Passwords and Keys (Seahorse) and make a password "
        "keyring as the default."
    ),
    "keyring_uninitialised_keepassxc": (
        "KeePassXC shows no database to other programs. Unlock one, and choose a group for it in "
        "Database Settings, Secret Service Integration."
    ),
    "keyring_uninitialised_kwallet": ("KWallet has no wallet yet. Make one in KWalletManager."),
    "keyring_failed_forgets": "The keyring does not keep what it is given. Use another one.",
    "keyring_failed_error": "The keyring could not be used ({detail}). Restart it.",
}

_CALL_VARIANTS: Final[dict[str, str]] = {
    "call_failed_you_cannot_be_rung": (
        "Your phone could not be rung. Is it switched on and online?"
    ),
    "call_failed_you_cannot_be_reached": (
        "Your phone could not be reached. Is it switched on and online?"
    ),
    "call_failed_your_phone": "Your phone could not be rung. Choose another phone to ring first.",
    "call_failed_no_such_phone": (
        "The phone to ring first does not exist any more. Choose another."
    ),
    "call_rejected_you": "The call was declined on your phone. Call again and pick it up.",
    "call_rejected_they": "They declined the call. Try again later.",
    "country_disabled_you": (
        "Calls to your phone are switched off for this account. Choose another phone."
    ),
    "country_disabled_number": (
        "Calls to this number are switched off for this account. Ask your administrator."
    ),
    "number_blocked_you": "RingCentral blocks the phone to ring first. Choose another.",
    "call_failed_not_supported": (
        "RingCentral cannot ring this phone first. Choose another phone, such as your mobile."
    ),
    "call_failed_no_credit": _NO_CREDIT,
    "call_failed_they_not_connected": ("The other side could not be connected. Check the number."),
    "call_failed_they_not_reached": "The other side could not be reached. Check the number.",
    "call_failed_nobody": "There is nobody at this number. Check it.",
    "not_your_number_refused": (
        "RingCentral does not take the phone to ring first. Choose another."
    ),
    "not_a_number_refused": "RingCentral does not take the number to call. Check it.",
    "caller_id_refused_direct_only": (
        "RingCentral shows only the company's direct numbers. Choose another caller ID."
    ),
    "ringout_not_in_plan_extension": (
        "RingOut is not available to this kind of extension. Ask your administrator."
    ),
    "permission_missing_user": (
        "The RingCentral user lacks the permission {permission}. Ask your administrator."
    ),
    "permission_missing_user_unnamed": (
        "The RingCentral user lacks a permission for this. Ask your administrator."
    ),
    "permission_missing_app": (
        "The app lacks the permission {permission}. Add it in RingCentral's Developer Console, or "
        "ask your administrator."
    ),
    "permission_missing_app_unnamed": (
        "The app lacks a permission for this. Add it in RingCentral's Developer Console, or ask "
        "your administrator."
    ),
    "exchange_refused_code": (
        "RingCentral refused the request ({detail}). Try again, or ask your administrator."
    ),
    "outcome_unknown_untrackable": (
        "RingCentral took the call, but its answer cannot be read. Your phone may ring; the call "
        "cannot be followed here."
    ),
    "outcome_unknown_unreadable": (
        "RingCentral's answer was not understood, so it is not known whether the call was placed. "
        "Your phone may ring."
    ),
    "outcome_unknown_lost": (
        "RingCentral took the call, but does not tell what becomes of it. Your phone may still "
        "ring."
    ),
    "outcome_unknown_answered": (
        "The call was placed and you picked up; what became of it is not known. If you hear "
        "nobody, hang up."
    ),
    "rate_limited_wait": "RingCentral is limiting requests. Try again in {seconds} s.",
    "rate_limited_crowd": "Too many requests at once. Try again in a moment.",
    "too_many_calls_minute": (
        "You have reached the limit of {calls} calls in a minute. Wait a little."
    ),
    "too_many_calls_day": (
        "You have reached the limit of {calls} calls in a day. Call again tomorrow."
    ),
    "exchange_refused_not_found": "RingCentral does not know what was asked for ({detail}).",
    "call_not_found_exchange": "RingCentral does not know this call any more.",
}

_DISK: Final[dict[str, str]] = {
    "full": "The disk is full: make room in {folder}.",
    "read_only": "{folder} cannot be written: make it yours and writable.",
    "busy": "Another program holds the files in {folder}. Try again, or end it.",
    "error": "{folder} cannot be used ({detail}).",
}

VARIANTS: Final[dict[str, str]] = {
    **{f"exchange_unreachable_{reason}": text for reason, text in _NETWORK_VARIANTS.items()},
    **{f"sign_in_refused_{reason}": text for reason, text in _SIGN_IN_VARIANTS.items()},
    **_KEYRING_VARIANTS,
    **_CALL_VARIANTS,
    **{
        f"journal_unusable_{reason}": f"{MESSAGES['journal_unusable']} {text}"
        for reason, text in _DISK.items()
    },
    **{f"state_unwritable_{reason}": text for reason, text in _DISK.items()},
    **{f"phone_not_usable_{reason}": f"The phone is not kept. {t}" for reason, t in _DISK.items()},
    "journal_unusable_newer": (
        "The record of calls in {folder} was written by a newer Click-To-Call. Update this host."
    ),
    "sign_in_expired_refused": "RingCentral has ended the sign-in ({detail}). Sign in again.",
    "sign_in_expired_jwt": (
        "RingCentral has ended the sign-in, and does not accept the JWT any more ({detail}). "
        "Sign in with a new one."
    ),
    "config_invalid_setting": "{detail}",
    "config_invalid_proxy": (
        "{source} names a proxy that cannot be used ({detail}). Write it as "
        "http://proxy.example:8080 or socks5://proxy.example:1080."
    ),
    "config_invalid_certificates": (
        "{source} names {path}, which holds no certificate that can be read. Name a PEM file or a "
        "folder of them."
    ),
    "config_invalid_client_id": (
        f"No client id is set. Register an app {_CONSOLE} with the redirect address {{address}}, "
        "and put its id into {file} as client_id."
    ),
    "config_invalid_ports": (
        "Other programs use the ports to sign in on ({ports}). End them, or set other "
        "redirect_ports in {file} and register their addresses."
    ),
    "config_invalid_locked": (
        "Your organization has set {name}. Ask your administrator to change it."
    ),
    "config_invalid_exposed": (
        "{path} or its folder can be changed by other users of this computer. Take that right "
        "from them."
    ),
    "client_id_refused_form": (
        f"This is not a client ID. Copy it from the app's credentials {_CONSOLE}."
    ),
    "client_id_refused_locked": (
        "Your organization has set the client ID. Ask your administrator to change it."
    ),
    "client_id_refused_environment": (
        "The variable CLICK_TO_CALL_CLIENT_ID sets the client ID. Change it there."
    ),
    "client_id_refused_set": (
        "Another client ID is set in {file}. To change it, run: "
        "click-to-call login --client-id, followed by the new one."
    ),
    "not_your_number_rule": (
        "Your organization doesn't allow that phone. Choose one from the list, or ask your "
        "administrator."
    ),
    "unknown_caller_id_rule": (
        "Your organization doesn't allow that caller ID. Choose one from the list, or ask your "
        "administrator."
    ),
    "phone_not_usable_rule": (
        "Your organization doesn't allow other phones to ring first. Choose one from the list."
    ),
    "too_large_lists": "Only the first {shown} numbers are listed.",
    "too_large_answer": "The host's answer is too long to be handed over.",
    "internal_late": "The host did not find the answer in time. Try again.",
}


def text_of(code: str, parameters: Parameters) -> str:
    """Returns the English text of a problem: from VARIANTS if this table has a text for the
    problem's code and reason, otherwise from MESSAGES.

    If a parameter that the text names is missing, the text has "…" in the parameter's place.
    """
    variant = VARIANTS.get(f"{code}_{parameters.get('reason', '')}", "")
    return fill(variant or MESSAGES[code], parameters)


def fill(text: str, parameters: Parameters) -> str:
    """Returns the text with each name in braces replaced by the parameter's value, or by "…" if
    the parameter is missing."""
    return text.format_map(_Given(parameters))


class _Given(dict[str, str | int]):
    def __missing__(self, name: str) -> str:
        return "…"
