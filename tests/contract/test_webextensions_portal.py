"""Tests the desktop portal through which a sandboxed Firefox starts hosts, on a real session
bus."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from click_to_call.host.allowed_origins import HOST_NAME
from click_to_call.install.sandboxes import portal_for
from tests.support.secret_service import secret_service

DESKTOP = """
import json, sys
from jeepney import DBusAddress, new_error, new_method_call, new_method_return
from jeepney.io.blocking import open_dbus_connection

answers = json.loads(sys.argv[1])
bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
connection = open_dbus_connection(bus="SESSION")
for name in ("org.freedesktop.portal.Desktop", "org.freedesktop.impl.portal.PermissionStore"):
    connection.send_and_get_reply(new_method_call(bus, "RequestName", "su", (name, 0)))
print("up", flush=True)
while True:
    asked = connection.receive()
    if asked.body == ("org.freedesktop.portal.WebExtensions", "version"):
        answer = new_method_return(asked, "v", (("u", 1),))
    elif asked.body == ("webextensions", sys.argv[2]) and answers is not None:
        answer = new_method_return(asked, "a{sas}v", (answers, ("s", "")))
    else:
        answer = new_error(asked, "org.freedesktop.portal.Error.NotFound")
    connection.send(answer)
"""


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Starts a separate session bus, and points this process to that bus."""
    with (
        tempfile.TemporaryDirectory(prefix="portal-") as folder,
        secret_service("none", Path(folder)) as environment,
    ):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", environment["DBUS_SESSION_BUS_ADDRESS"])
        yield


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ("null", "open"),
        ("{}", "open"),
        ('{"snap.firefox": ["yes"]}', "open"),
        ('{"snap.firefox": ["no"]}', "refused"),
        ('{"org.mozilla.firefox": ["no"]}', "open"),
    ],
)
def test_what_the_user_answered_is_found(session: None, answers: str, found: str) -> None:
    command = [sys.executable, "-c", DESKTOP, answers, HOST_NAME]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ.copy()) as desktop:
        try:
            assert desktop.stdout is not None
            assert desktop.stdout.readline() == b"up\n"
            assert portal_for("snap.firefox") == found
        finally:
            desktop.kill()


def test_a_desktop_without_a_portal_has_none(session: None) -> None:
    assert portal_for("snap.firefox") == "absent"


def test_without_a_session_bus_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus")
    assert portal_for("snap.firefox") == "absent"
