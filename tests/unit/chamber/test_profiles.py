"""Profiles on a disk: nobody else's hand in them, and a key only from where they say."""

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gitgov.advice.profile import Budget, Prices, Profile, Use, read_profile
from gitgov.chamber.profiles import (
    add_profile,
    key_of,
    open_profile,
    profile_names,
    remove_profile,
    settings_folder,
    state_folder,
)
from gitgov.chamber.spending import Spent, month_now, most, set_aside, settle, spent_in, spent_now, used
from gitgov.core.errors import BadInput

TEXT = (
    b'format = "openai"\nurl = "https://api.example.org/v1"\nmodel = "m"  # mine\n[credential]\nenv = "KEY_OF_A_TEST"\n'
)


def keyed(**credential: object) -> Profile:
    table = {"format": "openai", "url": "https://api.example.org/v1", "model": "m", "credential": credential}
    return read_profile("p", table, "p.toml")


def test_a_profile_is_kept_as_it_is_written_and_for_its_user_alone() -> None:
    add_profile("p", TEXT, "p.toml", replace=False)
    path = settings_folder() / "p.toml"
    assert path.read_bytes() == TEXT
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (profile_names(), open_profile("p").model) == (["p"], "m")
    add_profile("p", TEXT, "p.toml", replace=False)  # the same again is done already
    with pytest.raises(BadInput, match="there is a profile p already"):
        add_profile("p", TEXT + b"\n", "p.toml", replace=False)
    add_profile("p", TEXT.replace(b'"m"', b'"n"'), "p.toml", replace=True)
    assert open_profile("p").model == "n"
    remove_profile("p")
    assert profile_names() == []
    with pytest.raises(BadInput, match="no profile 'p'"):
        remove_profile("p")


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_profile_that_others_can_write_is_not_read(mode: int) -> None:
    add_profile("p", TEXT, "p.toml", replace=False)
    (settings_folder() / "p.toml").chmod(mode)
    with pytest.raises(BadInput, match="others can write"):
        open_profile("p")


def test_what_is_no_profile_is_said(tmp_path: Path) -> None:
    for data in (b"\xff", b"x", b"a = 1", b"#" * 70_000, b"a = " + b"[" * 5_000):
        with pytest.raises(BadInput):
            add_profile("p", data, "p.toml", replace=False)
    assert profile_names() == []
    with pytest.raises(BadInput, match="there are: none"):
        open_profile("p")


def test_a_key_comes_from_where_the_profile_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEY_OF_A_TEST", "from-env")
    (tmp_path / "key").write_text("from-file\n")
    (tmp_path / "key").chmod(0o600)
    assert key_of(keyed(env="KEY_OF_A_TEST")) == "from-env"
    assert key_of(keyed(file=str(tmp_path / "key"))) == "from-file"
    assert key_of(keyed(command=["printf", "from-command\n"])) == "from-command"
    assert key_of(keyed(none=True)) == ""


def test_a_vendors_variable_is_read_only_where_a_profile_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "canary")
    with pytest.raises(BadInput, match="KEY_OF_A_TEST is not set"):
        key_of(keyed(env="KEY_OF_A_TEST"))


def test_a_key_that_cannot_be_had_is_said_without_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEY_OF_A_TEST", "se cret")
    (tmp_path / "open").write_text("secret")
    (tmp_path / "open").chmod(0o666)
    (tmp_path / "bytes").write_bytes(b"\xffsecret")
    credentials: list[dict[str, Any]] = [
        {"env": "KEY_OF_A_TEST"},
        {"file": str(tmp_path / "open")},
        {"file": str(tmp_path / "bytes")},
        {"file": str(tmp_path / "nothing")},
        {"command": ["sh", "-c", "echo secret; exit 3"]},
        {"command": ["no-such-program-anywhere"]},
        {"command": ["true"]},
        {"command": ["printf", "sec\nret"]},
    ]
    for credential in credentials:
        with pytest.raises(BadInput) as error:
            key_of(keyed(**credential))
        assert "cret" not in error.value.what + error.value.remedy


def test_a_state_folder_is_its_own_users(tmp_path: Path) -> None:
    folder = state_folder(keyed(none=True))
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    named = read_profile(
        "q", {**keyed(none=True).model_dump(exclude={"name"}, exclude_none=True), "state": str(tmp_path)}, "q"
    )
    assert state_folder(named) == tmp_path / "q"


def test_what_is_spent_adds_up_by_month() -> None:
    profile = keyed(none=True)
    folder, month = state_folder(profile), month_now()
    for _ in range(3):
        aside = Spent(100, requests=1)
        assert set_aside(folder, month, aside, profile.budget.month)
        assert spent_now(profile).tokens in (100, 110, 120)
        settle(folder, month, aside, Spent(10, requests=1))
    assert spent_now(profile) == Spent(30, requests=3)
    assert spent_in(folder, "1999-01") == Spent()


def test_what_was_spent_is_not_forgotten_when_it_cannot_be_read() -> None:
    profile = keyed(none=True)
    for damage in ("{", json.dumps({month_now(): 3}), json.dumps({month_now(): {"tokens": "x"}}), "[]"):
        (state_folder(profile) / "spent.json").write_text(damage)
        with pytest.raises(BadInput):
            spent_now(profile)


def test_many_at_once_do_not_pass_a_budget_together() -> None:
    """Each opens the lock for itself, as processes do."""
    budget = Budget(tokens=1_000)
    folder, month = state_folder(keyed(none=True)), month_now()
    with ThreadPoolExecutor(8) as pool:
        let = list(pool.map(lambda _: set_aside(folder, month, Spent(90, requests=1), budget), range(40)))
    assert sum(let) == 11
    assert spent_in(folder, month) == Spent(990, requests=11)


@given(
    bound=st.integers(1, 10**6),
    use=st.tuples(st.integers(0, 10**5), st.integers(0, 10**5)),
    prices=st.tuples(*[st.decimals(0, 100, places=4).map(str)] * 2),
)
def test_what_is_set_aside_is_at_least_what_is_used(bound: int, use: tuple[int, int], prices: tuple[str, str]) -> None:
    assume(sum(use) <= bound)
    profile = keyed(none=True).model_copy(update={"prices": Prices(input=prices[0], output=prices[1])})
    aside, spent = most(profile, bound), used(profile, Use(*use))
    assert spent is not None
    assert aside.tokens >= spent.tokens
    assert aside.money >= spent.money
