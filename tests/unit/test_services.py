"""Tests that the host pushes the end of a sign-in to the extension exactly once."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from click_to_call.errors import Problem
from click_to_call.host.protocol import AccountChanged, AccountRead, AnyPush, CallPlace, NumbersList
from click_to_call.host.services import Services
from tests.support.signed_in_client import World, world


async def meet_the_end(services: Services) -> None:
    """Sends several requests after the sign-in has ended, as an extension does until it knows of
    the end."""
    for asked in (
        services.numbers_list(NumbersList(id="1", refresh=True)),
        services.numbers_list(NumbersList(id="2", refresh=True)),
        services.call_place(CallPlace(id="3", to="+14155552671")),
    ):
        with pytest.raises(Problem) as raised:
            await asked
        assert raised.value.code == "sign_in_expired"


def end_all_sessions(place: World) -> None:
    place.simulator.sign_ins.sessions.clear()


def test_the_end_of_a_sign_in_is_told_once_whoever_finds_it_out(tmp_path: Path) -> None:
    pushes: list[AnyPush] = []

    async def live(place: World) -> None:
        services = Services(
            {"CLICK_TO_CALL_HOME": str(tmp_path), "CLICK_TO_CALL_SERVER": place.config.server}
        )
        services.__dict__["tokens"] = place.store
        services.tell(pushes.append)
        for turn in (1, 2):
            tokens = await place.store.load()
            assert tokens is not None
            await place.store.save(replace(tokens, jwt=""))
            end_all_sessions(place)
            await meet_the_end(services)
            assert len(pushes) == turn
            own = place.simulator.credential
            await services.sign_in_with_jwt(own["client_id"], own["client_secret"], own["jwt"])
            assert (await services.account_read(AccountRead(id="4"))).signed_in
        await services.aclose()

    with world(tmp_path) as place:
        asyncio.run(live(place))
    for push in pushes:
        assert isinstance(push, AccountChanged)
        assert not push.account.signed_in
        assert push.problem is not None
        assert push.problem.code == "sign_in_expired"
