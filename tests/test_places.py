"""Places: where Volt keeps things, and what it says when a place is unusable."""

from __future__ import annotations

from pathlib import Path

import pytest

from volt import places
from volt.errors import PlaceError


def test_home_follows_the_variable_and_is_created(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("VOLT_HOME", str(tmp_path / "deep" / "home"))
    assert places.home() == tmp_path / "deep" / "home"
    assert places.home().is_dir()


def test_home_defaults_to_the_user_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("VOLT_HOME", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr(places.platformdirs, "user_data_dir", lambda name, appauthor: str(tmp_path / name))
    assert places.home() == tmp_path / "volt-x"


def test_home_that_is_a_file_names_path_and_remedy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x")
    for path in (blocked, blocked / "below"):
        monkeypatch.setenv("VOLT_HOME", str(path))
        with pytest.raises(PlaceError) as caught:
            places.home()
        assert str(path) in caught.value.message
        assert "VOLT_HOME" in caught.value.remedy
        assert caught.value.exit_code == 2


def test_home_that_is_not_writable_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("VOLT_HOME", str(tmp_path))
    monkeypatch.setattr(places.os, "access", lambda path, mode: False)  # root may write everywhere
    with pytest.raises(PlaceError, match="cannot be written"):
        places.home()


def test_models_prefers_the_checkout_and_creates_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("VOLT_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(places, "CHECKOUT", tmp_path / "checkout")
    assert places.models() == tmp_path / "home" / "models" / "nano"
    assert not (tmp_path / "home").exists()
    (tmp_path / "checkout" / "models" / "nano").mkdir(parents=True)
    assert places.models() == tmp_path / "checkout" / "models" / "nano"
    assert places.models("base") == tmp_path / "home" / "models" / "base"


def test_data_must_be_named_and_be_a_readable_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("VOLT_DATA", raising=False)
    with pytest.raises(PlaceError, match="VOLT_DATA is not set"):
        places.data()
    monkeypatch.setenv("VOLT_DATA", str(tmp_path / "missing"))
    with pytest.raises(PlaceError, match="not a folder"):
        places.data()
    monkeypatch.setenv("VOLT_DATA", str(tmp_path))
    assert places.data() == tmp_path
    monkeypatch.setattr(places.os, "access", lambda path, mode: False)
    with pytest.raises(PlaceError, match="cannot be read"):
        places.data()
