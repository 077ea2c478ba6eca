"""Tests the phones that a user typed. They are stored for each user, with the latest first, and
deleted when the user signs out."""

import json
import stat
import threading
from pathlib import Path

import pytest

from click_to_call.config import Config
from click_to_call.errors import Problem
from click_to_call.ringcentral.saved_phones import MOST_PHONES, TypedPhones

PHONE = "+12125550177"
OTHER = "+12125550178"


def typed(folder: Path, server: str = "http://127.0.0.1:1") -> TypedPhones:
    return TypedPhones(Config(server=server, client_id="", home=folder, state=folder, logs=folder))


def test_another_host_knows_them_by_who_is_signed_in(tmp_path: Path) -> None:
    typed(tmp_path).add("ada", PHONE)
    typed(tmp_path).add("ada", OTHER)
    assert typed(tmp_path).of("ada") == (OTHER, PHONE)
    assert typed(tmp_path).of("bob") == ()
    assert typed(tmp_path, "http://127.0.0.1:2").of("ada") == ()


def test_one_that_is_used_again_comes_first_and_the_oldest_go(tmp_path: Path) -> None:
    phones = typed(tmp_path)
    for last in range(MOST_PHONES + 2):
        phones.add("ada", f"+1212555010{last}")
    phones.add("ada", "+12125550105")
    assert phones.of("ada")[0] == "+12125550105"
    assert len(set(phones.of("ada"))) == MOST_PHONES
    assert "+12125550100" not in phones.of("ada")


def test_they_are_forgotten(tmp_path: Path) -> None:
    phones = typed(tmp_path)
    phones.forget()
    phones.add("ada", PHONE)
    phones.forget()
    assert typed(tmp_path).of("ada") == ()


@pytest.mark.parametrize("content", [b"", b"[]", b'{"ada": "+1"}', b'{"ada": [1]}', b"\xff"])
def test_an_unreadable_file_knows_none_and_is_written_anew(tmp_path: Path, content: bytes) -> None:
    phones = typed(tmp_path)
    phones.add("ada", PHONE)
    next(tmp_path.glob("phones-*.json")).write_bytes(content)
    assert phones.of("ada") == ()
    phones.add("ada", OTHER)
    assert phones.of("ada") == (OTHER,)


def test_many_hosts_lose_none(tmp_path: Path) -> None:
    numbers = [f"+1212555010{last}" for last in range(MOST_PHONES)]
    threads = [
        threading.Thread(target=typed(tmp_path).add, args=("ada", number)) for number in numbers
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(typed(tmp_path).of("ada")) == set(numbers)


def test_the_file_is_the_users_own(tmp_path: Path) -> None:
    typed(tmp_path / "state").add("ada", PHONE)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "state").iterdir()}
    assert modes == {0o600}


def test_a_phone_that_cannot_be_kept_is_said(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    with pytest.raises(Problem) as raised:
        typed(blocked).add("ada", PHONE)
    assert raised.value.code == "phone_not_usable"
    assert str(blocked) in raised.value.message
    assert typed(blocked).of("ada") == ()
    typed(blocked).forget()


def test_phones_kept_by_the_version_before_are_read_and_kept_on(tmp_path: Path) -> None:
    typed(tmp_path).add("ada", PHONE)
    (file,) = tmp_path.rglob("phones-*.json")
    file.write_text(json.dumps({"ada": [PHONE], "bob": ["+12125550188"]}), "utf-8")
    assert typed(tmp_path).of("ada") == (PHONE,)
    typed(tmp_path).add("ada", "+12125550199")
    assert typed(tmp_path).of("bob") == ("+12125550188",)
    assert json.loads(file.read_text("utf-8"))["version"] == 2


def test_phones_kept_by_the_version_after_are_read(tmp_path: Path) -> None:
    typed(tmp_path).add("ada", PHONE)
    (file,) = tmp_path.rglob("phones-*.json")
    later = {"version": 3, "phones": {"ada": [PHONE]}, "names": {"x": 1}}
    file.write_text(json.dumps(later), "utf-8")
    assert typed(tmp_path).of("ada") == (PHONE,)
