"""The types of the messages between the extension and the host.

Depends on errors.py and the msgspec package. A request is {"id", "type", …}; a reply is {"id",
"ok"} or {"id", "problem": {"code", "message", "parameters"?}}; a push is {"push", …}. Field names
are snake_case. The host refuses a request that has an unknown field. tests/contract/wire/ holds an
example of each message, which the contract tests use.
"""

from typing import Annotated, Any, Final, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

from click_to_call.errors import Problem

PROTOCOL: Final = 1
"""Version of the protocol. The number rises when a field changes its meaning. The extension's
native_protocol.js has the same number.

The host and the extension each also speak the version before their own, so that either of them can
be updated first. The host accepts a `hello` of the previous version. If the extension sends `hello`
with its own version and gets the problem `update_host`, the extension sends `hello` again with the
previous version.
"""

Identifier = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9._:-]+\Z")]
NumberText = Annotated[str, Meta(min_length=1, max_length=80)]
Region = Annotated[str, Meta(pattern=r"^[A-Z]{2}\Z")]
Cap = Annotated[int, Meta(ge=1)]

CallState = Literal[
    "placing",  # The host has sent the request, and RingCentral has not answered yet.
    "ringing_you",  # The user's own phone rings.
    "ringing_them",  # The user has answered, and the other side's phone rings.
    "connected",
    "ended",  # The other side had answered, and the call is over.
    "cancelled",
    "failed",  # `problem` says why the call failed. No phone rings any more.
    "unknown",  # It is unknown whether the call was placed. The host does not place it again.
]


# --- requests -----------------------------------------------------------------------------------


class Request(Struct, frozen=True, kw_only=True, tag_field="type", forbid_unknown_fields=True):
    """The field that every request has. The extension chooses the `id`, and the host's reply has
    the same `id`."""

    id: Identifier


class Hello(Request, frozen=True, kw_only=True, tag="hello"):
    """The first message on a port. It says which protocol version the extension speaks."""

    protocol: int | None = None
    version: Annotated[str, Meta(max_length=32)] | None = None


class AccountRead(Request, frozen=True, kw_only=True, tag="account.read"):
    """Ask who is signed in."""


class AccountConfigure(Request, frozen=True, kw_only=True, tag="account.configure"):
    """Set the client id of the app with which the user signs in. The user typed this client id on
    the extension's welcome page.

    The host writes the client id into config.toml, unless the user or an administrator has already
    set another one.
    """

    client_id: Annotated[str, Meta(min_length=1, max_length=200)]


class AccountSignIn(Request, frozen=True, kw_only=True, tag="account.sign_in"):
    """Start a sign-in, which the user completes in the browser. The host pushes `account.changed`
    when the sign-in has succeeded or failed."""


class AccountSignOut(Request, frozen=True, kw_only=True, tag="account.sign_out"):
    """Sign the user out: end the session at RingCentral, and remove the sign-in from the
    keyring."""


class NumbersList(Request, frozen=True, kw_only=True, tag="numbers.list"):
    """List the phones that can ring first and the numbers that can be shown as caller ID. If
    `refresh` is true, the host asks RingCentral even if a copy of the lists is on disk.

    `typed` is the number, with its country code, of another phone of the user that should be able
    to ring first. The host adds this phone to the list, where it stays until the user signs out.
    """

    refresh: bool = False
    typed: NumberText | None = None


class NumberDescribe(Request, frozen=True, kw_only=True, tag="number.describe"):
    """Ask for the type, country and risks of a number that the user may want to call."""

    number: NumberText
    region: Region | None = None


class CallPlace(Request, frozen=True, kw_only=True, tag="call.place"):
    """Place a call. The request's `id` becomes the call's id in the journal, so two requests with
    one `id` never place two calls.

    `to` is the number to call, as text: in E.164, or as people dial it within the country `region`;
    an extension may follow as `;ext=`. `from` is the phone that rings first, and `caller_id` is the
    number that the other side sees. Both are in E.164. The reply to `numbers.list` contains the
    list `from` and the list `caller_id`: each number must be in the list of the same name. If one
    of the numbers is missing from the request, the host uses the first entry of that list.
    `confirmed` says that the user confirmed the call to this number in the extension's own window.

    `calls_per_minute` and `calls_per_day` are the caps that the user set in the extension. The host
    places the call only if it exceeds neither these caps nor the host's own.
    """

    to: NumberText
    from_: NumberText | None = field(default=None, name="from")
    caller_id: NumberText | None = None
    play_prompt: bool | None = None
    region: Region | None = None
    confirmed: bool = False
    calls_per_minute: Cap | None = None
    calls_per_day: Cap | None = None


class CallRead(Request, frozen=True, kw_only=True, tag="call.read"):
    """Ask what the journal records about the call with the id `call_id`."""

    call_id: Identifier


class CallCancel(Request, frozen=True, kw_only=True, tag="call.cancel"):
    """Cancel the call with the id `call_id` while the user's own phone still rings."""

    call_id: Identifier


class CallsRecent(Request, frozen=True, kw_only=True, tag="calls.recent"):
    """List the last calls, at most `limit` calls, beginning with the newest."""

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
    """A problem inside a reply, a push or a call."""

    code: str
    message: str
    """English text, for logs and for an extension that knows no text for the code."""
    parameters: dict[str, str | int] = {}
    """Values that the extension inserts into its translated text, such as `seconds`. If a problem
    with this code can have several causes, the parameter `reason` names the cause."""


def problem_body(problem: Problem) -> ProblemBody:
    """Turns `problem` into the struct that stands in replies, pushes and calls."""
    return ProblemBody(problem.code, problem.message, problem.parameters)


class Welcome(Struct, frozen=True, kw_only=True):
    """The reply to `hello`."""

    protocol: int
    version: str


class Account(Struct, frozen=True, kw_only=True):
    """The reply to the requests whose names begin with `account.`, and the content of the push
    `account.changed`. If no user is signed in, `name`, `extension_number` and `region` are null."""

    signed_in: bool
    server: str
    name: str | None = None
    extension_number: str | None = None
    region: str | None = None
    """ISO 3166 code of the account's home country, such as "US"."""
    ring_out: bool | UnsetType = UNSET
    """Whether the user may use RingOut. Absent if RingCentral's answer does not say it."""
    sign_in_url: str | None = None
    """The address of the page on which the user signs in, which the extension opens in a tab. Null
    except in the reply to `account.sign_in`."""
    redirect_addresses: tuple[str, ...] | UnsetType = UNSET
    """The redirect addresses that the user must register for the app at RingCentral, exactly as
    they are written here. Present only in the reply to `account.read` and `account.configure`, if
    no user is signed in and no client id is set."""
    calls_per_minute: int | UnsetType = UNSET
    """The host's cap of calls per minute. The extension may set a lower cap, but no higher one.
    `calls_per_minute`, `calls_per_day` and `locked` are present only in the replies to
    `account.read` and `account.configure`."""
    calls_per_day: int | UnsetType = UNSET
    """The host's cap of calls per day."""
    locked: tuple[str, ...] | UnsetType = UNSET
    """The names of the host's settings that an administrator has locked, in alphabetical order."""


class PhoneNumber(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One entry of a list of phones or caller IDs."""

    phone_number: str
    """The number in E.164."""
    label: str
    """The name that the user sees, such as "My mobile", "Desk phone" or "Main company number"."""
    kind: str = ""
    """The type of the phone or number, such as "mobile" or "main_company", which the extension
    shows in the user's language instead of the label. Absent if the number's owner chose the label.
    ringcentral/number_entries.py lists all types."""
    group: Literal["forwarding", "other", "typed", "direct", "company"]
    """The part of the list that the entry belongs to. A phone belongs to "forwarding" if it has
    RingCentral's feature CallForwarding, to "typed" if the user typed its number in the extension
    or on the command line, and otherwise to "other". A caller ID belongs to "direct" if it is the
    user's own number, and otherwise to "company"."""


class Numbers(Struct, frozen=True, kw_only=True):
    """The reply to `numbers.list`: a list of phones and a list of caller IDs. If the host could not
    read a list, `problems` says why, and the list is empty or has the entries that the host read
    the last time."""

    from_: tuple[PhoneNumber, ...] = field(name="from")
    caller_id: tuple[PhoneNumber, ...]
    fetched_at: float
    """When the host requested the lists from RingCentral: a Unix timestamp in seconds."""
    problems: dict[str, ProblemBody] = {}
    """Why a list could not be read, may not be used or is shortened. The key for the phones is
    "from", and the key for the caller IDs is "caller_id"."""


class Description(Struct, frozen=True, kw_only=True):
    """The reply to `number.describe`."""

    number: str
    """The number in E.164, without its extension."""
    ext: str | None
    kind: str
    """The number's type according to libphonenumber: fixed_line, mobile, fixed_line_or_mobile,
    toll_free, premium_rate, shared_cost, voip, personal_number, pager, uan, voicemail or
    unknown."""
    region: str | None
    """ISO 3166 code of the number's country; null for a number that belongs to no country, such as
    +800."""
    national: str
    international: str
    risks: tuple[str, ...]
    """The reasons why a call to this number needs the user's confirmation: premium_rate,
    shared_cost, satellite, exchange_976, other_country, personal_number. Empty for an ordinary
    number."""


class Call(Struct, frozen=True, kw_only=True):
    """One call. It is the reply to the requests whose names begin with `call.`, and a part of the
    reply to `calls.recent` and of the push `call.changed`."""

    call_id: str
    """The `id` of the `call.place` request that began the call."""
    to: str
    """The called number in E.164. If the page named an extension, `;ext=` and the extension follow.
    The user must dial the extension, because RingOut cannot dial it."""
    from_: str | None = field(name="from")
    caller_id: str | None
    state: CallState
    placed_at: float
    """When the call was requested: a Unix timestamp in seconds."""
    changed_at: float
    problem: ProblemBody | None = None
    cancellable: bool = False


class Calls(Struct, frozen=True, kw_only=True):
    """The reply to `calls.recent`."""

    calls: tuple[Call, ...]


class Reply(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The reply to one request. It has either `ok` or `problem`, never both. `id` is null if the
    request's id could not be read."""

    id: str | None
    ok: Any = None
    problem: ProblemBody | None = None


# --- pushes -------------------------------------------------------------------------------------


class CallChanged(Struct, frozen=True, kw_only=True, tag_field="push", tag="call.changed"):
    """Says that a call has begun or has a new state."""

    call: Call


class AccountChanged(Struct, frozen=True, kw_only=True, tag_field="push", tag="account.changed"):
    """Says that a sign-in has succeeded, failed or ended. `problem` says why it failed or ended."""

    account: Account
    problem: ProblemBody | None = None


AnyPush = CallChanged | AccountChanged
