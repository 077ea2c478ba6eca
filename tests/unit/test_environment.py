"""Tests the set-up that scripts/test.py and scripts/check.py share. The tests use folders and
commands that they make themselves."""

import sys
from pathlib import Path

import pytest

from scripts.setup import environment, system_packages
from scripts.setup.console import SetUpFailed, run_shown


def test_a_step_says_what_it_does_and_when_it_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    run_shown("Counting", [sys.executable, "-c", "print('one')"])
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "Counting …"
    assert said[-1].startswith("  done in ")


def test_a_failed_step_ends_with_what_it_said() -> None:
    with pytest.raises(SetUpFailed, match=r"Counting: failed after \d+ s\.\n    no number three"):
        run_shown("Counting", [sys.executable, "-c", "print('no number three'); exit(3)"])


def test_a_step_that_says_nothing_is_ended() -> None:
    with pytest.raises(SetUpFailed, match="no word for 1 s"):
        run_shown("Waiting", ["tail", "-f", "/dev/null"], silent_seconds=1)


def test_the_same_project_in_the_same_place_needs_no_set_up(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "pyproject.toml").write_text("[project]\n", "utf-8")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    before = environment._fingerprint()
    assert environment._fingerprint() == before
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'other'\n", "utf-8")
    assert environment._fingerprint() != before


def test_a_browser_in_a_snap_is_left_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A browser from a snap cannot start programs outside the snap, so it could never start the
    host."""
    for name, text in (("chromium", "exec /snap/bin/chromium"), ("brave", "#!/bin/sh\n")):
        (tmp_path / name).write_text(text, "utf-8")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(system_packages, "_playwrights_browser", lambda: None)
    assert system_packages.browsers() == [tmp_path / "brave"]


def test_without_a_browser_and_without_rights_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(system_packages, "_playwrights_browser", lambda: None)
    monkeypatch.setattr(system_packages, "_install_playwrights", lambda: False)
    monkeypatch.setattr(system_packages, "_rights", lambda: None)
    with pytest.raises(SetUpFailed, match="apt-get install chromium"):
        system_packages.prepare_browser()
