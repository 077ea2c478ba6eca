"""Tests the simulator with RingCentral's own Python client, and with the examples of RingCentral's
click-to-call guide.

The purpose: code that works with the simulator should also work with RingCentral. The official SDK
signs in with a JWT, reads both phone lists, places a call, follows the call to its end at the
address that the answer names, renews its tokens and signs out.
"""

import time
import warnings
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from click_to_call_simulator import Settings, Simulator, serve
from click_to_call_simulator.oauth import JWT_BEARER

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # The libraries that the SDK imports cause warnings.
    from ringcentral import SDK

EXTENSION = "/account/~/extension/~"
LEG_SECONDS = 0.1


@pytest.fixture
def simulator() -> Simulator:
    return Simulator(Settings(per_minute={}, leg_seconds=LEG_SECONDS))


@pytest.fixture
def url(simulator: Simulator) -> Iterator[str]:
    with serve(simulator) as address:
        yield address


@pytest.fixture
def platform(simulator: Simulator, url: str) -> Any:
    """Returns the SDK's platform object, signed in with the simulator's JWT."""
    own = simulator.credential
    platform = SDK(own["client_id"], own["client_secret"], url).platform()
    platform.login(jwt=own["jwt"])
    return platform


def get(platform: Any, address: str) -> dict[str, Any]:
    told: dict[str, Any] = platform.get(address).json_dict()
    return told


def test_it_signs_in_and_reads_who_is_signed_in(platform: Any) -> None:
    assert platform.logged_in()
    assert get(platform, EXTENSION)["name"] == "Ada Example"


@pytest.mark.parametrize(
    ("name", "feature"), [("forwarding-number", "CallForwarding"), ("phone-number", "CallerId")]
)
def test_it_reads_a_list_page_by_page(platform: Any, name: str, feature: str) -> None:
    page, records = get(platform, f"{EXTENSION}/{name}"), list[dict[str, Any]]()
    while True:
        records += page["records"]
        following = page["navigation"].get("nextPage")
        if following is None:
            break
        page = get(platform, following["uri"])
    assert len(records) == page["paging"]["totalElements"] > page["paging"]["perPage"]
    assert any(feature in record["features"] for record in records)


@pytest.mark.parametrize("resource", ["ring-out", "ringout"])
def test_it_places_a_call_and_follows_it_to_its_end(
    platform: Any, simulator: Simulator, resource: str
) -> None:
    body = {"from": {"phoneNumber": "+14155550100"}, "to": {"phoneNumber": "+14155552671"}}
    placed = platform.post(f"{EXTENSION}/{resource}", body=body).json_dict()
    seen = follow(platform, placed["uri"])
    assert seen == ["InProgress", "Success", "Finished"]
    (call,) = simulator.ring_outs
    assert call.to == "+14155552671"


def follow(platform: Any, address: str) -> list[str]:
    """Requests the call's status until the call is over. Returns the status words in the order in
    which they first appear."""
    words: list[str] = []
    ends_at = time.monotonic() + 20
    while "Finished" not in words and time.monotonic() < ends_at:
        word = get(platform, address)["status"]["callStatus"]
        words += [word] if word not in words else []
    return words


def test_it_cancels_a_call_by_the_address_that_the_answer_gives(
    platform: Any, simulator: Simulator
) -> None:
    body = {"from": {"phoneNumber": "+14155550100"}, "to": {"phoneNumber": "+12125550130"}}
    placed = platform.post(f"{EXTENSION}/ring-out", body=body).json_dict()
    platform.delete(placed["uri"])
    assert simulator.ring_outs[0].cancelled


def test_it_renews_its_tokens_and_signs_out(platform: Any, simulator: Simulator) -> None:
    before = platform.auth().access_token()
    platform.refresh()
    assert platform.auth().access_token() != before
    assert get(platform, EXTENSION)["name"] == "Ada Example"
    platform.logout()
    assert simulator.sign_ins.sessions == []
    assert not platform.logged_in()


def test_a_refusal_reaches_its_user_as_ringcentral_words_it(platform: Any) -> None:
    body = {"from": {"phoneNumber": "+14155550100"}, "to": {"phoneNumber": "+12125550150"}}
    with pytest.raises(Exception, match="Number is blocked"):
        platform.post(f"{EXTENSION}/ring-out", body=body)


# --- the guide's examples -------------------------------------------------------------------------


@pytest.fixture
def client(simulator: Simulator, url: str) -> Iterator[httpx.Client]:
    """Yields a client that sends requests as the guide's examples do: with a bearer token, and
    without any code of the host."""
    own = simulator.credential
    with httpx.Client(base_url=url, trust_env=False) as asking:
        form = {"grant_type": JWT_BEARER, "assertion": own["jwt"]}
        pair = (own["client_id"], own["client_secret"])
        answer = asking.post("/restapi/oauth/token", data=form, auth=pair).json()
        asking.headers["Authorization"] = f"Bearer {answer['access_token']}"
        yield asking


API = f"/restapi/v1.0{EXTENSION}"


def test_the_guides_lists_hold_the_numbers_to_call_from_and_to_show(client: httpx.Client) -> None:
    query = {"perPage": "1000"}
    phones = client.get(f"{API}/forwarding-number", params=query).json()["records"]
    shown = client.get(f"{API}/phone-number", params=query).json()["records"]
    assert [record for record in phones if "CallForwarding" in record["features"]]
    assert [record for record in shown if "CallerId" in record["features"]]


@pytest.mark.parametrize("resource", ["ring-out", "ringout"])
@pytest.mark.parametrize("plus", ["", "+"])
def test_the_guides_call_is_taken_with_and_without_a_plus(
    client: httpx.Client, simulator: Simulator, resource: str, plus: str
) -> None:
    body = {
        "to": {"phoneNumber": f"{plus}14155551212"},
        "from": {"phoneNumber": f"{plus}14155550100"},
        "callerId": {"phoneNumber": f"{plus}18005550199"},
        "playPrompt": True,
    }
    answer = client.post(f"{API}/{resource}", json=body)
    assert answer.status_code == 200
    told = answer.json()
    assert isinstance(told["id"], int if resource == "ringout" else str)
    assert client.get(told["uri"]).json()["status"]["callStatus"] == "InProgress"
    (call,) = simulator.ring_outs
    assert (call.to, call.from_, call.caller_id) == ("+14155551212", "+14155550100", "+18005550199")


def test_the_guides_call_without_a_phone_to_ring_first_rings_the_users_own(
    client: httpx.Client, simulator: Simulator
) -> None:
    answer = client.post(f"{API}/ringout", json={"to": {"phoneNumber": "14155551212"}})
    assert answer.status_code == 200
    assert simulator.ring_outs[0].from_ == "+14155550100"


@pytest.mark.parametrize("number", ["911", "0014155551212", "4155551212 ext 5", "", "+", "+0"])
def test_what_is_no_number_is_refused_with_and_without_a_plus(
    client: httpx.Client, simulator: Simulator, number: str
) -> None:
    body = {"to": {"phoneNumber": number}, "from": {"phoneNumber": "14155550100"}}
    answer = client.post(f"{API}/ring-out", json=body)
    assert (answer.status_code, answer.json()["errors"][0]["errorCode"]) == (400, "TEL-109")
    assert simulator.ring_outs == []
