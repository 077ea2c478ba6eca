"""Tests which proxy the host chooses from all sources, and what it says about a proxy that it
cannot use."""

from pathlib import Path

import pytest

from click_to_call.errors import Problem
from click_to_call.ringcentral.desktop_proxies import proxy_of_desktop
from click_to_call.ringcentral.proxies import Choice, choose, is_excepted, parse

SERVER = "https://platform.ringcentral.com"
HOST = "platform.ringcentral.com"


def chosen(**environment: str) -> str | None:
    proxy = choose(SERVER, environment).proxy
    return None if proxy is None else proxy.url


def refused(**environment: str) -> Problem:
    with pytest.raises(Problem) as raised:
        choose(SERVER, environment)
    assert (raised.value.code, raised.value.reason) == ("config_invalid", "proxy")
    return raised.value


@pytest.mark.parametrize(
    ("value", "url"),
    [
        ("http://proxy.example:8080", "http://proxy.example:8080"),
        ("http://proxy.example:8080/", "http://proxy.example:8080"),
        ("  http://proxy.example:8080\n", "http://proxy.example:8080"),
        ('"http://proxy.example:8080"', "http://proxy.example:8080"),
        ("proxy.example:8080", "http://proxy.example:8080"),
        ("proxy.example", "http://proxy.example"),
        ("HTTP://proxy.example:8080", "http://proxy.example:8080"),
        ("https://proxy.example:8443", "https://proxy.example:8443"),
        ("socks://127.0.0.1:1080/", "socks5://127.0.0.1:1080"),
        ("socks5://127.0.0.1:1080", "socks5://127.0.0.1:1080"),
        ("socks5h://127.0.0.1:1080", "socks5h://127.0.0.1:1080"),
        ("http://[fd00::1]:8080", "http://[fd00::1]:8080"),
        ("http://ada:p%40ss@proxy.example:8080", "http://ada:p%40ss@proxy.example:8080"),
    ],
)
@pytest.mark.parametrize("name", ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"])
def test_a_proxy_is_read_as_people_write_it(name: str, value: str, url: str) -> None:
    assert chosen(**{name: value}) == url


@pytest.mark.parametrize(
    "value",
    [
        "socks4://127.0.0.1:1080",
        "gopher://127.0.0.1:70",
        "pac+http://proxy.example/wpad.dat",
        "http://",
        "http://:8080",
        "http://proxy.example:port",
        "http://proxy.example:0",
        "http://proxy.example:99999",
        "http://proxy example:8080",
        "http://[fd00::1:8080",
    ],
)
def test_one_of_no_use_is_named_with_its_scheme_and_without_its_password(value: str) -> None:
    problem = refused(HTTPS_PROXY=value.replace("://", "://ada:secret@", 1))
    assert "HTTPS_PROXY" in problem.message
    assert "secret" not in problem.message
    if value.startswith(("socks4", "gopher")):
        assert value.partition("://")[0] in problem.message


def test_the_desktops_three_variables_of_which_one_is_unusable() -> None:
    """One of several environment variables names a proxy that the host cannot use. For example,
    GNOME sets `all_proxy` to a SOCKS proxy. The host uses the proxy of another variable."""
    good = "http://proxy.example:3128"
    assert chosen(https_proxy=good, http_proxy=good, all_proxy="socks://127.0.0.1:1080/") == good
    assert chosen(https_proxy="gopher://x:1", all_proxy=good) == good
    assert chosen(https_proxy=good, all_proxy="gopher://x:1") == good
    assert chosen(http_proxy="gopher://x:1", https_proxy=good) == good
    assert "all_proxy" in refused(all_proxy="gopher://x:1").message


def test_lower_case_wins_even_when_it_is_empty() -> None:
    assert chosen(https_proxy="http://low:1", HTTPS_PROXY="http://up:1") == "http://low:1"
    assert chosen(https_proxy="", HTTPS_PROXY="http://up:1") is None
    assert chosen(HTTPS_PROXY="", ALL_PROXY="http://up:1") == "http://up:1"
    assert chosen(http_proxy="http://other:1") is None, "the exchange is asked by https"


def test_the_configuration_wins_over_the_environment() -> None:
    environment = {"HTTPS_PROXY": "http://environment:1", "NO_PROXY": "*"}
    choice = choose(SERVER, environment, configured="socks5://own:1080", file="/x/config.toml")
    assert choice.proxy is not None
    assert (choice.proxy.url, choice.proxy.source) == (
        "socks5://own:1080",
        "proxy in /x/config.toml",
    )
    with pytest.raises(Problem, match=r"proxy in /x/config\.toml names a proxy"):
        choose(SERVER, environment, configured="gopher://own:1", file="/x/config.toml")


@pytest.mark.parametrize(
    "entries",
    [
        "*",
        "platform.ringcentral.com",
        "PLATFORM.RingCentral.com",
        "ringcentral.com",
        ".ringcentral.com",
        "*.ringcentral.com",
        "localhost, .ringcentral.com",
        "localhost 127.0.0.1 ringcentral.com",
        "ringcentral.com:443",
        "[::1],fe80::/10,10.0.0.0/8,ringcentral.com",
    ],
)
def test_no_proxy_in_every_way_of_writing_it(entries: str) -> None:
    assert is_excepted(HOST, 443, entries)
    assert chosen(HTTPS_PROXY="http://proxy.example:1", NO_PROXY=entries) is None
    assert chosen(HTTPS_PROXY="gopher://never:1", no_proxy=entries) is None


@pytest.mark.parametrize(
    "entries",
    [
        "",
        ",",
        "localhost,127.0.0.1,::1,[::1]",
        "localhost,127.0.0.0/8,fe80::/10,[fe80::]/10,192.168.0.0/16",
        "central.com",
        "notringcentral.com",
        "ringcentral.com:8443",
        "platform",
        "[",
        "]:::/[",
        "10.0.0.0/99",
        "http://ringcentral.com",
        ".",
    ],
)
def test_no_proxy_that_speaks_of_others_excepts_nothing(entries: str) -> None:
    assert not is_excepted(HOST, 443, entries)
    assert (
        chosen(HTTPS_PROXY="http://proxy.example:1", NO_PROXY=entries) == "http://proxy.example:1"
    )


@pytest.mark.parametrize(
    ("host", "entry", "is_so"),
    [
        ("10.1.2.3", "10.0.0.0/8", True),
        ("11.1.2.3", "10.0.0.0/8", False),
        ("::1", "[::1]", True),
        ("::1", "::1", True),
        ("fe80::1", "fe80::/10", True),
        ("fe80::1", "[fe80::]/10", True),
        ("fd00::1", "fe80::/10", False),
        ("10.1.2.3", "fe80::/10", False),
        ("10.1.2.3", "10.1.2.3:443", True),
        ("::1", "[::1]:8443", False),
    ],
)
def test_addresses_and_networks(host: str, entry: str, is_so: bool) -> None:
    assert is_excepted(host, 443, entry) is is_so


def test_a_shown_proxy_hides_name_and_password() -> None:
    shown = parse("http://ada:secret@proxy.example:8080", "HTTPS_PROXY").shown
    assert shown == "http://proxy.example:8080"
    assert parse("socks://[fd00::1]", "ALL_PROXY").shown == "socks5://[fd00::1]:1080"


# --- the desktop ----------------------------------------------------------------------------------

GSETTINGS = """#!/bin/sh
[ "$1 $2" = "list-recursively org.gnome.system.proxy" ] || exit 1
cat <<'END'
org.gnome.system.proxy autoconfig-url ''
org.gnome.system.proxy ignore-hosts ['localhost', '127.0.0.0/8', '::1'%(ignored)s]
org.gnome.system.proxy mode '%(mode)s'
org.gnome.system.proxy use-same-proxy true
org.gnome.system.proxy.ftp host ''
org.gnome.system.proxy.ftp port 0
org.gnome.system.proxy.http host 'plain.example'
org.gnome.system.proxy.http port 8080
org.gnome.system.proxy.https host '%(host)s'
org.gnome.system.proxy.https port 3128
org.gnome.system.proxy.socks host '%(socks)s'
org.gnome.system.proxy.socks port 1080
END
"""


def gnome(folder: Path, **settings: str) -> Choice:
    given = {"mode": "manual", "host": "", "socks": "", "ignored": ""} | settings
    program = folder / "gsettings"
    program.write_text(GSETTINGS % given, "utf-8")
    program.chmod(0o755)
    environment = {"XDG_CURRENT_DESKTOP": "ubuntu:GNOME", "PATH": f"{folder}:/usr/bin:/bin"}
    return choose(SERVER, environment, desktop=lambda host: proxy_of_desktop(host, environment))


def url_of(choice: Choice) -> str | None:
    return None if choice.proxy is None else choice.proxy.url


def test_gnomes_own_settings_are_read(tmp_path: Path) -> None:
    assert url_of(gnome(tmp_path, host="proxy.example")) == "http://proxy.example:3128"
    assert url_of(gnome(tmp_path, socks="proxy.example")) == "socks5://proxy.example:1080"
    both = gnome(tmp_path, host="proxy.example", socks="other.example")
    assert url_of(both) == "http://proxy.example:3128"
    assert both.proxy is not None
    assert both.proxy.source == "the GNOME settings"
    assert url_of(gnome(tmp_path)) is None
    assert url_of(gnome(tmp_path, mode="none", host="proxy.example")) is None
    ignored = ", '*.ringcentral.com'"
    assert url_of(gnome(tmp_path, host="proxy.example", ignored=ignored)) is None


def test_a_script_that_chooses_the_proxy_is_said_not_to_be_run(tmp_path: Path) -> None:
    choice = gnome(tmp_path, mode="auto", host="proxy.example")
    assert (choice.proxy, choice.unread) == (None, "the GNOME settings")


def test_gnomes_settings_that_cannot_be_read_are_none(tmp_path: Path) -> None:
    environment = {"XDG_CURRENT_DESKTOP": "GNOME", "PATH": str(tmp_path)}
    assert proxy_of_desktop(HOST, environment) == Choice(None)


@pytest.mark.parametrize(
    ("lines", "url"),
    [
        ("ProxyType=1\nhttpsProxy=http://proxy.example 3128", "http://proxy.example:3128"),
        ("ProxyType=1\nsocksProxy=socks://proxy.example 1080", "socks5://proxy.example:1080"),
        ("ProxyType=1\nhttpsProxy=http://p 1\nNoProxyFor=.ringcentral.com", None),
        ("ProxyType=0\nhttpsProxy=http://proxy.example 3128", None),
        ("ProxyType=1", None),
        ("no ini at all", None),
    ],
)
def test_kdes_own_settings_are_read(tmp_path: Path, lines: str, url: str | None) -> None:
    (tmp_path / "kioslaverc").write_text(f"[Proxy Settings]\n{lines}\n", "utf-8")
    environment = {"XDG_CURRENT_DESKTOP": "KDE", "XDG_CONFIG_HOME": str(tmp_path)}
    assert url_of(proxy_of_desktop(HOST, environment)) == url


def test_kdes_script_is_said_not_to_be_run(tmp_path: Path) -> None:
    (tmp_path / "kioslaverc").write_text("[Proxy Settings]\nProxyType=2\n", "utf-8")
    environment = {"XDG_CURRENT_DESKTOP": "KDE", "XDG_CONFIG_HOME": str(tmp_path)}
    assert proxy_of_desktop(HOST, environment).unread == "the KDE settings"


def test_the_environment_wins_over_the_desktop() -> None:
    def never(host: str) -> Choice:
        raise AssertionError(host)

    choice = choose(SERVER, {"HTTPS_PROXY": "http://proxy.example:1"}, desktop=never)
    assert url_of(choice) == "http://proxy.example:1"
    assert choose(SERVER, {"NO_PROXY": "*"}, desktop=never).proxy is None
