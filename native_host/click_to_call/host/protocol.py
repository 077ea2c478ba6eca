"""What the extension and the host say to each other, as types. Knows no bytes and no behaviour.

Envelope: request {"id", "type", …} · reply {"id", "ok"} or {"id", "problem": {"code", "message",
"parameters"?}} · push {"push", …}. snake_case; unknown fields are refused. Every type has an
example, which the contract tests run, in tests/contract/wire/.
"""

from typing import Annotated, Any, Final, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

from click_to_call.errors import Problem

PROTOCOL: Final = 1
"""Raised whenever a field changes its meaning; the extension's native_protocol.js has the same.

Each half also speaks the version before its own, so that one may be updated before the other: the
host takes the older `hello`; an extension that is told `update_host` says hello again as the older.
"""

Identifier = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9._:-]+\Z")]
NumberText = Annotated[str, Meta(min_length=1, max_length=80)]
Region = Annotated[str, Meta(pattern=r"^[A-Z]{2}\Z")]

CallState = Literal[
    "placing",  # asked for; the exchange has not answered yet
    "ringing_you",  # the first leg: the user's own phone rings
    "ringing_them",  # the user answered; the other side rings
    "connected",
    "ended",  # was connected and is over
    "cancelled",
    "failed",  # `problem` says why; nothing rings any more
    "unknown",  # what became of it is not known: never called "failed", never tried again
]


# --- requests -----------------------------------------------------------------------------------


class Request(Struct, frozen=True, kw_only=True, tag_field="type", forbid_unknown_fields=True):
    """What every request has: an id, chosen by the extension, that its reply repeats."""

    id: Identifier


class Hello(Request, frozen=True, kw_only=True, tag="hello"):
    """First message on a port. Says which protocol the extension speaks."""

    protocol: int | None = None
    version: Annotated[str, Meta(max_length=32)] | None = None


class AccountRead(Request, frozen=True, kw_only=True, tag="account.read"):
    """Who is signed in."""


class AccountConfigure(Request, frozen=True, kw_only=True, tag="account.configure"):
    """The app to sign in with, as the user gave it to the extension's welcome page.

    It is written into config.toml, unless the user or an administrator has set another there.
    """

    client_id: Annotated[str, Meta(min_length=1, max_length=200)]


class AccountSignIn(Request, frozen=True, kw_only=True, tag="account.sign_in"):
    """Start signing in with the browser; `account.changed` is pushed when it is done."""


class AccountSignOut(Request, frozen=True, kw_only=True, tag="account.sign_out"):
    """Revoke the sign-in and remove it from the keyring."""


class NumbersList(Request, frozen=True, kw_only=True, tag="numbers.list"):
    """The numbers to call from and to show. `refresh` asks the exchange even if a copy is kept.

    `typed` is a phone to ring first that the user typed by hand, with its country code: it is one
    of theirs from then on, until they sign out.
    """

    refresh: bool = False
    typed: NumberText | None = None


class NumberDescribe(Request, frozen=True, kw_only=True, tag="number.describe"):
    """What a number is, as the host sees it, before anything is placed."""

    number: NumberText
    region: Region | None = None


class CallPlace(Request, frozen=True, kw_only=True, tag="call.place"):
    """Place a call. `id` is the journal's key: the same id never places a second call.

    `to` is a number as text, E.164 or national to `region`, perhaps with `;ext=`.
    `from` and `caller_id` are E.164; left out, the host takes the first of each list.
    `confirmed` says that the user confirmed this number in the extension's own window, and `from`,
    where that is none of the numbers that `numbers.list` offers.
    """

    to: NumberText
    from_: NumberText | None = field(default=None, name="from")
    caller_id: NumberText | None = None
    play_prompt: bool | None = None
    region: Region | None = None
    confirmed: bool = False


class CallRead(Request, frozen=True, kw_only=True, tag="call.read"):
    call_id: Identifier


class CallCancel(Request, frozen=True, kw_only=True, tag="call.cancel"):
    call_id: Identifier


class CallsRecent(Request, frozen=True, kw_only=True, tag="calls.recent"):
    """The last calls, newest first."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 20


AnyRequest = (
    Hello
    | AccountRead
    | AccountConfigure
    | AccountSignIn
    | AccountSignOut
    | NumbersList
    | NumberDescribe
    | CallPlace
    | CallRead
    | CallCancel
    | CallsRecent
)


# --- what replies hold --------------------------------------------------------------------------


class ProblemBody(Struct, frozen=True, omit_defaults=True):
    """A problem on the wire."""

    code: str
    message: str
    """English, for logs and for an extension that has no words for the code."""
    parameters: dict[str, str | int] = {}
    """What the reader's own words need: `reason`, where one code covers several, and what the
    braces of the texts in words.py name."""


def problem_body(problem: Problem) -> ProblemBody:
    """The problem as replies, pushes and calls carry it."""
    return ProblemBody(problem.code, problem.message, problem.parameters)


class Welcome(Struct, frozen=True, kw_only=True):
    """Answers `hello`."""

    protocol: int
    version: str


class Account(Struct, frozen=True, kw_only=True):
    """Answers `account.*`. Without a sign-in all but `signed_in` and `server` is null."""

    signed_in: bool
    server: str
    name: str | None = None
    extension_number: str | None = None
    region: str | None = None
    """ISO 3166 code of the account's home country, e.g. "US"."""
    ring_out: bool | UnsetType = UNSET
    """Whether the account may use RingOut; left out where RingCentral does not tell."""
    sign_in_url: str | None = None
    """Only in the answer to `account.sign_in`: the page to open in a tab."""


class PhoneNumber(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One entry of a drop-down."""

    phone_number: str
    """E.164."""
    label: str
    """As a person knows it: "My mobile", "Desk phone", "Main company number"."""
    kind: str = ""
    """What the phone or number is, such as "mobile" or "main_company", where the label is not its
    owner's but the host's English for it; so that the extension can word it. See
    ringcentral/directory.py."""
    group: Literal["forwarding", "other", "typed", "direct", "company"]
    """"typed": not the account's, but typed by hand in our own window or on the command line."""


class Numbers(Struct, frozen=True, kw_only=True):
    """Answers `numbers.list`. A list that could not be read is empty and named in `problems`."""

    from_: tuple[PhoneNumber, ...] = field(name="from")
    caller_id: tuple[PhoneNumber, ...]
    fetched_at: float
    """Unix seconds."""
    problems: dict[str, ProblemBody] = {}
    """By list name: "from", "caller_id"."""


class Description(Struct, frozen=True, kw_only=True):
    """Answers `number.describe`."""

    number: str
    """E.164."""
    ext: str | None
    kind: str
    """fixed_line, mobile, fixed_line_or_mobile, toll_free, premium_rate, shared_cost, voip,
    personal_number, pager, uan, voicemail or unknown: the libphonenumber types."""
    region: str | None
    """ISO 3166 code, null for non-geographic numbers such as +800."""
    national: str
    international: str
    risks: tuple[str, ...]
    """Why a confirmation is needed: premium_rate, shared_cost, satellite, exchange_976,
    other_country, personal_number. Empty for an ordinary number."""


class Call(Struct, frozen=True, kw_only=True):
    """One call, as `call.*`, `calls.recent` and the push `call.changed` show it."""

    call_id: str
    """The id of the `call.place` request."""
    to: str
    """E.164, with `;ext=` where the page named an extension (RingOut cannot dial it)."""
    from_: str | None = field(name="from")
    caller_id: str | None
    state: CallState
    placed_at: float
    """Unix seconds."""
    changed_at: float
    problem: ProblemBody | None = None
    cancellable: bool = False


class Calls(Struct, frozen=True, kw_only=True):
    calls: tuple[Call, ...]


class Reply(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One answer: `ok` or `problem`, never both. `id` is null when the request's was unreadable."""

    id: str | None
    ok: Any = None
    problem: ProblemBody | None = None


# --- pushes -------------------------------------------------------------------------------------


class CallChanged(Struct, frozen=True, kw_only=True, tag_field="push", tag="call.changed"):
    call: Call


class AccountChanged(Struct, frozen=True, kw_only=True, tag_field="push", tag="account.changed"):
    account: Account
    problem: ProblemBody | None = None


AnyPush = CallChanged | AccountChanged
