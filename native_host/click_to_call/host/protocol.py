"""The messages between the extension and the host, as types.

Depends on errors.py and the msgspec package. A request is {"id", "type", …}; a reply is {"id",
"ok"} or {"id", "problem": {"code", "message", "parameters"?}}; a push is {"push", …}. Field names
are snake_case. Unknown fields of a request are refused. tests/contract/wire/ has an example of each
message, which the contract tests run.
"""

from typing import Annotated, Any, Final, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

from click_to_call.errors import Problem

PROTOCOL: Final = 1
"""Version of the protocol. It rises when a field changes its meaning; the extension's
native_protocol.js has the same number.

Host and extension also speak the version before their own, so that either can be updated first. The
host accepts the older `hello`. An extension that gets `update_host` sends `hello` again with the
older version.
"""

Identifier = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9._:-]+\Z")]
NumberText = Annotated[str, Meta(min_length=1, max_length=80)]
Region = Annotated[str, Meta(pattern=r"^[A-Z]{2}\Z")]

CallState = Literal[
    "placing",  # requested; RingCentral has not answered yet
    "ringing_you",  # the first leg: the user's own phone rings
    "ringing_them",  # the user answered; the other side rings
    "connected",
    "ended",  # the other side answered, and the call is over
    "cancelled",
    "failed",  # `problem` says why; no phone rings any more
    "unknown",  # the outcome is not known; the host neither says "failed" nor tries again
]


# --- requests -----------------------------------------------------------------------------------


class Request(Struct, frozen=True, kw_only=True, tag_field="type", forbid_unknown_fields=True):
    """Fields of every request. The extension chooses the `id`, and the reply repeats it."""

    id: Identifier


class Hello(Request, frozen=True, kw_only=True, tag="hello"):
    """First message on a port. Says which protocol version the extension speaks."""

    protocol: int | None = None
    version: Annotated[str, Meta(max_length=32)] | None = None


class AccountRead(Request, frozen=True, kw_only=True, tag="account.read"):
    """Ask who is signed in."""


class AccountConfigure(Request, frozen=True, kw_only=True, tag="account.configure"):
    """Set the client id of the app to sign in with, which the user typed on the extension's welcome
    page.

    The host writes it into config.toml, unless the user or an administrator has set another one.
    """

    client_id: Annotated[str, Meta(min_length=1, max_length=200)]


class AccountSignIn(Request, frozen=True, kw_only=True, tag="account.sign_in"):
    """Start a sign-in with the browser. The host pushes `account.changed` when it is done."""


class AccountSignOut(Request, frozen=True, kw_only=True, tag="account.sign_out"):
    """Revoke the sign-in at RingCentral and remove it from the keyring."""


class NumbersList(Request, frozen=True, kw_only=True, tag="numbers.list"):
    """List the phones that can ring first and the numbers to show as caller ID. `refresh` asks
    RingCentral even if a copy is on disk.

    `typed` is a phone to ring first that the user typed, with its country code. It stays on the
    list until the user signs out.
    """

    refresh: bool = False
    typed: NumberText | None = None


class NumberDescribe(Request, frozen=True, kw_only=True, tag="number.describe"):
    """Ask what a number is before a call is placed."""

    number: NumberText
    region: Region | None = None


class CallPlace(Request, frozen=True, kw_only=True, tag="call.place"):
    """Place a call. `id` is the key in the journal: the same id never places a second call.

    `to` is a number as text: in E.164, or national in `region`, perhaps with `;ext=`. `from` and
    `caller_id` are in E.164; if one is missing, the host takes the first of its list. `confirmed`
    says that the user confirmed this number in the extension's own window, and also `from` if it is
    not on the list of `numbers.list`.
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
    """List the last calls, newest first."""

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


# --- content of replies -------------------------------------------------------------------------


class ProblemBody(Struct, frozen=True, omit_defaults=True):
    """A problem in a reply, a push or a call."""

    code: str
    message: str
    """English text, for logs and for an extension that has no text for the code."""
    parameters: dict[str, str | int] = {}
    """Values for a translation's text: `reason` if one code covers several causes, and the names in
    braces in the texts of words.py."""


def problem_body(problem: Problem) -> ProblemBody:
    """Returns the problem in the form for replies, pushes and calls."""
    return ProblemBody(problem.code, problem.message, problem.parameters)


class Welcome(Struct, frozen=True, kw_only=True):
    """Answers `hello`."""

    protocol: int
    version: str


class Account(Struct, frozen=True, kw_only=True):
    """Answers `account.*`. If no user is signed in, all fields but `signed_in` and `server` are
    null."""

    signed_in: bool
    server: str
    name: str | None = None
    extension_number: str | None = None
    region: str | None = None
    """ISO 3166 code of the account's home country, such as "US"."""
    ring_out: bool | UnsetType = UNSET
    """Whether the account may use RingOut; absent if RingCentral does not say."""
    sign_in_url: str | None = None
    """Only in the answer to `account.sign_in`: the page to open in a tab."""
    redirect_addresses: tuple[str, ...] | UnsetType = UNSET
    """The redirect addresses to register for an app, exactly as they are. Present only if no user
    is signed in and no client id is set; `account.configure` sets one."""


class PhoneNumber(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One entry of a phone list."""

    phone_number: str
    """E.164."""
    label: str
    """The name that users know: "My mobile", "Desk phone", "Main company number"."""
    kind: str = ""
    """What the phone or number is, such as "mobile" or "main_company". Present only if the label is
    the host's English text and not a name that its owner chose, so that the extension can translate
    it. See ringcentral/directory.py."""
    group: Literal["forwarding", "other", "typed", "direct", "company"]
    """"typed": not a phone of the account; the user typed it in the extension's window or on the
    command line."""


class Numbers(Struct, frozen=True, kw_only=True):
    """Answers `numbers.list`. A list that could not be read is empty, and `problems` says why."""

    from_: tuple[PhoneNumber, ...] = field(name="from")
    caller_id: tuple[PhoneNumber, ...]
    fetched_at: float
    """Unix timestamp in seconds."""
    problems: dict[str, ProblemBody] = {}
    """Problems by the name of the list: "from", "caller_id"."""


class Description(Struct, frozen=True, kw_only=True):
    """Answers `number.describe`."""

    number: str
    """E.164."""
    ext: str | None
    kind: str
    """The type of number in libphonenumber: fixed_line, mobile, fixed_line_or_mobile, toll_free,
    premium_rate, shared_cost, voip, personal_number, pager, uan, voicemail or unknown."""
    region: str | None
    """ISO 3166 code; null for numbers without a country, such as +800."""
    national: str
    international: str
    risks: tuple[str, ...]
    """Why the call needs a confirmation: premium_rate, shared_cost, satellite, exchange_976,
    other_country, personal_number. Empty for an ordinary number."""


class Call(Struct, frozen=True, kw_only=True):
    """One call, in the answers to `call.*` and `calls.recent` and in the push `call.changed`."""

    call_id: str
    """The id of the `call.place` request."""
    to: str
    """E.164, with `;ext=` if the page named an extension (RingOut cannot dial it)."""
    from_: str | None = field(name="from")
    caller_id: str | None
    state: CallState
    placed_at: float
    """Unix timestamp in seconds."""
    changed_at: float
    problem: ProblemBody | None = None
    cancellable: bool = False


class Calls(Struct, frozen=True, kw_only=True):
    calls: tuple[Call, ...]


class Reply(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The answer to one request: `ok` or `problem`, never both. `id` is null if the request's id
    could not be read."""

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
